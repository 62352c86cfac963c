"""Where a workshop stands: what phones ask again and again, read in one light statement and decoded once.

Each request reads the complete rows. Only what they are decoded to is kept, by those very rows: so it cannot be stale,
and nobody has to say that something has changed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import String, Text, bindparam, cast, exists, select, type_coerce

from participation.kernel.reading import read_rows
from participation.workshop.domain import Pace, Phase, StepKind, StepRules, StepState, WorkshopState
from participation.workshop.errors import WorkshopUnknown
from participation.workshop.models import PromptDraft, Room, Step, StepPrompt, Workshop, WorkshopTable
from participation.workshop.prompts import ShownPrompt, choose_prompt
from participation.workshop.queries import normalise_code

MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class Draft:
    """What a machine makes of a prompt in another language."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """The prompt of a step in one language."""

    language: str
    text: str
    drafts: Sequence[Draft] = ()


@dataclass(frozen=True, slots=True, eq=False)
class StandingStep(StepRules):
    """The current step."""

    id: int
    position: int
    phase: Phase
    kind: StepKind
    minutes: int
    settings: Mapping[str, Any]
    state: StepState
    started_at: datetime | None
    extended_minutes: int
    paused_at: datetime | None
    paused_seconds: int
    prompts: Sequence[Prompt]
    first_language: str

    def prompt_in(self, language: str) -> ShownPrompt | None:
        """Return the prompt for somebody who reads ``language``."""
        return choose_prompt(self.prompts, self.first_language, language)


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A workshop with its current step. Nothing in it belongs to a person.

    Two are the same when they are one object: the same rows are always decoded to the same one.
    """

    id: int
    code: str
    title: str
    state: WorkshopState
    languages: Sequence[str]
    premoderated: bool
    questions: Mapping[str, Any]
    stage_revision: int
    pace: Pace | None
    is_room: bool
    has_tables: bool
    invited_only: bool
    adjourned_until: datetime | None
    current_step: StandingStep | None = field(repr=False)

    @property
    def is_over(self) -> bool:
        """Whether the agenda has been walked to its end."""
        return self.state in {WorkshopState.CLOSED, WorkshopState.ARCHIVED}

    @property
    def stands_alone(self) -> bool:
        """Whether it is neither split into rooms nor the room of another one."""
        return self.pace is None and not self.is_room


_WORKSHOP = (
    Workshop.id,
    Workshop.code,
    Workshop.title,
    type_coerce(Workshop.state, String),
    cast(Workshop.languages, Text),
    Workshop.premoderated,
    cast(Workshop.questions, Text),
    Workshop.stage_revision,
    type_coerce(Workshop.pace, String),
    exists().where(Room.workshop_id == Workshop.id),
    exists().where(WorkshopTable.workshop_id == Workshop.id),
    Workshop.invited_only,
    Workshop.adjourned_until,
)
_STEP = (
    Step.id,
    Step.position,
    type_coerce(Step.phase, String),
    type_coerce(Step.kind, String),
    Step.minutes,
    cast(Step.settings, Text),
    type_coerce(Step.state, String),
    Step.started_at,
    Step.extended_minutes,
    Step.paused_at,
    Step.paused_seconds,
)
_PROMPT = (StepPrompt.language, StepPrompt.text, PromptDraft.language, PromptDraft.text)
_ROWS = (
    select(*_WORKSHOP, *_STEP, *_PROMPT)
    .select_from(Workshop)
    .outerjoin(Step, Step.id == Workshop.current_step_id)
    .outerjoin(StepPrompt, StepPrompt.step_id == Step.id)
    .outerjoin(PromptDraft, PromptDraft.prompt_id == StepPrompt.id)
    .where(Workshop.code == bindparam("code"))
    .order_by(StepPrompt.id, PromptDraft.language)
)
"""Without the object mapper, and with enumerations and JSON as they are written: both cost more than the database."""


def get_standing(code: str) -> Standing:
    """Return where the workshop with this join code stands now; raises ``WorkshopUnknown``."""
    rows = read_rows(_ROWS, {"code": normalise_code(code)})
    if not rows:
        raise WorkshopUnknown(code)
    return _decode(tuple(map(tuple, rows)))


@lru_cache(maxsize=MOST_KEPT)
def _decode(rows: tuple[tuple[Any, ...], ...]) -> Standing:
    """Return what the rows say: one for each prompt and draft of the current step, alike in everything else."""
    of_workshop, of_step = rows[0][: len(_WORKSHOP)], rows[0][len(_WORKSHOP) : -len(_PROMPT)]
    id_, code, title, state, languages, premoderated, questions, revision, *of_doors = of_workshop
    pace, is_room, has_tables, invited_only, adjourned_until = of_doors
    tags = tuple(json.loads(languages))
    prompts = _decode_prompts([row[-len(_PROMPT) :] for row in rows])
    return Standing(
        id=id_,
        code=code,
        title=title,
        state=WorkshopState(state),
        languages=tags,
        premoderated=premoderated,
        questions=json.loads(questions),
        stage_revision=revision,
        pace=Pace(pace) if pace else None,
        is_room=bool(is_room),
        has_tables=bool(has_tables),
        invited_only=bool(invited_only),
        adjourned_until=adjourned_until,
        current_step=_decode_step(of_step, prompts, tags[0]) if of_step[0] is not None else None,
    )


def _decode_prompts(rows: Sequence[Sequence[Any]]) -> Sequence[Prompt]:
    drafts: dict[tuple[str, str], list[Draft]] = {}
    for language, text, draft_language, draft in rows:
        if text is not None:
            known = drafts.setdefault((language, text), [])
            known += [Draft(draft_language, draft)] if draft is not None else []
    return tuple(Prompt(*worded, tuple(proposed)) for worded, proposed in drafts.items())


def _decode_step(row: Sequence[Any], prompts: Sequence[Prompt], first_language: str) -> StandingStep:
    id_, position, phase, kind, minutes, settings, state, started_at, extended, paused_at, paused_seconds = row
    return StandingStep(
        id=id_,
        position=position,
        phase=Phase(phase),
        kind=StepKind(kind),
        minutes=minutes,
        settings=json.loads(settings),
        state=StepState(state),
        started_at=started_at,
        extended_minutes=extended,
        paused_at=paused_at,
        paused_seconds=paused_seconds,
        prompts=prompts,
        first_language=first_language,
    )
