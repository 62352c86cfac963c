"""Pages around the action plan that comes back: what is refused is named, what was chosen stays, nothing half done."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from participation.concept.models import MeasureState
from participation.kernel.transaction import transaction
from participation.measures.queries import get_measure
from participation.measures.services import edit_measure
from tests.export.integration.action_plans import Filled, again
from tests.factories import a_concept, a_goal, a_measure, an_edition, an_office_user
from tests.measures.integration.conftest import COMPLETE, Desk


@pytest.fixture
def measure(database):
    goal = a_goal(an_edition(a_concept(language="en")), number="1", text="Children swim.")
    return a_measure(goal.edition, goals=[goal], **COMPLETE)


@pytest.fixture
def office(app, database):
    return Desk(app, an_office_user())


@pytest.fixture
def address(measure):
    return f"/office/concepts/{measure.edition.concept_id}/action-plan"


def sent(office, address, content, name="plan.xlsx"):
    return office.send(address, file=(BytesIO(content), name))


def returned(office, address, measure, **values):
    """Send the plan with these cells filled; answer the address of its differences and the page."""
    filled = Filled(measure.edition).write(measure, **values)
    shown = sent(office, address, filled.bytes())
    assert (shown.status_code, shown.location.rpartition("/")[0]) == (303, address)
    return shown.location, office.look(shown.location)


def fingerprint(page):
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_plan_is_handed_out_from_the_page_of_the_concept(office, measure, address):
    page = office.look(f"/office/concepts/{measure.edition.concept_id}")
    assert (f'href="{address}.xlsx' in page, f'href="{address}"' in page) == (True, True)
    answer = office.get(f"{address}.xlsx?edition={measure.edition_id}")
    assert (answer.status_code, answer.data[:2]) == (200, b"PK")
    assert answer.headers["Content-Disposition"].partition(";")[0] == "attachment"


def test_file_that_comes_back_shows_its_differences_and_is_taken_over(office, measure, address):
    shown, page = returned(office, address, measure, lead="School office")
    assert ("<del>Sportverein</del><ins>School office</ins>" in page, "1 measure would change" in page) == (True, True)
    assert again(measure).lead == "Sportverein"
    answer = office.send(f"{shown}/confirm", seen=fingerprint(page), measure=measure.id, why="Meeting")
    assert (answer.status_code, again(measure).lead) == (303, "School office")
    assert office.get(shown).status_code == 404


def test_what_was_not_read_is_named_on_the_page_before_anything_is_changed(office, measure, address):
    _shown, page = returned(office, address, measure, due_on="soon", state="Done")
    assert "“soon” is no day. Please write it like 2027-12-31 or 31.12.2027." in page
    assert "“Schwimmkurse” cannot go from “Draft” to “Done”." in page
    assert "There is nothing to take over." in page


def test_deleted_rows_are_told_on_the_page(office, measure, address):
    other = a_measure(measure.edition, title="Pilots")
    filled = Filled(measure.edition)
    filled.sheet().delete_rows(3)
    page = office.look(sent(office, address, filled.bytes()).location)
    assert ("Not in the file: these measures stay" in page, f"/office/measures/{other.id}" in page) == (True, True)


def test_refusal_names_the_measure_and_keeps_what_was_chosen(office, measure, address):
    shown, page = returned(office, address, measure, state="In review", costs=None)
    answer = office.send(f"{shown}/confirm", seen=fingerprint(page), measure=measure.id, why="Meeting of May")
    assert (answer.status_code, "Nothing was changed, because 1 of these measures" in answer.text) == (422, True)
    assert ('value="Meeting of May"' in answer.text, "The measure is not complete yet." in answer.text) == (True, True)
    assert (again(measure).state, measure.costs) == (MeasureState.DRAFT, "5.000 Euro")


def test_what_both_changed_is_shown_with_both_and_nobody_is_chosen_for(office, measure, address):
    filled = Filled(measure.edition).write(measure, lead="School office").bytes()
    with transaction():
        found = get_measure(measure.id)
        edit_measure(found, None, {"lead": "Sports office"}, goal_ids=[found.goals[0].id], field_ids=[], seen_version=1)
    shown = sent(office, address, filled).location
    page = office.look(shown)
    side = f"side-{measure.id}-lead"
    assert (page.count(f'name="{side}"'), "Sports office" in page, "School office" in page) == (2, True, True)
    values = {"seen": fingerprint(page), "measure": measure.id, "why": "Meeting"}
    refused = office.send(f"{shown}/confirm", **values)
    assert (refused.status_code, "Choose for each which of the two stands." in refused.text) == (422, True)
    assert office.send(f"{shown}/confirm", **values, **{side: "file"}).status_code == 303
    assert again(measure).lead == "School office"


def test_differences_that_nobody_saw_are_shown_anew(office, measure, address):
    shown, page = returned(office, address, measure, lead="School office")
    with transaction():
        found = get_measure(measure.id)
        edit_measure(found, None, {"costs": "1"}, goal_ids=[found.goals[0].id], field_ids=[], seen_version=1)
    answer = office.send(f"{shown}/confirm", seen=fingerprint(page), measure=measure.id, why="Meeting")
    assert (answer.status_code, "Somebody changed these measures in the meantime." in answer.text) == (409, True)
    assert again(measure).lead == "Sportverein"


def a_workbook_without_identifiers():
    stream = BytesIO()
    book = Workbook()
    book.active.append(["Title", "Lead"])
    book.save(stream)
    return stream.getvalue()


UNRECOGNISED = (
    "No sheet of this file has the column “Identifier (leave as it is)”. Choose an action plan that was exported here."
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file “plan.xlsx” is empty. Save it again, then choose it again."),
        (
            b"no workbook",
            "“plan.xlsx” is not a .xlsx file inside. Open it in your office program and save it anew.",
        ),
        (
            b"PK\x03\x04 broken",
            "The file “plan.xlsx” is damaged. Open it in your office program, save it anew and try again.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "The file “plan.xlsx” has the format of before 2007. Save it as DOCX or XLSX and try again.",
        ),
        (a_workbook_without_identifiers(), UNRECOGNISED),
    ],
)
def test_file_that_is_no_action_plan_is_refused_with_a_sentence(office, address, content, sentence):
    answer = sent(office, address, content)
    alert = answer.text.partition('role="alert"')[2].partition("</div>")[0]
    assert (answer.status_code, alert.split("<p>")[1].split("</p>")[0]) == (422, sentence)


def test_no_file_is_refused(office, address):
    answer = office.send(address)
    assert (answer.status_code, "Please choose a file." in answer.text) == (422, True)


def test_file_of_another_concept_is_gone_here(office, address, measure):
    shown, _page = returned(office, address, measure, lead="School office")
    stranger = a_concept().id
    assert office.get(f"/office/concepts/{stranger}/action-plan/{shown.rpartition('/')[2]}").status_code == 404


def test_file_can_be_thrown_away(office, address, measure):
    shown, _page = returned(office, address, measure, lead="School office")
    assert (office.send(f"{shown}/discard").status_code, office.get(shown).status_code) == (303, 404)
    assert again(measure).lead == "Sportverein"
