"""Words of the concept that have a fixed set of values."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType


class EditionState(StrEnum):
    """A state of the concept at a date."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    SUPERSEDED = "superseded"


class MeasureState(StrEnum):
    """Where a measure stands on its way from an idea to something done."""

    IDEA = "idea"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RECOMMENDED = "recommended"
    ADOPTED = "adopted"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    REJECTED = "rejected"
    POSTPONED = "postponed"


class SpatialReference(StrEnum):
    """Where a measure takes effect."""

    PLACE = "place"
    DISTRICT = "district"
    CITY = "city"
    REGION = "region"


class IntegrationPhase(StrEnum):
    """Which phase of integration a measure helps with."""

    BEFORE_IMMIGRATION = "before_immigration"
    FIRST_INTEGRATION = "first_integration"
    INCORPORATION = "incorporation"
    GROWING_TOGETHER = "growing_together"
    COHESION = "cohesion"


class VocabularyKind(StrEnum):
    """What a concept keeps words of its own for."""

    TARGET_GROUP = "target_group"
    ACTOR = "actor"
    FUNDING_SOURCE = "funding_source"
    INTEGRATION_PHASE = "integration_phase"
    SPATIAL_REFERENCE = "spatial_reference"


BUILT_IN_WORDS: Mapping[VocabularyKind, tuple[str, ...]] = MappingProxyType(
    {
        VocabularyKind.INTEGRATION_PHASE: tuple(phase.value for phase in IntegrationPhase),
        VocabularyKind.SPATIAL_REFERENCE: tuple(reference.value for reference in SpatialReference),
    }
)
"""The keys that a concept has until its office writes words of its own; all other kinds begin empty."""

KEYED = ("spatial_reference", "integration_phase")
"""Parts of a measure that hold the key of a word in the vocabulary of this kind; other kinds only suggest."""


def word_key(name: str, taken: Collection[str]) -> str:
    """Return a key for a new word of a vocabulary, told from its name and none of those that are taken."""
    stem = re.sub(r"\W+", "_", name.casefold()).strip("_")[:50] or "word"
    keys = (stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 3)))
    return next(key for key in keys if key not in taken)


class Direction(StrEnum):
    """Which way an indicator should move."""

    UP = "up"
    DOWN = "down"


MEASURE_TEXTS = (
    "title",
    "text",
    "lead",
    "partners",
    "time_frame",
    "costs",
    "funding_source",
    "first_step",
    "target_groups",
    "place",
    "indicator",
)
"""What a measure says in words: the names of its columns, of its entry in the tree and of its keys in files."""

MEASURE_DAYS = ("due_on", "funded_until")
"""Parts of a measure that are days: the deadline, and the day until which it is paid for."""

REQUIRED_FIELDS = ("title", "text", "lead", "time_frame", "costs", "indicator")
"""What a measure says at least: who does what, by when, with what money, seen by what (METHOD, Formulating)."""


LABEL = 120
"""Characters by which a measure without a title is called."""


def label_of(title: str, text: str) -> str:
    """Return a line to call a measure by: its title, else the beginning of its text."""
    return title or (text if len(text) <= LABEL else text[: LABEL - 3].rstrip() + "…")


def missing_fields(values: dict[str, str | None]) -> tuple[str, ...]:
    """Return the names of required fields that are empty; while there are any, the measure is a draft."""
    return tuple(name for name in REQUIRED_FIELDS if not (values.get(name) or "").strip())
