"""What the open data say of a concept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from participation.i18n.wording import TranslationState
from participation.measures.models import PublicState
from participation.open_data.records.common import Lineage, Number, Tag


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition that was adopted."""

    title: str
    adopted_on: date | None
    committee: str
    paper_number: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the concept's vocabulary."""

    kind: Annotated[str, "what it is a word for, such as target_group or spatial_reference"]
    key: Annotated[str, "what measures keep"]
    name: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept in its adopted edition."""

    id: int
    title: str
    city: str
    language: Annotated[str, "the language of all its texts (BCP 47)"]
    levels: Annotated[tuple[str, ...], "names of the levels of goals, the outermost first"]
    edition: Edition
    vocabulary: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class FieldOfAction:
    """A field of action, in the order of the concept."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Translation:
    """A text of the concept in another language, wherever in the concept the original stands."""

    original: Annotated[str, "as the concept says it; blanks and line ends do not count"]
    language: Tag
    text: str
    translation: Annotated[TranslationState, "how far it can be trusted: machine, human or approved by the office"]


@dataclass(frozen=True, slots=True)
class FurtherPlace:
    """A further place at which a goal is printed."""

    parent: Lineage
    number: Number


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal, phrased as already reached; in a list in the order of print."""

    id: Lineage
    number: Number
    level: Annotated[int, "from 0, the outermost"]
    level_name: str
    text: str
    parent: Annotated[str | None, "the goal above it"]
    further_places: tuple[FurtherPlace, ...]
    fields: Annotated[tuple[int, ...], "fields of action"]
    indicators: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """A reading of an indicator."""

    at: date
    value: float


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a goal is measured by, with all its readings, the earliest first."""

    id: Lineage
    goal: Lineage
    name: str
    unit: str
    direction: Annotated[str | None, "up or down: which way it should move"]
    source: str
    baseline: str
    target: str
    values: tuple[IndicatorValue, ...]


@dataclass(frozen=True, slots=True)
class MeasurePlace:
    """A goal that a measure serves, and the number printed there."""

    goal: Lineage
    number: Number


@dataclass(frozen=True, slots=True)
class Origin:
    """The workshop that a measure came from, with rank and dots of its plan there."""

    workshop: Annotated[str, "its title"]
    rank: int | None
    points: int | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the adopted edition, from its adoption on."""

    id: Lineage
    title: Annotated[str, "empty where the concept prints none"]
    text: str
    state: PublicState
    state_name: Annotated[str, "the state in words, in the language that was asked for"]
    state_reason: Annotated[str, "why it was postponed or rejected"]
    goals: tuple[MeasurePlace, ...]
    fields: Annotated[tuple[int, ...], "fields of action of its own; without any, those of its goals"]
    lead: str
    partners: str
    time_frame: str
    due_on: date | None
    costs: str
    funding_source: str
    funded_until: date | None
    first_step: str
    target_groups: str
    spatial_reference: Annotated[str | None, "key of a word of the vocabulary"]
    place: str
    integration_phase: Annotated[str | None, "key of a word of the vocabulary"]
    indicator: str
    origin: Origin | None
    changed_at: datetime
