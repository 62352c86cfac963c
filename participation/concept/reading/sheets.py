"""Sheets of an XLSX or CSV as rows of plain texts. Formulas are refused, not evaluated."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Final, cast

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from participation.concept.chapter import unprotect_cell
from participation.concept.reading.container import BROKEN_WORKBOOK, check_parts, open_package
from participation.concept.reading.errors import DocumentBroken, FormulaInCell, TooManyRows
from participation.concept.reading.notes import Notes, Place, short

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200
"""Columns further to the right are not read."""
_IS_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml$")
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_MOST_MERGED: Final = 200_000
"""Merged cells that are noted; a file that claims more is read without the rest."""
_DELIMITERS: Final = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its place and its cells up to the last filled one as texts, without surrounding spaces.

    ``merged`` are the columns (from 0) whose cell belongs to the cell above.
    """

    where: Place
    cells: tuple[str, ...]
    merged: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet without its empty rows; a CSV is one sheet without a name."""

    name: str
    rows: tuple[SheetRow, ...]


def read_workbook(data: bytes, filename: str, notes: Notes) -> tuple[Sheet, ...]:
    """Read all sheets of an XLSX.

    Raises:
        FormulaInCell: a cell holds a formula.
        TooManyRows: a sheet is longer than any concept.
        DocumentBroken, DocumentEncrypted …: see `open_package`.
    """
    with open_package(data, filename, "xl") as package:
        check_parts(package, filename)
        merged = {name: _merged_down(package.read(name)) for name in package.namelist() if _IS_SHEET.match(name)}
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = cast("list[ReadOnlyWorksheet]", book.worksheets)
        return tuple(
            Sheet(sheet.title, tuple(_workbook_rows(sheet, merged.get(_part_of(sheet), {}), notes))) for sheet in sheets
        )
    except BROKEN_WORKBOOK as error:
        raise DocumentBroken(filename) from error


def _part_of(sheet: ReadOnlyWorksheet) -> str:
    """Answer the name of the part that holds a sheet; openpyxl keeps it and its stubs do not know it."""
    path: str = vars(sheet).get("_worksheet_path", "")
    return path.lstrip("/")


def _merged_down(part: bytes) -> dict[int, set[int]]:
    """Answer by row (from 1) the columns (from 0) whose cell is merged with the one above; a read-only book forgets."""
    found: dict[int, set[int]] = defaultdict(set)
    left_to_note = _MOST_MERGED
    for reference in _MERGED.findall(part):
        left, top, right, bottom = (place or 0 for place in range_boundaries(reference.decode()))
        columns, rows = range(left - 1, min(right, MOST_COLUMNS)), range(top + 1, min(bottom, MOST_ROWS) + 1)
        left_to_note -= len(columns) * len(rows)
        if left_to_note < 0:
            break
        for row in rows:
            found[row].update(columns)
    return found


def _workbook_rows(sheet: ReadOnlyWorksheet, merged: Mapping[int, set[int]], notes: Notes) -> Iterator[SheetRow]:
    sheet.reset_dimensions()
    # The stubs take a read-only sheet's method for an unbound one of Worksheet.
    rows = cast("Worksheet", sheet).iter_rows(max_col=MOST_COLUMNS)
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise TooManyRows(sheet.title, MOST_ROWS)
        where = Place(sheet=sheet.title, row=number)
        texts = []
        for cell in row:
            if cell.data_type == "f":
                raise FormulaInCell(sheet.title, cell.coordinate)
            texts.append(_text_of(cell.value))
            if isinstance(cell.value, (date, datetime, time)):
                notes.warn(where, "date_in_cell", text=texts[-1])
        if any(texts):
            yield SheetRow(where, _without_end(texts), frozenset(merged.get(number, ())))


def _text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _trimmed(str(value))


def read_csv(data: bytes, filename: str, notes: Notes) -> tuple[Sheet, ...]:
    """Read a CSV; encoding and separator are found out. Raises DocumentBroken or TooManyRows."""
    text = _decoded(data, filename, notes)
    separator = _separator(text)
    try:
        # Strict: a quote that is never closed would swallow the rest of the file unseen.
        records = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise DocumentBroken(filename) from error
    if len(records) > MOST_ROWS:
        raise TooManyRows(filename, MOST_ROWS)
    return (Sheet("", tuple(_csv_rows(records, notes))),)


def _csv_rows(records: Iterable[list[str]], notes: Notes) -> Iterator[SheetRow]:
    for number, record in enumerate(records, 1):
        where = Place(row=number)
        for cell in record:
            if cell.startswith("="):
                notes.warn(where, "formula_as_text", text=short(cell))
        texts = [_trimmed(unprotect_cell(cell)) for cell in record]
        if any(texts):
            yield SheetRow(where, _without_end(texts))


def _decoded(data: bytes, filename: str, notes: Notes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded_as(data, "utf-16", filename)
    if b"\0" in data:
        raise DocumentBroken(filename)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.interpreted(Place(), "encoding", encoding="Windows-1252")
        return _decoded_as(data, "cp1252", filename)


def _decoded_as(data: bytes, encoding: str, filename: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentBroken(filename) from error


def _separator(text: str) -> str:
    """Choose the separator that cuts the first record into the most cells."""

    def width(separator: str) -> int:
        try:
            return len(next(csv.reader(StringIO(text, newline=""), delimiter=separator), []))
        except csv.Error:
            return 0

    return max(_DELIMITERS, key=width)


def _without_end(texts: list[str]) -> tuple[str, ...]:
    """Answer the cells up to the last filled one."""
    return tuple(texts[: max(index for index, text in enumerate(texts, 1) if text)])


def _trimmed(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
