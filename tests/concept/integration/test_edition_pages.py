"""The office's pages around editions."""

import json
import re
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from participation.concept.editions.choices import Choice
from participation.concept.editions.decisions import decide, list_pending, mark_for_decision
from participation.concept.editions.renumbering import list_new_numbers
from participation.concept.models import EditionState
from participation.concept.queries import find_adopted_edition, find_draft_edition, get_edition, tree_of
from participation.concept.tree import to_json
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from tests.concept.integration.editions import adopted, an_adopted_edition, begun, measure_called
from tests.concept.integration.steps import TREE, taken_over

ADOPTION = {"committee": "Rat der Stadt", "on": "2026-11-04", "paper_number": "0815/2026"}


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def of(edition, rest="", edition_id=None) -> str:
    base = f"/office/concepts/{edition.concept_id}"
    return f"{base}/editions/{edition_id or edition.id}{rest}" if rest or edition_id else f"{base}/editions"


@pytest.fixture
def former(database):
    return an_adopted_edition()


@pytest.fixture
def draft(former):
    return begun(former, "Fassung 2030")


def states(answer) -> list[str]:
    return re.findall(r'class="edition edition--(\w+)"', answer.text)


def test_list_of_editions_shows_the_newest_first_with_state_and_resolution(office, former, draft):
    answer = office.get(of(draft))
    said = [words(line) for line in re.findall(r'<p class="quiet">\s*Adopted on.*?</p>', answer.text, re.DOTALL)]
    assert (states(answer), said) == (
        ["draft", "adopted"],
        ["Adopted on 4 November 2026 · Rat der Stadt · paper 0815/2026"],
    )


def test_figures_of_a_level_stand_behind_its_name_which_has_no_plural(office, former):
    answer = office.get(of(former))
    figures = re.search(r'<ul class="figures">(.*?)</ul>', answer.text, re.DOTALL)[1]
    assert [words(line) for line in figures.split("</li>")][: len(TREE.levels)] == ["Thema : 2", "Ziel : 3"]


def test_next_edition_is_begun_by_a_form(post, former):
    answer = post(of(former, edition_id="next"), title="Fassung 2030", states=["done"])
    draft = find_draft_edition(former.concept_id)
    assert (answer.status_code, draft.title, draft.base_id) == (303, "Fassung 2030", former.id)


def test_second_draft_is_refused_and_what_was_typed_is_kept(post, former, draft):
    answer = post(of(former, edition_id="next"), title="Noch eine", states=[])
    assert (answer.status_code, "Noch eine" in answer.text) == (409, True)
    assert words(re.search(r'role="alert">(.*?)</div>', answer.text, re.DOTALL)[1]) == (
        "The next edition has been begun already. Go on working in it."
    )


def test_each_edition_has_a_page_whose_links_stay_in_it(office, former, draft):
    measure_called(draft, "Beratung").title = "Rat für alle"
    db.session.commit()
    pages = [office.get(of(former, edition_id=edition.id)).text for edition in (former, draft)]
    assert ["Rat für alle" in page for page in pages] == [False, True]
    assert set(re.findall(r'class="measure__more"\s+href="([^"?]+)', pages[0])) == {of(former, edition_id=former.id)}


def test_page_of_another_concept_s_edition_is_not_found(office, former):
    assert office.get(f"/office/concepts/{former.concept_id}/editions/999").status_code == 404


def test_adoption_is_recorded_by_a_form(post, draft):
    answer = post(of(draft, "/adoption"), **ADOPTION)
    edition = find_adopted_edition(draft.concept_id)
    assert (answer.status_code, edition.id, edition.committee, edition.paper_number) == (
        303,
        draft.id,
        "Rat der Stadt",
        "0815/2026",
    )


@pytest.mark.parametrize("missing", list(ADOPTION))
def test_adoption_asks_for_committee_day_and_paper(post, draft, missing):
    answer = post(of(draft, "/adoption"), **ADOPTION | {missing: ""})
    db.session.rollback()
    kept = [value for name, value in ADOPTION.items() if name != missing and f'value="{value}"' in answer.text]
    assert (answer.status_code, len(kept), get_edition(draft.id).state) == (422, 2, EditionState.DRAFT)


def test_page_of_the_adoption_says_which_decisions_are_open(office, draft):
    with transaction():
        mark_for_decision(draft, [measure_called(draft, "Beratung").lineage], None)
    answer = office.get(of(draft, "/adoption"))
    notice = re.search(r'aria-labelledby="open">(.*?)</section>', answer.text, re.DOTALL)[1]
    assert words(notice) == "1 measure waits for a decision Beratung Decide on measures"
    assert "disabled>Record the adoption" in answer.text


def test_one_decision_settles_all_that_are_ticked(post, draft):
    chosen = [entry.measure.lineage for entry in list_pending(draft)]
    answer = post(of(draft, "/decisions"), measure=chosen, choice="end", reason="Abgeschlossen")
    decided = [(entry.decision.choice, entry.decision.reason) for entry in list_pending(draft)]
    assert (answer.status_code, decided) == (303, [(Choice.END, "Abgeschlossen")] * 2)


def test_refused_decision_keeps_the_ticks(post, draft):
    lineage = measure_called(draft, "Beratung").lineage
    answer = post(of(draft, "/decisions"), measure=[lineage], choice="end", reason="")
    assert (answer.status_code, re.findall(r'value="([^"]+)" id="measure-\d+" checked', answer.text)) == (
        422,
        [lineage],
    )


