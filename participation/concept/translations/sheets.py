"""Translations by spreadsheet: the form of the sheet, its reading row by row, what it would change.

Cities send such lists to translation agencies. Rows are known by the original that stands in them, wherever they are
sorted to; where the concept says something else by now, a row is named and changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Final, cast

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from participation.concept.reading.container import BROKEN_WORKBOOK, check_parts, load, open_package
from participation.concept.reading.errors import DocumentBroken, TooManyRows
from participation.concept.tidying import without_unwritable
from participation.concept.translations.errors import (
    NoTranslationChosen,
    SheetOfOtherLanguage,
    TranslationSheetUnfit,
    TranslationsMoved,
)
from participation.concept.translations.progress import Entry
from participation.concept.translations.saving import Written, longest
from participation.concept.translations.texts import hash_of

ID: Final = "ID"
"""The heading above the hash of each original."""
HEADINGS: Final[Mapping[str, tuple[str, str]]] = {
    "original": ("Original", "Original"),
    "translation": ("Übersetzung", "Translation"),
}
"""The headings by which columns are known again, in the languages in which the sheet is written."""
MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 50
HEAD_ROWS: Final = 20
_SHOWN: Final = 60
KEY_DIGITS: Final = 12
"""So many digits of a hash tell the rows of a preview apart; whole ones of a large sheet would not fit into a form."""


class FaultCode(StrEnum):
    """Why a row is not taken over."""

    NO_ID = "no_id"
    OTHER_ORIGINAL = "other_original"
    GONE = "gone"
    TWICE = "twice"
    FORMULA = "formula"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row of the sheet; ``text`` is the beginning of what stands there."""

    code: FaultCode
    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A translation that the sheet says and that does not stand yet."""

    entry: Entry
    after: str

    @property
    def key(self) -> str:
        """What a form calls it."""
        return self.entry.source.hash[:KEY_DIGITS]

    @property
    def before(self) -> str:
        """What stands now, empty where nothing does."""
        return self.entry.row.text if self.entry.row is not None else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What confirming the sheet would do; ``empty`` texts have no translation in it, which changes nothing."""

    differences: tuple[Difference, ...]
    faults: tuple[Fault, ...]
    unchanged: int
    empty: int

    @property
    def fingerprint(self) -> str:
        """The same while the sheet would change the same translations from the same to the same."""
        told = [f"{each.key} {each.entry.version} {each.after}" for each in self.differences]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def chosen(self, keys: Collection[str], seen: str) -> list[Written]:
        """Return what is to be written of what a person ticked; ``seen`` is the fingerprint of what they saw.

        Raises ``TranslationsMoved`` when it would be something else now, ``NoTranslationChosen``.
        """
        if self.fingerprint != seen:
            raise TranslationsMoved
        taken = [each for each in self.differences if each.key in keys]
        if not taken:
            raise NoTranslationChosen
        return [Written(each.entry.source.hash, each.after, each.entry.version) for each in taken]


_Row = Sequence[ReadOnlyCell]


def plan_sheet(data: bytes, filename: str, language: str, entries: Sequence[Entry]) -> Plan:
    """Compare a sheet with the translations into a language that stand.

    Raises ``TranslationSheetUnfit`` when no sheet has the headings, ``SheetOfOtherLanguage``, ``TooManyRows``, and what
    `load` and `open_package` raise for a file that is no sound workbook.
    """
    with open_package(load(data, filename), filename, "xl") as package:
        check_parts(package, filename)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        for sheet in cast("list[ReadOnlyWorksheet]", book.worksheets):
            rows = _rows(sheet)
            columns = next(filter(None, (_columns(row) for _, row in zip(range(HEAD_ROWS), rows, strict=False))), None)
            if columns is not None:
                if columns.language not in {"", language}:
                    raise SheetOfOtherLanguage(columns.language)
                return _Comparing(columns, {entry.source.hash: entry for entry in entries}).plan(rows)
    except BROKEN_WORKBOOK as error:
        raise DocumentBroken(filename) from error
    raise TranslationSheetUnfit(filename)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where what stands; ``language`` is the tag in the heading of the translation, empty where somebody removed it."""

    key: int
    original: int
    translation: int
    language: str


def _columns(row: _Row) -> _Columns | None:
    said = [_text(cell).casefold() for cell in row]
    key = next((place for place, text in enumerate(said) if text == ID.casefold()), None)
    original = _place(said, "original")
    translation = _place(said, "translation")
    if key is None or original is None or translation is None:
        return None
    tag = _text(row[translation]).rpartition("(")[2].removesuffix(")") if "(" in said[translation] else ""
    return _Columns(key, original, translation, tag)


def _place(said: Sequence[str], name: str) -> int | None:
    words = [word.casefold() for word in HEADINGS[name]]
    return next((place for place, text in enumerate(said) if text.partition("(")[0].strip() in words), None)


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[_Row]:
    sheet.reset_dimensions()
    # The stubs take a read-only sheet's method for an unbound one of Worksheet.
    for number, row in enumerate(cast("Worksheet", sheet).iter_rows(max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS:
            raise TooManyRows(sheet.title, MOST_ROWS)
        yield cast("_Row", row)


class _Comparing:
    def __init__(self, columns: _Columns, entries: Mapping[str, Entry]) -> None:
        self._columns, self._entries = columns, entries
        self._faults: list[Fault] = []
        self._after: dict[str, str] = {}
        self._empty = 0

    def plan(self, rows: Iterator[_Row]) -> Plan:
        for row in rows:
            if any(cell.value is not None for cell in row):
                self._read(row)
        compared = [Difference(self._entries[key], text) for key, text in self._after.items()]
        changed = tuple(each for each in compared if each.after != each.before)
        return Plan(changed, tuple(self._faults), len(compared) - len(changed), self._empty)

    def _read(self, row: _Row) -> None:
        key, original, cell = (_cell(row, place) for place in self._places)
        written = without_unwritable(_text(cell)).replace("\r\n", "\n")
        if not written:
            self._empty += 1
            return
        fault = self._fault(_text(key), _text(original), cell) or self._length_fault(_text(original), written)
        if fault is not None:
            number = next(int(each.row) for each in row if each.value is not None)
            self._faults.append(Fault(fault, number, (_text(original) or written)[:_SHOWN]))
        else:
            self._after[_text(key)] = written

    @property
    def _places(self) -> tuple[int, int, int]:
        return self._columns.key, self._columns.original, self._columns.translation

    def _fault(self, key: str, original: str, cell: ReadOnlyCell | None) -> FaultCode | None:
        if not key:
            return FaultCode.NO_ID
        if hash_of(original) != key:
            return FaultCode.OTHER_ORIGINAL
        if key not in self._entries:
            return FaultCode.GONE
        if key in self._after:
            return FaultCode.TWICE
        return FaultCode.FORMULA if cell is not None and cell.data_type == "f" else None

    @staticmethod
    def _length_fault(original: str, written: str) -> FaultCode | None:
        return FaultCode.TOO_LONG if len(written) > longest(original) else None


def _cell(row: _Row, place: int) -> ReadOnlyCell | None:
    return row[place] if place < len(row) else None


def _text(cell: ReadOnlyCell | None) -> str:
    return "" if cell is None or cell.value is None else str(cell.value).strip()
