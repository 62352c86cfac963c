"""Walking the agenda: one step runs at a time, its clock is kept, the later of two moves is told."""

from datetime import UTC, datetime, timedelta

import pytest

from participation.access.queries import list_log
from participation.kernel import clock
from participation.kernel.transaction import transaction
from participation.workshop.errors import StageMoved, StepClosed, StepUnknown, WorkshopOver
from participation.workshop.models import StepState, WorkshopState
from participation.workshop.services import (
    close_workshop,
    extend_step,
    move_stage,
    open_workshop,
    pause_step,
    resume_step,
)
from tests.factories import a_moderator, a_workshop

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def workshop(database):
    return a_workshop(state=WorkshopState.PLANNED)


@pytest.fixture
def moderator(workshop):
    return a_moderator(workshop)


@pytest.fixture
def set_clock(monkeypatch):
    def to(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    to(NOON)
    return to


def states(workshop):
    return [step.state for step in workshop.steps[:4]]


def test_opening_lets_people_in_before_the_first_step(workshop, moderator):
    with transaction():
        open_workshop(workshop, moderator)
    assert (workshop.state, workshop.current_step) == (WorkshopState.OPEN, None)


def test_next_begins_the_first_step(workshop, moderator):
    with transaction():
        step = move_stage(workshop, None, moderator)
    assert (step.position, workshop.state) == (0, WorkshopState.RUNNING)


def test_next_ends_one_step_and_begins_the_following(workshop, moderator):
    with transaction():
        move_stage(workshop, None, moderator)
        move_stage(workshop, None, moderator)
    assert states(workshop) == [StepState.DONE, StepState.RUNNING, StepState.AHEAD, StepState.AHEAD]


def test_jump_marks_the_steps_between_as_skipped(workshop, moderator):
    with transaction():
        move_stage(workshop, None, moderator)
        move_stage(workshop, 3, moderator)
    assert states(workshop) == [StepState.DONE, StepState.SKIPPED, StepState.SKIPPED, StepState.RUNNING]


def test_going_back_lets_a_step_run_again_with_its_own_time(workshop, moderator, set_clock):
    with transaction():
        move_stage(workshop, None, moderator)
        move_stage(workshop, None, moderator)
    set_clock(NOON + timedelta(minutes=7))
    with transaction():
        step = move_stage(workshop, 0, moderator, reason="Somebody came late")
    assert step.ends_at == NOON + timedelta(minutes=17)
    assert list_log(workshop.id)[0].reason == "Somebody came late"


def test_walking_past_the_end_closes_the_workshop(workshop, moderator):
    with transaction():
        move_stage(workshop, len(workshop.steps) - 1, moderator)
        assert move_stage(workshop, None, moderator) is None
    assert workshop.state is WorkshopState.CLOSED
    assert workshop.steps[-1].state is StepState.DONE


def test_of_two_consoles_that_press_next_the_second_is_told(workshop, moderator):
    with transaction():
        move_stage(workshop, None, moderator, seen_step=0)
    with pytest.raises(StageMoved), transaction():
        move_stage(workshop, None, moderator, seen_step=0)
    assert workshop.current_step.position == 0


def test_more_time_given_meanwhile_does_not_make_a_move_wrong(workshop, moderator):
    with transaction():
        step = move_stage(workshop, None, moderator)
        extend_step(workshop, 5, moderator)
        following = move_stage(workshop, None, moderator, seen_step=step.id)
    assert following.position == 1


@pytest.mark.parametrize("position", [-1, 12, 99])
def test_position_outside_the_agenda_is_refused(workshop, moderator, position):
    with pytest.raises(StepUnknown), transaction():
        move_stage(workshop, position, moderator)


def test_closed_workshop_cannot_be_walked(workshop, moderator):
    with transaction():
        close_workshop(workshop, moderator)
    with pytest.raises(WorkshopOver), transaction():
        move_stage(workshop, 0, moderator)


def test_extending_moves_the_end(workshop, moderator, set_clock):
    with transaction():
        step = move_stage(workshop, None, moderator)
        extend_step(workshop, 5, moderator)
    assert step.ends_at == NOON + timedelta(minutes=15)


def test_pause_stops_clock_and_input_and_moves_the_end(workshop, moderator, set_clock):
    with transaction():
        step = move_stage(workshop, None, moderator)
        pause_step(workshop, moderator)
    assert (step.ends_at, step.takes_input) == (None, False)
    set_clock(NOON + timedelta(minutes=4))
    with transaction():
        resume_step(workshop, moderator)
    assert (step.ends_at, step.takes_input) == (NOON + timedelta(minutes=14), True)


def test_clock_of_a_workshop_that_has_not_begun_cannot_be_touched(workshop, moderator):
    with pytest.raises(StepClosed), transaction():
        extend_step(workshop, 5, moderator)


def test_every_move_raises_the_stage_revision_and_is_logged(workshop, moderator):
    before = workshop.stage_revision
    with transaction():
        open_workshop(workshop, moderator)
        move_stage(workshop, None, moderator)
    assert workshop.stage_revision == before + 2
    assert [entry.action for entry in list_log(workshop.id)] == ["move_stage", "open_workshop"]
