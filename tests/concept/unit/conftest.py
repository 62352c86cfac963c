"""Small documents made for one rule each, and the real ones beside the repository."""

import json
import os
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.table import _Cell
from openpyxl import Workbook

from participation.concept import chapter as form
from participation.concept.reading import Mapping, Reading, read_document
from participation.concept.tree import ConceptTree

HEADER = ("Teilziele", "Maßnahmen", "Handlungsfelder")
STYLES = (
    form.STYLE_CONCEPT_DETAIL,
    form.STYLE_GOAL,
    form.STYLE_GOAL_HEADING,
    form.STYLE_GOAL_REPEATED,
    form.STYLE_INDICATOR,
    form.STYLE_MEASURE,
    form.STYLE_MEASURE_TEXT,
    form.STYLE_MEASURE_DETAIL,
    form.STYLE_MEASURE_MARK,
)


@pytest.fixture(scope="session")
def concepts() -> Path:
    """The folder of real concept documents."""
    shared = os.environ.get("PARTICIPATION_SHARED", Path(__file__).parents[4] / "shared")
    folder = Path(shared) / "concepts"
    if not folder.is_dir():
        pytest.skip("the real concept documents are not here")
    return folder


@pytest.fixture(scope="session")
def facts(concepts: Path) -> dict[str, object]:
    return json.loads((concepts / "aachen-2016.facts.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def aachen_mapping() -> Mapping:
    """What the person who imports the text document confirms: the full names of three fields of action."""
    return Mapping(
        field_spellings={
            "Sozialplanung": "Wohnen / Sozialplanung",
            "Sicherheit": "Sicherheit / Rassismus / Religiöser Extremismus",
            "Öffentlichkeitsarbeit": "Öffentlichkeitsarbeit / Presse",
        }
    )


@pytest.fixture(scope="session")
def aachen_docx(concepts: Path, aachen_mapping: Mapping) -> Reading:
    path = concepts / "aachen-2016-kapitel-7.docx"
    return read_document(path, path.name, aachen_mapping)


@pytest.fixture(scope="session")
def aachen_xlsx(concepts: Path) -> Reading:
    path = concepts / "aachen-2016-ziele.xlsx"
    return read_document(path, path.name)


def saved(document: Document | Workbook) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    """A DOCX of tables; a row is three texts, or one text merged over all columns; a newline parts paragraphs.

    A text between tables is a paragraph.
    """

    def make(*blocks: str | Iterable[str | tuple[str, ...]], header: tuple[str, ...] | None = HEADER) -> bytes:
        document = docx.Document()
        for block in blocks:
            if isinstance(block, str):
                document.add_paragraph(block)
                continue
            rows = [*([header] if header else []), *block]
            header = None
            width = max((len(row) for row in rows if not isinstance(row, str)), default=3)
            table = document.add_table(len(rows), width)
            for row, texts in zip(table.rows, rows, strict=True):
                cells = row.cells
                if isinstance(texts, str):
                    _write(cells[0].merge(cells[-1]), texts)
                else:
                    for cell, text in zip(cells, texts, strict=True):
                        _write(cell, text)
        return saved(document)

    return make


def _write(cell: _Cell, text: str) -> None:
    first, *rest = text.split("\n")
    cell.paragraphs[0].text = first
    for line in rest:
        cell.add_paragraph(line)


@pytest.fixture
def make_xlsx() -> Callable[..., bytes]:
    def make(*rows: tuple[object, ...], **sheets: Iterable[tuple[object, ...]]) -> bytes:
        book = Workbook()
        book.remove(book.active)
        for name, content in {"Ziele": rows, **sheets}.items():
            sheet = book.create_sheet(name)
            for row in content:
                sheet.append(row)
        return saved(book)

    return make


@pytest.fixture(scope="session")
def print_docx() -> Callable[[ConceptTree], bytes]:
    """The chapter of a tree printed as plainly as the form allows."""

    def make(tree: ConceptTree) -> bytes:
        document = docx.Document()
        for style in STYLES:
            document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
        laid_out = form.chapter(tree, tree.language)
        document.add_heading(laid_out.title, 1)
        for label, value in laid_out.details:
            document.add_paragraph(f"{label}: {value}", form.STYLE_CONCEPT_DETAIL)
        for table in laid_out.tables:
            if table.heading:
                document.add_heading(table.heading, 2)
            _print_table(document, table)
        return saved(document)

    return make


def _print_table(document: Document, table: form.ChapterTable) -> None:
    printed = document.add_table(1 + len(table.rows), 3)
    for cell, text in zip(printed.rows[0].cells, table.header, strict=True):
        cell.text = text
    for printed_row, row in zip(list(printed.rows)[1:], table.rows, strict=True):
        cells = printed_row.cells
        if len(row.cells) == 1:
            cells = (cells[0].merge(cells[2]),)
        for cell, lines in zip(cells, row.cells, strict=True):
            _print_lines(cell, lines)


def _print_lines(cell: _Cell, lines: tuple[form.Line, ...]) -> None:
    for index, line in enumerate(lines):
        paragraph = cell.add_paragraph() if index else cell.paragraphs[0]
        paragraph.style = line.style or None
        if line.bold:
            paragraph.add_run(line.number)
            paragraph.add_run(line.text.removeprefix(line.number)).bold = True
        else:
            paragraph.add_run(line.text)


@pytest.fixture(scope="session")
def print_xlsx() -> Callable[[ConceptTree], bytes]:
    """The sheets of a tree: measures with every attribute, and what the concept says about itself."""

    def make(tree: ConceptTree) -> bytes:
        book = Workbook()
        rows = [form.all_columns(tree, tree.language), *form.measure_rows(tree, tree.language)]
        sheet = book.active
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row, 1):
                cell = sheet.cell(number, column)
                cell.value = text or None
                cell.data_type = "s" if text else "n"
        about = book.create_sheet(form.word("concept", tree.language))
        for row in form.concept_rows(tree, tree.language):
            about.append(row)
        return saved(book)

    return make


@pytest.fixture(scope="session")
def print_csv() -> Callable[[ConceptTree], bytes]:
    def make(tree: ConceptTree) -> bytes:
        rows = [form.all_columns(tree, tree.language), *form.measure_rows(tree, tree.language)]
        lines = (";".join('"' + form.protect_cell(text).replace('"', '""') + '"' for text in row) for row in rows)
        return "\r\n".join(lines).encode("utf-8-sig")

    return make
