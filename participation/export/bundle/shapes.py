"""Shapes that JSON data can be held against. A shape raises a named error with the path of what does not fit.

References are part of the shapes: an `Identity` names a thing, a `Reference` points at one. They are gathered while
the data is walked and compared at its end, because a thing may be named after somebody has pointed at it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Protocol

from participation.export.bundle.errors import (
    BundleKeyMissing,
    BundleKeyUnknown,
    BundleReferenceBroken,
    BundleValueTwice,
    BundleValueUnfit,
)

#: What databases refuse in a text: the character zero and halves of surrogate pairs.
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
#: The largest whole number of a column.
_LARGEST: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Mentions:
    """What was named and what was pointed at on the way, each by its kind."""

    named: set[tuple[str, object]] = field(default_factory=set)
    pointed_at: list[tuple[str, object, str]] = field(default_factory=list)

    def name(self, kind: str, value: object, where: str) -> None:
        """Note a name; raises `BundleValueTwice` when it is taken."""
        if (kind, value) in self.named:
            raise BundleValueTwice(where)
        self.named.add((kind, value))

    def compare(self) -> None:
        """Raise `BundleReferenceBroken` for the first reference to something that nobody named."""
        for kind, value, where in self.pointed_at:
            if (kind, value) not in self.named:
                raise BundleReferenceBroken(where)


class Shape(Protocol):
    """Something that a value can be held against."""

    def check(self, value: object, where: str, mentions: Mentions) -> None:
        """Raise a named error when the value, which stands at the path `where`, does not fit."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of at most so many characters; `filled` says that it must not be empty."""

    longest: int | None = None
    filled: bool = False

    def check(self, value: object, where: str, _mentions: Mentions) -> None:
        """See `Shape`."""
        if not isinstance(value, str) or _UNSTORABLE.search(value) or (self.filled and not value.strip()):
            raise BundleValueUnfit(where, "text")
        if self.longest is not None and len(value) > self.longest:
            raise BundleValueUnfit(where, f"text ≤ {self.longest}")


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number within bounds; a column holds none larger than the usual ``most``."""

    least: int = 0
    most: int = _LARGEST

    def check(self, value: object, where: str, _mentions: Mentions) -> None:
        """See `Shape`."""
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            bounds = f"number ≥ {self.least}" if self.most == _LARGEST else f"number {self.least} – {self.most}"
            raise BundleValueUnfit(where, bounds)


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def check(self, value: object, where: str, _mentions: Mentions) -> None:
        """See `Shape`."""
        if not isinstance(value, bool):
            raise BundleValueUnfit(where, "true, false")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment with its time zone (ISO 8601)."""

    def check(self, value: object, where: str, _mentions: Mentions) -> None:
        """See `Shape`."""
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError as error:
            raise BundleValueUnfit(where, "2026-11-20T18:00:00+00:00") from error
        if moment.tzinfo is None:
            raise BundleValueUnfit(where, "2026-11-20T18:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Day:
    """A day (ISO 8601)."""

    def check(self, value: object, where: str, _mentions: Mentions) -> None:
        """See `Shape`."""
        try:
            date.fromisoformat(str(value))
        except ValueError as error:
            raise BundleValueUnfit(where, "2026-11-20") from error


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    words: Collection[str]

    def check(self, value: object, where: str, _mentions: Mentions) -> None:
        """See `Shape`."""
        if not isinstance(value, str) or value not in self.words:
            raise BundleValueUnfit(where, ", ".join(self.words))


@dataclass(frozen=True, slots=True)
class Identity:
    """The number (or word) by which a thing of this kind is called in the rest of the data."""

    kind: str
    shape: Shape = Number()

    def check(self, value: object, where: str, mentions: Mentions) -> None:
        """See `Shape`."""
        self.shape.check(value, where, mentions)
        mentions.name(self.kind, value, where)


@dataclass(frozen=True, slots=True)
class Reference:
    """The number (or word) of a thing of this kind that stands somewhere in the data."""

    kind: str
    shape: Shape = Number()

    def check(self, value: object, where: str, mentions: Mentions) -> None:
        """See `Shape`."""
        self.shape.check(value, where, mentions)
        mentions.pointed_at.append((self.kind, value, where))


@dataclass(frozen=True, slots=True)
class Optional:
    """The shape, or nothing (`null`)."""

    shape: Shape

    def check(self, value: object, where: str, mentions: Mentions) -> None:
        """See `Shape`."""
        if value is not None:
            self.shape.check(value, where, mentions)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of things of one shape. `unique` names the keys of a record (or "" for the thing) that differ in all."""

    shape: Shape
    unique: tuple[str, ...] = ()
    least: int = 0

    def check(self, value: object, where: str, mentions: Mentions) -> None:
        """See `Shape`."""
        if not isinstance(value, list) or len(value) < self.least:
            raise BundleValueUnfit(where, "list")
        seen: set[tuple[object, ...]] = set()
        for index, item in enumerate(value):
            self.shape.check(item, f"{where}[{index}]", mentions)
            key = tuple(item[name] if name else item for name in self.unique)
            if key and key in seen:
                raise BundleValueTwice(f"{where}[{index}]")
            seen.add(key)


@dataclass(frozen=True, slots=True)
class MapOf:
    """Things of one shape by a key of another."""

    keys: Shape
    values: Shape

    def check(self, value: object, where: str, mentions: Mentions) -> None:
        """See `Shape`."""
        if not isinstance(value, dict):
            raise BundleValueUnfit(where, "object")
        for key, item in value.items():
            self.keys.check(key, f"{where}.{key}", mentions)
            self.values.check(item, f"{where}.{key}", mentions)


@dataclass(frozen=True, slots=True)
class Record:
    """An object with exactly these keys; with `partial` it may lack some."""

    shapes: Mapping[str, Shape]
    partial: bool = False

    def check(self, value: object, where: str, mentions: Mentions) -> None:
        """See `Shape`."""
        if not isinstance(value, dict):
            raise BundleValueUnfit(where, "object")
        for key in value:
            if key not in self.shapes:
                raise BundleKeyUnknown(_path(where, key))
        for key, shape in self.shapes.items():
            if key in value:
                shape.check(value[key], _path(where, key), mentions)
            elif not self.partial:
                raise BundleKeyMissing(_path(where, key))


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON value that a database can hold; looked at by somebody else."""

    def check(self, value: object, where: str, mentions: Mentions) -> None:
        """See `Shape`."""
        if isinstance(value, str):
            Text().check(value, where, mentions)
        elif isinstance(value, dict):
            MapOf(Text(), self).check(value, where, mentions)
        elif isinstance(value, list):
            ListOf(self).check(value, where, mentions)


def _path(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
