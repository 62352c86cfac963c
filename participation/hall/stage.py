"""The stage: what a page of the hall is drawn from."""

from dataclasses import dataclass

from participation.access.models import Participant
from participation.i18n import current_language
from participation.workshop.models import Phase, Step, StepKind, Workshop
from participation.workshop.rooms import rooms_run
from participation.workshop.standing import Standing, StandingStep


@dataclass(frozen=True, slots=True)
class SharedStage:
    """A workshop at its current step in one language. ``step`` is ``None`` before the first and after the end."""

    workshop: Workshop | Standing
    step: Step | StandingStep | None
    language: str

    @property
    def phase(self) -> Phase:
        """The phase of the step; before the first step preparation, after the last one follow-up."""
        if self.step is not None and not self.workshop.is_over:
            return self.step.phase
        return Phase.FOLLOW_UP if self.workshop.is_over else Phase.PREPARATION

    @property
    def kind(self) -> StepKind:
        """The kind of the step; a workshop that has not begun welcomes, one that is over closes."""
        if self.step is not None and not self.workshop.is_over:
            return self.step.kind
        return StepKind.CLOSING if self.workshop.is_over else StepKind.WELCOME

    @property
    def takes_input(self) -> bool:
        """Whether residents may contribute now."""
        return self.step is not None and not self.workshop.is_over and self.step.takes_input


@dataclass(frozen=True, slots=True)
class Stage(SharedStage):
    """A stage as one viewer sees it, with all that may be asked of its workshop.

    ``language`` is the tag of the viewer's language: a resident's own on the phone, the workshop's first one on the
    projector, German or English on the console.
    """

    workshop: Workshop
    step: Step | None
    language: str
    participant: Participant | None = None

    @property
    def is_adjourned(self) -> bool:
        """Whether the workshop is interrupted, and goes on at another date."""
        return self.workshop.adjourned_until is not None and not self.workshop.is_over

    @property
    def in_rooms(self) -> bool:
        """Whether the step is held in the rooms of this plenum now."""
        return rooms_run(self.workshop)


def stage_of(workshop: Workshop, participant: Participant | None = None, language: str | None = None) -> Stage:
    """Return the stage as the reader of this request sees it, or in another ``language``."""
    return Stage(workshop, workshop.current_step, language or current_language().tag, participant)


def shared_stage(standing: Standing) -> SharedStage:
    """Return the stage in the language of this request, of which nothing belongs to a person."""
    return SharedStage(standing, standing.current_step, current_language().tag)
