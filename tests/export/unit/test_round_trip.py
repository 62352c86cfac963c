"""What is exported is read back: the writers and the reader share one form."""

import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings

from participation.concept.chapter import ChapterForm
from participation.concept.reading import read_document
from participation.concept.tree import ConceptTree
from participation.export.chapter import chapter_document, chapter_sheets, measure_sheet
from participation.export.csv_writer import write_csv
from participation.export.docx_writer import write_docx
from participation.export.spreadsheet import write_xlsx
from tests.export.unit.trees import TREE, trees

THOROUGHLY = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def through_docx(tree: ConceptTree, written_at: datetime) -> ConceptTree:
    return read_document(write_docx(chapter_document(tree), written_at), "Konzept.docx").tree


def through_indicator_form(tree: ConceptTree, written_at: datetime) -> ConceptTree:
    printed = chapter_document(tree, chosen=ChapterForm.INDICATORS)
    return read_document(write_docx(printed, written_at), "Konzept.docx").tree


def through_xlsx(tree: ConceptTree, written_at: datetime) -> ConceptTree:
    return read_document(write_xlsx(chapter_sheets(tree), tree.title, written_at), "Konzept.xlsx").tree


def through_csv(tree: ConceptTree, written_at: datetime) -> ConceptTree:
    """A CSV holds the goals only: the rest comes from the concept that it updates."""
    read = read_document(write_csv(measure_sheet(tree)), "Konzept.csv", base=replace(tree, goals=())).tree
    return replace(read, title=tree.title)


ways = pytest.mark.parametrize("through", [through_docx, through_indicator_form, through_xlsx, through_csv])


@ways
def test_exported_chapter_is_read_back_unchanged(through, written_at: datetime):
    assert through(TREE, written_at) == TREE


@ways
def test_english_chapter_is_read_back_unchanged(through, written_at: datetime):
    tree = replace(TREE, language="en", levels=("Theme", "Main goal", "Sub-goal"))
    assert through(tree, written_at) == tree


@pytest.mark.parametrize("title", ["Maßnahmen", "MEASURE", "Ziel"])
def test_concept_that_is_called_like_a_column_keeps_its_title(written_at: datetime, title: str):
    tree = replace(TREE, title=title)
    assert through_xlsx(tree, written_at) == tree


def test_workbook_that_excel_has_saved_again_keeps_its_line_breaks(written_at: datetime):
    ours, saved = BytesIO(write_xlsx(chapter_sheets(TREE), TREE.title, written_at)), BytesIO()
    # Excel stores a line break typed on Windows as an escaped return and a line feed.
    ours_says, excel_says = b"Halle.\nAuch", b"Halle._x000D_\nAuch"
    with zipfile.ZipFile(ours) as source, zipfile.ZipFile(saved, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(ours_says, excel_says))
    assert saved.getvalue().count(excel_says) == 1
    assert read_document(saved.getvalue(), "Konzept.xlsx").tree == TREE


@THOROUGHLY
@given(trees)
def test_any_chapter_is_read_back_from_docx(written_at: datetime, tree: ConceptTree):
    assert through_docx(tree, written_at) == tree


@THOROUGHLY
@given(trees)
def test_any_chapter_is_read_back_from_goals_and_indicators(written_at: datetime, tree: ConceptTree):
    assert through_indicator_form(tree, written_at) == tree


@THOROUGHLY
@given(trees)
def test_any_chapter_is_read_back_from_xlsx(written_at: datetime, tree: ConceptTree):
    assert through_xlsx(tree, written_at) == tree


@THOROUGHLY
@given(trees)
def test_any_chapter_is_read_back_from_csv(written_at: datetime, tree: ConceptTree):
    assert through_csv(tree, written_at) == tree
