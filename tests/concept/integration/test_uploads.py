"""Bringing a document in: what is refused and how, the preview, corrections, taking it over."""

import html
import io
import json
import re
import time
import zipfile
from dataclasses import replace

import docx
import pytest
from openpyxl import Workbook
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from participation.concept.errors import UploadGone
from participation.concept.models import Concept, Goal
from participation.concept.queries import tree_of
from participation.concept.services import get_upload
from participation.concept.tree import GoalEntry, to_json
from tests.concept.integration.steps import TREE, taken_over

BASE = "/office/concepts"
HEADER = ("Teilziele", "Maßnahmen", "Handlungsfelder")


@pytest.fixture
def send(office, token):
    def call(content: bytes, name: str, **arguments):
        # Encoded here: the client would leave a file of this size open.
        boundary, body = encode_multipart({"csrf_token": token, "file": FileStorage(io.BytesIO(content), name)})
        kind = f"multipart/form-data; boundary={boundary}"
        return office.post(f"{BASE}/import", data=body, content_type=kind, query_string=arguments)

    return call


def rows(database, model) -> int:
    database.session.rollback()
    return database.session.scalar(select(func.count()).select_from(model))


def refusal(answer) -> str:
    return re.search(r'role="alert"[^>]*>\s*<p>(.*?)</p>', answer.text)[1]


def fingerprint(answer) -> str:
    return re.search(r'name="seen" value="([^"]+)"', answer.text)[1]


def test_page_names_every_kind_of_file_that_it_takes(office):
    page = office.get(f"{BASE}/import").text
    taken = re.search(r'accept="([^"]+)"', page)[1].split(",")
    hint = re.search(r'id="file-hint">\s*(.*?),\s*at most', page)[1]
    assert [f".{kind}" for kind in re.findall(r"DOCX|XLSX|CSV(?! files)|JSON|ZIP", hint)] == [
        kind.upper() for kind in taken
    ]


def json_of(tree) -> bytes:
    return json.dumps(to_json(tree)).encode()


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def document_of(*table_rows) -> bytes:
    document = docx.Document()
    table = document.add_table(len(table_rows), 3)
    for row, texts in zip(table.rows, table_rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return saved(document)


def workbook_of(*sheet_rows) -> bytes:
    book = Workbook()
    for row in sheet_rows:
        book.active.append(row)
    return saved(book)


def zip_of(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")
BOMB = zip_of(word__document=b"0" * 40_000_000)
TWICE = (HEADER, ("1.1 Alle finden Rat.", "", "Sport"), ("1.1 Der Sport ist offen.", "", "Sport"))


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "leer.docx", "The file “leer.docx” is empty. Save it again, then choose it again."),
        (
            b"PK\x03\x04 broken",
            "kaputt.docx",
            "The file “kaputt.docx” is damaged. Open it in your office program, save it anew and try again.",
        ),
        (
            ENCRYPTED,
            "geheim.docx",
            "The file “geheim.docx” is protected by a password. Save it without the password and try again.",
        ),
        (
            BOMB,
            "bombe.docx",
            (
                "“bombe.docx” would unpack to far more than any concept needs and was not opened. "
                "Copy the chapter into a new document and try again."
            ),
        ),
        (
            document_of(("Name", "", ""), ("a", "b", "c")),
            "anders.docx",
            (
                "No table with a column for goals and a column for measures or indicators was found. "
                "Name the columns as in the concept, for example “Teilziele”, “Maßnahmen”, “Indikatoren”, "
                "“Handlungsfelder”."
            ),
        ),
        (
            document_of(*TWICE),
            "doppelt.docx",
            (
                "Two goals side by side have the number 1.1: “Alle finden Rat.” and “Der Sport ist offen.”. "
                "Give one of them another number in the document."
            ),
        ),
        (
            workbook_of(("Ziel", "Maßnahmen"), ("Alle finden Rat.", "=1+1")),
            "formel.xlsx",
            "The cell B2 of the sheet “Sheet” holds a formula. Replace it by its value and try again.",
        ),
        (
            b"text",
            "bild.png",
            (
                "“bild.png” is of a kind that cannot be read. Save it as DOCX, XLSX, CSV or JSON, or choose a ZIP with "
                "a set of CSV files, and try again."
            ),
        ),
        (
            json_of(replace(TREE, title="x" * 301)),
            "lang.json",
            f"“{'x' * 60}…” is too long: at most 300 characters fit. Shorten it in the document.",
        ),
    ],
    ids=[
        "empty",
        "broken",
        "encrypted",
        "zip bomb",
        "one column",
        "number twice",
        "formula",
        "other kind",
        "too long",
    ],
)
def test_unreadable_document_is_named_on_the_page_and_not_kept(app, send, content, name, sentence):
    answer = send(content, name)
    assert (answer.status_code, refusal(answer)) == (422, sentence)
    assert [path.name for path in (app.config["SETTINGS"].instance / "uploads").glob("*")] == []


