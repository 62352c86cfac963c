"""The columns of the sheets (XLSX and CSV alike) and how a cell that looks like a formula is protected.

`columns` and `goal_rows`: one row per lowest goal, measures one per line, for people.
`all_columns` and `measure_rows`: one row per measure with every attribute: nothing of the goals is lost. Title,
language, city, edition, levels and the order of fields stand on a second sheet (`concept_rows`); a CSV has no place
for them, its reader takes them from the concept that is updated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from participation.concept.chapter.form import concept_details
from participation.concept.chapter.lines import field_list, indicator_line
from participation.concept.chapter.vocabulary import (
    ATTRIBUTES,
    Names,
    choice_in_words,
    names_of,
    value_in_words,
    word,
)
from participation.concept.domain import KEYED
from participation.concept.tree.counting import walk
from participation.concept.tree.entries import ConceptTree, GoalEntry, MeasureEntry

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_MEASURE_COLUMNS: Final = ("measure_number", "measure_title", "measure_text", *ATTRIBUTES, "measure_fields")
_STANDING_COLUMNS: Final = ("state", "workshop", "rank", "points")


def columns(levels: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Answer the header of the one-row-per-goal sheet: "<Level> Nr.", "<Level>" …, Maßnahmen, Handlungsfelder."""
    return (*_level_columns(levels, language), word("measures", language), word("fields", language))


def all_columns(tree: ConceptTree, language: str) -> tuple[str, ...]:
    """Answer the header of the one-row-per-measure sheet; the last column only where a goal has further places."""
    goal = (word("fields", language), word("indicators", language))
    rest = (word(key, language) for key in (*_MEASURE_COLUMNS, *_STANDING_COLUMNS, *_repeated_column(tree)))
    return (*_level_columns(tree.levels, language), *goal, *rest)


def goal_rows(tree: ConceptTree) -> Iterator[tuple[str, ...]]:
    """Answer the rows of the one-row-per-goal sheet: every lowest goal, and inner goals with content of their own."""
    for path in _paths(tree.goals, ()):
        goal = path[-1]
        if goal.children and not (goal.measures or goal.fields):
            continue
        measures = "\n".join(_one_line(entry) for entry in goal.measures)
        yield (*_level_cells(path, len(tree.levels)), measures, field_list(goal.fields))


def measure_rows(tree: ConceptTree, language: str) -> Iterator[tuple[str, ...]]:
    """Answer the rows of the one-row-per-measure sheet; a goal without measures has one row."""
    names, repeated = names_of(tree.vocabulary), _repeated_column(tree)
    for path in _paths(tree.goals, ()):
        goal = path[-1]
        if goal.children and not (goal.measures or goal.fields or goal.indicators):
            continue
        indicators = "\n".join(indicator_line(entry, language) for entry in goal.indicators)
        start = (*_level_cells(path, len(tree.levels)), field_list(goal.fields), indicators)
        end = tuple(word("yes", language) if goal.repeated else "" for _ in repeated)
        for entry in goal.measures:
            yield (*start, *_measure_cells(entry, language, names), *end)
        if not goal.measures:
            yield (*start, *("" for _ in (*_MEASURE_COLUMNS, *_STANDING_COLUMNS)), *end)


def concept_rows(tree: ConceptTree, language: str) -> tuple[tuple[str, str], ...]:
    """Answer the rows of the second sheet of an XLSX, named `word("concept", language)`: title and details."""
    return ((word("title", language), tree.title), *concept_details(tree, language))


def protect_cell(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula; for CSV only."""
    return f"'{text}" if _FORMULA.match(text) else text


def unprotect_cell(text: str) -> str:
    """Take the apostrophe of `protect_cell` away again."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _repeated_column(tree: ConceptTree) -> tuple[str, ...]:
    return ("repeated",) if any(goal.repeated for _, goal in walk(tree.goals)) else ()


def _level_columns(levels: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(name for level in levels for name in (f"{level} {word('number', language)}", level))


def _level_cells(path: tuple[GoalEntry, ...], depth: int) -> tuple[str, ...]:
    filled = tuple(cell for goal in path for cell in (goal.number or "", goal.text))
    return filled + ("",) * (2 * depth - len(filled))


def _paths(goals: tuple[GoalEntry, ...], above: tuple[GoalEntry, ...]) -> Iterator[tuple[GoalEntry, ...]]:
    for goal in goals:
        yield (*above, goal)
        yield from _paths(goal.children, (*above, goal))


def _one_line(entry: MeasureEntry) -> str:
    head = f"{entry.title}: {entry.text}" if entry.title and entry.text else entry.title or entry.text
    return " ".join(head.split())


def _measure_cells(entry: MeasureEntry, language: str, names: Names) -> Iterator[str]:
    yield from (entry.number or "", entry.title, entry.text)
    for name in ATTRIBUTES:
        value: str = getattr(entry, name)
        yield choice_in_words(name, value, language, names) if name in KEYED else value
    yield field_list(entry.fields)
    yield value_in_words(entry.state, language)
    origin = entry.origin
    yield from ("", "", "") if origin is None else (origin.workshop, _figure(origin.rank), _figure(origin.points))


def _figure(number: int | None) -> str:
    return "" if number is None else str(number)
