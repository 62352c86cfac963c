"""What the open data say of processes and of what their workshops have brought."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from participation.measures.models import PublicState
from participation.open_data.records.common import Lineage, Tag, Wording
from participation.workshop.models import Phase


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
