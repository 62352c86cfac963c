"""A table of values for spreadsheets, before any file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

#: What a cell can hold; None is an empty cell.
Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Choices:
    """Where the words stand that a cell may hold: the first `count` rows of a column of another sheet.

    Sheets and columns are counted from 0, in the order of the workbook.
    """

    sheet: int
    column: int
    count: int


@dataclass(frozen=True, slots=True)
class Guide:
    """How a person fills a column in a spreadsheet program; formats without such guidance leave it out."""

    width: int | None = None
    """In characters; None is as wide as the longest line."""
    choices: Choices | None = None
    only_choices: bool = False
    """Whether the program refuses other words, with `refusal`."""
    days: tuple[date, date] | None = None
    """The first and the last day that the program lets pass without a question."""
    refusal: str = ""
    quiet: bool = False
    """Looks as if it were not to be touched."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table: one heading a column, every row as long as the headings.

    `guides` are by column from 0; the first `frozen` columns stay in sight.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    direction: str = "ltr"
    guides: Mapping[int, Guide] = field(default_factory=dict)
    frozen: int = 0
