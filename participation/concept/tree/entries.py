"""The values of a concept tree. Texts are plain, without spaces around them; a line break in a text is a newline."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a draft measure came from: printed at a draft, read back on import. `points` are dots of a vote."""

    workshop: str
    rank: int | None = None
    points: int | None = None


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """A measure under one goal; one that serves several goals stands under each of them with equal content.

    `title` is empty for measures of a document without titles, `number` is as printed ("1") or None.
    `due_on` and `funded_until` are days (ISO 8601) or empty; a chapter does not print them, its JSON form does.
    `state` is one of the states of `chapter.STATES`; `spatial_reference` and `integration_phase` are keys of the
    concept's vocabulary or empty. `fields` are fields of action of the measure itself; empty means: those of its goal.
    """

    text: str = ""
    title: str = ""
    number: str | None = None
    state: str = "adopted"
    origin: Origin | None = None
    lead: str = ""
    partners: str = ""
    time_frame: str = ""
    due_on: str = ""
    costs: str = ""
    funding_source: str = ""
    funded_until: str = ""
    first_step: str = ""
    target_groups: str = ""
    spatial_reference: str = ""
    place: str = ""
    integration_phase: str = ""
    indicator: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueEntry:
    """One reading of an indicator: the day it stands for (ISO 8601) and the figure in the indicator's unit."""

    at: str
    value: float


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """What a goal is measured by; `direction` is "up", "down" or empty, `values` are in the order of their days."""

    name: str
    unit: str = ""
    direction: str = ""
    source: str = ""
    baseline: str = ""
    target: str = ""
    values: tuple[ValueEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalEntry:
    """A node of the tree with its printed number ("1.1", without a closing dot) or None.

    A goal that is printed under several goals stands in full at its first place. At each further one it is
    `repeated`: it has its number there and the same text, and nothing else. The first goal of its level with this
    text that is not repeated itself is the one that is meant.
    """

    number: str | None
    text: str
    fields: tuple[str, ...] = ()
    measures: tuple[MeasureEntry, ...] = ()
    indicators: tuple[IndicatorEntry, ...] = ()
    children: tuple[GoalEntry, ...] = ()
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class WordEntry:
    """A word of the concept's own vocabulary: `kind` as in `domain.VocabularyKind`, the key that measures keep."""

    kind: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class ConceptTree:
    """One edition of a concept. `levels` names the depths from the top; `language` is a BCP 47 tag."""

    title: str
    language: str
    levels: tuple[str, ...]
    fields_of_action: tuple[str, ...]
    goals: tuple[GoalEntry, ...]
    city: str = ""
    edition: str = ""
    vocabulary: tuple[WordEntry, ...] = ()
