"""The JSON form of a concept tree as a JSON Schema (2020-12), made from the entries themselves."""

from __future__ import annotations

from typing import Final

from participation.concept.tree.entries import ConceptTree, IndicatorEntry, MeasureEntry, ValueEntry, WordEntry
from participation.concept.tree.serial import DEEPEST, DIRECTIONS, FORMAT, KINDS, STATES, VERSION
from participation.kernel.json_schema import DAY, Definitions, Schema

_NARROWER: Final[dict[tuple[type, str], Schema]] = {
    (ConceptTree, "levels"): {"minItems": 1, "maxItems": DEEPEST},
    (MeasureEntry, "state"): {"enum": list(STATES)},
    (IndicatorEntry, "direction"): {"enum": list(DIRECTIONS)},
    (ValueEntry, "at"): DAY,
    (WordEntry, "kind"): {"enum": list(KINDS)},
    (WordEntry, "key"): {"minLength": 1},
    (WordEntry, "name"): {"minLength": 1},
}
"""What the reader asks for beyond the types."""


def definitions_of_concept(prefix: str) -> dict[str, Schema]:
    """Return the schemas of all entries by name, referring to each other below ``prefix``; the whole is `Concept`."""
    known = Definitions(prefix, _NARROWER)
    known.of(ConceptTree)
    whole = known.known.pop("ConceptTree")
    marked = {"$schema": {"type": "string"}, "format": {"const": FORMAT}, "version": {"const": VERSION}}
    return {
        **known.known,
        "Concept": {
            **whole,
            "properties": {**marked, **whole["properties"]},
            "required": ["format", "version", *whole["required"]],
        },
    }


def concept_schema() -> Schema:
    """Return the schema of a concept as a file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{FORMAT}, version {VERSION}",
        "$ref": "#/$defs/Concept",
        "$defs": definitions_of_concept("#/$defs/"),
    }