def test_columns_that_were_found_are_shown(send):
    answer = send(document_of(("Name", "", ""), ("a", "b", "c")), "anders.docx")
    assert "<li>Name</li>" in answer.text


@pytest.mark.parametrize("size", [20 * 1024 * 1024 + 1, 21 * 1024 * 1024], ids=["file", "whole request"])
def test_huge_document_is_refused_with_413(send, size):
    answer = send(b"0" * size, "riesig.docx")
    assert (answer.status_code, refusal(answer)) == (
        413,
        "The file is larger than 20 MB. Remove its pictures, or save only the chapter with the measures.",
    )


def test_document_of_some_hundred_kilobytes_is_read(send):
    """Files have line ends anywhere; one of zeros only would not tell."""
    answer = send(b"\r\nno document" * 20_000, "wirr.docx")
    assert (answer.status_code, refusal(answer)) == (
        422,
        "“wirr.docx” is not a .docx file inside. Open it in your office program and save it anew.",
    )


def test_form_without_a_file_is_refused(post):
    answer = post(f"{BASE}/import")
    assert (answer.status_code, refusal(answer)) == (422, "Please choose a file.")


def test_only_the_upload_may_be_large(post):
    assert post(f"{BASE}/import/x/corrections", title="x" * 70_000).status_code == 413


def test_document_is_kept_under_a_random_name_whatever_the_browser_calls_it(app, send):
    answer = send(json_of(TREE), "../../etc/konzept.json")
    token = answer.location.rpartition("/")[2]
    names = sorted(path.name for path in (app.config["SETTINGS"].instance / "uploads").iterdir())
    assert (answer.status_code, names) == (303, sorted([f"{token}.file", f"{token}.json"]))


@pytest.mark.parametrize("token", ["x", "..%2f..%2fsecret_key", "a" * 32])
def test_unknown_upload_is_not_found(office, token):
    answer = office.get(f"{BASE}/import/{token}")
    assert (answer.status_code, "is not kept any more" in answer.text or token.startswith("..")) == (404, True)


def test_document_above_the_usual_size_of_a_form_is_read(send):
    long = replace(TREE, goals=(*TREE.goals, GoalEntry("3", "x" * 100_000)))
    assert send(json_of(long), "konzept.json").status_code == 303


