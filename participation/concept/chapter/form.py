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
    NO_NAMES,
    STYLE_GOAL,
    STYLE_GOAL_HEADING,
    STYLE_GOAL_REPEATED,
    STYLE_INDICATOR,
    STYLE_MEASURE,
    STYLE_MEASURE_DETAIL,
    STYLE_MEASURE_MARK,
    STYLE_MEASURE_TEXT,
    Names,
    choice_in_words,
    names_of,
    value_in_words,
    word,
)
from participation.concept.domain import KEYED, VocabularyKind
from participation.concept.tree.entries import ConceptTree, GoalEntry, MeasureEntry
from participation.concept.tree.repetition import Originals, originals

_LEVEL_SEPARATOR = " › "
_LONGEST_MENTION = 60


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
    rules = _Rules(tree.levels, language, names_of(tree.vocabulary), originals(tree.goals))
    if len(tree.levels) == 1:
        rows = tuple(row for goal in tree.goals for row in _rows(goal, 0, rules))
        tables: tuple[ChapterTable, ...] = (ChapterTable("", header, rows),)
    else:
        tables = tuple(
            ChapterTable(
                heading_line(tree.levels[0], goal.number, goal.text),
                header,
                tuple(_rows(goal, 0, rules)),
            )
            for goal in tree.goals
        )
    return Chapter(tree.title, concept_details(tree, language), tables)


def column_headers(levels: tuple[str, ...], language: str) -> tuple[str, str, str]:
    """Answer the header row of a chapter table: lowest level, measures, fields of action."""
    return levels[-1], word("measures", language), word("fields", language)


def concept_details(tree: ConceptTree, language: str) -> tuple[tuple[str, str], ...]:
    """Answer what a concept says about itself as (label, value): language, city, edition, levels, fields, own words.

    Levels, fields and words are named even where nothing uses them, so that a chapter read again has the same lists.
    """
    values = (
        ("language", tree.language),
        ("city", tree.city),
        ("edition", tree.edition),
        ("levels", _LEVEL_SEPARATOR.join(tree.levels)),
        ("fields", field_list(tree.fields_of_action)),
        *(
            (f"{kind}_words", field_list(tuple(entry.name for entry in tree.vocabulary if entry.kind == kind)))
            for kind in VocabularyKind
        ),
    )
    return tuple((word(key, language), value) for key, value in values if value)


def parse_levels(text: str) -> tuple[str, ...]:
    """Read the level names that `concept_details` printed."""
    return tuple(part.strip() for part in text.split(_LEVEL_SEPARATOR.strip()) if part.strip())


def measure_details(entry: MeasureEntry, language: str, names: Names = NO_NAMES) -> list[tuple[str, str]]:
    """Answer the attributes of a measure that are printed below it, as (label, value), empty ones left out.

    The state is among them only when no mark says it (see `format_mark`) and it is not plainly adopted.
    """
    details = []
    for name in ATTRIBUTES:
        value: str = getattr(entry, name)
        if value:
            printed = choice_in_words(name, value, language, names) if name in KEYED else value
            details.append((word(name, language), printed))
    if entry.fields:
        details.append((word("fields", language), field_list(entry.fields)))
    if entry.state != "adopted" and format_mark(entry, language) is None:
        details.append((word("state", language), value_in_words(entry.state, language)))
    return details


def measure_paragraphs(entry: MeasureEntry, language: str, names: Names = NO_NAMES) -> tuple[Line, ...]:
    """Answer the paragraphs of one measure: title or text, mark, description below a title, attributes."""
    lines = [_first_line(entry)]
    mark = format_mark(entry, language)
    if mark is not None:
        lines.append(Line(mark, STYLE_MEASURE_MARK))
    if entry.title and entry.text:
        lines.append(Line(entry.text, STYLE_MEASURE_TEXT))
    details = measure_details(entry, language, names)
    lines.extend(Line(f"{label}: {value}", STYLE_MEASURE_DETAIL) for label, value in details)
    return tuple(lines)


def _first_line(entry: MeasureEntry) -> Line:
    head = entry.title or entry.text
    printed = measure_line(entry.number, head)
    number = printed.removesuffix(head) if head else printed
    return Line(printed, STYLE_MEASURE, bold=bool(entry.title), number=number)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What all rows of a chapter are printed by."""

    levels: tuple[str, ...]
    language: str
    names: Names
    originals: Originals


def _rows(goal: GoalEntry, depth: int, rules: _Rules) -> Iterator[Row]:
    level, language = rules.levels[depth], rules.language
    below = _said_below(goal, depth, rules)
    measures = tuple(line for entry in goal.measures for line in measure_paragraphs(entry, language, rules.names))
    fields = (Line(field_list(goal.fields)),) if goal.fields else ()
    if depth == len(rules.levels) - 1:
        yield Row(((Line(goal_line(goal.number, goal.text, level), STYLE_GOAL), *below), measures, fields))
        return
    heading = Line(heading_line(level, goal.number, goal.text), STYLE_GOAL_HEADING)
    yield Row(((heading, *below), measures, fields)) if below or measures or fields else Row(((heading,),))
    for child in goal.children:
        yield from _rows(child, depth + 1, rules)


def _said_below(goal: GoalEntry, depth: int, rules: _Rules) -> tuple[Line, ...]:
    """Answer what stands below a goal's text: its indicators or, at a further place, where it stands in full."""
    if not goal.repeated:
        return tuple(Line(indicator_line(entry, rules.language), STYLE_INDICATOR) for entry in goal.indicators)
    way = rules.originals.get((depth, goal.text), (goal,))
    said = " › ".join(filter(None, (entry.number or _beginning(entry.text) for entry in way)))
    return (Line(f"{word('see', rules.language)}: {said}", STYLE_GOAL_REPEATED),)


def _beginning(text: str) -> str:
    return text if len(text) <= _LONGEST_MENTION else f"{text[: _LONGEST_MENTION - 1].rstrip()}…"
