"""A tree made fit to be stored: its lists in order, its texts without what no file can hold, nothing too long. Pure.

A concept in its JSON form may come from any program; a document read by `reading` passes through unchanged.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any, Final, TypeVar

from participation.concept.domain import KEYED, VocabularyKind
from participation.concept.errors import TextTooLong
from participation.concept.tree import (
    ConceptTree,
    GoalEntry,
    IndicatorEntry,
    MeasureEntry,
    Origin,
    WordEntry,
    settled,
)

_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (section 2.2) cannot hold and databases refuse: most control characters, halves of pairs."""
_SHOWN: Final = 60

LIMITS: Final = {"title": 300, "city": 200, "edition": 200, "levels": 100, "fields_of_action": 200, "language": 20}
"""Longest texts of a concept; the columns of its tables are as wide."""
NUMBER_LIMIT: Final = 40
FIGURE_LIMIT: Final = 80
WORD_KEY_LIMIT: Final = 60
WORD_LIMIT: Final = 200
_KINDS: Final = [kind.value for kind in VocabularyKind]
_FIGURES: Final = ("unit", "baseline", "target")

_Entry = TypeVar("_Entry", ConceptTree, GoalEntry, MeasureEntry, IndicatorEntry, WordEntry)


def tidied(tree: ConceptTree) -> ConceptTree:
    """Answer the tree with every list of fields in the concept's order, empty numbers as None, and clean texts.

    Raises:
        TextTooLong: a title, a name or a number is longer than its place.
    """
    whole = _clean(tree)
    for name, limit in LIMITS.items():
        said = getattr(whole, name)
        for text in (said,) if isinstance(said, str) else said:
            _check(text, limit)
    listed = tuple(dict.fromkeys(whole.fields_of_action))
    return replace(
        whole,
        fields_of_action=listed,
        goals=settled(tuple(_goal(goal, listed) for goal in whole.goals)),
        vocabulary=_words(whole.vocabulary),
    )


def _words(entries: tuple[WordEntry, ...]) -> tuple[WordEntry, ...]:
    """Answer the words, each key once, kind by kind."""
    clean = [_clean(entry) for entry in entries]
    for entry in clean:
        _check(entry.key, WORD_KEY_LIMIT)
        _check(entry.name, WORD_LIMIT)
    first = {(entry.kind, entry.key): entry for entry in reversed(clean)}
    kept = [entry for entry in clean if first[entry.kind, entry.key] is entry]
    return tuple(sorted(kept, key=lambda entry: _KINDS.index(entry.kind)))


def _goal(goal: GoalEntry, listed: tuple[str, ...]) -> GoalEntry:
    clean = _clean(goal)
    return replace(
        clean,
        number=_number(clean.number),
        fields=_in_order(clean.fields, listed),
        measures=tuple(_measure(entry, listed) for entry in clean.measures),
        indicators=tuple(_indicator(entry) for entry in clean.indicators),
        children=tuple(_goal(child, listed) for child in clean.children),
    )


def _measure(entry: MeasureEntry, listed: tuple[str, ...]) -> MeasureEntry:
    clean = _clean(entry)
    for name in KEYED:
        _check(getattr(clean, name), WORD_KEY_LIMIT)
    return replace(
        clean, number=_number(clean.number), fields=_in_order(clean.fields, listed), origin=_origin(clean.origin)
    )


def _origin(origin: Origin | None) -> Origin | None:
    if origin is None or not without_unwritable(origin.workshop):
        return None
    return replace(origin, workshop=without_unwritable(origin.workshop))


def _indicator(entry: IndicatorEntry) -> IndicatorEntry:
    clean = _clean(entry)
    for name in _FIGURES:
        _check(getattr(clean, name), FIGURE_LIMIT)
    of_day = {value.at: value for value in clean.values}
    return replace(clean, values=tuple(of_day[at] for at in sorted(of_day)))


def _clean(entry: _Entry) -> _Entry:
    """Answer the entry with each of its own texts, also those in lists, without unwritable characters."""
    values: dict[str, Any] = {}
    for field in fields(entry):
        value = getattr(entry, field.name)
        if isinstance(value, str):
            values[field.name] = without_unwritable(value)
        elif isinstance(value, tuple) and value and all(isinstance(part, str) for part in value):
            values[field.name] = tuple(without_unwritable(part) for part in value)
    return replace(entry, **values)


def without_unwritable(text: str) -> str:
    """Return a text without what no file can hold, and without blanks around it."""
    return _UNWRITABLE.sub("", text).strip()


def _number(number: str | None) -> str | None:
    if number:
        _check(number, NUMBER_LIMIT)
    return number or None


def _in_order(said: tuple[str, ...], listed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in listed if name in said)


def _check(text: str, limit: int) -> None:
    if len(text) > limit:
        raise TextTooLong(text[:_SHOWN].rstrip() + "…", limit)
