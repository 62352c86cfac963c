"""Steps that are put in again and again, and the prompts that ship for a kind of step in a phase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from participation.i18n import gettext, mark, speaking
from participation.workshop.agendas import AGENDAS, MOOD_NOW
from participation.workshop.models import Phase, StepKind
from participation.workshop.services.replanning import StepDraft

_PLANNED = AGENDAS["full"].steps
_BREAK = next(step.prompt for step in reversed(_PLANNED) if step.kind is StepKind.PAUSE)
_SHIPPED: Mapping[tuple[StepKind, Phase], str] = MappingProxyType(
    {(StepKind.SCALE, phase): MOOD_NOW for phase in Phase}
    | {(step.kind, step.phase): step.prompt for step in reversed(_PLANNED)}
    | {(StepKind.PAUSE, phase): _BREAK for phase in Phase}
)
"""The first step of its kind and phase in the full agenda gives the words; a break and a mood fit in every phase."""
_SETTINGS: Mapping[StepKind, Mapping[str, object]] = MappingProxyType(
    {StepKind.SCALE: MappingProxyType({"scale": "mood"})}
)


@dataclass(frozen=True, slots=True)
class TypicalStep:
    """A step that a moderator often puts in: its name on the button (a message), its kind and length."""

    label: str
    kind: StepKind
    minutes: int


TYPICAL: Mapping[str, TypicalStep] = MappingProxyType(
    {
        "break": TypicalStep(mark("A break of 10 minutes"), StepKind.PAUSE, 10),
        "collect": TypicalStep(mark("One more round of collecting"), StepKind.COLLECT, 10),
        "question": TypicalStep(mark("A one-dot question: the mood"), StepKind.SCALE, 2),
        "vote": TypicalStep(mark("One more vote"), StepKind.VOTE, 5),
    }
)


def shipped_texts(kind: StepKind, phase: Phase, languages: Sequence[str]) -> dict[str, str]:
    """Return the prompt that ships for a kind in a phase, by language tag; nothing where none ships."""
    prompt = _SHIPPED.get((kind, phase))
    if prompt is None:
        return {}
    texts = {}
    for tag in languages:
        with speaking(tag):
            texts[tag] = gettext(prompt)
    return texts


def typical_in(phase: Phase) -> dict[str, TypicalStep]:
    """Return the typical steps that have a prompt, and so a sense, in this phase."""
    return {name: step for name, step in TYPICAL.items() if (step.kind, phase) in _SHIPPED}


def draft_of(kind: StepKind, phase: Phase, minutes: int | None, prompts: Mapping[str, str]) -> StepDraft:
    """Return the draft of a step of this kind with the settings that its kind needs."""
    return StepDraft(kind, phase, minutes, prompts, _SETTINGS.get(kind, MappingProxyType({})))
