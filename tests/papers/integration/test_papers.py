"""Council papers of the office: begun from a workshop, written, kept with every version, printed again."""

import re
from io import BytesIO

import docx
import pytest

from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.papers.queries import get_paper, list_papers
from participation.papers.services import begin_paper
from participation.workshop.queries import get_workshop
from tests.export.integration.lived import a_lived_workshop
from tests.factories import a_process, a_workshop, an_office_user
from tests.measures.integration.conftest import Desk


@pytest.fixture
def office(app, database):
    return Desk(app, an_office_user(name="Frau Amt"))


def begun(workshop):
    with transaction():
        return begin_paper(get_workshop(workshop.code), None).id


@pytest.fixture
def paper_id(database):
    return begun(a_workshop(languages=["en"]))


def the_form(page, **typed):
    """What a browser would send of the page, with these fields filled."""
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    fields |= dict.fromkeys(re.findall(r'<select[^>]*name="([^"]+competence)"', page), "decision")
    fields |= dict.fromkeys(("climate", "climate_size", "adaptation"), "")
    year = re.search(r'<option selected value="(\d+)"', page)[1]
    names = {
        name for name in fields if name not in {"csrf_token", "propose", "renew", "measures", "public", "has_costs"}
    }
    return {name: fields[name] for name in names} | {"first_year": year} | typed


def stored(paper_id):
    db.session.expire_all()
    return get_paper(paper_id).content


def test_explanation_tells_workshop_numbers_topics_votes_and_the_way_of_each_measure(database):
    workshop = a_lived_workshop().workshop
    content = stored(begun(workshop))
    lines = content.explanation.split("\n")
    assert [line for line in lines if line.startswith("# ")] == [
        "# Anlass",
        "# Wer teilgenommen hat",
        "# Was fehlt: die stärksten Themen",
        "# Was gewünscht wird",
        "# Kinderbetreuung im Kurshaus",
    ]
    assert [line for line in lines if "Geräte" in line or "dahinter" in line] == [
        "11 Geräte haben teilgenommen.",
        "6 Karten stehen dahinter.",
    ]
    assert lines[-4:-1] == [
        "Woher sie kommt: aus der Umsetzungsskizze „Kinderbetreuung im Kurshaus“ (Rang 1, 2 Punkte).",
        "– Sie arbeitet den Wunsch „Eltern und Kinder lernen unter einem Dach.“ aus (Rang 1, 4 Punkte).",
        (
            "– Der Wunsch antwortet auf „Während jedes Kurses sind die Kinder gut betreut.“, die Umkehrung des Themas"
            " „Während der Kurse ist niemand für die Kinder da.“ (Rang 1, 11 Punkte)."
        ),
    ]
    assert [(line.title, line.lead) for line in content.measures] == [
        ("Kinderbetreuung im Kurshaus", "Volkshochschule")
    ]
    assert content.resolution.split("\n")[1:] == ["– Kinderbetreuung im Kurshaus"]


@pytest.mark.parametrize(
    ("title", "subject", "annex", "occasion"),
    [
        (
            "Sport im Viertel",
            "Maßnahmen aus der Werkstatt „Sport im Viertel“",
            "Dokumentation der Werkstatt „Sport im Viertel“",
            "Die Zukunftswerkstatt „Sport im Viertel“ gehört zum Verfahren „Weg“.",
        ),
        (
            "Werkstatt Sport",
            "Maßnahmen aus „Werkstatt Sport“",
            "Dokumentation: „Werkstatt Sport“",
            "„Werkstatt Sport“ gehört zum Verfahren „Weg“.",
        ),
    ],
)
def test_paper_says_workshop_once(database, title, subject, annex, occasion):
    content = stored(begun(a_workshop(title=title, languages=["de"], process=a_process(None, title="Weg"))))
    assert (content.subject, content.annexes, content.explanation.split("\n")[1]) == (subject, (annex,), occasion)


def test_paper_is_begun_on_the_page_of_the_workshop(office):
    workshop = a_workshop(languages=["en"])
    assert f"/office/workshops/{workshop.code}/papers" in office.look(f"/office/workshops/{workshop.code}")
    answer = office.send(f"/office/workshops/{workshop.code}/papers")
    (paper,) = list_papers()
    assert (answer.status_code, answer.location) == (303, f"/office/papers/{paper.id}")
    assert paper.content.subject in office.look("/office/papers")


def test_everything_that_is_written_is_kept_with_who_and_when(office, paper_id):
    address = f"/office/papers/{paper_id}"
    form = the_form(office.look(address)) | {
        "subject": "Swimming for all",
        "number": "FB 1",
        "public": "y",
        "deliberations-1-committee": "Council",
        "deliberations-1-day": "2027-02-17",
        "deliberations-1-competence": "hearing",
        "has_costs": "y",
        "staff-0": "48,000",
        "staff-1": "1,250.50 €",
        "climate": "positive",
        "explanation": "# Why\r\nBecause.",
        "annexes": "One\r\n\r\n Two ",
    }
    answer = office.send(address, **form)
    content = stored(paper_id)
    assert (answer.status_code, content.subject, content.number, content.public) == (
        303,
        "Swimming for all",
        "FB 1",
        True,
    )
    (deliberation,) = content.deliberations
    assert (deliberation.committee, deliberation.day, deliberation.competence) == ("Council", "2027-02-17", "hearing")
    assert content.amounts["staff"] == (4_800_000, 125_050, None, None, None)
    assert (content.climate, content.explanation, content.annexes) == ("positive", "# Why\nBecause.", ("One", "Two"))
    versions = [(entry.number, entry.actor.name if entry.actor else "") for entry in get_paper(paper_id).versions]
    assert versions == [(2, "Frau Amt"), (1, "")]
    page = office.look(address)
    assert ('value="48,000"' in page, 'value="1,250.5"' in page, "Because." in page) == (True, True, True)


