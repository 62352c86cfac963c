"""From an archived workshop of 120 cards to an adopted measure in a new edition, in four files and in public."""

import itertools
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from participation.access.models import Role
from participation.kernel import clock
from participation.measures.models import Vote
from participation.measures.queries import get_measure
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.navigators.inspector import overflow
from tests.browser.navigators.office import Office
from tests.browser.past import CANVAS, OPPOSITES, PLAN, Past, a_past_workshop
from tests.factories import PASSWORD, a_reviewer, a_staff_user
from tests.measures.integration.conftest import named, reviewed

ATOM = "{http://www.w3.org/2005/Atom}"
GOAL = "1.1.1 Eltern lernen mit ihren Kindern."
NEXT = "Fassung 2027"
COMMITTEE, PAPER = "Rat der Stadt", "V/2026/0815"
WHY = "Der Bedarf ist gezeigt, das Geld ist da."
WISH = "Eltern und Kinder lernen unter einem Dach."
TOPIC = "Während der Kurse ist niemand für die Kinder da."
ORIGIN = "„Werkstatt Ankommen“ · Rang 1 · 17 Punkte"
BEHIND = 39
"""Cards of the wish (18) and of the topic that it turns round (21)."""


@pytest.fixture
def past(live_app):
    with live_app.app_context():
        a_staff_user(Role.OFFICE, name="Office")
        return a_past_workshop()


def test_an_evening_of_cards_becomes_a_measure_that_a_committee_adopts(live_app, past, person, tmp_path):
    office = Office(person("en", LAPTOP))
    office.sign_in("Office", PASSWORD)
    measure_id = draft_from_the_plan(office, past)
    have_it_recommended(live_app, office, measure_id)
    adopt(office, past)

    office.page.goto(f"/office/concepts/{past.concept}")
    chapter = from_the_menu(office, tmp_path, "Word document, measures beside the goals")
    plan = from_the_menu(office, tmp_path, "Action plan: a row for each measure")
    documentation, paper = papers_of_the_workshop(office, past, tmp_path)
    assert under(GOAL, chapter) == [PLAN, f"Beschlossen · {ORIGIN}"]
    assert row_of(PLAN, plan) == {
        "Stand": "Beschlossen",
        "Ziele": GOAL,
        "Federführung": CANVAS["who"],
        "Aus der Werkstatt": "Werkstatt Ankommen",
    }
    assert explained(PLAN, paper) == [
        f"Ziel des Konzepts: {GOAL}",
        f"Woher sie kommt: aus der Umsetzungsskizze „{PLAN}“ (Rang 1, 17 Punkte).",
        f"Sie arbeitet den Wunsch „{WISH}“ aus (Rang 1, 19 Punkte).",
        f"Der Wunsch antwortet auf „{OPPOSITES[0]}“, die Umkehrung des Themas „{TOPIC}“ (Rang 1, 21 Punkte).",
        f"{BEHIND} Karten stehen dahinter.",
    ]
    assert line_of("Karten", documentation) == "Karten 120 Karten, geschrieben in 3 Sprachen"
    stranger_finds_it(person("de", PHONE), past)


def draft_from_the_plan(office: Office, past: Past) -> int:
    """Begin the next edition where the plans ask for it, and draft the measure there; returns its number."""
    page = office.page
    page.get_by_role("link", name="Werkstatt Ankommen").click()
    page.get_by_role("link", name="Plans and draft measures").click()
    page.get_by_role("link", name="Begin the next edition").click()
    page.get_by_label("Name of the next edition").fill(NEXT)
    page.get_by_role("button", name="Begin the next edition").click()
    expect(page.get_by_role("heading", name=NEXT)).to_be_visible()
    office.draft_measure(past.code, PLAN)
    office.complete_measure({"Indicator": "Eltern, die den Kurs beenden"}, {"Spatial reference": "A district"})
    expect(page.get_by_role("heading", level=1, name=PLAN)).to_be_visible()
    return int(page.url.rpartition("/")[2])


def have_it_recommended(app, office: Office, measure_id: int) -> None:
    """Send it to two reviewers, who agree, and confirm what they say."""
    office.page.get_by_role("button", name="In review").click()
    expect(office.page.get_by_role("button", name="Name the reviewers")).to_be_visible()
    with app.app_context():
        reviewed(named(get_measure(measure_id), [a_reviewer(), a_reviewer()]), Vote.RECOMMEND, Vote.RECOMMEND)
    office.page.reload()
    office.page.get_by_label("Reason of the decision").fill(WHY)
    office.page.get_by_role("button", name="Recommend", exact=True).click()
    expect(office.page.locator("h1 + p .mark")).to_have_text("Recommended")


