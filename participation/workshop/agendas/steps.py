"""What an agenda is made of: its steps, with prompts as messages that are not translated yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from participation.workshop.domain import Phase, StepKind


@dataclass(frozen=True, slots=True)
class StepTemplate:
    """One step of an agenda: what happens, for how many minutes, and the prompt that everybody reads.

    ``settings`` are what a step kind cannot derive from its phase: ``{"scale": "mood"}`` names the
    scale of a one-dot question, ``{"presentation": True}`` turns a plan step into reading the plans aloud
    (nobody writes any more), ``{"cafe_round": 2}`` makes a round of a World Café of a collecting step,
    ``{"by_table": True}`` sorts its harvest by table, ``{"theme": "…"}`` names the theme of an expert forum,
    ``{"stand": True}`` collects for days without a moderator. Votes have none: options come from the phase,
    dots from the number of options. ``values`` fill the placeholders of the prompt.
    """

    phase: Phase
    kind: StepKind
    minutes: int
    prompt: str
    settings: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class AgendaTemplate:
    """A whole agenda by name; ``minutes`` is the length of the event and the sum of its steps.

    ``premoderated`` says that cards wait for the office, because nobody leads.
    """

    name: str
    title: str
    minutes: int
    steps: tuple[StepTemplate, ...]
    premoderated: bool = False


@dataclass(frozen=True, slots=True)
class HelpingQuestion:
    """A label of a form and the one question that helps to fill it."""

    label: str
    question: str