def test_saving_the_same_again_is_no_new_version(office, paper_id):
    address = f"/office/papers/{paper_id}"
    typed = {"subject": "Swimming", "explanation": "x", "resolution": "y", "annexes": "z"}
    office.send(address, **the_form(office.look(address), **typed))
    office.send(address, **the_form(office.look(address), **typed))
    assert [entry.number for entry in get_paper(paper_id).versions] == [2, 1]


@pytest.mark.parametrize("typed", ["12.500,00.1", "much", "1,000.005", "1e9"])
def test_amount_that_is_none_is_named_and_everything_typed_stays(office, paper_id, typed):
    address = f"/office/papers/{paper_id}"
    before = stored(paper_id)
    answer = office.send(address, **the_form(office.look(address), **{"staff-2": typed, "explanation": "Long text"}))
    assert (answer.status_code, f"“{typed}” is no amount." in answer.text) == (422, True)
    assert (f'value="{typed}"' in answer.text, "Long text" in answer.text) == (True, True)
    assert (stored(paper_id), len(get_paper(paper_id).versions)) == (before, 1)


def test_day_that_is_none_and_missing_subject_are_named(office, paper_id):
    address = f"/office/papers/{paper_id}"
    typed = {"subject": "", "deliberations-0-committee": "Council", "deliberations-0-day": "soon"}
    answer = office.send(address, **the_form(office.look(address)) | typed)
    assert answer.status_code == 422
    assert ("Please fill in this field." in answer.text, "Please write a day, such as 2026-11-20." in answer.text) == (
        True,
        True,
    )


def test_second_of_two_people_keeps_their_text_and_decides(office, paper_id):
    address = f"/office/papers/{paper_id}"
    form = the_form(office.look(address), explanation="Mine")
    office.send(address, **form | {"explanation": "Theirs"})
    answer = office.send(address, **form)
    assert (answer.status_code, "Mine" in answer.text, "in the meantime" in answer.text) == (409, True, True)
    assert stored(paper_id).explanation == "Theirs"
    office.send(address, **the_form(answer.text, explanation="Mine"))
    assert [entry.said.explanation for entry in get_paper(paper_id).versions][:2] == ["Mine", "Theirs"]


def test_explanation_is_proposed_anew_without_saving(office, paper_id):
    address = f"/office/papers/{paper_id}"
    answer = office.send(address, **the_form(office.look(address), explanation="Mine", propose="1"))
    assert (answer.status_code, "# Occasion" in answer.text, "is a new proposal" in answer.text) == (200, True, True)
    assert len(get_paper(paper_id).versions) == 1


def test_every_version_is_printed_again(office, paper_id):
    address = f"/office/papers/{paper_id}"
    for subject in ("First", "Second"):
        office.send(address, **the_form(office.look(address), subject=subject, resolution="The council agrees."))
    titles = []
    for number in (2, 3):
        answer = office.get(f"{address}/{number}.docx")
        titles.append(docx.Document(BytesIO(answer.data)).core_properties.title)
    assert titles == ["First", "Second"]
    assert office.get(f"{address}/4.docx").status_code == 404


def test_paper_that_proposes_nothing_is_not_printed_and_says_so_before(office, paper_id):
    address = f"/office/papers/{paper_id}"
    missing = "There is no proposed resolution yet."
    assert (missing in office.look(address), ".docx" in office.look(address)) == (True, False)
    assert ".docx" not in office.look("/office/papers")
    office.send(address, **the_form(office.look(address), resolution="  \r\n "))
    answer = office.get(f"{address}/2.docx")
    assert (answer.status_code, missing in answer.text) == (409, True)
    office.send(address, **the_form(office.look(address), resolution="The council agrees."))
    page = office.look(address)
    assert (missing in page, re.findall(r"/(\d+)\.docx", page)) == (False, ["3", "3"])


def test_paper_outlives_its_workshop(office, paper_id):
    workshop = get_paper(paper_id).workshop
    with transaction():
        db.session.delete(get_workshop(workshop.code))
    assert get_paper(paper_id).workshop is None
    address = f"/office/papers/{paper_id}"
    office.send(address, **the_form(office.look(address), resolution="The council agrees."))
    assert office.get(f"{address}/2.docx").status_code == 200


def test_unknown_paper_is_not_found(office):
    assert office.get("/office/papers/99").status_code == 404


def test_first_year_is_the_one_after_now(paper_id):
    assert stored(paper_id).first_year == clock.now().year + 1


def test_paper_about_measures_that_cost_something_begins_with_financial_effects(database):
    assert [stored(begun(workshop)).has_costs for workshop in (a_lived_workshop().workshop, a_workshop())] == [
        True,
        False,
    ]
