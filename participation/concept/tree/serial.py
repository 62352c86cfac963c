"""The JSON form of a concept tree, version 3: an object with "format", "version" and the names of the entries.

Keys may be left out where the entry has a default; keys that the form does not know are refused, so that nothing is
dropped unseen. JSON nests goals, so a cycle cannot be expressed in it. A newer version is refused as a whole; version
1, which knew no further places, vocabularies and values, is read as a concept without any, version 2 as one whose
measures have no days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from math import isfinite
from typing import Any, Final, TypeVar, cast

from participation.concept.domain import KEYED, MEASURE_DAYS, MEASURE_TEXTS, Direction, MeasureState, VocabularyKind
from participation.concept.tree.entries import (
    ConceptTree,
    GoalEntry,
    IndicatorEntry,
    MeasureEntry,
    Origin,
    ValueEntry,
    WordEntry,
)
from participation.concept.tree.errors import NestedTooDeep, NewerVersion, NotAConcept, UnfitValue, UnknownKeys

FORMAT: Final = "participation.concept"
VERSION: Final = 3
DEEPEST: Final = 12
"""More levels than any concept has; deeper data is refused before it is walked."""

STATES: Final = tuple(state.value for state in MeasureState)
KINDS: Final = tuple(kind.value for kind in VocabularyKind)
DIRECTIONS: Final = ("", *(direction.value for direction in Direction))

_NONE: Final = "-"
"""What no kind is called: a word without its kind is refused."""
_INDICATOR_TEXTS: Final = ("name", "unit", "source", "baseline", "target")
_Entry = TypeVar("_Entry")


def to_json(tree: ConceptTree) -> dict[str, object]:
    """Answer the tree as JSON-ready data."""
    content: dict[str, object] = _listed(asdict(tree))
    return {"format": FORMAT, "version": VERSION, **content}


def _listed(value: Any) -> Any:  # noqa: ANN401 - whatever asdict() answers
    """Turn tuples into lists, as JSON reads them back."""
    if isinstance(value, dict):
        return {key: _listed(part) for key, part in value.items()}
    return [_listed(part) for part in value] if isinstance(value, (list, tuple)) else value


def from_json(data: object) -> ConceptTree:
    """Read a tree from JSON data.

    Raises:
        NotAConcept: it has another format.
        NewerVersion: a newer program wrote it.
        UnknownKeys: it says something that this version does not know.
        UnfitValue: a value has another type, or is none of the allowed ones.
        NestedTooDeep: goals stand deeper than the levels that it names.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise NotAConcept(str(data.get("format", "")) if isinstance(data, dict) else "")
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise UnfitValue("version", "number")
    if version > VERSION:
        raise NewerVersion(version, VERSION)
    top = _Node(data, "")
    top.allow("$schema", "format", "version", *ConceptTree.__slots__)
    levels = top.texts("levels")
    if not 1 <= len(levels) <= DEEPEST:
        raise UnfitValue("levels", "list")
    return ConceptTree(
        title=top.text("title"),
        language=top.text("language"),
        levels=levels,
        fields_of_action=top.texts("fields_of_action"),
        goals=top.entries("goals", lambda node: _goal(node, len(levels), len(levels))),
        city=top.text("city"),
        edition=top.text("edition"),
        vocabulary=top.entries("vocabulary", _word),
    )


class _Node:
    """One object of the data and where it stands."""

    def __init__(self, data: object, where: str) -> None:
        if not isinstance(data, dict):
            raise UnfitValue(where, "object")
        self.data = cast("dict[str, object]", data)
        self.where = where

    def allow(self, *keys: str) -> None:
        unknown = tuple(key for key in self.data if key not in keys)
        if unknown:
            raise UnknownKeys(self.where, unknown)

    def text(self, key: str, default: str = "") -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str):
            raise UnfitValue(self._at(key), "text")
        return value

    def number_text(self) -> str | None:
        return None if self.data.get("number") is None else self.text("number")

    def choice(self, key: str, allowed: tuple[str, ...], default: str = "") -> str:
        value = self.text(key, default)
        if value not in allowed:
            raise UnfitValue(self._at(key), ", ".join(filter(None, allowed)))
        return value

    def figure(self, key: str) -> int | None:
        value = self.data.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise UnfitValue(self._at(key), "number")
        return value

    def filled(self, key: str) -> str:
        value = self.text(key)
        if not value.strip():
            raise UnfitValue(self._at(key), "text")
        return value

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise UnfitValue(self._at(key), "true, false")
        return value

    def day(self, key: str) -> str:
        value = self.text(key)
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise UnfitValue(self._at(key), "2026-11-20") from error

    def day_or_nothing(self, key: str) -> str:
        return self.day(key) if self.text(key) else ""

    def measured(self, key: str) -> float:
        value = self.data.get(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
            raise UnfitValue(self._at(key), "number")
        return float(value)

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._list(key)
        for index, value in enumerate(values):
            if not isinstance(value, str):
                raise UnfitValue(f"{self._at(key)}[{index}]", "text")
        return tuple(cast("list[str]", values))

    def entries(self, key: str, read: Callable[[_Node], _Entry]) -> tuple[_Entry, ...]:
        return tuple(read(_Node(value, f"{self._at(key)}[{index}]")) for index, value in enumerate(self._list(key)))

    def child(self, key: str) -> _Node | None:
        value = self.data.get(key)
        return None if value is None else _Node(value, self._at(key))

    def _list(self, key: str) -> list[object]:
        value = self.data.get(key, [])
        if not isinstance(value, list):
            raise UnfitValue(self._at(key), "list")
        return value

    def _at(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key


def _goal(node: _Node, depth_left: int, depth: int) -> GoalEntry:
    if depth_left == 0:
        raise NestedTooDeep(depth)
    node.allow(*GoalEntry.__slots__)
    return GoalEntry(
        number=node.number_text(),
        text=node.text("text"),
        fields=node.texts("fields"),
        measures=node.entries("measures", _measure),
        indicators=node.entries("indicators", _indicator),
        children=node.entries("children", lambda child: _goal(child, depth_left - 1, depth)),
        repeated=node.flag("repeated"),
    )


def _measure(node: _Node) -> MeasureEntry:
    node.allow(*MeasureEntry.__slots__)
    return MeasureEntry(
        number=node.number_text(),
        state=node.choice("state", STATES, "adopted"),
        origin=_origin(node.child("origin")),
        fields=node.texts("fields"),
        **{key: node.day_or_nothing(key) for key in MEASURE_DAYS},
        **{key: node.text(key) for key in (*MEASURE_TEXTS, *KEYED)},
    )


def _origin(node: _Node | None) -> Origin | None:
    if node is None:
        return None
    node.allow("workshop", "rank", "points")
    return Origin(node.text("workshop"), node.figure("rank"), node.figure("points"))


def _indicator(node: _Node) -> IndicatorEntry:
    node.allow(*IndicatorEntry.__slots__)
    return IndicatorEntry(
        direction=node.choice("direction", DIRECTIONS),
        values=node.entries("values", _value),
        **{key: node.text(key) for key in _INDICATOR_TEXTS},
    )


def _value(node: _Node) -> ValueEntry:
    node.allow("at", "value")
    return ValueEntry(node.day("at"), node.measured("value"))


def _word(node: _Node) -> WordEntry:
    node.allow("kind", "key", "name")
    return WordEntry(node.choice("kind", KINDS, _NONE), node.filled("key"), node.filled("name"))