def adopt(office: Office, past: Past) -> None:
    page = office.page
    page.goto(f"/office/concepts/{past.concept}/editions")
    page.get_by_role("link", name="Record the adoption").click()
    page.get_by_label("Committee").fill(COMMITTEE)
    page.get_by_label("Date of the resolution").fill((clock.now() - timedelta(days=2)).date().isoformat())
    page.get_by_label("Number of the paper").fill(PAPER)
    page.get_by_role("button", name="Record the adoption").click()
    expect(page.get_by_role("article", name=NEXT)).to_contain_text(f"{COMMITTEE} · paper {PAPER}")


def from_the_menu(office: Office, folder: Path, what: str) -> Path:
    if not office.page.locator(".menu__list").is_visible():
        office.page.locator("summary", has_text="Export").click()
    return downloaded(office, office.page.get_by_role("link", name=what), folder)


def papers_of_the_workshop(office: Office, past: Past, folder: Path) -> tuple[Path, Path]:
    """Return its documentation as PDF and a council paper that was begun from it."""
    page = office.page
    page.goto(f"/office/workshops/{past.code}")
    documentation = downloaded(office, page.get_by_role("link", name="PDF", exact=True), folder)
    page.get_by_role("button", name="Begin a council paper").click()
    expect(page.get_by_text("The paper is begun.")).to_be_visible()
    return documentation, downloaded(office, page.get_by_role("link", name="Council paper as Word document"), folder)


def downloaded(office: Office, link: Locator, folder: Path) -> Path:
    with office.page.expect_download() as awaited:
        link.click()
    path = folder / awaited.value.suggested_filename
    awaited.value.save_as(path)
    return path


def under(goal: str, chapter: Path) -> list[str]:
    """Return the measures beside a goal of the chapter, each with the mark that says its state and its origin."""
    rows = [row for table in Document(str(chapter)).tables for row in table.rows if row.cells[0].text == goal]
    told = [paragraph for row in rows for paragraph in row.cells[1].paragraphs]
    return [paragraph.text for paragraph in told if paragraph.style.name in {"Measure", "Measure Mark"}]


def row_of(title: str, plan: Path) -> dict[str, str]:
    """Return what the first sheet of the action plan says about a measure."""
    names, *rows = load_workbook(plan).worksheets[0].iter_rows(values_only=True)
    told = next(row for row in (dict(zip(names, row, strict=True)) for row in rows) if row["Titel"] == title)
    return {name: told[name] for name in ("Stand", "Ziele", "Federführung", "Aus der Werkstatt")}


def explained(measure: str, paper: Path) -> list[str]:
    """Return what the explanation of the paper says under the measure's heading, from its goal on."""
    told = [(paragraph.style.name, paragraph.text) for paragraph in Document(str(paper)).paragraphs]
    after = told[told.index(("Heading 3", measure)) + 1 :]
    said = (text for _style, text in itertools.takewhile(lambda each: not each[0].startswith("Heading"), after))
    return list(itertools.dropwhile(lambda text: not text.startswith("Ziel des Konzepts"), said))


def line_of(name: str, documentation: Path) -> str:
    """Return the line of the title page that begins with this name."""
    lines = PdfReader(documentation).pages[0].extract_text().splitlines()
    return next(line for line in lines if line.startswith(f"{name} "))


def stranger_finds_it(page: Page, past: Past) -> None:
    """Search the public concept, see where the measure comes from, and read in the news feed who adopted it."""
    page.goto(f"/concept/{past.concept}")
    feed = page.get_by_role("link", name="Neues abonnieren").get_attribute("href")
    entries = etree.fromstring(page.request.get(feed).body()).iter(f"{ATOM}entry")
    page.get_by_role("searchbox").fill("Lernhäuser")
    page.get_by_role("search").get_by_role("button").click()
    page.get_by_role("link", name=PLAN).click()
    expect(page.get_by_role("heading", level=1, name=PLAN)).to_be_visible()
    expect(page.locator(".public__stands .standing")).to_have_text("Beschlossen")
    expect(page.locator(".public__origin")).to_have_text("Werkstatt Ankommen · Rang 1 · 17 Punkte")
    expect(page.get_by_text(f"Diese Maßnahme geht auf {BEHIND} Karten zurück.").first).to_be_visible()
    expect(page.locator(".way__text")).to_have_text([TOPIC, WISH, PLAN])
    assert overflow(page) == 0
    news = [(entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary")) for entry in entries]
    assert news == [
        (f"Beschlossen · Zusammen in Lindenfurt · {NEXT}", f"{COMMITTEE} · {PAPER}"),
        (f"Beschlossen · {PLAN}", f"Bildung · {COMMITTEE} · {PAPER}"),
        ("Ergebnisse der Werkstatt · Werkstatt Ankommen", None),
        ("Beschlossen · Zusammen in Lindenfurt · Fassung 2026", "Rat der Stadt · V/2024/0311"),
        ("Beschlossen · Kurse am Abend.", "Rat der Stadt · V/2024/0311"),
        ("Beschlossen · Kurse am Morgen.", "Rat der Stadt · V/2024/0311"),
    ]
