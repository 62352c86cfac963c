"""Reading a concept from a set of plain tables in a zip (`concept.csv_set`).

A table that somebody has saved again in a spreadsheet program is read as well: with semicolons, commas or tabs, with
columns in another order, in the character set of Windows, with the zip's files in a folder.
"""

from __future__ import annotations

import csv
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from math import isfinite
from pathlib import PurePosixPath
from typing import Any, Final

from participation.concept.chapter import unprotect_cell
from participation.concept.csv_set import CONCEPT_TABLES, Column, Kind, Table
from participation.concept.domain import KEYED, MEASURE_DAYS, MEASURE_TEXTS
from participation.concept.reading.container import open_archive, read_file
from participation.concept.tree import (
    ConceptTree,
    GoalEntry,
    IndicatorEntry,
    MeasureEntry,
    Origin,
    ValueEntry,
    WordEntry,
)
from participation.concept.tree.errors import NestedTooDeep, UnfitValue, UnknownKeys

_SEPARATORS: Final = (";", ",", "\t")
_HIGHEST: Final = 2**31 - 1
_ENDING: Final = ".csv"
_INDICATOR_TEXTS: Final = ("name", "unit", "direction", "source", "baseline", "target")


@dataclass(frozen=True, slots=True)
class _Row:
    """The values of a row by column, and where it stands, as a person finds it."""

    where: str
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - as the column's kind says
        return self.values[name]


_Rows = list[_Row]


def read_csv_set(data: bytes, filename: str) -> ConceptTree:
    """Read the concept in a zip of tables.

    Raises:
        UnfitValue: a table or column is missing, a value does not fit its column, or points at nothing.
        UnknownKeys: there is a table or a column that no concept has.
        NestedTooDeep: goals stand deeper than the levels that are named.
        DomainError: one of `reading.errors` for a zip that is none, damaged, protected or far too large.
    """
    with open_archive(data, filename) as package:
        files = {PurePosixPath(name).name: name for name in package.namelist() if name.endswith(_ENDING)}
        unknown = tuple(name for name in files if name not in {f"{table.name}{_ENDING}" for table in CONCEPT_TABLES})
        if unknown:
            raise UnknownKeys(filename, unknown)
        tables = {table.name: _table(package, files, table, filename) for table in CONCEPT_TABLES}
    _check_keys(tables)
    _check_pointers(tables)
    return _Builder(tables).tree()


def _table(package: zipfile.ZipFile, files: Mapping[str, str], table: Table, filename: str) -> _Rows:
    name = f"{table.name}{_ENDING}"
    if name not in files:
        if table.needed:
            raise UnfitValue(filename, name)
        return []
    records = _records(read_file(package, files[name], filename), name)
    header, known = next(records, (0, []))[1], {column.name: column for column in table.columns}
    missing = [column for column in known if column not in header]
    if missing:
        raise UnfitValue(name, ", ".join(missing))
    surplus = tuple(column for column in header if column not in known)
    if surplus:
        raise UnknownKeys(name, surplus)
    return [_row(f"{name}, {number}", [known[column] for column in header], cells) for number, cells in records]


