"""The chapter as neutral paragraphs, table rows and cells: what the exporter prints and the reader expects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from participation.concept.chapter.choosing import ChapterForm
from participation.concept.chapter.indicator_cell import indicator_cell
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
from participation.concept.tree.counting import walk
from participation.concept.tree.entries import ConceptTree, GoalEntry, MeasureEntry
from participation.concept.tree.repetition import Originals, originals

_LEVEL_SEPARATOR = " › "
_LONGEST_MENTION = 60
_BESIDE_MEASURES = ("measures", "fields")


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
    """One row of the table: a cell of paragraphs a column, or one cell that spans all columns (a heading).

    `depth` counts the levels from the top (0).
    """

    cells: tuple[tuple[Line, ...], ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class ChapterTable:
    """A table of the chapter; `heading` is printed above it as Heading 1 (empty: none).

    `columns` say what each column holds: "goal", then "measures", "indicators" or "fields"; `header` names them.
    """

    heading: str
    columns: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The printed chapter: `details` are paragraphs "Label: value" in style "Concept Detail"."""

    title: str
    details: tuple[tuple[str, str], ...]
    tables: tuple[ChapterTable, ...] = field(default=())


def chapter(tree: ConceptTree, language: str, chosen: ChapterForm = ChapterForm.MEASURES) -> Chapter:
    """Lay the tree out as the chapter, in the words of `language`; one table per top goal."""
    beside = _BESIDE_MEASURES if chosen is ChapterForm.MEASURES else _beside_indicators(tree)
    header = column_headers(tree.levels, language, beside)
    rules = _Rules(tree.levels, language, names_of(tree.vocabulary), originals(tree.goals), beside)
    tables = tuple(
        ChapterTable(heading, ("goal", *beside), header, tuple(row for goal in goals for row in _rows(goal, 0, rules)))
        for heading, goals in _headed(tree)
    )
    return Chapter(tree.title, concept_details(tree, language), tables)


def _headed(tree: ConceptTree) -> Iterator[tuple[str, tuple[GoalEntry, ...]]]:
    """Answer the goals of each table below its heading; goals of the only level share one without any."""
    if len(tree.levels) == 1:
        yield "", tree.goals
        return
    for goal in tree.goals:
        yield heading_line(tree.levels[0], goal.number, goal.text), (goal,)


def column_headers(
    levels: tuple[str, ...], language: str, beside: tuple[str, ...] = _BESIDE_MEASURES
) -> tuple[str, ...]:
    """Answer the header row of a chapter table: lowest level, then what stands beside it."""
    return (levels[-1], *(word(key, language) for key in beside))


def _beside_indicators(tree: ConceptTree) -> tuple[str, ...]:
    """Answer the columns beside the goals; measures and fields have one where the concept has any."""
    goals = [goal for _, goal in walk(tree.goals)]
    has_measures, has_fields = any(goal.measures for goal in goals), any(goal.fields for goal in goals)
    return ("indicators", *(("measures",) if has_measures else ()), *(("fields",) if has_fields else ()))


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
    """What all rows of a chapter are printed by; `beside` are the columns right of the goals."""

    levels: tuple[str, ...]
    language: str
    names: Names
    originals: Originals
    beside: tuple[str, ...]


def _rows(goal: GoalEntry, depth: int, rules: _Rules) -> Iterator[Row]:
    level = rules.levels[depth]
    below = _said_below(goal, depth, rules)
    beside = tuple(tuple(_said_beside(goal, column, rules)) for column in rules.beside)
    if depth == len(rules.levels) - 1:
        yield Row(((Line(goal_line(goal.number, goal.text, level), STYLE_GOAL), *below), *beside), depth)
        return
    heading = Line(heading_line(level, goal.number, goal.text), STYLE_GOAL_HEADING)
    yield Row(((heading, *below), *beside), depth) if below or any(beside) else Row(((heading,),), depth)
    for child in goal.children:
        yield from _rows(child, depth + 1, rules)


def _said_beside(goal: GoalEntry, column: str, rules: _Rules) -> Iterator[Line]:
    if column == "measures":
        for entry in goal.measures:
            yield from measure_paragraphs(entry, rules.language, rules.names)
    elif column == "indicators":
        for indicator in goal.indicators:
            yield from (Line(text, style) for text, style in indicator_cell(indicator, rules.language))
    elif goal.fields:
        yield Line(field_list(goal.fields))


def _said_below(goal: GoalEntry, depth: int, rules: _Rules) -> tuple[Line, ...]:
    """Answer what stands below a goal's text: indicators that have no column or, at a further place, the first one."""
    if goal.repeated:
        way = rules.originals.get((depth, goal.text), (goal,))
        said = " › ".join(filter(None, (entry.number or _beginning(entry.text) for entry in way)))
        return (Line(f"{word('see', rules.language)}: {said}", STYLE_GOAL_REPEATED),)
    if "indicators" in rules.beside:
        return ()
    return tuple(Line(indicator_line(entry, rules.language), STYLE_INDICATOR) for entry in goal.indicators)


def _beginning(text: str) -> str:
    return text if len(text) <= _LONGEST_MENTION else f"{text[: _LONGEST_MENTION - 1].rstrip()}…"
