"""A city in which everything has happened, whose workshop is put at any step that a test wants to look at."""

from dataclasses import dataclass

from flask import Flask

from participation.kernel import clock
from participation.kernel.database import db
from participation.prioritisation.models import RoundState
from participation.prioritisation.queries import find_round
from participation.workshop.models import Phase, Step, StepKind, StepState, Workshop, WorkshopState
from tests.export.integration.lived import a_lived_workshop
from tests.factories import PASSWORD, run_step

__all__ = ["PASSWORD", "SCENES", "City", "Scene"]


@dataclass(frozen=True)
class Scene:
    """A step of the agenda: the ``place``-th of its kind and phase; its vote is closed unless ``open_vote``."""

    kind: StepKind
    phase: Phase
    place: int = 0
    open_vote: bool = False
    paused: bool = False
    over: bool = False


SCENES = {
    "welcome": Scene(StepKind.WELCOME, Phase.PREPARATION),
    "scale": Scene(StepKind.SCALE, Phase.PREPARATION, open_vote=True),
    "scale counted": Scene(StepKind.SCALE, Phase.PREPARATION),
    "collect": Scene(StepKind.COLLECT, Phase.CRITIQUE),
    "collect paused": Scene(StepKind.COLLECT, Phase.CRITIQUE, paused=True),
    "collect wishes": Scene(StepKind.COLLECT, Phase.FANTASY),
    "cluster": Scene(StepKind.CLUSTER, Phase.CRITIQUE),
    "vote": Scene(StepKind.VOTE, Phase.CRITIQUE, open_vote=True),
    "vote counted": Scene(StepKind.VOTE, Phase.CRITIQUE),
    "invert": Scene(StepKind.INVERT, Phase.FANTASY),
    "pause": Scene(StepKind.PAUSE, Phase.FANTASY),
    "plan": Scene(StepKind.PLAN, Phase.REALISATION),
    "plan read aloud": Scene(StepKind.PLAN, Phase.REALISATION, place=1),
    "check": Scene(StepKind.CHECK, Phase.REALISATION),
    "closing": Scene(StepKind.CLOSING, Phase.FOLLOW_UP),
    "over": Scene(StepKind.CLOSING, Phase.FOLLOW_UP, over=True),
}
"""Every kind of step, and what of it looks different at another time."""


class City:
    """The running server at ``address`` and, through ``app``, its database."""

    def __init__(self, app: Flask, address: str) -> None:
        self.app = app
        self.address = address
        with app.app_context():
            lived = a_lived_workshop()
            _add_a_break(lived.workshop)
            self.code = lived.workshop.code
            self.office = lived.office.name
            self.concept = lived.edition.concept_id
            self.measure = lived.measure.id
            self.goal = lived.edition.goals[0].id
            self.card = lived.inversions[0].cluster.placements[0].card_id

    def play(self, scene: Scene) -> None:
        """Put the workshop at this scene; pages that listen are told."""
        with self.app.app_context():
            workshop = db.session.query(Workshop).filter_by(code=self.code).one()
            step = run_step(workshop, scene.kind, scene.phase)
            if scene.place:
                step = _take_instead(step, scene.place)
            step.paused_at = clock.now() if scene.paused else None
            round_ = find_round(step.id)
            if round_ is not None:
                round_.state = RoundState.OPEN if scene.open_vote else RoundState.CLOSED
            workshop.state = WorkshopState.CLOSED if scene.over else WorkshopState.RUNNING
            workshop.stage_revision += 1
            db.session.commit()


def _take_instead(first: Step, place: int) -> Step:
    """Let a later step of the same kind and phase run instead of the first."""
    alike = [step for step in first.workshop.steps if (step.kind, step.phase) == (first.kind, first.phase)]
    step = alike[place]
    first.state = StepState.DONE
    step.state = StepState.RUNNING
    step.started_at = clock.now()
    first.workshop.current_step = step
    return step


def _add_a_break(workshop: Workshop) -> None:
    """Give the workshop the one kind of step that its short agenda lacks."""
    last = max(step.position for step in workshop.steps)
    workshop.steps.append(Step(position=last + 1, phase=Phase.FANTASY, kind=StepKind.PAUSE, minutes=10))
    db.session.commit()
