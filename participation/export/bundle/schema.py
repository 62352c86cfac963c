"""The written form of a workshop as a JSON Schema (2020-12), made from the shapes that an import holds it against.

A schema cannot say that a reference points at something that is there, nor that no two things have one name; the import
checks both.
"""

from __future__ import annotations

from typing import Any, Final

from participation.concept.tree import definitions_of_concept
from participation.export.bundle import form, whole
from participation.export.bundle.shapes import (
    Choice,
    Day,
    Flag,
    Identity,
    ListOf,
    MapOf,
    Moment,
    Number,
    Optional,
    Record,
    Reference,
    Shape,
    Text,
)
from participation.kernel.json_schema import DAY, MOMENT, Schema

_DEFINITIONS: Final = "#/$defs/"
_NAMED: Final = {
    id(shape): name.lower()
    for module in (form, whole)
    for name, shape in vars(module).items()
    if isinstance(shape, Record) and name.isupper() and shape is not whole.BUNDLE
}
"""Every record that the form names is a definition of that name."""


def bundle_schema() -> Schema:
    """Return the schema of a workshop as a file."""
    shapes = {name: shape for module in (form, whole) for name, shape in vars(module).items() if id(shape) in _NAMED}
    definitions = {name.lower(): _record(shape) for name, shape in shapes.items()}
    definitions["concept"]["properties"]["tree"] = {"$ref": f"{_DEFINITIONS}Concept"}
    definitions["rooms"]["properties"]["held"]["items"] = {"$ref": f"{_DEFINITIONS}room"}
    bundle = _record(whole.BUNDLE)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{form.FORMAT}, version {form.VERSION}",
        **bundle,
        "properties": {
            "$schema": {"type": "string"},
            **bundle["properties"],
            "version": {"const": form.VERSION},
        },
        "$defs": {**definitions, **definitions_of_concept(_DEFINITIONS)},
    }


def _schema(shape: Shape) -> Schema:
    if id(shape) in _NAMED:
        return {"$ref": f"{_DEFINITIONS}{_NAMED[id(shape)]}"}
    for kind, write in _WRITERS.items():
        if isinstance(shape, kind):
            written: Schema = write(shape)
            return written
    return {}  # anything: looked at by somebody else


def _record(shape: Record) -> Schema:
    written = {
        "type": "object",
        "properties": {name: _schema(part) for name, part in shape.shapes.items()},
        "additionalProperties": False,
    }
    return written if shape.partial else {**written, "required": list(shape.shapes)}


def _text(shape: Text) -> Schema:
    longest = {} if shape.longest is None else {"maxLength": shape.longest}
    return {"type": "string", **longest, **({"pattern": r"\S"} if shape.filled else {})}


def _list(shape: ListOf) -> Schema:
    least = {"minItems": shape.least} if shape.least else {}
    differing = {"uniqueItems": True} if shape.unique == ("",) else {}
    return {"type": "array", "items": _schema(shape.shape), **least, **differing}


def _map(shape: MapOf) -> Schema:
    return {"type": "object", "propertyNames": _schema(shape.keys), "additionalProperties": _schema(shape.values)}


_WRITERS: Final[dict[type, Any]] = {
    Text: _text,
    Number: lambda shape: {"type": "integer", "minimum": shape.least, "maximum": shape.most},
    Flag: lambda _shape: {"type": "boolean"},
    Moment: lambda _shape: MOMENT,
    Day: lambda _shape: DAY,
    Choice: lambda shape: {"enum": list(shape.words)},
    Identity: lambda shape: {**_schema(shape.shape), "description": f"names this {shape.kind} in this file"},
    Reference: lambda shape: {**_schema(shape.shape), "description": f"a {shape.kind} of this file"},
    Optional: lambda shape: {"anyOf": [_schema(shape.shape), {"type": "null"}]},
    ListOf: _list,
    MapOf: _map,
    Record: _record,
}
