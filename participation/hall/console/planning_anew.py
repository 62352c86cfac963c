"""The sheets on which a moderator plans anew: one step with all that can be done to it, and a step to be put in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from participation.hall.console.agenda import AgendaRow, RowState, frame_of
from participation.hall.console.words import CONSEQUENCE_OF_COUNTING, leaving
from participation.prioritisation.models import RoundState
from participation.prioritisation.queries import find_round, list_rounds
from participation.workshop.models import Phase, Step, StepKind, StepState, Workshop
from participation.workshop.queries import following_step, get_step_by_id
from participation.workshop.services.shipped import TypicalStep, shipped_texts, typical_in

VOTES = frozenset({StepKind.VOTE, StepKind.SCALE})
USUAL_MINUTES = 10


@dataclass(frozen=True, slots=True)
class StepFile:
    """A step with what can be done to it now.

    ``leaves`` says what leaving the running step does (a message, or nothing), ``leaves_out`` which steps a jump there
    skips; ``counted`` whether its vote is counted and stays so.
    """

    row: AgendaRow
    lies_behind: bool
    lies_ahead: bool
    leaves: str
    leaves_out: Sequence[Step]
    counted: bool

    @property
    def can_be_changed(self) -> bool:
        """Whether its minutes can be changed."""
        return self.row.is_current or (self.lies_ahead and self.row.state is not RowState.AGAIN)

    @property
    def can_be_taken_out(self) -> bool:
        """Whether it was put in and has not begun."""
        return self.lies_ahead and self.row.step.is_inserted and not self.row.step.has_run


def step_file(workshop: Workshop, step_id: int) -> StepFile:
    """Return a step with what can be done to it; raises ``StepUnknown``."""
    step = get_step_by_id(workshop, step_id)
    current = workshop.current_step
    here = current.position if current else -1
    return StepFile(
        row=frame_of(workshop).rows[step.position],
        lies_behind=not workshop.is_over and step.position < here,
        lies_ahead=not workshop.is_over and step.position > here,
        leaves=CONSEQUENCE_OF_COUNTING if vote_runs(workshop) else leaving(current),
        leaves_out=[
            between for between in workshop.steps[here + 1 : step.position] if between.state is StepState.AHEAD
        ],
        counted=step.id in counted_steps(workshop),
    )


@dataclass(frozen=True, slots=True)
class NewStep:
    """The form of a step to be put in: what is chosen, what can be chosen, and the words that ship for it."""

    kind: StepKind
    phase: Phase
    before: int | None
    minutes: int
    places: Sequence[Step]
    typical: Mapping[str, TypicalStep]
    texts: Mapping[str, str]
    count: int


def new_step(workshop: Workshop, *, before: int | None, kind: StepKind, phase: Phase | None) -> NewStep:
    """Return the form; ``before`` is the id of the step before which the new one shall stand.

    ``None`` means before the one that comes next. The phase, when nobody has chosen one, is that of the step it
    follows.
    """
    current = workshop.current_step
    places = workshop.steps[current.position + 1 if current else 0 :]
    following = following_step(workshop.steps, current)
    place = next((step for step in places if step.id == before), following)
    follows = workshop.steps[max(0, (place.position if place else len(workshop.steps)) - 1)]
    here = current or workshop.steps[0]
    chosen = phase or follows.phase
    return NewStep(
        kind=kind,
        phase=chosen,
        before=place.id if place else None,
        minutes=USUAL_MINUTES,
        places=places,
        typical=typical_in(here.phase),
        texts=shipped_texts(kind, chosen, workshop.languages),
        count=len(workshop.steps),
    )


def vote_runs(workshop: Workshop) -> bool:
    """Whether going on would count a vote that still runs."""
    step = workshop.current_step
    if step is None or workshop.is_over or step.kind not in VOTES:
        return False
    round_ = find_round(step.id)
    return round_ is not None and round_.state is RoundState.OPEN


def counted_steps(workshop: Workshop) -> frozenset[int]:
    """Return the ids of the steps whose vote is counted; going there again shows its result."""
    if not any(step.has_run for step in workshop.steps if step.kind in VOTES):
        return frozenset()
    return frozenset(round_.step_id for round_ in list_rounds(workshop.id) if round_.state is RoundState.CLOSED)
