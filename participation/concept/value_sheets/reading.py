"""A filled sheet → values, and faults by cell. What is no figure is named, never guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from io import BytesIO
from typing import Final, cast

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from participation.concept.errors import ValueSheetUnfit
from participation.concept.figures import find_figure
from participation.concept.reading.container import BROKEN_WORKBOOK, check_parts, load, open_package
from participation.concept.reading.errors import DocumentBroken, TooManyRows
from participation.concept.value_sheets.form import ID, is_heading, read_day

MOST_ROWS: Final = 10_000
MOST_COLUMNS: Final = 200
HEAD_ROWS: Final = 20
"""The headings stand in one of so many first rows; somebody may have written a title above them."""
_SHOWN: Final = 60
_DIGITS: Final = 10
_PERCENT: Final = ("%", "prozent", "percent")


class FaultCode(StrEnum):
    """Why a row, a column or a cell is not taken over."""

    NO_ID = "no_id"
    UNKNOWN_ID = "unknown_id"
    ID_TWICE = "id_twice"
    OTHER_NAME = "other_name"
    NO_DAY = "no_day"
    DAY_TWICE = "day_twice"
    FORMULA = "formula"
    DATE = "date"
    PERCENT = "percent"
    NO_FIGURE = "no_figure"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a place such as C5 or row 5; ``text`` is what stands there, ``name`` what was expected."""

    code: FaultCode
    place: str
    text: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """An indicator that a row may be about."""

    name: str
    unit: str


@dataclass(slots=True)
class SheetReading:
    """What a sheet says: figures by lineage and day, what could not be read, and which rows and days it has."""

    figures: dict[tuple[str, date], float] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    lineages: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    unread: set[tuple[str, date]] = field(default_factory=set)
    """Cells that hold something that is no figure."""


_Row = Sequence[ReadOnlyCell]


def read_sheet(data: bytes, filename: str, known: Mapping[str, Known]) -> SheetReading:
    """Read the first sheet that has the heading ``ID``; ``known`` are the indicators by lineage.

    Raises ``ValueSheetUnfit`` when none has, ``TooManyRows``, and what `load` and `open_package` raise for a file that
    is no sound workbook.
    """
    with open_package(load(data, filename), filename, "xl") as package:
        check_parts(package, filename)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        for sheet in cast("list[ReadOnlyWorksheet]", book.worksheets):
            rows = _rows(sheet)
            head = next(
                (row for _, row in zip(range(HEAD_ROWS), rows, strict=False) if _id_column(row) is not None), ()
            )
            if head:
                return _Reader(head, known).read(rows)
    except BROKEN_WORKBOOK as error:
        raise DocumentBroken(filename) from error
    raise ValueSheetUnfit(filename)


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[_Row]:
    sheet.reset_dimensions()
    # The stubs take a read-only sheet's method for an unbound one of Worksheet.
    for number, row in enumerate(cast("Worksheet", sheet).iter_rows(max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS:
            raise TooManyRows(sheet.title, MOST_ROWS)
        yield cast("_Row", row)


def _id_column(row: _Row) -> int | None:
    return next((place for place, cell in enumerate(row) if _text(cell).casefold() == ID.casefold()), None)


class _Reader:
    def __init__(self, head: _Row, known: Mapping[str, Known]) -> None:
        self._known = known
        self._id = _id_column(head) or 0
        self._read = SheetReading()
        self._days = dict(self._find_days(head))
        self._read.days = set(self._days.values())

    def read(self, rows: Iterator[_Row]) -> SheetReading:
        """Read the rows below the headings."""
        for row in rows:
            if any(_text(cell) for cell in row):
                self._read_row(row)
        return self._read

    def _find_days(self, head: _Row) -> Iterator[tuple[int, date]]:
        seen: set[date] = set()
        for place, cell in enumerate(head):
            text = _text(cell)
            if not text or place == self._id or is_heading(text):
                continue
            day = None if cell.data_type == "f" else read_day(cell.value)
            if day is None or day in seen:
                self._note(FaultCode.NO_DAY if day is None else FaultCode.DAY_TWICE, get_column_letter(place + 1), text)
                continue
            seen.add(day)
            yield place, day

    def _read_row(self, row: _Row) -> None:
        number = str(_row_number(row))
        lineage = _text(row[self._id]) if self._id < len(row) else ""
        known = self._known.get(lineage)
        code = self._fault_of(row, lineage, known)
        if code is not None or known is None:
            if code is not FaultCode.NO_ID or self._has_figures(row):
                self._note(
                    code or FaultCode.UNKNOWN_ID, number, _first_text(row, self._id), known.name if known else ""
                )
            return
        self._read.lineages.add(lineage)
        for place, day in self._days.items():
            if place < len(row) and _text(row[place]):
                self._read_cell(row[place], lineage, day, known)

    def _fault_of(self, row: _Row, lineage: str, known: Known | None) -> FaultCode | None:
        if not lineage:
            return FaultCode.NO_ID
        if known is None:
            return FaultCode.UNKNOWN_ID
        if lineage in self._read.lineages:
            return FaultCode.ID_TWICE
        names = {" ".join(_text(cell).split()) for cell in row}
        return None if " ".join(known.name.split()) in names else FaultCode.OTHER_NAME

    def _has_figures(self, row: _Row) -> bool:
        return any(place < len(row) and _text(row[place]) for place in self._days)

    def _read_cell(self, cell: ReadOnlyCell, lineage: str, day: date, known: Known) -> None:
        figure = _figure_in(cell, known.unit)
        if isinstance(figure, FaultCode):
            self._note(figure, str(cell.coordinate), _text(cell), known.name)
            self._read.unread.add((lineage, day))
        else:
            self._read.figures[lineage, day] = figure

    def _note(self, code: FaultCode, place: str, text: str = "", name: str = "") -> None:
        self._read.faults.append(Fault(code, place, text[:_SHOWN], name))


def _figure_in(cell: ReadOnlyCell, unit: str) -> float | FaultCode:
    if cell.data_type == "f":
        return FaultCode.FORMULA
    value = cell.value
    if isinstance(value, (date, datetime, time)):
        return FaultCode.DATE
    if isinstance(value, bool) or cell.data_type == "e":
        return FaultCode.NO_FIGURE
    if isinstance(value, (int, float)):
        return _scaled(float(value), str(cell.number_format), unit)
    figure = find_figure(str(value), unit)
    return FaultCode.NO_FIGURE if figure is None else figure


def _scaled(value: float, number_format: str, unit: str) -> float | FaultCode:
    """Return the figure as the cell shows it: a cell that shows 25 % holds 0.25."""
    if "%" not in number_format:
        return value
    if not any(word in unit.casefold() for word in _PERCENT):
        return FaultCode.PERCENT
    return round(value * 100, _DIGITS)


def _text(cell: ReadOnlyCell) -> str:
    return "" if cell.value is None else str(cell.value).strip()


def _row_number(row: _Row) -> int:
    """Return the number of a row that holds something; empty cells of a read-only sheet know no place."""
    return next(int(cell.row) for cell in row if cell.value is not None)


def _first_text(row: _Row, id_place: int) -> str:
    """Return what names a row to a person: its longest text but the id."""
    return max((_text(cell) for place, cell in enumerate(row) if place != id_place), key=len, default="")
