"""ConceptTree → the chapter as a document, and the tree as sheets.

What stands in which line, cell and column is decided in `participation.concept.chapter`, where the reader
that takes an exported file in again finds it too. Here it only becomes blocks and sheets.
"""

from __future__ import annotations

from typing import Final

from participation.concept import chapter as form
from participation.concept.tree import ConceptTree
from participation.export.document import (
    BODY,
    GRID,
    Block,
    Cell,
    Document,
    Heading,
    Metadata,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    paragraph,
)
from participation.export.sheet import Sheet

#: Goal, measures, fields of action: shares of the text width.
WIDTHS: Final = (0.32, 0.48, 0.20)


def chapter_document(tree: ConceptTree, direction: str = "ltr") -> Document:
    """The concept as a council paper prints it: per top goal a heading and a table of three columns."""
    laid_out = form.chapter(tree, tree.language)
    blocks: list[Block] = [Heading(1, laid_out.title)]
    blocks.extend(paragraph(f"{label}: {value}", form.STYLE_CONCEPT_DETAIL) for label, value in laid_out.details)
    for table in laid_out.tables:
        blocks.extend(_table(table))
    metadata = Metadata(author=tree.city, subject=tree.edition)
    return Document(tree.title, tree.language, tuple(blocks), direction, metadata)


def _table(table: form.ChapterTable) -> list[Block]:
    header = Row(tuple(cell(text) for text in table.header))
    printed = Table((header,), tuple(_row(row) for row in table.rows), WIDTHS, GRID)
    return [Heading(2, table.heading), printed] if table.heading else [printed]


def _row(row: form.Row) -> Row:
    """A row of three cells, or a heading merged over all of them."""
    merged = len(row.cells) == 1
    span = len(WIDTHS) if merged else 1
    return Row(tuple(Cell(_paragraphs(lines), span, heading=merged) for lines in row.cells))


def _paragraphs(lines: tuple[form.Line, ...]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(_runs(line), line.style or BODY) for line in lines)


def _runs(line: form.Line) -> tuple[Run, ...]:
    """The line in one run, or its number in plain type before its bold title."""
    if not line.bold:
        return (Run(line.text),)
    title = Run(line.text.removeprefix(line.number), bold=True)
    return (Run(line.number), title) if line.number else (title,)


def chapter_sheets(tree: ConceptTree, direction: str = "ltr") -> tuple[Sheet, Sheet, Sheet]:
    """The tree as a workbook: goals to read, measures with every attribute, and the concept's own details."""
    return goal_sheet(tree, direction), measure_sheet(tree, direction), _concept_sheet(tree, direction)


def goal_sheet(tree: ConceptTree, direction: str = "ltr") -> Sheet:
    """The tree as one table to read and print: a row per lowest goal, its measures one a line."""
    name = f"{form.word('level', tree.language)} {tree.levels[-1]}"
    columns = form.columns(tree.levels, tree.language)
    return Sheet(name, columns, tuple(form.goal_rows(tree)), direction)


def measure_sheet(tree: ConceptTree, direction: str = "ltr") -> Sheet:
    """The tree as one table (CSV): a row per measure with every attribute, or per goal without measures."""
    columns = form.all_columns(tree, tree.language)
    rows = tuple(form.measure_rows(tree, tree.language))
    return Sheet(form.word("measures", tree.language), columns, rows, direction)


def _concept_sheet(tree: ConceptTree, direction: str) -> Sheet:
    """What stands in no row of goals: title, language, city, edition, order of levels and fields of action."""
    name = form.word("concept", tree.language)
    details = form.concept_details(tree, tree.language)
    return Sheet(name, (form.word("title", tree.language), tree.title), details, direction)
