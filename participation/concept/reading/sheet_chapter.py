"""A concept in an XLSX or CSV: one row per lowest goal with its measures line by line, or one row per measure.

Neither form has references from row to parent, so a cycle cannot be expressed in it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import Final

from participation.concept.chapter import ATTRIBUTES, parse_field_list, parse_goal_line, parse_indicator_line
from participation.concept.chapter.vocabulary import WORDS
from participation.concept.reading.builder import GoalDraft
from participation.concept.reading.ditto import is_ditto
from participation.concept.reading.errors import ColumnsNotFound
from participation.concept.reading.headers import language_of
from participation.concept.reading.indicator_rows import read_indicator_tables
from participation.concept.reading.mapping import Mapping
from participation.concept.reading.material import Material
from participation.concept.reading.measures import Standing, is_nothing, split_lines, with_attributes
from participation.concept.reading.notes import Notes, Place, short
from participation.concept.reading.sheet_columns import LevelColumn, SheetColumns, find_columns
from participation.concept.reading.sheets import Sheet, SheetRow, read_csv, read_workbook
from participation.concept.reading.word_chapter import take_detail
from participation.concept.reading.words import KnownWords
from participation.concept.tree import MeasureEntry, Origin

_ATTRIBUTES: Final = (*ATTRIBUTES, "state")
_PAIR: Final = 2
_CONCEPT_SHEETS: Final = {words["concept"].casefold() for words in WORDS.values()}


def read_sheet_chapter(data: bytes, filename: str, mapping: Mapping, notes: Notes, words: KnownWords) -> Material:
    """Read the goals of all sheets that hold a concept.

    Raises:
        ColumnsNotFound: no sheet has columns of levels and measures.
        GoalNumberTwice and what `read_workbook` and `read_csv` raise.
    """
    is_csv = PurePath(filename).suffix.casefold() == ".csv"
    sheets = (read_csv if is_csv else read_workbook)(data, filename, notes)
    material = Material(words)
    chapters = _chapters(sheets, material, mapping, notes)
    first = chapters[0]
    material.header_language = language_of(first.header)
    material.levels = material.levels or _level_names(first, mapping)
    material.columns = {role: first.header[index] for role, index in first.roles.items()}
    material.header = first.header
    material.level_columns = first.level_headers
    if first.is_of_indicators:
        read_indicator_tables(material, chapters, mapping, notes)
        return material
    for columns in chapters:
        _SheetReader(material, columns, notes).read()
    return material


def _chapters(sheets: tuple[Sheet, ...], material: Material, mapping: Mapping, notes: Notes) -> list[SheetColumns]:
    found = []
    for sheet in sheets:
        if _tells_of_the_concept(sheet):
            for row in sheet.rows:
                take_detail(material, *(*row.cells, "")[:2])
            continue
        columns = find_columns(sheet, mapping, notes)
        if columns is not None:
            found.append(columns)
        elif sheet.rows:
            notes.not_understood(Place(sheet=sheet.name), "sheet_skipped")
    if not found:
        headers = tuple(sheet.rows[0].cells for sheet in sheets if sheet.rows)
        raise ColumnsNotFound(headers, ("level", "measures"))
    # A workbook of ours holds the same goals twice: to read and, with every attribute, to import.
    whole = [columns for columns in found if columns.holds_every_attribute]
    return whole or [columns for columns in found if not columns.is_of_indicators] or found


def _tells_of_the_concept(sheet: Sheet) -> bool:
    """Whether this is our sheet of title and details, whatever the concept is called: pairs under a name of ours."""
    return sheet.name.casefold() in _CONCEPT_SHEETS and all(len(row.cells) <= _PAIR for row in sheet.rows)


def _level_names(columns: SheetColumns, mapping: Mapping) -> tuple[str, ...]:
    names = tuple(level.name for level in columns.levels)
    return mapping.levels if len(mapping.levels) == len(names) else names


class _SheetReader:
    def __init__(self, material: Material, columns: SheetColumns, notes: Notes) -> None:
        self._builder = material.builder
        self._words = material.words
        self._columns = columns
        self._notes = notes
        self._noted: set[tuple[str, str]] = set()
        self._path: tuple[tuple[str | None, str], ...] = ()
        self._fields_above: tuple[str, ...] = ()

    def read(self) -> None:
        for row in self._columns.rows:
            path = self._goal_path(row)
            if path:
                goal = self._open(path)
                self._fill(goal, row)
            else:
                text = " ".join(filter(None, row.cells))
                self._notes.not_understood(row.where, "row_without_goal", text=short(text))

    def _open(self, path: tuple[tuple[str | None, str], ...]) -> GoalDraft:
        self._path = path
        for depth, (number, text) in enumerate(path[:-1]):
            self._builder.open(depth, number, text)
        return self._builder.open(len(path) - 1, *path[-1])[0]

    def _goal_path(self, row: SheetRow) -> tuple[tuple[str | None, str], ...]:
        """Answer number and text of the row's goal and its ancestors; empty cells above it repeat the row before."""
        said = [self._level_cell(row, level) for level in self._columns.levels]
        deepest = max((depth for depth, cell in enumerate(said) if cell is not None), default=None)
        if deepest is None:
            return self._continued(row)
        path: list[tuple[str | None, str]] = []
        for depth, cell in enumerate(said[: deepest + 1]):
            if cell is not None:
                path.append(cell)
            elif depth < len(self._path):
                path.append(self._path[depth])
                self._note_once("level_filled_down", row, self._columns.levels[depth].name)
            else:
                return ()
        return tuple(path)

    def _continued(self, row: SheetRow) -> tuple[tuple[str | None, str], ...]:
        if self._path:
            number, text = self._path[-1]
            self._notes.interpreted(row.where, "row_continued", goal=short(f"{number or ''} {text}".strip()))
        return self._path

    def _level_cell(self, row: SheetRow, level: LevelColumn) -> tuple[str | None, str] | None:
        text = _cell(row, level.text)
        if not text:
            return None
        if level.number is not None:
            return _cell(row, level.number).rstrip(".") or None, text
        number, rest = parse_goal_line(text)
        if number is not None:
            self._note_once("number_in_theme", row, level.name)
        return number, rest

    def _note_once(self, code: str, row: SheetRow, column: str) -> None:
        if (code, column) not in self._noted:
            self._noted.add((code, column))
            self._notes.interpreted(row.where, code, column=column)

    # --- content of a goal

    def _fill(self, goal: GoalDraft, row: SheetRow) -> None:
        goal.fields = goal.fields or self._fields(row)
        goal.repeated = bool(self._text(row, "repeated"))
        for line in self._text(row, "indicators").split("\n"):
            indicator = parse_indicator_line(line)
            if indicator is not None and indicator not in goal.indicators:
                goal.indicators.append(indicator)
        measures = [*split_lines(self._text(row, "measures")), *self._measure_of_row(row)]
        values = {role: text for role in _ATTRIBUTES if (text := self._text(row, role))}
        at = Standing(row.where, self._notes, self._words)
        goal.measures.extend(with_attributes(entry, values, at) for entry in measures)

    def _fields(self, row: SheetRow) -> tuple[str, ...]:
        text = self._text(row, "fields")
        if is_ditto(text):
            if self._fields_above:
                joined = ", ".join(self._fields_above)
                self._notes.interpreted(row.where, "ditto_fields", text=text, fields=joined)
            else:
                self._notes.not_understood(row.where, "ditto_without_row_above", text=text)
        elif text:
            self._fields_above = () if is_nothing(text) else parse_field_list(text)
        else:
            return ()
        return self._fields_above

    def _measure_of_row(self, row: SheetRow) -> tuple[MeasureEntry, ...]:
        """Answer the measure of a one-row-per-measure sheet, whose presence any of its columns shows."""
        if not self._columns.holds_every_attribute:
            return ()
        own = ("measure_number", "measure_title", "measure_text", "state", "workshop")
        if not any(self._text(row, role) for role in own):
            return ()
        workshop = self._text(row, "workshop")
        origin = Origin(workshop, self._figure(row, "rank"), self._figure(row, "points")) if workshop else None
        return (
            replace(
                MeasureEntry(text=self._text(row, "measure_text"), title=self._text(row, "measure_title")),
                number=self._text(row, "measure_number").rstrip(".") or None,
                origin=origin,
                fields=parse_field_list(self._text(row, "measure_fields")),
            ),
        )

    def _figure(self, row: SheetRow, role: str) -> int | None:
        text = self._text(row, role)
        if text and not text.isdecimal():
            self._notes.not_understood(row.where, "value_not_understood", text=short(text))
        return int(text) if text.isdecimal() else None

    def _text(self, row: SheetRow, role: str) -> str:
        index = self._columns.roles.get(role)
        return "" if index is None else _cell(row, index)


def _cell(row: SheetRow, index: int) -> str:
    return row.cells[index] if index < len(row.cells) else ""
