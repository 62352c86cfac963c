"""The list for translators: out as a spreadsheet, filled in elsewhere, brought back with a look at what it changes."""

from io import BytesIO

import pytest
from lxml import html
from openpyxl import Workbook, load_workbook

from participation.concept.models import EditionState, MeasureState
from participation.concept.translations.models import TextTranslation
from participation.concept.translations.texts import hash_of
from participation.i18n.wording import TranslationState
from participation.kernel.database import db
from tests.factories import a_concept, a_goal, a_measure, an_edition, saved

GOAL, TITLE, TEXT = "Alle Kinder schwimmen sicher.", "=Kurse", "Die Stadt bietet Kurse an."
TRANSLATION = 3
"""Index of the column to fill in."""


@pytest.fixture
def edition(database):
    concept = a_concept(title="Zusammen", language="de", levels=["Ziel"])
    edition = an_edition(concept, title="", state=EditionState.ADOPTED)
    goal = a_goal(edition, text=GOAL, number="1")
    measure = a_measure(edition, goals=[goal], title=TITLE, text=TEXT, state=MeasureState.ADOPTED)
    translated("Zusammen", "معًا", edition)
    translated("Die Stadt plant.", "تخطط المدينة.", edition, place=f"measure/{measure.lineage}/text")
    return edition


def translated(original, text, edition, **values):
    row = {"concept_id": edition.concept_id, "language": "ar", "state": TranslationState.HUMAN}
    return saved(TextTranslation(**row | values, original=original, hash=hash_of(original), text=text))


@pytest.fixture
def download(office, edition):
    def call(query=""):
        answer = office.get(f"/office/concepts/{edition.concept_id}/translations/ar.xlsx{query}")
        assert answer.status_code == 200, answer.status
        return load_workbook(BytesIO(answer.data))

    return call


@pytest.fixture
def upload(office, token, edition):
    """Send a workbook to the Arabic page, or to another one, and return the page that follows."""

    def call(book, language="ar"):
        stream = BytesIO()
        book.save(stream)
        stream.seek(0)
        address = f"/office/concepts/{edition.concept_id}/translations/{language}/import"
        sent = {"csrf_token": token, "file": (stream, "liste.xlsx")}
        return office.post(address, data=sent, content_type="multipart/form-data", follow_redirects=True)

    return call


@pytest.fixture
def confirm(office):
    """Send the form of a preview as it stands, but for some ticks."""

    def call(answer, but=()):
        (form,) = html.fromstring(answer.text).xpath("//form[contains(@action, '/confirm')]")
        sent = dict(form.form_values())
        sent["take"] = [value for name, value in form.form_values() if name == "take" and value not in but]
        return office.post(form.get("action"), data=sent)

    return call


def fill(book, texts):
    """Write translations beside their originals."""
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=2):
        if row[2].value in texts:
            row[TRANSLATION].value = texts[row[2].value]
    return book


def rows_of(book):
    return [[cell.value for cell in row][1:] for row in book.worksheets[0].iter_rows()]


def known():
    rows = db.session.query(TextTranslation).order_by(TextTranslation.id).all()
    return {row.original: row.text for row in rows}


def alerts(answer):
    page = html.fromstring(answer.text)
    return [" ".join(each.text_content().split()) for each in page.xpath("//*[@role='alert']")]


def test_list_holds_what_is_to_be_translated_and_what_was_translated_before(download):
    heading = [
        "Wozu es gehört",
        "Original",
        "Übersetzung (ar)",
        "Wie es steht",
        "Früheres Original",
        "Frühere Übersetzung",
    ]
    assert rows_of(download()) == [
        heading,
        ["Ebene", "Ziel", None, "fehlt", None, None],
        ["Ziel · 1", GOAL, None, "fehlt", None, None],
        ["Maßnahme", TITLE, None, "fehlt", None, None],
        [f"Maßnahme · {TITLE}", TEXT, None, "veraltet", "Die Stadt plant.", "تخطط المدينة."],
    ]
    assert rows_of(download("?show=all"))[1] == ["Konzept", "Zusammen", "معًا", "übersetzt", None, None]


