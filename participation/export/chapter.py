"""ConceptTree → the chapter as a document, and the tree as sheets.

What stands in which line, cell and column is decided in `participation.concept.chapter`, where the reader
that takes an exported file in again finds it too. Here it only becomes blocks and sheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from participation.concept import chapter as form
from participation.concept.chapter import ChapterForm
from participation.concept.tree import ConceptTree
from participation.export.document import (
    BODY,
    GRID,
    QUIET,
    SUBTITLE,
    TITLE,
    Block,
    Cell,
    Document,
    Heading,
    Metadata,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    TableOfContents,
    cell,
    paragraph,
)
from participation.export.sheet import Sheet

#: Shares of the text width by what the columns hold.
WIDTHS: Final = {
    ("goal", "measures", "fields"): (0.35, 0.43, 0.22),
    ("goal", "indicators"): (0.42, 0.58),
    ("goal", "indicators", "measures"): (0.28, 0.32, 0.40),
    ("goal", "indicators", "fields"): (0.33, 0.45, 0.22),
    ("goal", "indicators", "measures", "fields"): (0.26, 0.21, 0.31, 0.22),
}
#: Top goals and the level below them.
LEVELS_IN_CONTENTS: Final = 2


def chapter_document(
    tree: ConceptTree,
    direction: str = "ltr",
    chosen: ChapterForm = ChapterForm.MEASURES,
    standing: Sequence[str] = (),
) -> Document:
    """The concept as a committee reads it: contents, then per top goal a heading and a table.

    `standing` are lines that tell whether the edition is a draft or who adopted it when.
    """
    laid_out = form.chapter(tree, tree.language, chosen)
    blocks: list[Block] = [*_front(tree, standing)]
    if len(tree.levels) > 1:
        blocks.extend([TableOfContents(form.word("contents", tree.language), LEVELS_IN_CONTENTS), PageBreak()])
    for table in laid_out.tables:
        blocks.extend(_table(table))
    blocks.append(Heading(1, form.word("about", tree.language)))
    blocks.extend(paragraph(f"{label}: {value}", form.STYLE_CONCEPT_DETAIL) for label, value in laid_out.details)
    blocks.append(paragraph(form.word("about_reading", tree.language), QUIET))
    metadata = Metadata(author=tree.city, subject=tree.edition)
    return Document(tree.title, tree.language, tuple(blocks), direction, metadata)


def _front(tree: ConceptTree, standing: Sequence[str]) -> Iterator[Block]:
    yield paragraph(tree.title, TITLE)
    said = " · ".join(filter(None, (tree.city, tree.edition)))
    if said:
        yield paragraph(said, SUBTITLE)
    yield from (paragraph(line, QUIET) for line in standing)


def _table(table: form.ChapterTable) -> list[Block]:
    widths = WIDTHS[table.columns]
    header = Row(tuple(cell(text) for text in table.header))
    printed = Table((header,), tuple(_row(row, len(widths)) for row in table.rows), widths, GRID)
    return [Heading(1, table.heading), printed] if table.heading else [printed]


def _row(row: form.Row, columns: int) -> Row:
    """A row of a cell for each column, or a heading merged over all of them.

    Headings of the second level stand in the contents.
    """
    merged = len(row.cells) == 1
    outline = row.depth + 1 if 0 < row.depth < LEVELS_IN_CONTENTS and _is_heading(row) else 0
    first, *others = (_paragraphs(lines) for lines in row.cells)
    if outline:
        first = (replace(first[0], outline=outline), *first[1:])
    span = columns if merged else 1
    return Row(tuple(Cell(said, span, heading=merged) for said in (first, *others)))


def _is_heading(row: form.Row) -> bool:
    return row.cells[0][0].style == form.STYLE_GOAL_HEADING


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
