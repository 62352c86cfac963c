"""Frozen dataclasses as JSON, and what that JSON looks like as a JSON Schema (2020-12).

One class says both, so that what is described is what is sent. A text in ``Annotated[…]`` describes its field, the
docstring its class. A field with a default may be missing, nothing else may stand beside the fields.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from collections.abc import Mapping as Pairs
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

Schema = dict[str, Any]

MOMENT: Schema = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
}
"""ISO 8601 with its zone; the pattern is for readers that take formats as mere hints."""
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}

_SIMPLE: Pairs[Any, Schema] = {
    Any: {},
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    datetime: MOMENT,
    date: DAY,
}


class Definitions:
    """Schemas of classes by their names. ``prefix`` is where the reader finds them, as ``#/$defs/``.

    ``narrower`` gives for a class and a field what is known beyond the field's type, such as the words of a choice.
    """

    def __init__(self, prefix: str, narrower: Pairs[tuple[type, str], Schema] | None = None) -> None:
        self.prefix = prefix
        self.narrower = narrower or {}
        self.known: dict[str, Schema] = {}

    def of(self, kind: Any) -> Schema:  # noqa: ANN401 - any annotation
        """Return the schema of a type; classes are defined on the way and referred to.

        Raises ``TypeError`` for a type that has no form in JSON here.
        """
        if kind in _SIMPLE:
            return dict(_SIMPLE[kind])
        if isinstance(kind, type) and is_dataclass(kind):
            return self._reference(kind)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return {"type": "string", "enum": [word.value for word in kind]}
        return self._composed(kind)

    def _composed(self, kind: Any) -> Schema:  # noqa: ANN401 - any annotation
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return {**self.of(arguments[0]), "description": arguments[1]}
        if origin in {Union, UnionType}:
            return {"anyOf": [self.of(part) for part in arguments]}
        if origin in {tuple, list}:
            return {"type": "array", "items": self.of(arguments[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        raise TypeError(kind)

    def _reference(self, kind: type) -> Schema:
        if kind.__name__ not in self.known:
            self.known[kind.__name__] = {}  # so that a class may hold others of its kind
            self.known[kind.__name__] = self._object(kind)
        return {"$ref": f"{self.prefix}{kind.__name__}"}

    def _object(self, kind: type) -> Schema:
        hints = get_type_hints(kind, include_extras=True)
        entries: tuple[Field[Any], ...] = fields(kind)
        return {
            "type": "object",
            "description": " ".join((inspect.getdoc(kind) or "").split("\n\n")[0].split()),
            "properties": {
                entry.name: self.of(hints[entry.name]) | self.narrower.get((kind, entry.name), {}) for entry in entries
            },
            "required": [entry.name for entry in entries if entry.default is MISSING],
            "additionalProperties": False,
        }


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a dataclass holds
    """Return JSON-ready data: objects for dataclasses, lists for tuples, ISO 8601 for days and moments."""
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: plain(getattr(value, entry.name)) for entry in fields(value)}
    for kind, turned in _TURNED.items():
        if isinstance(value, kind):
            return turned(value)
    return value


_TURNED: dict[type | tuple[type, ...], Callable[[Any], Any]] = {
    dict: lambda value: {key: plain(part) for key, part in value.items()},
    (list, tuple): lambda value: [plain(part) for part in value],
    date: lambda value: value.isoformat(),
    StrEnum: lambda value: value.value,
}
