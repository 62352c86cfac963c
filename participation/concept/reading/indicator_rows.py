"""Tables of goals and indicators: field of action, sub-field, challenge, goal, and what the goal is measured by.

The levels stand side by side. Empty and merged cells and "dto." repeat what stands above; a cell may hold a list. A
goal that comes again under another one is one goal, printed at several places; so is one beside a list of challenges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from participation.concept.chapter import (
    key_of_value,
    parse_field_list,
    parse_goal_line,
    parse_heading_line,
    parse_indicator_line,
)
from participation.concept.chapter.vocabulary import DIRECTIONS
from participation.concept.matching import plain
from participation.concept.reading.builder import GoalDraft
from participation.concept.reading.ditto import is_ditto
from participation.concept.reading.headers import language_of, level_of_header
from participation.concept.reading.lists import entries_of_goals, entries_of_indicators, lines_of
from participation.concept.reading.mapping import Mapping
from participation.concept.reading.material import Material
from participation.concept.reading.measures import is_nothing
from participation.concept.reading.notes import Notes, short
from participation.concept.reading.sheet_columns import SheetColumns
from participation.concept.reading.sheets import SheetRow
from participation.concept.tree import IndicatorEntry

_Said = tuple[str | None, str]
"""Number and text of a goal."""
_Path = tuple[_Said, ...]
_DETAILS = ("unit", "source", "baseline", "target")


def read_indicator_tables(material: Material, tables: Sequence[SheetColumns], mapping: Mapping, notes: Notes) -> None:
    """Read all tables into the material; raises GoalNumberTwice."""
    first = tables[0]
    names = tuple(level_of_header(level.name) for level in first.levels)
    material.header, material.level_columns = first.header, first.level_headers
    material.header_language = language_of(first.header)
    material.levels = mapping.levels if len(mapping.levels) == len(names) else material.levels or names
    material.columns = {role: first.header[index] for role, index in first.roles.items()}
    reader = _IndicatorReader(material, notes)
    for table in tables:
        reader.read(table)


class _IndicatorReader:
    def __init__(self, material: Material, notes: Notes) -> None:
        self._builder = material.builder
        self._notes = notes
        self._above: list[tuple[_Said, ...]] = []
        self._known: dict[str, _Path] = {}
        self._indicators_above: tuple[IndicatorEntry, ...] = ()
        self._fields_above: tuple[str, ...] = ()

    def read(self, table: SheetColumns) -> None:
        header = tuple(text.strip() for text in table.header)
        for row in table.rows:
            if row.cells == header[: len(row.cells)]:
                continue
            said = self._said(table, row)
            if said:
                self._above = said
                goals = self._open(row, said, lowest=len(table.levels) - 1)
                self._fill(table, row, goals)
            else:
                text = " ".join(filter(None, row.cells))
                self._notes.not_understood(row.where, "row_without_goal", text=short(text))

    # --- levels

    def _said(self, table: SheetColumns, row: SheetRow) -> list[tuple[_Said, ...]]:
        """Answer the goals of each level that the row stands under or names, from the top; empty when none is known."""
        cells = [self._level_cell(table, row, depth) for depth in range(len(table.levels))]
        deepest = max((depth for depth, cell in enumerate(cells) if cell), default=None)
        if deepest is None:
            return self._above
        while (
            deepest + 1 < len(cells) and table.levels[deepest + 1].text in row.merged and len(self._above) > deepest + 1
        ):
            deepest += 1
        if any(not cell and depth >= len(self._above) for depth, cell in enumerate(cells[: deepest + 1])):
            return []
        return [cell or self._above[depth] for depth, cell in enumerate(cells[: deepest + 1])]

    def _level_cell(self, table: SheetColumns, row: SheetRow, depth: int) -> tuple[_Said, ...]:
        level = table.levels[depth]
        text = _cell(row, level.text)
        if is_ditto(text):
            if depth < len(self._above):
                self._notes.interpreted(row.where, "ditto_goal", text=text, goal=short(self._above[depth][0][1]))
                return self._above[depth]
            self._notes.not_understood(row.where, "ditto_without_row_above", text=text)
            return ()
        found = tuple(_split(entry, level.name) for entry in entries_of_goals(text))
        if len(found) > 1:
            self._notes.interpreted(row.where, "list_in_cell", count=str(len(found)), column=level.name)
        if level.number is not None and len(found) == 1:
            return ((_cell(row, level.number).rstrip(".") or found[0][0], found[0][1]),)
        return found

    def _open(self, row: SheetRow, said: list[tuple[_Said, ...]], lowest: int) -> list[GoalDraft]:
        """Open the goals that the row names last, in full under the first goal above and repeated under the others."""
        parents: list[_Path] = [()]
        for depth, entries in enumerate(said):
            placed = [self._placed(row, (*parents[0], entry), is_goal=depth == lowest) for entry in entries]
            for path in placed:
                self._draft(path)
            for parent in parents[1:]:
                for entry in entries:
                    self._repeat(row, (*parent, entry))
            parents = placed
        return [self._draft(path) for path in parents]

    def _placed(self, row: SheetRow, path: _Path, *, is_goal: bool) -> _Path:
        """Answer where the goal at this path stands in full: elsewhere, when it came before under another goal."""
        if not is_goal:
            return path
        first = self._known.setdefault(plain(path[-1][1]), path)
        if first[:-1] != path[:-1]:
            self._repeat(row, (*path[:-1], (path[-1][0], first[-1][1])))
        return first

    def _repeat(self, row: SheetRow, path: _Path) -> None:
        goal = self._draft(path)
        if not (goal.repeated or goal.indicators or goal.children):
            goal.repeated = True
            self._notes.interpreted(row.where, "goal_again", text=short(path[-1][1]))

    def _draft(self, path: _Path) -> GoalDraft:
        for depth, (number, text) in enumerate(path[:-1]):
            self._builder.open(depth, number, text)
        return self._builder.open(len(path) - 1, *path[-1])[0]

    # --- what stands beside the goals

    def _fill(self, table: SheetColumns, row: SheetRow, goals: list[GoalDraft]) -> None:
        fields = self._fields(table, row)
        found = self._indicators(table, row)
        for goal in goals:
            goal.fields = goal.fields or fields
        if len(goals) > 1 and len(found) == len(goals):
            for goal, indicator in zip(goals, found, strict=True):
                _add(goal, (indicator,))
            return
        if len(goals) > 1 and found:
            self._notes.warn(row.where, "indicators_of_first", goal=short(goals[0].text))
        _add(goals[0], found)

    def _indicators(self, table: SheetColumns, row: SheetRow) -> tuple[IndicatorEntry, ...]:
        text = _cell(row, table.roles["indicators"])
        if is_ditto(text):
            if self._indicators_above:
                self._notes.interpreted(row.where, "ditto_indicators", text=text)
            else:
                self._notes.not_understood(row.where, "ditto_without_row_above", text=text)
            return self._indicators_above
        names = entries_of_indicators(text)
        details = {role: self._details(table, row, role, len(names)) for role in (*_DETAILS, "direction")}
        found = tuple(
            _indicator(name, {role: said[place] for role, said in details.items() if said})
            for place, name in enumerate(names)
        )
        self._indicators_above = found or self._indicators_above
        return found

    def _details(self, table: SheetColumns, row: SheetRow, role: str, number: int) -> tuple[str, ...]:
        """Answer what a column says of each of the row's indicators: line by line, or of the only one."""
        text = _cell(row, table.roles[role]) if role in table.roles else ""
        if not text or is_nothing(text):
            return ()
        lines = (" ".join(lines_of(text)),) if number == 1 else lines_of(text)
        if len(lines) != number:
            self._notes.not_understood(row.where, "value_not_understood", text=short(text))
            return ()
        return tuple(key_of_value(line, DIRECTIONS) or "" for line in lines) if role == "direction" else lines

    def _fields(self, table: SheetColumns, row: SheetRow) -> tuple[str, ...]:
        text = _cell(row, table.roles["fields"]) if "fields" in table.roles else ""
        if is_ditto(text):
            return self._fields_above
        self._fields_above = () if is_nothing(text) else parse_field_list(text)
        return self._fields_above


def _indicator(name: str, details: dict[str, str]) -> IndicatorEntry:
    entry = parse_indicator_line(name) or IndicatorEntry(name)
    values = {role: text for role, text in details.items() if text}
    return replace(entry, **values)  # type: ignore[arg-type]  # keys are texts of an entry only


def _split(entry: str, level: str) -> _Said:
    """Answer number and text of a goal, "1.1 …" or "Handlungsfeld 1: …" below a header of this name."""
    said = parse_heading_line(entry)
    if said is not None and plain(said[0]) in (plain(level), plain(level_of_header(level))):
        return said[1], said[2]
    return parse_goal_line(entry)


def _add(goal: GoalDraft, found: Sequence[IndicatorEntry]) -> None:
    goal.indicators.extend(entry for entry in found if entry not in goal.indicators)


def _cell(row: SheetRow, index: int) -> str:
    return row.cells[index] if index < len(row.cells) else ""
