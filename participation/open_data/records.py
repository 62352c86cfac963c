"""What the open data say, one class a kind of thing: both the answers and their description are made from these."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Generic, TypeVar

from participation.contributions.models import TranslationState
from participation.open_data.domain import PublicState
from participation.workshop.models import Phase

Item = TypeVar("Item")

Lineage = Annotated[str, "the same in every edition of the concept"]
Number = Annotated[str | None, "as printed; null where nothing is printed"]
Tag = Annotated[str, "language tag (BCP 47); de-x-leicht is easy German"]


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A part of a list; the other parts are named by Link headers."""

    total: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence under which the city publishes its data."""

    name: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Start:
    """What there is."""

    city: str
    licence: Annotated[Licence | None, "null: the city has named none"]
    lists: Annotated[dict[str, str], "addresses of the lists to begin with"]
    description: Annotated[str, "address of this description (OpenAPI 3.1)"]
    schemas: Annotated[dict[str, str], "addresses of the JSON Schemas of files that can be imported"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as somebody reads it who asks for this language."""

    text: str
    language: Tag
    translation: Annotated[TranslationState | None, "how far the translation can be trusted; null: the original"]


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


@dataclass(frozen=True, slots=True)
class ProcessDate:
    """A date on the timeline of a process, in the city's time."""

    title: str
    language: Tag
    day: date
    last_day: date | None
    begins: datetime | None
    place: str
    workshop: Annotated[str | None, "code of the workshop whose results are public"]


@dataclass(frozen=True, slots=True)
class Process:
    """The way to one edition of a concept."""

    id: int
    title: str
    title_language: Tag
    description: str
    description_language: Tag
    concept: Annotated[int | None, "null while it has no adopted edition"]
    workshops: Annotated[tuple[str, ...], "codes of the workshops whose results are public"]


@dataclass(frozen=True, slots=True)
class Room:
    """A room of a large workshop: a workshop with results of its own."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Workshop:
    """A workshop that is over."""

    code: str
    title: str
    language: Tag
    place: str
    planned_for: datetime | None
    closed_at: datetime | None
    process: int
    plenum: Annotated[str | None, "of a room: the code of the workshop that it was a part of"]
    rooms: tuple[Room, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A topic: cards that belong together under a title. ``dissent`` are the lightning marks on it."""

    id: int
    phase: Phase
    title: Wording
    cards: Annotated[tuple[int, ...], "cards that everybody may see, also those that stayed in the rooms"]
    dissent: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A contribution that everybody may see, in the order of arrival."""

    id: int
    phase: Phase
    text: Wording
    original: Wording
    redacted: Annotated[bool, "whether what told about a person was taken out"]
    clusters: Annotated[tuple[int, ...], "empty: a theme of its own"]


@dataclass(frozen=True, slots=True)
class VoteOption:
    """What could be voted for, under the title that it had when the vote opened."""

    cluster: int | None
    plan: int | None
    title: Wording
    points: int
    rank: Annotated[int | None, "shared by equal options; null where nobody voted"]
    tied: bool


@dataclass(frozen=True, slots=True)
class Vote:
    """A dot vote that is closed, its options from the strongest on."""

    id: int
    phase: Phase
    dots: Annotated[int, "dots that each person had"]
    limit: Annotated[int, "dots that one option could get from one person"]
    closed_at: datetime | None
    options: tuple[VoteOption, ...]


@dataclass(frozen=True, slots=True)
class PlanText:
    """A field of a canvas that was filled in."""

    name: Annotated[str, "what, why, who, with_whom, first_step, by_when, needs or obstacles"]
    text: str
    language: Tag


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: how one or more wishes could be done."""

    id: int
    title: Wording
    wishes: Annotated[tuple[int, ...], "clusters that it works out"]
    texts: tuple[PlanText, ...]
    measures: Annotated[tuple[str, ...], "public measures that it led to"]


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A public measure that a workshop led to, as it stands today."""

    id: Lineage
    concept: int
    label: str
    state: PublicState
    state_name: str
    plans: tuple[int, ...]
