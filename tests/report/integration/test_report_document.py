"""The report as a document: what stands where, what is missing, and the charts of a Word file."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook
from pypdf import PdfReader

from participation.concept.models import MeasureState
from participation.export.document import Heading, List, Note, Table, TrendChart
from participation.export.docx_writer import write_docx
from participation.export.integration_report import prepare_report
from participation.export.integration_report.whole import report_document
from participation.report.models import Recommendation
from participation.report.queries import content_of
from tests.factories import a_field, saved

FONTS = Path(__file__).parents[3] / "static" / "vendor" / "fonts-pdf"
AT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
CHART = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


def blocks_of(city):
    return report_document(content_of(city.report)).blocks


def part_after(blocks, heading):
    """The block that stands below the first heading of this text."""
    place = next(number for number, block in enumerate(blocks) if isinstance(block, Heading) and block.text == heading)
    return blocks[place + 1]


def rows_of(table):
    return [tuple("\n".join(line.text for line in cell.paragraphs) for cell in row.cells) for row in table.rows]


def test_each_field_of_action_has_a_chapter(city):
    chapters = [block.text for block in blocks_of(city) if isinstance(block, Heading) and block.level == 1]
    assert chapters == ["At a glance", "Language", "Work"]


def test_numbers_are_told_by_field_and_each_measure_once_in_the_sum(city):
    table = part_after(blocks_of(city), "Measures by field of action and state, 30 Jun 2026")
    assert isinstance(table, Table)
    assert rows_of(table) == [
        ("Language", "0", "1", "1", "2"),
        ("Work", "1", "0", "1", "2"),
        ("All, each once", "1", "1", "1", "3"),
    ]


def test_what_moved_is_told_with_day_and_reason(city):
    assert rows_of(part_after(blocks_of(city), "What moved")) == [
        ("Begun", "Adopted", "In progress", "1 Feb 2026", "money is there")
    ]


def test_field_without_measures_says_so_in_a_sentence_and_shows_no_empty_table(city):
    health = a_field(city.concept, name="Health")
    saved(Recommendation(report=city.report, field_id=health.id, text="More rooms."))
    blocks = blocks_of(city)
    place = next(number for number, block in enumerate(blocks) if getattr(block, "text", "") == "Health")
    told = [block.text for block in blocks[place + 1 :] if hasattr(block, "text")]
    assert told == [
        "Measures by state",
        "There are no measures in this field of action yet.",
        "Indicators",
        "The goals of this field of action have no indicators.",
        "Recommendation",
        "More rooms.",
    ]


def test_what_is_missing_is_said_openly(city):
    saved(Recommendation(report=city.report, field_id=city.work.id, text="More rooms."))
    missing = part_after(blocks_of(city), "What is missing")
    assert isinstance(missing, List)
    assert [item.text for item in missing.items] == [
        "1 indicator has no value.",
        "1 indicator has no value since 31 Dec 2025.",
        "1 measure is overdue.",
        "1 measure that is to be done has no lead.",
        "1 measure is not decided on yet and is not told here.",
        "No recommendation was written for: Language.",
    ]


def test_indicator_without_a_value_of_the_period_says_so_beside_its_chart(city):
    blocks = blocks_of(city)
    assert isinstance(part_after(blocks, "Courses"), TrendChart)
    notes = [block.paragraphs[0].text for block in blocks if isinstance(block, Note)]
    assert notes == ["No value in this time; the last one is of 31 Dec 2025."]


def test_overdue_measure_is_marked_in_words(city):
    tables = [block for block in blocks_of(city) if isinstance(block, Table)]
    deadlines = [row[4] for table in tables for row in rows_of(table) if len(row) == 5 and row[1] == "Late"]
    assert deadlines == ["1 Mar 2026\noverdue"]


@pytest.fixture
def word(city):
    return write_docx(report_document(content_of(city.report)), AT)


def test_word_file_holds_a_chart_of_its_own_with_its_figures_behind_it(word):
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        chart = etree.fromstring(package.read("word/charts/chart1.xml"))
        book = load_workbook(io.BytesIO(package.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx")))
    names = chart.xpath("//c:ser/c:tx//c:v/text()", namespaces=CHART)
    values = chart.xpath("//c:ser[1]/c:val//c:v/text()", namespaces=CHART)
    assert (names, values) == (["Value", "Baseline: 10", "Target: 60"], ["20.0", "30.0"])
    rows = [tuple(cell.value for cell in row) for row in book.worksheets[0].iter_rows(min_row=2)]
    assert [(row[0].date().isoformat(), *row[1:]) for row in rows] == [
        ("2024-01-01", None, 10, 60),
        ("2024-12-31", 20, 10, 60),
        ("2025-12-31", 30, 10, 60),
    ]


def test_chart_of_a_word_file_says_in_words_what_it_shows(word):
    body = docx.Document(io.BytesIO(word)).element.body
    (properties,) = body.iter(qn("wp:docPr"))
    assert (properties.get("title"), properties.get("descr")) == (
        "Courses",
        "From 20 (31 Dec 2024) to 30 (31 Dec 2025) · Baseline: 10 · Target: 60",
    )


def test_same_report_and_time_give_the_same_word_file(city, word):
    assert write_docx(report_document(content_of(city.report)), AT) == word


@pytest.mark.parametrize("language", ["de", "ar", "th"])
def test_pdf_keeps_its_standard_with_drawings_in_it(city, language):
    city.concept.language = language
    city.indicator.name, city.indicator.unit = "<b>دورات</b> & ኮርስ", '"%" < عدد'
    assert prepare_report(content_of(city.report), "pdf", FONTS, AT)()[:5] == b"%PDF-"


def test_no_state_is_cut_in_two_above_the_numbers(city):
    city.concept.language = "de"
    for state in (MeasureState.IN_PROGRESS, MeasureState.DONE, MeasureState.REJECTED):
        city.measure(state.value, [city.courses], state)
    pdf = PdfReader(io.BytesIO(prepare_report(content_of(city.report), "pdf", FONTS, AT)()))
    page = next(text for page in pdf.pages[1:] if "Alle, jede einmal" in (text := page.extract_text()))
    table = page.partition("Stand, 30.06.2026")[2].partition("Alle, jede einmal")[0]
    names = ["Beschlossen", "Umsetzung", "Umgesetzt", "Zurückgestellt", "Abgelehnt"]
    assert [name for name in (*names, "Summe") if name not in table.split()] == []