def test_cells_of_arabic_run_from_the_right(download):
    row = next(download("?show=all").worksheets[0].iter_rows(min_row=2))
    assert [row[place].alignment.readingOrder for place in (2, TRANSLATION)] == [0, 2]


def test_filled_list_shows_what_it_changes_and_saves_what_is_ticked(download, upload, confirm):
    answer = upload(fill(download("?show=all"), {GOAL: "كل الأطفال يسبحون بأمان.", TITLE: "دورات", "Zusammen": "سويًا"}))
    table = html.fromstring(answer.text).xpath("//tbody/tr")
    assert [[cell.text_content() for cell in row.xpath("th|td")][1:] for row in table] == [
        ["Zusammen", "معًا", "سويًا"],
        [GOAL, "–", "كل الأطفال يسبحون بأمان."],
        [TITLE, "–", "دورات"],
    ]
    before = known()
    assert confirm(answer, but=[hash_of(TITLE)[:12]]).status_code == 303
    assert known() == before | {"Zusammen": "سويًا", GOAL: "كل الأطفال يسبحون بأمان."}


def test_emptied_cells_and_missing_rows_take_nothing_away(download, upload):
    book = fill(download("?show=all"), {"Zusammen": None})
    book.worksheets[0].delete_rows(3, 2)
    answer = upload(book)
    assert "The list says nothing new." in answer.text
    assert "The list says nothing new." in upload(download("?show=all")).text
    assert known()["Zusammen"] == "معًا"


def test_rows_that_do_not_fit_are_named_one_by_one_and_the_others_are_read(download, upload):
    book = download("?show=all")
    sheet = book.worksheets[0]
    fill(book, {"Ziel": "=1+1", GOAL: "هدف", TITLE: "دورات", TEXT: "ن" * 1001})
    copied = [cell.value for cell in sheet[4]]
    sheet["C5"].value = "Kurse"
    sheet.append(copied)
    sheet.append([None, "", "Neu", "جديد"])
    sheet.append([hash_of("Weg."), "", "Weg.", "ذهب"])
    faults = [
        each.text_content() for each in html.fromstring(upload(book).text).xpath("//*[@aria-labelledby='faults']//li")
    ]
    assert faults == [
        "Row 3 “Ziel”: the translation is a formula. Write it as text.",
        "Row 5 “Kurse”: the original was changed in the list, or has another ID.",
        f"Row 6 “{TEXT}”: the translation is too long.",
        f"Row 7 “{GOAL}” stands in the list twice; this second row is not read.",
        "Row 8 “Neu” has no ID. New texts are written in the concept.",
        "Row 9 “Weg.”: the concept does not say this any more.",
    ]


def test_list_of_another_language_and_other_workbooks_are_refused_by_name(download, upload):
    wrong = upload(download(), language="tr")
    assert (wrong.status_code, alerts(wrong)) == (
        422,
        ["This list holds translations into another language: ar. Upload it at the page of that language."],
    )
    other = upload(Workbook())
    assert (other.status_code, alerts(other)) == (
        422,
        ["“liste.xlsx” has no columns “ID”, “Original” and “Translation”. Download the list anew and fill it in."],
    )


def test_nothing_is_saved_when_somebody_translates_before_the_confirmation(download, upload, confirm, edition):
    answer = upload(fill(download(), {GOAL: "كل الأطفال يسبحون بأمان.", TITLE: "دورات"}))
    translated(GOAL, "الأطفال يسبحون.", edition)
    refused = confirm(answer)
    assert (refused.status_code, known().get(TITLE), known()[GOAL]) == (409, None, "الأطفال يسبحون.")
    (sentence,) = alerts(refused)
    assert sentence == (
        "The translations are not what you saw: somebody changed some in the meantime. Nothing was taken over yet; "
        "look at it again, then confirm."
    )


def test_confirming_without_a_tick_is_refused(download, upload, confirm):
    answer = upload(fill(download(), {GOAL: "كل الأطفال يسبحون بأمان."}))
    refused = confirm(answer, but=[hash_of(GOAL)[:12]])
    assert (refused.status_code, alerts(refused)) == (422, ["Tick at least one translation, or throw the list away."])
