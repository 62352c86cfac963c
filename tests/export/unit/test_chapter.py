from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from time import perf_counter

import docx
import pytest
from docx.oxml.ns import qn

from participation.concept.chapter import ChapterForm, suggest_form
from participation.concept.tree import GoalEntry, IndicatorEntry, MeasureEntry
from participation.export.chapter import chapter_document, chapter_sheets, goal_sheet, measure_sheet
from participation.export.document import Heading, Paragraph, Run, Table, TableOfContents
from participation.export.docx_writer import write_docx
from participation.export.pdf import write_pdf
from tests.export.unit.structure import text
from tests.export.unit.trees import TREE


def tables():
    return [block for block in chapter_document(TREE).blocks if isinstance(block, Table)]


def texts(table: Table):
    return [[[part.text for part in cell.paragraphs] for cell in row.cells] for row in table.rows]


def test_chapter_has_a_heading_for_each_top_goal_and_one_for_what_reads_it_again():
    headings = [(block.level, block.text) for block in chapter_document(TREE).blocks if isinstance(block, Heading)]
    assert headings == [
        (1, "Themenfeld 1: Zusammenleben"),
        (1, "Themenfeld 2: Sprache"),
        (1, "Zu diesem Dokument"),
    ]


def test_chapter_begins_with_title_city_edition_and_how_it_stands():
    blocks = chapter_document(TREE, standing=["Entwurf"]).blocks
    assert [(block.style, block.text) for block in blocks[:3]] == [
        ("Title", "Integrationskonzept"),
        ("Subtitle", "Lindenfurt · Fassung 2026"),
        ("Quiet", "Entwurf"),
    ]


def test_contents_hold_the_top_goals_and_the_level_below(written_at: datetime):
    word = docx.Document(BytesIO(write_docx(chapter_document(TREE), written_at)))
    lines = [
        (line.find(qn("w:pPr")).find(qn("w:pStyle")).get(qn("w:val")), "".join(said.text for said in texts_of(line)))
        for line in word.element.body.find(qn("w:sdt")).iter(qn("w:p"))
    ]
    assert lines == [
        ("TOCHeading", "Inhalt"),
        ("toc1", "Themenfeld 1: Zusammenleben"),
        ("toc2", "Leitziel 1: Sport verbindet"),
        ("toc1", "Themenfeld 2: Sprache"),
        ("toc2", "Leitziel 1: Alle verstehen sich."),
        ("toc1", "Zu diesem Dokument"),
    ]


def texts_of(line):
    return line.iter(qn("w:t"))


def test_concept_of_one_level_has_no_contents():
    tree = replace(TREE, levels=("Ziel",), goals=(GoalEntry("1", "Alle verstehen sich."),))
    assert [block for block in chapter_document(tree).blocks if isinstance(block, TableOfContents)] == []


def form_of(tree):
    """Header and rows of the first table of the chapter of goals and indicators."""
    document = chapter_document(tree, chosen=ChapterForm.INDICATORS)
    table = next(block for block in document.blocks if isinstance(block, Table))
    return [cell.paragraphs[0].text for cell in table.header[0].cells], table


def test_chapter_of_goals_and_indicators_has_a_column_for_them():
    header, table = form_of(TREE)
    assert header == ["Teilziel", "Indikatoren", "Maßnahmen", "Handlungsfelder"]
    indicators = table.rows[2].cells[1].paragraphs
    assert [(part.style, part.text) for part in indicators] == [
        ("Indicator Name", "Mitglieder (Personen) [steigend]"),
        ("Indicator Detail", "Ausgangswert: 100"),
        ("Indicator Detail", "Zielwert: 200"),
        ("Indicator Detail", "Quelle: Vereine"),
    ]
    assert [part.text for part in table.rows[2].cells[0].paragraphs] == ["1.1 Die Vereine sind offen."]


def test_columns_of_what_a_concept_has_nowhere_are_left_out():
    bare = GoalEntry("1", "Sport", children=(GoalEntry("1", "Hallen", indicators=(IndicatorEntry("Besuche"),)),))
    header, table = form_of(replace(TREE, levels=("Feld", "Ziel"), goals=(bare,)))
    assert (header, round(sum(table.widths), 6)) == (["Ziel", "Indikatoren"], 1)


@pytest.mark.parametrize(
    ("indicators", "measures", "expected"),
    [(0, 0, "measures"), (8, 0, "indicators"), (8, 2, "indicators"), (8, 3, "measures"), (0, 3, "measures")],
)
def test_concept_that_hardly_has_measures_suggests_the_form_of_indicators(indicators, measures, expected):
    assert suggest_form(indicators, measures) == expected