@pytest.mark.parametrize(
    ("shown", "titles"), [("open", ["Beratung"]), ("unmarked", ["Die Halle ist am Sonntag offen."])]
)
def test_list_of_decisions_is_filtered_by_its_address(office, draft, shown, titles):
    with transaction():
        mark_for_decision(draft, [measure_called(draft, "Beratung").lineage], None)
    page = office.get(of(draft, f"/decisions?show={shown}")).text
    assert [words(label) for label in re.findall(r'<label for="measure-\d+".*?</label>', page, re.DOTALL)] == titles


def test_numbers_are_shown_given_and_taken_back(office, post, database):
    edition = taken_over(TREE)
    page = office.get(of(edition, "/numbers")).text
    changed = [words(row) for row in re.findall(r'<tr class="numbers__changed">(.*?)</tr>', page, re.DOTALL)]
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    before = tree_of(edition)

    assert changed == ["– 2.1 Ziel Nachbarn kennen sich."]
    assert post(of(edition, "/numbers"), seen=seen).status_code == 303
    assert [line.changes for line in list_new_numbers(get_edition(edition.id)) if line.changes] == []
    assert post(of(edition, "/numbers/undo")).status_code == 303
    assert tree_of(get_edition(edition.id)) == before


def test_numbers_that_were_not_shown_are_not_given(post, database):
    edition = taken_over(TREE)
    answer = post(of(edition, "/numbers"), seen="something else")
    assert (answer.status_code, tree_of(get_edition(edition.id)).goals) == (409, TREE.goals)


@pytest.fixture
def changed(draft):
    """The draft with a reworded measure, a removed one and a renumbered goal."""
    theme, other = TREE.goals
    first, second = theme.children
    reworded = replace(first, measures=(replace(first.measures[0], text="Eine Stelle berät in allen Sprachen."),))
    rest = replace(second, number="1.3", measures=())
    taken_over(replace(TREE, goals=(replace(theme, children=(reworded, rest)), other)), draft.concept)
    return get_edition(draft.id)


def differences(answer) -> list[str]:
    return [words(line) for line in re.findall(r'<li class="change .*?</li>', answer.text, re.DOTALL)]


def test_differences_stand_goal_by_goal_and_word_by_word(office, changed):
    answer = office.get(f"/office/concepts/{changed.concept_id}/differences")
    signed = re.findall(r"<(del|ins)>([^<]+)</", answer.text)
    assert [pair for pair in signed if pair[1] in {"vielen", "allen", "1.2", "1.3"}] == [
        ("del", "vielen"),
        ("ins", "allen"),
        ("del", "1.2"),
        ("ins", "1.3"),
    ]
    assert differences(answer) == [
        (
            "Measure changed moved Beratung Stands under 1 Alle kommen an. › 1.1 Alle finden Rat. "
            "1 Alle kommen an. › 1.2 Der Sport ist offen. Text Eine Stelle berät in vielen allen Sprachen."
        ),
        "Goal renumbered Number 1.2 1.3",
        "Measure removed 1 Die Halle ist am Sonntag offen. Text Die Halle ist am Sonntag offen. State Adopted",
    ]


@pytest.mark.parametrize(
    ("asked", "found"), [("kind=removed", 1), ("what=goal", 1), ("kind=added", 0), ("field=Sprache&what=measure", 1)]
)
def test_differences_are_filtered_by_their_address(office, changed, asked, found):
    answer = office.get(f"/office/concepts/{changed.concept_id}/differences?{asked}")
    assert len(differences(answer)) == found


def test_differences_come_as_a_word_document_with_what_is_gone_struck_out(office, changed):
    answer = office.get(f"/office/concepts/{changed.concept_id}/differences.docx?what=measure&kind=changed")
    document = Document(BytesIO(answer.data))
    runs = [
        run
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for part in cell.paragraphs
        for run in part.runs
    ]
    assert [run.text for run in runs if run.font.strike and run.text == "vielen"] == ["vielen"]
    assert [run.text for run in runs if run.underline and run.text == "allen"] == ["allen"]
    assert [part.text for part in document.paragraphs if part.style.name == "Heading 2"] == [
        "Ziel 1.1: Alle finden Rat."
    ]


def test_document_for_an_adopted_edition_tells_that_it_becomes_the_next_draft(office, former, json_upload):
    page = office.get(json_upload(replace(TREE, city="Neustadt"))).text
    assert "The document becomes the draft of the next edition." in page


@pytest.fixture
def json_upload(office, token):
    """Brings a tree in as a file and returns the address of its preview."""

    def bring(tree):
        file = (BytesIO(json.dumps(to_json(tree)).encode()), "concept.json")
        return office.post("/office/concepts/import", data={"csrf_token": token, "file": file}).location

    return bring


def test_decision_to_end_a_measure_shows_it_as_removed_with_its_reason(office, draft):
    with transaction():
        decide(draft, [measure_called(draft, "Beratung").lineage], Choice.END, "Der Träger ist fort", None)
    found = differences(office.get(f"/office/concepts/{draft.concept_id}/differences?kind=removed"))
    assert [line.partition(" Text")[0] for line in found] == ["Measure removed Beratung Reason: Der Träger ist fort"]


def test_former_edition_stays_readable_after_two_more(office, former, draft):
    adopted(begun(adopted(draft), "2035"))
    answer = office.get(of(former, edition_id=former.id))
    assert (answer.status_code, "A former edition; it stays as it was." in answer.text) == (200, True)
