"""The rows of a chapter, gathered from the tables of a DOCX: which are headings, which goals, which cell is what."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field
from typing import Final

from participation.concept.chapter import ATTRIBUTES, STYLE_GOAL, STYLE_GOAL_HEADING, parse_heading_line
from participation.concept.reading.errors import ColumnsNotFound
from participation.concept.reading.headers import LEVEL, goal_column, has_measures, level_of_header, meanings, roles
from participation.concept.reading.mapping import Mapping
from participation.concept.reading.notes import Notes, Place, short
from participation.concept.reading.word import Cell, Paragraph, Table

_NOTHING: Final = Cell(())
_LONGEST_HEADER: Final = 60
_ATTRIBUTES: Final = (*ATTRIBUTES, "state")


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """One row: a heading or a goal in `goal`, with its other cells; `attributes` are texts by role."""

    where: Place
    is_heading: bool
    goal: Cell
    measures: Cell = _NOTHING
    fields: Cell = _NOTHING
    indicators: Cell = _NOTHING
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChapterRows:
    """All rows of the chapter and the header they stand under."""

    header: tuple[str, ...]
    leaf_header: str
    columns: dict[str, str]
    rows: tuple[ChapterRow, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    header: tuple[str, ...]
    goal: int
    roles: dict[str, int]
    width: int

    @property
    def leaf_level(self) -> str:
        return level_of_header(self.header[self.goal])


def chapter_rows(
    blocks: tuple[Paragraph | Table, ...], chosen: Mapping, notes: Notes, *, declared: bool = False
) -> ChapterRows:
    """Gather the rows of all tables that have the columns of a chapter, or go on from such a table.

    In a document that was written here (`declared`), goals may have indicators beside them and no measures.

    A table without a header row goes on from the one before it when it has as many columns and nothing but empty
    paragraphs stand between them: so a table split over pages is one.

    Raises:
        ColumnsNotFound: no table has a header row with goals and measures.
    """
    gatherer = _Gatherer(chosen, notes, declared=declared)
    for block in blocks:
        if isinstance(block, Table):
            gatherer.add(block)
        elif block.text:
            gatherer.interrupt()
    return gatherer.finished()


class _Gatherer:
    def __init__(self, chosen: Mapping, notes: Notes, *, declared: bool) -> None:
        self._chosen = chosen
        self._declared = declared
        self._notes = notes
        self._tables = 0
        self._layout: _Layout | None = None
        self._first: _Layout | None = None
        self._open = False
        self._rows: list[ChapterRow] = []
        self._skipped: list[tuple[str, ...]] = []

    def add(self, table: Table) -> None:
        self._tables += 1
        where = Place(table=self._tables)
        if not any(self._layout_of(row) for row in table.rows):
            if not (self._open and self._layout is not None and self._layout.width == table.width):
                self._skip(table, where)
                return
            self._notes.interpreted(where, "table_continued")
        for number, row in enumerate(table.rows, 1):
            self._add_row(row, Place(table=self._tables, row=number), table.width)
        self._open = True

    def interrupt(self) -> None:
        self._open = False

    def finished(self) -> ChapterRows:
        if self._first is None:
            raise ColumnsNotFound(tuple(self._skipped), ("goal", "measures"))
        columns = {role: self._first.header[index] for role, index in self._first.roles.items()}
        columns["goal"] = self._first.header[self._first.goal]
        return ChapterRows(self._first.header, columns["goal"], columns, tuple(self._rows))

    def _skip(self, table: Table, where: Place) -> None:
        self._open = False
        if not table.rows:
            return
        header = tuple(short(cell.text) for cell in table.rows[0])
        self._skipped.append(header)
        self._notes.not_understood(where, "table_skipped", columns=", ".join(filter(None, header)))

    def _layout_of(self, row: tuple[Cell, ...]) -> _Layout | None:
        header = tuple(text for cell in row for text in (cell.text, *("" for _ in range(cell.span - 1))))
        if any(len(text) > _LONGEST_HEADER for text in header):
            return None
        found = roles(header, self._chosen)
        said = meanings(header, self._chosen)
        goal = found.pop("goal", next((at for at, meaning in said.items() if meaning == LEVEL), None))
        goal = goal_column(header, found) if goal is None else goal
        if goal is None or not (has_measures(found) or (self._declared and "indicators" in found)):
            return None
        return _Layout(header, goal, found, len(header))

    def _add_row(self, row: tuple[Cell, ...], where: Place, width: int) -> None:
        layout = self._layout_of(row)
        if layout is not None:
            self._take_header(layout, where)
        elif any(cell.nested for cell in row):
            self._notes.not_understood(where, "nested_table")
        if layout is None and any(cell.text or cell.merged_up for cell in row):
            self._rows.append(self._row(row, where, width))

    def _take_header(self, layout: _Layout, where: Place) -> None:
        self._layout = layout
        if self._first is None:
            self._first = layout
            used = {layout.goal, *layout.roles.values(), *meanings(layout.header, self._chosen)}
            for index, text in enumerate(layout.header):
                if text and index not in used:
                    self._notes.not_understood(where, "column_skipped", column=text)

    def _row(self, row: tuple[Cell, ...], where: Place, width: int) -> ChapterRow:
        layout = self._layout
        if (len(row) == 1 and width > 1) or layout is None:
            return ChapterRow(where, is_heading=True, goal=next((cell for cell in row if cell.text), row[0]))
        columns = dict(_columns(row))
        goal = columns.get(layout.goal, _NOTHING)
        rest = {role: columns.get(index, _NOTHING) for role, index in layout.roles.items()}
        measures = next(
            (rest[role] for role in ("measures", "measure_text", "measure_title") if role in rest), _NOTHING
        )
        return ChapterRow(
            where,
            _is_heading(goal, rest, layout.leaf_level),
            goal,
            measures,
            rest.get("fields", _NOTHING),
            rest.get("indicators", _NOTHING),
            {role: rest[role].text for role in _ATTRIBUTES if role in rest and rest[role].text},
        )


def _columns(row: tuple[Cell, ...]) -> Iterator[tuple[int, Cell]]:
    column = 0
    for cell in row:
        yield column, cell
        column += cell.span


def _is_heading(goal: Cell, rest: Pairs[str, Cell], leaf_level: str) -> bool:
    """Headings carry our own style, or stand alone in their row and name a level and number above the lowest."""
    styles = {paragraph.style for paragraph in goal.paragraphs}
    if styles & {STYLE_GOAL, STYLE_GOAL_HEADING}:
        return STYLE_GOAL_HEADING in styles
    said = parse_heading_line(goal.text)
    alone = not any(cell.text for cell in rest.values())
    return alone and said is not None and said[1] is not None and said[0].casefold() != leaf_level.casefold()
