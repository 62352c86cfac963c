"""Words of the concept that have a fixed set of values."""

from enum import StrEnum


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

REQUIRED_FIELDS = ("title", "text", "lead", "time_frame", "costs", "indicator")
"""What a measure says at least: who does what, by when, with what money, seen by what (METHOD, Formulating)."""


def missing_fields(values: dict[str, str | None]) -> tuple[str, ...]:
    """Return the names of required fields that are empty; while there are any, the measure is a draft."""
    return tuple(name for name in REQUIRED_FIELDS if not (values.get(name) or "").strip())
