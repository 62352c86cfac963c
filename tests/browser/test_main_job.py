"""The whole main job on a real concept: document in, workshop, cards, measure, document out."""

import json
from pathlib import Path

import pytest
from docx import Document

from participation.access.models import Role
from participation.access.services import add_user
from participation.kernel.transaction import transaction
from tests.browser.conftest import LAPTOP, PHONE, PROJECTOR
from tests.browser.navigators.console import Console
from tests.browser.navigators.office import Office
from tests.browser.navigators.phone import Phone
from tests.browser.navigators.projector import Projector

FIELDS = {
    "Sicherheit": "Sicherheit / Rassismus / Religiöser Extremismus",
    "Sozialplanung": "Wohnen / Sozialplanung",
    "Öffentlichkeitsarbeit": "Öffentlichkeitsarbeit / Presse",
}
GOAL = "Die Zusammensetzung der Stadtteilkonferenzen bildet alle relevanten Bereiche ab."
NO_BUS = "Kein Bus am Abend"
NO_COURSES = "لا توجد دورات للنساء"
HALL_SHUT = "The hall is always shut"
RUDE = "Something that nobody should read"
GETTING_THERE = "Abends kommt niemand hin"
CLOSED_DOORS = "Die Halle bleibt für viele zu"
OPEN_HALL = {"de": "Die Halle ist für alle offen", "ar": "القاعة مفتوحة للجميع", "en": "The hall is open to all"}
EVERYBODY_ARRIVES = {"de": "Jede kommt abends gut hin", "ar": "الجميع يصل مساءً", "en": "Everybody gets there"}
WOMENS_EVENING = "أمسية رياضية للنساء"
SPORTS_BUS = "Ein Sportbus bis Mitternacht"
KEYS_FOR_CLUBS = "Clubs have a key of their own"
WISH_HALL = "Die Halle hat jeden Abend Licht"
WISH_BUS = "Der Sportbus bringt alle nach Hause"
PLAN = {
    "what": "Ein Abend in der Woche gehört den Frauen des Viertels.",
    "why": "Weil bisher niemand die Halle am Abend nutzen kann.",
    "who": "Sportamt",
    "with_whom": "Vereine, Integrationsrat",
    "first_step": "Schlüssel beantragen",
    "by_when": "bis März 2027",
    "needs": "1.500 Euro im Jahr",
    "obstacles": "Der Hausmeister hat um 20 Uhr Feierabend.",
}


@pytest.fixture
def concept_documents() -> Path:
    return Path(__file__).resolve().parents[3] / "shared" / "concepts"


@pytest.fixture
def office_password(live_app) -> str:
    with live_app.app_context(), transaction():
        add_user("Office", Role.OFFICE, "four words are fine")
    return "four words are fine"


