"""Ids of one database and numbers of a bundle: the one never leaves the house, the other never enters it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from participation.access.models import Participant
from participation.contributions.models import Card, Cluster, Inversion
from participation.measures.models import Plan
from participation.workshop.models import Step, Workshop, WorkshopTable


@dataclass(frozen=True, slots=True)
class Numbers:
    """The bundle's number of every row by its id. Steps and tables are called by their positions."""

    steps: dict[int, int]
    tables: dict[int, int]
    participants: dict[int, int]
    clusters: dict[int, int]
    inversions: dict[int, int]
    cards: dict[int, int]
    plans: dict[int, int]


@dataclass(slots=True)
class Stored:
    """The rows that a bundle has become, by its numbers; filled while it is stored."""

    workshop: Workshop
    steps: dict[int, Step] = field(default_factory=dict)
    tables: dict[int, WorkshopTable] = field(default_factory=dict)
    participants: dict[int, Participant] = field(default_factory=dict)
    clusters: dict[int, Cluster] = field(default_factory=dict)
    inversions: dict[int, Inversion] = field(default_factory=dict)
    cards: dict[int, Card] = field(default_factory=dict)
    plans: dict[int, Plan] = field(default_factory=dict)

    def table_id(self, number: int | None) -> int | None:
        """Return the id of a table, or nothing for nothing."""
        return None if number is None else self.tables[number].id

    def participant_id(self, number: int | None) -> int | None:
        """Return the id of a participant, or nothing for nothing."""
        return None if number is None else self.participants[number].id

    def cluster_id(self, number: int | None) -> int | None:
        """Return the id of a cluster, or nothing for nothing."""
        return None if number is None else self.clusters[number].id

    def inversion_id(self, number: int | None) -> int | None:
        """Return the id of an inversion, or nothing for nothing."""
        return None if number is None else self.inversions[number].id


def numbered(ids: Iterable[int]) -> dict[int, int]:
    """Number rows from 1 in their order."""
    return {row_id: number for number, row_id in enumerate(ids, start=1)}


def said(moment: datetime | None) -> str | None:
    """Write a moment as ISO 8601 in UTC."""
    return None if moment is None else moment.isoformat()


def heard(moment: str | None) -> datetime | None:
    """Read a moment that `said` wrote."""
    return None if moment is None else datetime.fromisoformat(moment)
