"""XLSX → rows as they were filled: where, which measure, what its cells hold. Nothing is interpreted here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from participation.concept.reading.container import BROKEN_WORKBOOK, check_parts, load, open_package
from participation.concept.reading.errors import DocumentBroken, TooManyRows
from participation.export.action_plan.errors import ActionPlanUnrecognised
from participation.export.action_plan.form import (
    COLUMNS,
    IDENTIFIER,
    LABELS,
    PARTS,
    folded,
    headings,
    read_identifier,
    sentences_of_empty_sheets,
)
from participation.export.action_plan.remarks import Remark, Spot
from participation.i18n import gettext as _

MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 100
_HEADER_WITHIN: Final = 20
"""Somebody may have put a title above the header row."""
_LONGEST_QUOTE: Final = 60


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nobody can tell what a cell says; `code` is one of `remarks.LEFT`."""

    code: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that names a measure by its id and the version that was written; cells by column."""

    spot: Spot
    measure_id: int
    version: int
    written: str
    cells: Mapping[str, Any]

    def at(self, name: str) -> Spot:
        """Return the place of one of its cells."""
        return Spot(self.spot.sheet, self.spot.row, _(LABELS[name]))


@dataclass(frozen=True, slots=True)
class Filled:
    """Everything that the file says: its rows, and what there is to tell about the others."""

    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]


def read_rows(content: bytes, filename: str) -> Filled:
    """Read all sheets that have a column of identifiers.

    Raises ``ActionPlanUnrecognised`` when there is none, ``TooManyRows``, and what `open_package` raises for a file
    that is no workbook, is damaged, encrypted or too large.
    """
    data = load(content, filename)
    with open_package(data, filename, "xl") as package:
        check_parts(package, filename)
    try:
        book = load_workbook(BytesIO(data), data_only=False, keep_links=False)
    except BROKEN_WORKBOOK as error:
        raise DocumentBroken(filename) from error
    known = headings()
    silent = sentences_of_empty_sheets()
    read = [_Reading(sheet, header, silent) for sheet in book.worksheets if (header := _find_header(sheet, known))]
    if not read:
        raise ActionPlanUnrecognised(_(LABELS[IDENTIFIER]))
    remarks: list[Remark] = []
    rows = [row for sheet in read for row in sheet.rows(remarks)]
    return Filled(tuple(rows), tuple(remarks))


@dataclass(frozen=True, slots=True)
class _Header:
    """The header row of a sheet: its number, the columns by number, headings that no action plan has."""

    row: int
    columns: Mapping[int, str]
    unknown: tuple[str, ...]


def _find_header(sheet: Worksheet, known: Mapping[str, str]) -> _Header | None:
    last = min(sheet.max_row, _HEADER_WITHIN)
    rows = sheet.iter_rows(max_row=last, max_col=min(sheet.max_column, _MOST_COLUMNS))
    for number, cells in enumerate(rows, 1):
        written = {column: str(cell.value) for column, cell in enumerate(cells, 1) if cell.value is not None}
        named = {column: known[folded(text)] for column, text in written.items() if folded(text) in known}
        if IDENTIFIER in named.values():
            unknown = tuple(text for column, text in written.items() if column not in named)
            first: dict[str, int] = {}
            for column, name in named.items():
                first.setdefault(name, column)
            return _Header(number, {column: name for name, column in first.items()}, unknown)
    return None


class _Reading:
    """Reads one sheet below its header."""

    def __init__(self, sheet: Worksheet, header: _Header, silent: Collection[str]) -> None:
        if sheet.max_row > MOST_ROWS:
            raise TooManyRows(sheet.title, MOST_ROWS)
        self._sheet = sheet
        self._header = header
        self._silent = silent
        self._merged = _merged_cells(sheet)

    def rows(self, remarks: list[Remark]) -> Iterator[Row]:
        title = self._sheet.title
        remarks.extend(Remark("column_unknown", Spot(title, column=name)) for name in self._header.unknown)
        missing = [name for name in COLUMNS if name in PARTS and name not in self._header.columns.values()]
        remarks.extend(Remark("column_missing", Spot(title, column=_(LABELS[name]))) for name in missing)
        first = self._header.row + 1
        for number, cells in enumerate(self._sheet.iter_rows(min_row=first, max_col=max(self._header.columns)), first):
            held = {name: cells[column - 1] for column, name in self._header.columns.items()}
            row = self._row(Spot(title, number), held, remarks)
            if row is not None:
                yield row

    def _row(self, spot: Spot, held: Mapping[str, Any], remarks: list[Remark]) -> Row | None:
        values = {name: self._value(cell) for name, cell in held.items()}
        merged = [name for name, value in values.items() if isinstance(value, Trouble) and value.code == "merged"]
        if merged:
            columns = ", ".join(_(LABELS[name]) for name in merged)
            remarks.append(Remark("merged", spot, {"columns": columns}))
        if all(value is None or name in merged for name, value in values.items()):
            return None
        written = values[IDENTIFIER]
        if written is None or IDENTIFIER in merged:
            texts = [str(value) for name, value in values.items() if value is not None and name not in merged]
            if len(texts) > 1 or folded(texts[0]) not in self._silent:
                remarks.append(Remark("row_without_identifier", spot, {"written": texts[0][:_LONGEST_QUOTE]}))
            return None
        known = read_identifier(str(written))
        if known is None:
            remarks.append(Remark("identifier_unclear", spot, {"written": str(written)[:_LONGEST_QUOTE]}))
            return None
        told = {name: value for name, value in values.items() if name != IDENTIFIER and name not in merged}
        return Row(spot, *known, str(written).strip(), told)

    def _value(self, cell: Any) -> Any:  # noqa: ANN401 - a cell holds whatever a spreadsheet program can hold
        if (cell.row, cell.column) in self._merged:
            return Trouble("merged")
        if cell.data_type == "f":
            return Trouble("formula")
        if cell.data_type == "e":
            return Trouble("damaged", str(cell.value))
        return None if isinstance(cell.value, str) and not cell.value.strip() else cell.value


def _merged_cells(sheet: Worksheet) -> set[tuple[int, int]]:
    """Return row and column of each cell that is merged with others, as far as rows are read."""
    found: set[tuple[int, int]] = set()
    for merged in sheet.merged_cells.ranges:
        rows = range(merged.min_row, min(merged.max_row, MOST_ROWS) + 1)
        columns = range(merged.min_col, min(merged.max_col, _MOST_COLUMNS) + 1)
        found.update((row, column) for row in rows for column in columns)
    return found
