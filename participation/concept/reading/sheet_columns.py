"""The columns of a sheet that holds a concept: its levels from the top, and the columns of their content."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import dataclass
from typing import Final

from participation.concept.reading.headers import (
    LEFT_OUT,
    LEVEL,
    has_measures,
    is_bare_number,
    is_of_indicators,
    meanings,
    numbered_level,
    roles,
)
from participation.concept.reading.mapping import Mapping
from participation.concept.reading.notes import Notes
from participation.concept.reading.sheets import Sheet, SheetRow

_HEADER_WITHIN: Final = 20
"""A header row is looked for in so many first rows: titles and remarks may stand above it."""


@dataclass(frozen=True, slots=True)
class LevelColumn:
    """A level's text column and, where there is one, the column of its numbers."""

    name: str
    text: int
    number: int | None


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """Where everything stands, and the rows below the header."""

    header: tuple[str, ...]
    levels: tuple[LevelColumn, ...]
    roles: dict[str, int]
    rows: tuple[SheetRow, ...]

    @property
    def holds_every_attribute(self) -> bool:
        """Whether this is a sheet with one row per measure."""
        return "measure_text" in self.roles

    @property
    def level_headers(self) -> tuple[str, ...]:
        """The headers of the columns that hold levels and their numbers."""
        places = (place for level in self.levels for place in (level.number, level.text) if place is not None)
        return tuple(self.header[place] for place in places)

    @property
    def is_of_indicators(self) -> bool:
        """Whether this is a sheet of goals and what they are measured by, without measures."""
        return is_of_indicators(self.roles)


def find_columns(sheet: Sheet, chosen: Mapping, notes: Notes) -> SheetColumns | None:
    """Find the header row and what its columns hold; None when the sheet holds no concept.

    Level columns are those left of all others that have no other meaning; "<Level> Nr." holds a level's numbers, and so
    does a bare "Nr." before it.
    """
    for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        found = roles(row.cells, chosen)
        if not (has_measures(found) or is_of_indicators(found)):
            continue
        levels = _levels(row.cells, found, meanings(row.cells, chosen))
        if levels:
            _note_others(row, found, levels, notes)
            return SheetColumns(row.cells, levels, found, sheet.rows[index + 1 :])
    return None


def _levels(header: tuple[str, ...], found: Pairs[str, int], said: Pairs[int, str]) -> tuple[LevelColumn, ...]:
    start = min(index for role, index in found.items() if role != "goal")
    numbers: dict[str, int] = {}
    levels: list[tuple[str, int]] = []
    bare: int | None = None
    for index, text in enumerate(header):
        meaning = said.get(index, LEVEL if index < start else LEFT_OUT)
        level = numbered_level(text)
        if meaning != LEVEL or index in found.values() or not text:
            continue
        if level is not None:
            numbers[level.casefold()] = index
        elif is_bare_number(text):
            bare = index
        else:
            levels.append((text, index))
            if bare is not None:
                numbers.setdefault(text.casefold(), bare)
            bare = None
    return tuple(LevelColumn(text, index, numbers.get(text.casefold())) for text, index in levels)


def _note_others(row: SheetRow, found: Pairs[str, int], levels: tuple[LevelColumn, ...], notes: Notes) -> None:
    used = {*found.values(), *(level.text for level in levels), *(level.number for level in levels)}
    for index, text in enumerate(row.cells):
        if text and index not in used:
            notes.not_understood(row.where, "column_skipped", column=text)
