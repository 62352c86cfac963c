"""How the words of one document are to be read; proposed by the reader, confirmed by a person, stored as JSON."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import asdict, dataclass, field

from participation.concept.reading.errors import MappingUnfit


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a person confirmed about a document.

    `levels`: level names from the top, empty to take them from the document.
    `level_spellings`: a level name as found in a heading → the level it means ("Ziel" → "Leitziel").
    `field_spellings`: a field of action as written → its full name. `field_order`: the full names in order.
    `columns`: a column role ("goal", "measures", "fields", "lead" …) → the header text of its column, as it was found.
    `meanings`: the header text of a column → what a person said it holds: a role, "level", or "left_out".
    """

    levels: tuple[str, ...] = ()
    level_spellings: Pairs[str, str] = field(default_factory=dict)
    field_spellings: Pairs[str, str] = field(default_factory=dict)
    field_order: tuple[str, ...] = ()
    columns: Pairs[str, str] = field(default_factory=dict)
    meanings: Pairs[str, str] = field(default_factory=dict)

    def to_data(self) -> dict[str, object]:
        """Answer the mapping as JSON-ready data."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Pairs[str, object]) -> Mapping:
        """Read a mapping from JSON data; raises MappingUnfit."""
        unknown = [key for key in data if key not in cls.__slots__]
        if unknown:
            raise MappingUnfit(unknown[0])
        return cls(
            levels=_texts(data, "levels"),
            level_spellings=_pairs(data, "level_spellings"),
            field_spellings=_pairs(data, "field_spellings"),
            field_order=_texts(data, "field_order"),
            columns=_pairs(data, "columns"),
            meanings=_pairs(data, "meanings"),
        )


def _texts(data: Pairs[str, object], key: str) -> tuple[str, ...]:
    values = data.get(key, ())
    if not isinstance(values, (list, tuple)) or not all(isinstance(value, str) for value in values):
        raise MappingUnfit(key)
    return tuple(values)


def _pairs(data: Pairs[str, object], key: str) -> dict[str, str]:
    values = data.get(key, {})
    if not isinstance(values, dict) or not all(isinstance(value, str) for pair in values.items() for value in pair):
        raise MappingUnfit(key)
    return dict(values)
