"""Tables of goals and indicators in a DOCX, as sheets of rows."""

from __future__ import annotations

from collections.abc import Iterator

from participation.concept.reading.headers import has_measures, roles
from participation.concept.reading.lists import BULLET
from participation.concept.reading.mapping import Mapping
from participation.concept.reading.notes import Notes, Place
from participation.concept.reading.sheet_columns import SheetColumns, find_columns
from participation.concept.reading.sheets import Sheet, SheetRow
from participation.concept.reading.word import Cell, Paragraph, Table

_HEADER_WITHIN = 3


def indicator_tables(blocks: tuple[Paragraph | Table, ...], mapping: Mapping, notes: Notes) -> tuple[SheetColumns, ...]:
    """Find the tables of goals and indicators; none in a document that has a table of measures.

    A table without a header row goes on from the one before it, as in a chapter of measures.
    """
    tables = [block for block in blocks if isinstance(block, Table)]
    if any(has_measures(roles(_texts(row), mapping)) for table in tables for row in table.rows[:_HEADER_WITHIN]):
        return ()
    found: list[SheetColumns] = []
    width, number = 0, 0
    for block in blocks:
        if isinstance(block, Paragraph):
            width = 0 if block.text else width
            continue
        number += 1
        sheet = Sheet("", tuple(_rows(block, number)))
        columns = find_columns(sheet, mapping, notes)
        if columns is not None:
            found.append(columns)
            width = block.width
        elif found and width == block.width:
            notes.interpreted(Place(table=number), "table_continued")
            before = found[-1]
            found[-1] = SheetColumns(before.header, before.levels, before.roles, (*before.rows, *sheet.rows))
        else:
            skipped = ", ".join(filter(None, _texts(block.rows[0]))) if block.rows else ""
            notes.not_understood(Place(table=number), "table_skipped", columns=skipped)
    return tuple(found)


def _rows(table: Table, number: int) -> Iterator[SheetRow]:
    for place, row in enumerate(table.rows, 1):
        texts = _texts(row)
        if any(texts):
            yield SheetRow(Place(table=number, row=place), texts, frozenset(_merged(row)))


def _texts(row: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(text for cell in row for text in (_text(cell), *("" for _ in range(cell.span - 1))))


def _text(cell: Cell) -> str:
    lines = (f"{BULLET if paragraph.listed else ''}{paragraph.text}" for paragraph in cell.paragraphs if paragraph.text)
    return "\n".join(lines).strip()


def _merged(row: tuple[Cell, ...]) -> Iterator[int]:
    column = 0
    for cell in row:
        if cell.merged_up:
            yield column
        column += cell.span
