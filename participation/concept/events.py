"""What happened to a concept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EditionBegun:
    """The next edition of a concept was begun: a draft that says what the adopted one (``base_id``) says."""

    edition_id: int
    base_id: int


@dataclass(frozen=True, slots=True)
class EditionAdopted:
    """A draft edition was adopted, and with it the measures of these ids.

    ``said`` is the resolution: "committee", "date" (ISO), "paper"; ``actor_id`` recorded it.
    """

    edition_id: int
    measure_ids: tuple[int, ...]
    actor_id: int | None
    said: Mapping[str, str]