def test_token_never_leads_out_of_the_folder(app, database):
    (app.config["SETTINGS"].instance / "other.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UploadGone):
        get_upload("../other")


def test_upload_of_yesterday_is_gone(app, send, office, monkeypatch):
    address = send(json_of(TREE), "konzept.json").location
    tomorrow = time.time() + 24 * 60 * 60 + 1
    monkeypatch.setattr("participation.concept.services.uploads.time.time", lambda: tomorrow)
    assert office.get(address).status_code == 404
    send(json_of(TREE), "konzept.json")
    assert len(list((app.config["SETTINGS"].instance / "uploads").iterdir())) == 2


def test_new_document_is_shown_then_created(database, office, send, post):
    address = send(json_of(TREE), "konzept.json").location
    shown = office.get(address)
    assert "A new concept is created: “Zusammen in Musterstadt”." in shown.text
    assert rows(database, Concept) == 0
    created = post(f"{address}/confirm", seen=fingerprint(shown), title=TREE.title)
    concept = database.session.scalar(select(Concept))
    assert (created.status_code, created.location) == (303, f"{BASE}/{concept.id}")
    assert tree_of(concept.editions[0]) == TREE
    assert office.get(address).status_code == 404


def test_aachen_preview_counts_its_levels_and_tells_line_by_line(send, office, aachen_docx):
    shown = office.get(send(aachen_docx.read_bytes(), aachen_docx.name).location).text
    figures = re.findall(r"<span[^>]*>(\w+)</span>: <b>(\d+)</b>", shown)
    assert figures == [("Themenfeld", "4"), ("Leitziel", "23"), ("Teilziel", "67")]
    assert "The doubled colon in" in shown


def test_document_that_says_the_same_offers_nothing_to_take_over(office, send):
    taken_over(TREE)
    shown = office.get(send(json_of(TREE), "konzept.json").location)
    assert "says this already. There is nothing to take over." in shown.text
    assert "formaction=" not in shown.text


def test_corrected_fields_and_levels_are_read_again_and_remembered(database, office, send, post):
    content = document_of(HEADER, ("1 Alle finden Rat.", "Beratung", "Sprache"), ("2 Offen", "", "Sprachen"))
    address = send(content, "kapitel.docx").location
    answer = post(
        f"{address}/corrections",
        title="Unser Konzept",
        level_shown="Teilziel",
        level="Ziel",
        spelling=["Sprache", "Sprachen"],
        field=["Sprache und Bildung", "Sprache und Bildung"],
    )
    assert (answer.status_code, answer.location) == (303, address)
    shown = office.get(address)
    values = {
        "title": "Unser Konzept",
        "level_shown": "Ziel",
        "level": "Ziel",
        "spelling": ["Sprache", "Sprachen"],
        "field": ["Sprache und Bildung", "Sprache und Bildung"],
    }
    post(f"{address}/confirm", seen=fingerprint(shown), **values)
    concept = database.session.scalar(select(Concept))
    assert (concept.title, concept.levels) == ("Unser Konzept", ["Ziel"])
    assert [field.name for field in concept.fields] == ["Sprache und Bildung"]
    again = send(content, "kapitel.docx", concept=concept.id).location
    assert "There is nothing to take over." in office.get(again).text


def test_corrections_that_were_not_read_yet_are_shown_before_anything_is_stored(database, office, send, post):
    address = send(json_of(TREE), "konzept.json").location
    seen = fingerprint(office.get(address))
    answer = post(f"{address}/confirm", seen=seen, title="Anders")
    assert (answer.status_code, rows(database, Concept)) == (409, 0)
    assert "A new concept is created: “Anders”." in answer.text


def test_changed_document_is_taken_over_after_its_differences_were_seen(database, office, send, post):
    edition = taken_over(TREE)
    concept_id = edition.concept_id
    address = send(json_of(replace(TREE, goals=TREE.goals[:1])), "konzept.json").location
    shown = office.get(address)
    assert "2 removals" in shown.text
    values = {"seen": fingerprint(shown), "concept": str(concept_id)}
    refused = post(f"{address}/confirm", **values)
    assert (refused.status_code, rows(database, Goal)) == (422, 5)
    assert post(f"{address}/confirm", removals="1", **values).status_code == 303
    assert rows(database, Goal) == 3


def test_concept_that_moved_on_is_shown_again_instead(database, office, send, post):
    edition = taken_over(TREE)
    concept_id = edition.concept_id
    address = send(json_of(replace(TREE, city="Neustadt")), "konzept.json").location
    seen = fingerprint(office.get(address))
    taken_over(replace(TREE, edition="2027"), edition.concept)
    answer = post(f"{address}/confirm", seen=seen, concept=str(concept_id))
    assert (answer.status_code, refusal(answer)[:27]) == (409, "This is not what you saw: y")


def test_document_can_be_thrown_away(send, office, post):
    address = send(json_of(TREE), "konzept.json").location
    assert post(f"{address}/discard").location == BASE
    assert office.get(address).status_code == 404


INDICATORS = workbook_of(
    ("Handlungsfeld", "Herausforderung", "Ziel", "Woran wir es sehen"),
    ("1 Bildung", "Kinder beginnen ohne Deutsch.", "1.1 Alle Kinder sprechen Deutsch.", "• Kurse\n• Kinder in Kursen"),
    ("", "Eltern bleiben fern.", "1.1 Alle Kinder sprechen Deutsch.", "dto."),
)
UNKNOWN_COLUMN = workbook_of(
    ("Handlungsfeld", "Merker", "Ziel", "Indikatoren"), ("1 Bildung", "x", "1.1 Alle Kinder sprechen Deutsch.", "Kurse")
)


def columns(answer) -> list[tuple[str, str]]:
    found = re.findall(
        r'name="column" value="([^"]+)">\s*<input type="hidden" name="meaning_shown" value="([^"]+)"', answer.text
    )
    return [(html.unescape(column), meaning) for column, meaning in found]


def test_columns_are_shown_corrected_and_remembered_for_the_next_document(database, office, send, post):
    address = send(UNKNOWN_COLUMN, "stadt.xlsx").location
    shown = office.get(address)
    assert columns(shown) == [
        ("Handlungsfeld", "level"),
        ("Merker", "level"),
        ("Ziel", "level"),
        ("Indikatoren", "indicators"),
    ]
    headers, meanings = [list(pair) for pair in zip(*columns(shown), strict=True)]
    corrected = {"column": headers, "meaning_shown": meanings, "meaning": ["level", "left_out", "level", "indicators"]}
    levels = {"level_shown": ["Handlungsfeld", "Merker", "Ziel"], "level": ["Handlungsfeld", "Merker", "Ziel"]}
    post(f"{address}/corrections", **corrected, **levels, title="Stadt")
    read = office.get(address)
    assert post(f"{address}/confirm", seen=fingerprint(read), title="Stadt").status_code == 303
    concept = database.session.scalars(select(Concept)).one()
    assert concept.levels == ["Handlungsfeld", "Ziel"]
    again = office.get(send(UNKNOWN_COLUMN, "stadt.xlsx", concept=concept.id).location)
    assert columns(again)[1] == ("Merker", "left_out")
    assert "says this already" in again.text


def test_document_with_other_columns_is_kept_and_asks_what_they_hold(database, office, send, post):
    address = send(INDICATORS, "stadt.xlsx").location
    asked = office.get(address)
    assert [meaning for _, meaning in columns(asked)] == ["left_out"] * 4
    headers = [header for header, _ in columns(asked)]
    said = ["level", "level", "level", "indicators"]
    post(f"{address}/corrections", column=headers, meaning_shown=["left_out"] * 4, meaning=said)
    read = office.get(address)
    assert [meaning for _, meaning in columns(read)] == said
    assert post(f"{address}/confirm", seen=fingerprint(read), title="stadt").status_code == 303
    tree = tree_of(database.session.scalars(select(Concept)).one().editions[0])
    assert tree.levels == ("Handlungsfeld", "Herausforderung", "Ziel")
    assert [(goal.repeated, len(goal.indicators)) for main in tree.goals[0].children for goal in main.children] == [
        (False, 2),
        (True, 0),
    ]
