"""Planning anew what lies ahead, while the workshop is led: skip, insert, take out, give other minutes.

What has begun is never touched here. A step that was planned stays in the agenda, skipped or not, so that the
documentation tells how the plan and the day differed; only what was inserted can be taken out again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlalchemy import select, update

from participation.access.models import StaffUser
from participation.kernel.database import db
from participation.workshop.domain import check_ahead, check_minutes
from participation.workshop.errors import NoPrompt, PromptTooLong, StageMoved, StepBegun, StepPlanned, WorkshopOver
from participation.workshop.models import Phase, Step, StepKind, StepPrompt, StepState, Workshop
from participation.workshop.services.agenda import after_move
from participation.workshop.services.holding import hold_agenda

LONGEST_PROMPT = 500
"""Characters of a prompt; phone and projector show about 90 well."""


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step to be put in. ``prompts`` are texts by language tag; ``settings`` are what its kind needs."""

    kind: StepKind
    phase: Phase
    minutes: int | None
    prompts: Mapping[str, str]
    settings: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


def skip_step(step: Step, actor: StaffUser | None) -> None:
    """Mark a step that lies ahead as skipped: the next move passes over it. Skipping twice changes nothing.

    Raises ``StepBegun`` for a step that runs or was done, ``WorkshopOver``.
    """
    _check_replannable(step)
    if step.state is StepState.DONE:
        raise StepBegun
    if step.state is StepState.AHEAD:
        step.state = StepState.SKIPPED
        after_move(step.workshop, actor, "skip_step", position=step.position)


def unskip_step(step: Step, actor: StaffUser | None) -> None:
    """Take a skip back as long as the step lies ahead. Raises ``StepBegun`` when the agenda is past it."""
    _check_replannable(step)
    if step.state is StepState.SKIPPED:
        step.state = StepState.AHEAD
        after_move(step.workshop, actor, "unskip_step", position=step.position)


def change_minutes(step: Step, minutes: int | None, actor: StaffUser | None) -> None:
    """Let a step that runs or lies ahead last so many minutes altogether; the plan keeps its own for comparison.

    Raises ``MinutesUnfit``, ``StepBegun`` for a step that was left, ``WorkshopOver``.
    """
    wanted = check_minutes(minutes)
    hold_agenda(step.workshop)
    runs = step.state is StepState.RUNNING and step is step.workshop.current_step
    if not runs:
        _check_replannable(step)
        if step.has_run:
            raise StepBegun
    if wanted != step.whole_minutes:
        step.extended_minutes = wanted - step.minutes
        after_move(step.workshop, actor, "change_minutes", position=step.position, minutes=wanted)


def insert_step(
    workshop: Workshop, position: int, draft: StepDraft, actor: StaffUser | None, *, seen_count: int | None = None
) -> Step:
    """Put a step in at ``position`` (from 0; the number of steps means the end), anywhere ahead of the current one.

    ``seen_count`` is the number of steps that was seen, so that a double press, or a second person with the same
    thought, does not put it in twice.

    Raises ``StageMoved``, ``StepBegun`` for a place that is behind, ``MinutesUnfit``, ``NoPrompt`` without a prompt in
    the workshop's first language, ``PromptTooLong``, ``WorkshopOver``.
    """
    hold_agenda(workshop)
    if workshop.is_over:
        raise WorkshopOver
    if seen_count is not None and seen_count != len(workshop.steps):
        raise StageMoved
    place = min(position, len(workshop.steps))
    check_ahead(workshop.current_step.position if workshop.current_step else None, place)
    step = Step(
        position=place,
        phase=draft.phase,
        kind=draft.kind,
        minutes=check_minutes(draft.minutes),
        settings={**draft.settings, "inserted": True},
        prompts=_checked_prompts(workshop, draft.prompts),
    )
    _renumber(workshop, place, 1)
    step.workshop_id = workshop.id
    db.session.add(step)
    db.session.flush()
    _read_again(workshop)
    after_move(workshop, actor, "insert_step", position=place, kind=draft.kind.value, phase=draft.phase.value)
    return step


def remove_step(step: Step, actor: StaffUser | None) -> None:
    """Take out a step that was put in by mistake, as long as it has not begun.

    Raises ``StepPlanned`` for a step of the plan, ``StepBegun``, ``WorkshopOver``.
    """
    _check_replannable(step)
    if step.has_run:
        raise StepBegun
    if not step.is_inserted:
        raise StepPlanned
    workshop, position, kind = step.workshop, step.position, step.kind.value
    db.session.delete(step)
    db.session.flush()
    _renumber(workshop, position, -1)
    _read_again(workshop)
    after_move(workshop, actor, "remove_step", position=position, kind=kind)


def _check_replannable(step: Step) -> None:
    workshop = step.workshop
    hold_agenda(workshop)
    if workshop.is_over:
        raise WorkshopOver
    check_ahead(workshop.current_step.position if workshop.current_step else None, step.position)


def _checked_prompts(workshop: Workshop, texts: Mapping[str, str]) -> list[StepPrompt]:
    written = {tag: texts.get(tag, "").strip() for tag in workshop.languages}
    if not written[workshop.language]:
        raise NoPrompt
    if any(len(text) > LONGEST_PROMPT for text in written.values()):
        raise PromptTooLong(LONGEST_PROMPT)
    return [StepPrompt(language=tag, text=text) for tag, text in written.items() if text]


def _renumber(workshop: Workshop, first: int, by: int) -> None:
    """Shift the positions from ``first`` on.

    They pass through negative numbers: a position is unique within its workshop at every moment, also in the middle
    of one statement (SQLite and PostgreSQL check it row by row).
    """
    of_workshop = update(Step).where(Step.workshop_id == workshop.id).execution_options(synchronize_session=False)
    db.session.flush()
    db.session.execute(of_workshop.where(Step.position >= first).values(position=-1 - (Step.position + by)))
    db.session.execute(of_workshop.where(Step.position < 0).values(position=-1 - Step.position))


def _read_again(workshop: Workshop) -> None:
    """Read the agenda as it is numbered now."""
    numbered = select(Step).where(Step.workshop_id == workshop.id).execution_options(populate_existing=True)
    db.session.scalars(numbered).all()
    db.session.expire(workshop, ["steps"])
