"""A chapter in a DOCX, read into goals: headings open goals, rows hold the lowest goals, marks repeat the row above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from participation.concept.chapter import (
    JOINER,
    STYLE_CONCEPT_DETAIL,
    STYLE_GOAL_REPEATED,
    STYLE_INDICATOR,
    STYLE_INDICATOR_NAME,
    key_of_label,
    parse_field_list,
    parse_goal_line,
    parse_heading_line,
    parse_indicator_cell,
    parse_indicator_line,
    parse_levels,
    word,
)
from participation.concept.reading.builder import GoalDraft
from participation.concept.reading.ditto import is_ditto
from participation.concept.reading.headers import language_of, level_of_header
from participation.concept.reading.indicator_rows import read_indicator_tables
from participation.concept.reading.levels import HeadingLevels, heading_levels
from participation.concept.reading.lists import entries_of_indicators
from participation.concept.reading.mapping import Mapping
from participation.concept.reading.material import Material
from participation.concept.reading.measures import Standing, is_nothing, read_measures, with_attributes
from participation.concept.reading.notes import Notes, short
from participation.concept.reading.word import Cell, Paragraph, Table, read_blocks
from participation.concept.reading.word_indicators import indicator_tables
from participation.concept.reading.word_tables import ChapterRow, ChapterRows, chapter_rows
from participation.concept.reading.words import KINDS, KnownWords
from participation.concept.tree import IndicatorEntry, MeasureEntry

_TITLE_STYLES: Final = ("title", "heading 1", "titel", "überschrift 1")
_BELOW_GOAL: Final = (STYLE_INDICATOR, STYLE_GOAL_REPEATED)
_DETAILS: Final = ("language", "city", "edition", "levels", "fields")
_WORD_LISTS: Final = {f"{kind}_words": kind for kind in KINDS}
_DOUBLED_COLON: Final = re.compile(r":\s*:")
_CLOSED_NUMBER: Final = re.compile(r"\d+(?:\.\d+)+\.\s")
_GOAL_WORDS: Final = re.compile(r"ziel|goal|objective|feld|theme", re.IGNORECASE)


def read_word_chapter(data: bytes, filename: str, mapping: Mapping, notes: Notes, words: KnownWords) -> Material:
    """Read the chapter in a DOCX; raises what `read_blocks` and `chapter_rows` raise, and GoalNumberTwice.

    A document without a table of measures may have tables of goals and indicators, see `indicator_tables`; one that
    names its levels was written here and has the form of `concept.chapter` in any case.
    """
    blocks = read_blocks(data, filename)
    material = _said_about_itself(blocks, words)
    tables = () if material.levels else indicator_tables(blocks, mapping, notes)
    if tables:
        read_indicator_tables(material, tables, mapping, notes)
        return material
    # A document that names its levels says by the last of them which column holds the goals, whatever its name.
    named = {"goal": material.levels[-1]} if material.levels else {}
    chosen = replace(mapping, columns={**named, **mapping.columns})
    chapter = chapter_rows(blocks, chosen, notes, declared=bool(material.levels))
    material.columns = chapter.columns
    material.header, material.level_columns = chapter.header, (chapter.leaf_header,)
    material.header_language = language_of(chapter.header)
    _ChapterReader(material, chapter, mapping, notes).read()
    return material


def _said_about_itself(blocks: tuple[Paragraph | Table, ...], words: KnownWords) -> Material:
    material = Material(words)
    for block in blocks:
        if isinstance(block, Table):
            continue
        if not material.title and block.style.casefold() in _TITLE_STYLES:
            material.title = " ".join(block.text.split())
        if block.style == STYLE_CONCEPT_DETAIL:
            take_detail(material, *(part.strip() for part in block.text.partition(":")[::2]))
    return material


def take_detail(material: Material, label: str, value: str) -> None:
    """Put what the document says about itself ("Stadt", "Ebenen" …) into the material; other labels are passed over."""
    key = key_of_label(label, ("title", *_DETAILS, *_WORD_LISTS))
    if key == "levels":
        material.levels = parse_levels(value)
    elif key == "fields":
        material.fields = parse_field_list(value)
    elif key in _WORD_LISTS:
        material.words.take_list(_WORD_LISTS[key], parse_field_list(value))
    elif key is not None:
        setattr(material, key, value)


class _ChapterReader:
    def __init__(self, material: Material, chapter: ChapterRows, mapping: Mapping, notes: Notes) -> None:
        self._material = material
        self._builder = material.builder
        self._rows = chapter.rows
        self._notes = notes
        self._declared = material.levels
        self._headings = {row.where: self._heading_words(row) for row in chapter.rows if row.is_heading}
        self._levels = self._find_levels(mapping)
        self._leaf = self._name_levels(mapping, chapter)
        self._heading_depth = -1
        self._fields_above: tuple[str, ...] = ()
        self._measures_above: tuple[MeasureEntry, ...] = ()

    def read(self) -> None:
        for row in self._rows:
            goal = self._goal_of(row)
            if goal is not None:
                self._fill(goal, row, is_new=row.is_heading or bool(row.goal.text))

    def _goal_of(self, row: ChapterRow) -> GoalDraft | None:
        if row.is_heading:
            return self._open_heading(row)
        return self._open_lowest(row) if row.goal.text else self._continued(row)

    # --- levels

    def _heading_words(self, row: ChapterRow) -> tuple[str, str | None, str]:
        text = _goal_text(row.goal)
        said = parse_heading_line(text)
        return said if said is not None else ("", *parse_goal_line(text))

    def _find_levels(self, mapping: Mapping) -> HeadingLevels:
        numbered = {word for word, number, _ in self._headings.values() if number is not None}
        for where, (said, number, text) in self._headings.items():
            if not (said in numbered or said in self._declared or _GOAL_WORDS.search(said)):
                whole = f"{said}: {text}" if said and number is None else text
                self._headings[where] = ("", number, whole)
        sequence = [self._headings[row.where][0] if row.is_heading else None for row in self._rows]
        return heading_levels(sequence, self._declared[:-1], mapping.level_spellings)

    def _name_levels(self, mapping: Mapping, chapter: ChapterRows) -> str:
        names = [*self._levels.names, level_of_header(chapter.leaf_header)]
        names = list(self._declared or names)
        for depth, name in enumerate(names):
            if depth < len(mapping.levels):
                names[depth] = mapping.levels[depth]
            elif not name or name in names[:depth]:
                names[depth] = f"{word('level', self._material.language or self._material.header_language)} {depth + 1}"
                self._notes.warn(self._rows[0].where, "level_named", level=names[depth])
        self._material.levels = tuple(names)
        spelled = {said: names[depth] for said, depth in self._levels.depths.items() if said}
        self._material.level_spellings = {said: name for said, name in spelled.items() if said != name}
        return names[-1]

    # --- goals

    def _open_heading(self, row: ChapterRow) -> GoalDraft:
        said, number, text = self._headings[row.where]
        depth = self._levels.depths[said]
        self._note_heading(row, said, depth)
        if depth == 0:
            self._fields_above, self._measures_above = (), ()
        goal = self._open(row, depth, number, text)
        self._heading_depth = self._builder.depth - 1
        return goal

    def _note_heading(self, row: ChapterRow, said: str, depth: int) -> None:
        text, level = short(row.goal.text), self._material.levels[depth]
        if not said:
            self._notes.interpreted(row.where, "heading_without_level", text=text)
        elif said != level:
            self._notes.interpreted(row.where, "level_name_unified", text=text, found=said, level=level)
        if said in self._levels.unclear:
            self._notes.warn(row.where, "level_unclear", found=said)
        if _DOUBLED_COLON.search(row.goal.text) and JOINER not in row.goal.text:
            self._notes.interpreted(row.where, "colon_doubled", text=text)

    def _open_lowest(self, row: ChapterRow) -> GoalDraft:
        line = _goal_text(row.goal)
        said = parse_heading_line(line)
        if said is not None and said[0].casefold() == self._leaf.casefold() and JOINER not in line:
            number, text = said[1:]
        else:
            number, text = parse_goal_line(line)
        if _CLOSED_NUMBER.match(line):
            self._notes.interpreted(row.where, "number_dot", text=short(line))
        if number is None and any(paragraph.counted for paragraph in row.goal.paragraphs):
            self._notes.warn(row.where, "numbered_by_program", text=short(line))
        elif number is None and not self._declared:
            self._notes.interpreted(row.where, "goal_without_number", text=short(line))
        depth = self._heading_depth + 1
        self._note_depth(row, depth, line)
        return self._open(row, depth, number, text)

    def _note_depth(self, row: ChapterRow, depth: int, line: str) -> None:
        levels = self._material.levels
        if depth < len(levels) - 1:
            parent = self._builder.goals[-1].text if depth else self._material.title
            self._notes.warn(
                row.where, "goal_at_other_level", text=short(line), parent=short(parent), level=levels[depth]
            )

    def _open(self, row: ChapterRow, depth: int, number: str | None, text: str) -> GoalDraft:
        goal, is_new = self._builder.open(depth, number, text)
        if not is_new:
            self._notes.interpreted(row.where, "goal_continued", text=short(text))
        return goal

    def _continued(self, row: ChapterRow) -> GoalDraft | None:
        goal = self._builder.current
        if goal is None:
            text = row.measures.text or row.fields.text
            self._notes.not_understood(row.where, "row_without_goal", text=short(text))
        elif row.measures.text:
            self._notes.interpreted(row.where, "row_continued", goal=short(f"{goal.number or ''} {goal.text}"))
        return goal

    # --- content of a goal

    def _fill(self, goal: GoalDraft, row: ChapterRow, *, is_new: bool) -> None:
        fields = self._fields(row, is_new=is_new)
        measures = self._measures(goal, row)
        if is_new:
            goal.fields = goal.fields or fields
        elif fields and set(fields) != set(goal.fields):
            self._notes.interpreted(row.where, "fields_of_measure")
            measures = tuple(replace(entry, fields=entry.fields or fields) for entry in measures)
        goal.measures.extend(measures)
        goal.repeated = any(paragraph.style == STYLE_GOAL_REPEATED for paragraph in row.goal.paragraphs)
        goal.indicators.extend(_indicators(row))
        if not row.is_heading:
            self._fields_above, self._measures_above = fields or self._fields_above, measures

    def _fields(self, row: ChapterRow, *, is_new: bool) -> tuple[str, ...]:
        text = row.fields.text
        if is_ditto(text) or (is_new and row.fields.merged_up and not text):
            if not self._fields_above:
                self._notes.not_understood(row.where, "ditto_without_row_above", text=text)
            else:
                joined = ", ".join(self._fields_above)
                self._notes.interpreted(row.where, "ditto_fields", text=text, fields=joined)
            return self._fields_above
        return () if is_nothing(text) else parse_field_list(text)

    def _measures(self, goal: GoalDraft, row: ChapterRow) -> tuple[MeasureEntry, ...]:
        text = row.measures.text
        if not is_ditto(text):
            at = Standing(row.where, self._notes, self._material.words)
            found = read_measures(row.measures.paragraphs, goal.following, at)
            return tuple(with_attributes(entry, row.attributes, at) for entry in found)
        if self._measures_above:
            self._notes.interpreted(row.where, "ditto_measures", text=text)
        else:
            self._notes.not_understood(row.where, "ditto_without_row_above", text=text)
        return self._measures_above


def _indicators(row: ChapterRow) -> Iterator[IndicatorEntry]:
    """Answer the indicators of a row: below the goal's text, and those of a column of their own."""
    for paragraph in row.goal.paragraphs:
        indicator = parse_indicator_line(paragraph.text) if paragraph.style == STYLE_INDICATOR else None
        if indicator is not None:
            yield indicator
    own = tuple((paragraph.text, paragraph.style) for paragraph in row.indicators.paragraphs)
    yield from parse_indicator_cell(own)
    if not any(style == STYLE_INDICATOR_NAME for _, style in own):
        yield from (IndicatorEntry(name) for name in entries_of_indicators(row.indicators.text))


def _goal_text(cell: Cell) -> str:
    return "\n".join(paragraph.text for paragraph in cell.paragraphs if paragraph.style not in _BELOW_GOAL).strip()
