"""The chapter as neutral paragraphs, table rows and cells: what the exporter prints and the reader expects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from participation.concept.chapter.lines import (
    field_list,
    format_mark,
    goal_line,
    heading_line,
    indicator_line,
    measure_line,
)
from participation.concept.chapter.vocabulary import (
    ATTRIBUTES,
    STYLE_GOAL,
    STYLE_GOAL_HEADING,
    STYLE_INDICATOR,
    STYLE_MEASURE,
    STYLE_MEASURE_DETAIL,
    STYLE_MEASURE_MARK,
    STYLE_MEASURE_TEXT,
    value_in_words,
    word,
)
from participation.concept.tree.entries import ConceptTree, GoalEntry, MeasureEntry

_IN_WORDS = ("spatial_reference", "integration_phase")
_LEVEL_SEPARATOR = " › "


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: `text` in Word style `style` (empty: the table's own); `bold` when it is a title."""

    text: str
    style: str = ""
    bold: bool = False
    number: str = ""
    """What stands before a bold title in plain type ("1. "), part of the paragraph's text."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: three cells of paragraphs, or one cell that spans all columns (a heading)."""

    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class ChapterTable:
    """A table of the chapter; `heading` is printed above it as Heading 2 (empty: none)."""

    heading: str
    header: tuple[str, str, str]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The printed chapter: `details` are paragraphs "Label: value" in style "Concept Detail" below the title."""

    title: str
    details: tuple[tuple[str, str], ...]
    tables: tuple[ChapterTable, ...] = field(default=())


def chapter(tree: ConceptTree, language: str) -> Chapter:
    """Lay the tree out as the chapter, in the words of `language`; one table per top goal."""
    header = column_headers(tree.levels, language)
    if len(tree.levels) == 1:
        rows = tuple(row for goal in tree.goals for row in _rows(goal, 0, tree.levels, language))
        tables: tuple[ChapterTable, ...] = (ChapterTable("", header, rows),)
    else:
        tables = tuple(
            ChapterTable(
                heading_line(tree.levels[0], goal.number, goal.text),
                header,
                tuple(_rows(goal, 0, tree.levels, language)),
            )
            for goal in tree.goals
        )
    return Chapter(tree.title, concept_details(tree, language), tables)


def column_headers(levels: tuple[str, ...], language: str) -> tuple[str, str, str]:
    """Answer the header row of a chapter table: lowest level, measures, fields of action."""
    return levels[-1], word("measures", language), word("fields", language)


def concept_details(tree: ConceptTree, language: str) -> tuple[tuple[str, str], ...]:
    """Answer what a concept says about itself as (label, value): language, city, edition, levels, fields in order.

    Levels and fields are named even where no goal uses them, so that a chapter read again has the same lists.
    """
    values = (
        ("language", tree.language),
        ("city", tree.city),
        ("edition", tree.edition),
        ("levels", _LEVEL_SEPARATOR.join(tree.levels)),
        ("fields", field_list(tree.fields_of_action)),
    )
    return tuple((word(key, language), value) for key, value in values if value)


def parse_levels(text: str) -> tuple[str, ...]:
    """Read the level names that `concept_details` printed."""
    return tuple(part.strip() for part in text.split(_LEVEL_SEPARATOR.strip()) if part.strip())


def measure_details(entry: MeasureEntry, language: str) -> list[tuple[str, str]]:
    """Answer the attributes of a measure that are printed below it, as (label, value), empty ones left out.

    The state is among them only when no mark says it (see `format_mark`) and it is not plainly adopted.
    """
    details = []
    for name in ATTRIBUTES:
        value: str = getattr(entry, name)
        if value:
            printed = value_in_words(value, language) if name in _IN_WORDS else value
            details.append((word(name, language), printed))
    if entry.fields:
        details.append((word("fields", language), field_list(entry.fields)))
    if entry.state != "adopted" and format_mark(entry, language) is None:
        details.append((word("state", language), value_in_words(entry.state, language)))
    return details


def measure_paragraphs(entry: MeasureEntry, language: str) -> tuple[Line, ...]:
    """Answer the paragraphs of one measure: title or text, mark, description below a title, attributes."""
    lines = [_first_line(entry)]
    mark = format_mark(entry, language)
    if mark is not None:
        lines.append(Line(mark, STYLE_MEASURE_MARK))
    if entry.title and entry.text:
        lines.append(Line(entry.text, STYLE_MEASURE_TEXT))
    details = measure_details(entry, language)
    lines.extend(Line(f"{label}: {value}", STYLE_MEASURE_DETAIL) for label, value in details)
    return tuple(lines)


def _first_line(entry: MeasureEntry) -> Line:
    head = entry.title or entry.text
    printed = measure_line(entry.number, head)
    number = printed.removesuffix(head) if head else printed
    return Line(printed, STYLE_MEASURE, bold=bool(entry.title), number=number)


def _rows(goal: GoalEntry, depth: int, levels: tuple[str, ...], language: str) -> Iterator[Row]:
    indicators = tuple(Line(indicator_line(entry, language), STYLE_INDICATOR) for entry in goal.indicators)
    measures = tuple(line for entry in goal.measures for line in measure_paragraphs(entry, language))
    fields = (Line(field_list(goal.fields)),) if goal.fields else ()
    if depth == len(levels) - 1:
        yield Row(((Line(goal_line(goal.number, goal.text, levels[depth]), STYLE_GOAL), *indicators), measures, fields))
        return
    heading = Line(heading_line(levels[depth], goal.number, goal.text), STYLE_GOAL_HEADING)
    if indicators or measures or fields:
        yield Row(((heading, *indicators), measures, fields))
    else:
        yield Row(((heading,),))
    for child in goal.children:
        yield from _rows(child, depth + 1, levels, language)
