"""A table of values for spreadsheets, before any file format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

#: What a cell can hold; None is an empty cell.
Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table: one heading a column, every row as long as the headings."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    direction: str = "ltr"