def test_from_the_printed_chapter_to_a_measure_in_the_next_one(
    server, person, office_password, concept_documents, tmp_path
):
    office = Office(person("en", LAPTOP))
    office.sign_in("Office", office_password)
    office.bring_in(concept_documents / "aachen-2016-kapitel-7.docx", FIELDS)
    code = office.prepare_workshop("Sport im Quartier", ["العربية", "English"], GOAL)

    console = Console(office.page, code)
    console.open()
    console.open_doors()
    projector = Projector(person("de", PROJECTOR), code)
    projector.open()
    german, arabic, english = phones = [Phone(person(tag, PHONE), code, tag) for tag in ("de", "ar", "en")]
    for phone in phones:
        phone.join()

    console.go_on("Welcome", "Preparation")
    console.go_on("One-dot question", "Preparation")
    for place, phone in enumerate(phones, 3):
        phone.answer_scale(place)

    console.go_on("Collecting", "Critique")
    projector.shows("collect")
    german.send(NO_BUS)
    arabic.send(NO_COURSES)
    english.send(HALL_SHUT)
    english.send(RUDE)
    for text in (NO_BUS, NO_COURSES, HALL_SHUT, RUDE):
        projector.has_card(text)
    console.hide(RUDE, "insults somebody")
    projector.lacks_card(RUDE)

    console.go_on("Sorting", "Critique")
    second_laptop = Console(another_laptop(person, office_password), code)
    second_laptop.open()
    console.sort(GETTING_THERE, [NO_BUS])
    second_laptop.sort(CLOSED_DOORS, [NO_COURSES])
    console.move_by_keys(HALL_SHUT, CLOSED_DOORS)
    projector.has_island(CLOSED_DOORS, 2)
    second_laptop.sees_in(CLOSED_DOORS, [NO_COURSES, HALL_SHUT])
    console.undo()
    projector.has_island(CLOSED_DOORS, 1)
    second_laptop.sees_in(CLOSED_DOORS, [NO_COURSES])
    second_laptop.move_by_keys(HALL_SHUT, CLOSED_DOORS)
    projector.has_island(CLOSED_DOORS, 2)
    second_laptop.page.close()

    console.go_on("Giving dots", "Critique")
    german.give_dots({GETTING_THERE: 1, CLOSED_DOORS: 1})
    arabic.give_dots({CLOSED_DOORS: 2})
    english.give_dots({CLOSED_DOORS: 2})
    console.close_vote()
    projector.has_result(CLOSED_DOORS)

    console.go_on("Turning round", "Fantasy")
    console.turn_round({CLOSED_DOORS: OPEN_HALL, GETTING_THERE: EVERYBODY_ARRIVES})
    projector.reads(OPEN_HALL["de"])
    projector.reads(EVERYBODY_ARRIVES["de"])

    console.go_on("Collecting", "Fantasy")
    arabic.send(WOMENS_EVENING, OPEN_HALL["ar"])
    german.send(SPORTS_BUS, EVERYBODY_ARRIVES["de"])
    english.send(KEYS_FOR_CLUBS, OPEN_HALL["en"])

    console.go_on("Sorting", "Fantasy")
    console.sort(WISH_HALL, [WOMENS_EVENING, KEYS_FOR_CLUBS])
    console.sort(WISH_BUS, [SPORTS_BUS])

    console.go_on("Giving dots", "Fantasy")
    for phone in phones:
        phone.give_dots({WISH_HALL: 2})
    console.close_vote()

    console.go_on("Planning", "Realisation")
    console.add_table("Fenster")
    console.give_to_table(WISH_HALL, "Fenster")
    german.page.reload()
    german.sit_down("Fenster")
    german.fill_plan(PLAN)

    console.go_on("Reading aloud", "Realisation")
    console.go_on("Checking", "Realisation")
    console.check_plan(WISH_HALL, {"cost": "Der Haushalt ist noch nicht beschlossen."})

    office.draft_measure(code, WISH_HALL)
    office.complete_measure(
        {"Title": "Frauenabend in der Halle", "Indicator": "Frauen, die mindestens viermal kommen"},
        {"Spatial reference": "A district", "Phase of integration": "Growing together"},
    )
    assert set(office.follow_trace()) == {WOMENS_EVENING, KEYS_FOR_CLUBS, NO_COURSES, HALL_SHUT}

    console.open()
    console.go_on("Giving dots", "Realisation")
    console.go_on("One-dot question", "Follow-up")
    console.go_on("Closing", "Follow-up")
    console.close()

    exported = office.download("/office/concepts/1/export/docx", tmp_path / "chapter.docx")
    assert_measure_stands_under_its_goal(exported, "Frauenabend in der Halle")
    assert_documentation_tells_everything(office, code, tmp_path)


def another_laptop(person, password):
    second = Office(person("en", LAPTOP))
    second.sign_in("Office", password)
    return second.page


def assert_measure_stands_under_its_goal(chapter: Path, title: str) -> None:
    rows = [row for table in Document(str(chapter)).tables for row in table.rows if GOAL in row.cells[0].text]
    assert len(rows) == 1
    marks = [paragraph.text for paragraph in rows[0].cells[1].paragraphs if paragraph.style.name == "Measure Mark"]
    assert title in rows[0].cells[1].text
    assert len(marks) == 1
    assert "Sport im Quartier" in marks[0]


def assert_documentation_tells_everything(office: Office, code: str, folder: Path) -> None:
    address = f"/office/workshops/{code}/documentation"
    document = Document(str(office.download(f"{address}.docx", folder / "documentation.docx")))
    text = "\n".join(paragraph.text for paragraph in document.element.body.iter() if paragraph.tag.endswith("}t"))
    assert NO_COURSES in text
    assert RUDE not in text
    assert office.download(f"{address}.pdf", folder / "documentation.pdf").read_bytes().startswith(b"%PDF-")
    bundle = json.loads(office.download(f"{address}.json", folder / "workshop.json").read_text("utf-8"))
    assert len([card for card in bundle["cards"] if card["state"] == "visible"]) == 6