def _records(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records that say something, each with the row in which a spreadsheet shows it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        for number, cells in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            if any(cells):
                yield number, cells
    except csv.Error as error:
        raise UnfitValue(name, "CSV") from error


def _row(where: str, columns: list[Column], cells: list[str]) -> _Row:
    if any(cells[len(columns) :]):
        raise UnfitValue(where, ", ".join(column.name for column in columns))
    padded = [*cells, *("" for _ in columns)]
    return _Row(
        where, {column.name: _value(column, cell, where) for column, cell in zip(columns, padded, strict=False)}
    )


def _value(column: Column, cell: str, where: str) -> Any:  # noqa: ANN401 - as the column's kind says
    place = f"{where}, {column.name}"
    text = unprotect_cell(cell.replace("\r\n", "\n").replace("\r", "\n"))
    if not text:
        if column.required:
            raise UnfitValue(place, _NEEDED[column.kind])
        return "" if column.kind is Kind.STRING else None
    if column.choices and text not in column.choices:
        raise UnfitValue(place, ", ".join(column.choices))
    try:
        return _READ[column.kind](text)
    except ValueError as error:
        raise UnfitValue(place, _NEEDED[column.kind]) from error


def _whole(text: str) -> int:
    number = int(text)
    if not 0 <= number <= _HIGHEST:
        raise ValueError(text)
    return number


def _measured(text: str) -> float:
    number = float(text if "." in text else text.replace(",", "."))
    if not isfinite(number):
        raise ValueError(text)
    return number


_READ: Final[Mapping[Kind, Callable[[str], Any]]] = {
    Kind.STRING: str,
    Kind.INTEGER: _whole,
    Kind.NUMBER: _measured,
    Kind.DATE: lambda text: date.fromisoformat(text).isoformat(),
}
_NEEDED: Final = {Kind.STRING: "text", Kind.INTEGER: "number", Kind.NUMBER: "number", Kind.DATE: "2026-11-20"}


def _check_keys(tables: Mapping[str, _Rows]) -> None:
    for table in CONCEPT_TABLES:
        seen: set[tuple[object, ...]] = set()
        for row in tables[table.name]:
            key = tuple(row[name] for name in table.key)
            if key and key in seen:
                raise UnfitValue(row.where, f"{', '.join(table.key)} ≠ {', '.join(map(str, key))}")
            seen.add(key)


def _check_pointers(tables: Mapping[str, _Rows]) -> None:
    for table in CONCEPT_TABLES:
        for column in (column for column in table.columns if column.points_at):
            there, name = column.points_at or ("", "")
            known = {row[name] for row in tables[there]}
            for row in tables[table.name]:
                if row[column.name] is not None and row[column.name] not in known:
                    raise _unfit(row, column.name, f"{there}{_ENDING}: {name}")


class _Builder:
    """Puts the tree together; every pointer leads somewhere already."""

    def __init__(self, tables: Mapping[str, _Rows]) -> None:
        self._tables = tables
        self._levels = tuple(row["name"] for row in sorted(tables["levels"], key=lambda row: int(row["level"])))
        self._fields = {row["field"]: row["name"] for row in tables["fields"]}
        self._by_number = {row["goal"]: row for row in tables["goals"]}
        self._below = _grouped([*tables["goals"], *tables["goal_places"]], "parent")
        self._fields_of_goals = self._fields_by("goal_fields", "goal")
        self._measures_of = _grouped(tables["measure_goals"], "goal")
        self._indicators_of = _grouped(tables["indicators"], "goal")
        self._values_of = _grouped(tables["indicator_values"], "indicator")
        fields = self._fields_by("measure_fields", "measure")
        self._measures = {row["measure"]: _measure(row, fields[row["measure"]]) for row in tables["measures"]}

    def tree(self) -> ConceptTree:
        """Answer the tree; raises for goals that hang on themselves or deeper than there are levels."""
        rows = self._tables["concept"]
        if len(rows) != 1:
            raise UnfitValue(f"concept{_ENDING}", "1")
        goals = self._goals(None, 0)
        self._check_all_reached()
        return ConceptTree(
            title=rows[0]["title"],
            language=rows[0]["language"],
            levels=self._levels,
            fields_of_action=tuple(self._fields.values()),
            goals=goals,
            city=rows[0]["city"],
            edition=rows[0]["edition"],
            vocabulary=tuple(WordEntry(row["kind"], row["key"], row["name"]) for row in self._tables["vocabulary"]),
        )

    def _check_all_reached(self) -> None:
        """Raise for the first goal that no way leads to from the top: it hangs on itself."""
        reached, ahead = set(), [None]
        while ahead:
            below = [row["goal"] for row in self._below[ahead.pop()] if "level" in row.values]
            reached.update(below)
            ahead.extend(below)
        for number, row in self._by_number.items():
            if number not in reached:
                raise _unfit(row, "parent", f"goals{_ENDING}: goal")

    def _goals(self, parent: int | None, level: int) -> tuple[GoalEntry, ...]:
        return tuple(
            self._goal(row, level) for row in sorted(self._below[parent], key=lambda row: int(row["position"]))
        )

    def _goal(self, row: _Row, level: int) -> GoalEntry:
        if level >= len(self._levels):
            raise NestedTooDeep(len(self._levels))
        original = self._by_number[row["goal"]]
        if original["level"] != level:
            raise _unfit(row, "level", str(level))
        if "level" not in row.values:
            return GoalEntry(row["number"] or None, original["text"], repeated=True)
        number = row["goal"]
        return GoalEntry(
            number=row["number"] or None,
            text=row["text"],
            fields=self._fields_of_goals[number],
            measures=tuple(self._placed(place) for place in _in_order(self._measures_of[number])),
            indicators=tuple(self._indicator(each) for each in _in_order(self._indicators_of[number])),
            children=self._goals(number, level + 1),
        )

    def _placed(self, place: _Row) -> MeasureEntry:
        said, origin, fields = self._measures[place["measure"]]
        return MeasureEntry(number=place["number"] or None, origin=origin, fields=fields, **said)

    def _indicator(self, row: _Row) -> IndicatorEntry:
        values = (ValueEntry(value["at"], value["value"]) for value in self._values_of[row["indicator"]])
        said: dict[str, str] = {name: row[name] for name in _INDICATOR_TEXTS}
        return IndicatorEntry(**said, values=tuple(values))

    def _fields_by(self, table: str, owner: str) -> defaultdict[int, tuple[str, ...]]:
        found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
        for row in self._tables[table]:
            found[row[owner]] += (self._fields[row["field"]],)
        return found


def _measure(row: _Row, fields: tuple[str, ...]) -> tuple[dict[str, str], Origin | None, tuple[str, ...]]:
    workshop = row["origin_workshop"]
    origin = Origin(workshop, row["origin_rank"], row["origin_points"]) if workshop else None
    said = {name: row[name] for name in ("state", *MEASURE_TEXTS, *KEYED)}
    days = {name: row[name] or "" for name in MEASURE_DAYS}
    return said | days, origin, fields


def _unfit(row: _Row, column: str, needed: str) -> UnfitValue:
    return UnfitValue(f"{row.where}, {column}", needed)


def _grouped(rows: _Rows, name: str) -> defaultdict[int | None, _Rows]:
    found: defaultdict[int | None, _Rows] = defaultdict(list)
    for row in rows:
        found[row[name]].append(row)
    return found


def _in_order(rows: _Rows) -> _Rows:
    return sorted(rows, key=lambda row: int(row["position"]))