def test_each_table_has_the_three_columns_of_the_council_paper():
    header = [[part.text for cell in row.cells for part in cell.paragraphs] for row in tables()[0].header]
    assert header == [["Teilziel", "Maßnahmen", "Handlungsfelder"]]


def test_inner_goals_are_rows_merged_over_all_columns():
    merged = [row.cells[0].paragraphs[0].text for row in tables()[0].rows if row.cells[0].span == 3]
    assert merged == ["Themenfeld 1: Zusammenleben", "Leitziel 1: Sport verbindet"]


def test_lowest_goal_has_its_measures_and_fields_beside_it():
    goal, measures, fields = texts(tables()[0])[2]
    assert goal[0] == "1.1 Die Vereine sind offen."
    assert measures[:4] == [
        "1. =1+1 ist kein Rechnen, sondern ein Text.",
        "2. Offene Halle",
        "Entwurf · Werkstatt „Sport im Viertel“ · Rang 2 · 14 Punkte",
        "Der Verein öffnet die Halle.\nAuch am Sonntag.",
    ]
    assert fields == ["Sport; Wohnen, Quartier;"]


def test_draft_is_marked_in_a_style_of_its_own():
    paragraphs = [part for row in tables()[0].rows for cell in row.cells for part in cell.paragraphs]
    assert [part.text for part in paragraphs if part.style == "Measure Mark"] == [
        "Entwurf · Werkstatt „Sport im Viertel“ · Rang 2 · 14 Punkte"
    ]


def test_title_of_a_measure_is_bold_behind_its_plain_number():
    paragraphs = [part for row in tables()[0].rows for cell in row.cells for part in cell.paragraphs]
    measures = [part for part in paragraphs if part.style == "Measure"]
    assert measures == [
        Paragraph((Run("1. =1+1 ist kein Rechnen, sondern ein Text."),), "Measure"),
        Paragraph((Run("2. "), Run("Offene Halle", bold=True)), "Measure"),
    ]


def test_new_measure_stands_under_its_goal_in_the_word_file(written_at: datetime):
    word = docx.Document(BytesIO(write_docx(chapter_document(TREE), written_at)))
    row = next(row for row in word.tables[0].rows if row.cells[0].text.startswith("1.1 "))
    assert "Offene Halle" in row.cells[1].text


def test_chapter_prints_as_pdf(fonts: Path, written_at: datetime):
    assert "Offene Halle" in text(write_pdf(chapter_document(TREE), fonts, written_at))


def test_workbook_has_goals_to_read_measures_in_full_and_the_concept():
    assert [sheet.name for sheet in chapter_sheets(TREE)] == ["Ebene Teilziel", "Maßnahmen", "Konzept"]


def test_goal_sheet_has_a_row_for_each_lowest_goal():
    assert [(row[3], row[5]) for row in goal_sheet(TREE).rows] == [
        ("Sport verbindet", "Die Vereine sind offen."),
        ("Sport verbindet", "2 Hallen sind am Abend auf."),
        ("Alle verstehen sich.", ""),
    ]


def test_measure_sheet_has_a_row_for_each_measure_and_each_goal_without_one():
    sheet = measure_sheet(TREE)
    title = sheet.columns.index("Maßnahme")
    number = sheet.columns.index("Maßnahme Nr.")
    assert [(row[number], row[title]) for row in sheet.rows] == [("1", ""), ("2", "Offene Halle"), ("", ""), ("", "")]


def test_measure_sheet_speaks_the_language_of_the_concept():
    sheet = measure_sheet(TREE)
    state = sheet.columns.index("Stand")
    assert [row[state] for row in sheet.rows] == ["Beschlossen", "Entwurf", "", ""]


def test_concept_with_one_thousand_measures_is_a_word_file_within_five_seconds(written_at: datetime):
    measure = MeasureEntry(text="Der Verein öffnet die Halle. " * 8, title="Offene Halle", lead="Amt", costs="1 €")
    goals = tuple(GoalEntry(f"1.{number}", "Ein Ziel", ("Sport",), (measure,) * 4) for number in range(250))
    top = GoalEntry("1", "Thema", children=(GoalEntry("1", "Leitziel", children=goals),))
    start = perf_counter()
    write_docx(chapter_document(replace(TREE, goals=(top,))), written_at)
    assert perf_counter() - start < 5
