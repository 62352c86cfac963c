"""Planned and real times of an agenda, and the next move in words. No database."""

from datetime import UTC, datetime, timedelta

import pytest

from participation.hall.console.agenda import frame_of
from participation.hall.console.words import (
    CONSEQUENCE_OF_CLOSING,
    CONSEQUENCE_OF_COUNTING,
    CONSEQUENCE_OF_ENTERING,
    CONSEQUENCE_OF_LEAVING,
    CONSEQUENCE_OF_PRESENTING,
)
from participation.kernel import clock
from participation.workshop.models import Phase, Step, StepKind, StepState, Workshop, WorkshopState

SIX = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
KINDS = (StepKind.WELCOME, StepKind.COLLECT, StepKind.CLUSTER, StepKind.VOTE)


@pytest.fixture
def at(monkeypatch):
    def set_clock(minutes):
        monkeypatch.setattr(clock, "now", lambda: SIX + timedelta(minutes=minutes))

    return set_clock


def a_workshop(kinds=KINDS, **values):
    workshop = Workshop(state=WorkshopState.OPEN, languages=["de"], **values)
    workshop.steps = [
        Step(
            position=position,
            phase=Phase.CRITIQUE,
            kind=kind,
            minutes=10,
            settings={},
            state=StepState.AHEAD,
            extended_minutes=0,
            paused_seconds=0,
        )
        for position, kind in enumerate(kinds)
    ]
    return workshop


def run(workshop, position, started):
    """Let the step run since so many minutes after six; those before took ten minutes each."""
    for step in workshop.steps[:position]:
        step.state = StepState.DONE
        step.started_at = SIX + timedelta(minutes=10 * step.position)
        step.ended_at = step.started_at + timedelta(minutes=10)
    step = workshop.steps[position]
    step.state = StepState.RUNNING
    step.started_at = SIX + timedelta(minutes=started)
    workshop.current_step = step
    workshop.state = WorkshopState.RUNNING
    return step


def test_workshop_that_has_not_begun_ends_as_planned(at):
    at(-30)
    frame = frame_of(a_workshop(planned_for=SIX))
    assert (frame.planned_end, frame.expected_end, frame.drift) == (SIX + timedelta(minutes=40),) * 2 + (0,)


def test_late_start_is_drift(at):
    at(12)
    workshop = a_workshop(planned_for=SIX)
    run(workshop, 0, started=7)
    assert frame_of(workshop).drift == 7


def test_added_minutes_move_the_end_and_the_steps_to_come(at):
    at(12)
    workshop = a_workshop(planned_for=SIX)
    run(workshop, 1, started=10).extended_minutes = 5
    frame = frame_of(workshop)
    assert (frame.drift, frame.rows[2].begins_at) == (5, SIX + timedelta(minutes=25))


def test_step_that_has_run_over_pushes_the_end_on(at):
    at(24)
    workshop = a_workshop(planned_for=SIX)
    run(workshop, 1, started=10)
    frame = frame_of(workshop)
    assert (frame.drift, frame.time_left) == (4, timedelta(minutes=-4))


def test_pause_stops_the_time_left_and_moves_the_end(at):
    at(18)
    workshop = a_workshop(planned_for=SIX)
    run(workshop, 1, started=10).paused_at = SIX + timedelta(minutes=13)
    frame = frame_of(workshop)
    assert (frame.time_left, frame.drift) == (timedelta(minutes=7), 5)


def test_rehearsal_on_another_day_is_measured_by_its_own_start(at):
    at(5)
    workshop = a_workshop(planned_for=SIX + timedelta(days=3))
    run(workshop, 0, started=0)
    assert frame_of(workshop).drift == 0


def test_done_step_says_how_long_it_took(at):
    at(22)
    workshop = a_workshop(planned_for=SIX)
    run(workshop, 2, started=20)
    workshop.steps[1].ended_at = workshop.steps[1].started_at + timedelta(minutes=13)
    assert [row.minutes_taken for row in frame_of(workshop).rows] == [10, 13, None, None]


def test_skipped_step_has_no_time(at):
    at(12)
    workshop = a_workshop(planned_for=SIX)
    run(workshop, 2, started=10)
    workshop.steps[1].state = StepState.SKIPPED
    assert [row.begins_at is None for row in frame_of(workshop).rows] == [False, True, False, False]


def test_next_move_says_what_it_closes_and_what_it_opens(at):
    at(12)
    workshop = a_workshop()
    run(workshop, 1, started=10)
    move = frame_of(workshop).next_move
    assert (move.step, move.asks) == (workshop.steps[2], False)
    assert move.consequences == (
        CONSEQUENCE_OF_LEAVING[StepKind.COLLECT],
        CONSEQUENCE_OF_ENTERING[StepKind.CLUSTER],
    )


def test_next_move_asks_first_when_it_counts_a_vote(at):
    at(12)
    workshop = a_workshop((StepKind.VOTE, StepKind.PAUSE))
    run(workshop, 0, started=0)
    move = frame_of(workshop, vote_runs=True).next_move
    assert (move.asks, move.consequences) == (
        True,
        (CONSEQUENCE_OF_COUNTING, CONSEQUENCE_OF_ENTERING[StepKind.PAUSE]),
    )


def test_next_move_after_a_counted_vote_closes_nothing(at):
    at(12)
    workshop = a_workshop((StepKind.VOTE, StepKind.PAUSE))
    run(workshop, 0, started=0)
    assert frame_of(workshop).next_move.consequences == (CONSEQUENCE_OF_ENTERING[StepKind.PAUSE],)


def test_next_move_after_the_last_step_asks_first_and_closes_the_workshop(at):
    at(12)
    workshop = a_workshop((StepKind.CLOSING,))
    run(workshop, 0, started=0)
    move = frame_of(workshop).next_move
    assert (move.step, move.asks, move.consequences) == (None, True, (CONSEQUENCE_OF_CLOSING,))


def test_plans_are_read_aloud_in_a_presentation(at):
    at(12)
    workshop = a_workshop((StepKind.PLAN, StepKind.PLAN, StepKind.CHECK))
    workshop.steps[1].settings = {"presentation": True}
    run(workshop, 0, started=0)
    assert frame_of(workshop).next_move.consequences == (
        CONSEQUENCE_OF_LEAVING[StepKind.PLAN],
        CONSEQUENCE_OF_PRESENTING,
    )
    run(workshop, 1, started=10)
    assert frame_of(workshop).next_move.consequences == (CONSEQUENCE_OF_ENTERING[StepKind.CHECK],)


def test_workshop_that_is_over_has_no_next_move(at):
    at(60)
    workshop = a_workshop()
    run(workshop, 3, started=30)
    workshop.state, workshop.closed_at = WorkshopState.CLOSED, SIX + timedelta(minutes=41)
    frame = frame_of(workshop)
    assert (frame.next_move, frame.expected_end, frame.time_left) == (None, SIX + timedelta(minutes=41), None)
