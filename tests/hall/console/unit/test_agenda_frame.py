"""Planned and real times of an agenda, and the next move in words. No database."""

from datetime import UTC, datetime, timedelta

import pytest

from participation.hall.console.agenda import RowState, TimeNote, frame_of
from participation.hall.console.words import (
    CONSEQUENCE_OF_CLOSING,
    CONSEQUENCE_OF_COUNTING,
    CONSEQUENCE_OF_ENTERING,
    CONSEQUENCE_OF_LEAVING,
    CONSEQUENCE_OF_PRESENTING,
    CONSEQUENCE_OF_SHOWING_AGAIN,
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


def test_step_skipped_ahead_gives_its_time_back(at):
    at(12)
    workshop = a_workshop(planned_for=SIX)
    run(workshop, 1, started=10)
    workshop.steps[2].state = StepState.SKIPPED
    frame = frame_of(workshop)
    assert (frame.drift, frame.rows[2].begins_at, frame.rows[3].begins_at) == (-10, None, SIX + timedelta(minutes=20))


def test_step_that_was_put_in_is_drift_and_has_no_planned_time(at):
    at(12)
    workshop = a_workshop(planned_for=SIX)
    run(workshop, 1, started=10)
    workshop.steps[2].settings = {"inserted": True}
    frame = frame_of(workshop)
    assert (frame.planned_end, frame.drift) == (SIX + timedelta(minutes=30), 10)
    assert [row.planned_at for row in frame.rows[2:]] == [None, SIX + timedelta(minutes=20)]


def test_minutes_changed_ahead_move_what_follows_and_not_the_plan(at):
    at(12)
    workshop = a_workshop(planned_for=SIX)
    run(workshop, 1, started=10)
    workshop.steps[2].extended_minutes = -4
    frame = frame_of(workshop)
    assert (frame.drift, frame.rows[2].minutes, frame.rows[3].begins_at) == (-4, 6, SIX + timedelta(minutes=26))


def test_after_going_back_the_steps_that_were_done_come_again_with_their_planned_time(at):
    at(40)
    workshop = a_workshop(planned_for=SIX)
    run(workshop, 3, started=30)
    workshop.steps[2].extended_minutes = 7
    workshop.steps[3].state = StepState.DONE
    step = run(workshop, 1, started=40)
    step.extended_minutes = 0
    frame = frame_of(workshop)
    assert [row.state for row in frame.rows] == [RowState.DONE, RowState.RUNNING, RowState.AGAIN, RowState.AGAIN]
    assert [row.minutes for row in frame.rows] == [10, 10, 10, 10]
    assert (frame.drift, frame.rows[3].begins_at) == (30, SIX + timedelta(minutes=60))


def test_next_move_passes_over_what_is_skipped_and_names_it(at):
    at(12)
    workshop = a_workshop()
    run(workshop, 1, started=10)
    workshop.steps[2].state = StepState.SKIPPED
    move = frame_of(workshop).next_move
    assert (move.step, move.passed) == (workshop.steps[3], (workshop.steps[2],))


def test_next_move_closes_the_workshop_when_everything_ahead_is_skipped(at):
    at(12)
    workshop = a_workshop((StepKind.VOTE, StepKind.PAUSE))
    run(workshop, 0, started=0)
    workshop.steps[1].state = StepState.SKIPPED
    move = frame_of(workshop, vote_runs=True).next_move
    assert (move.step, move.asks, move.passed) == (None, True, (workshop.steps[1],))
    assert move.consequences == (CONSEQUENCE_OF_COUNTING, CONSEQUENCE_OF_CLOSING)


def test_next_move_to_a_counted_vote_shows_its_result_again(at):
    at(12)
    workshop = a_workshop((StepKind.PAUSE, StepKind.VOTE))
    run(workshop, 0, started=0)
    workshop.steps[1].id = 7
    assert frame_of(workshop, counted={7}).next_move.consequences == (CONSEQUENCE_OF_SHOWING_AGAIN,)


@pytest.mark.parametrize(
    ("elapsed", "note"),
    [
        (4.9, None),
        (5, TimeNote.FIVE),
        (8.9, TimeNote.FIVE),
        (9, TimeNote.ONE),
        (9.9, TimeNote.ONE),
        (10, TimeNote.OVER),
        (30, TimeNote.OVER),
    ],
)
def test_time_is_told_five_and_one_minute_before_the_end_and_when_it_is_over(at, elapsed, note):
    at(elapsed)
    workshop = a_workshop()
    run(workshop, 0, started=0)
    assert frame_of(workshop).time_note is note


@pytest.mark.parametrize(
    ("minutes", "notes"),
    [
        (1, [TimeNote.OVER]),
        (2, [TimeNote.ONE, TimeNote.OVER]),
        (5, [TimeNote.ONE, TimeNote.OVER]),
        (6, [TimeNote.FIVE, TimeNote.ONE, TimeNote.OVER]),
    ],
)
def test_short_step_does_not_begin_with_a_warning(at, minutes, notes):
    at(0)
    workshop = a_workshop()
    run(workshop, 0, started=0).extended_minutes = minutes - 10
    assert [note for note, _at in frame_of(workshop).warn_at] == notes


def test_pause_stops_the_warning(at):
    at(30)
    workshop = a_workshop()
    run(workshop, 0, started=0).paused_at = SIX + timedelta(minutes=6)
    assert frame_of(workshop).time_note is TimeNote.FIVE


@pytest.mark.parametrize(("started", "shifted"), [(10, False), (10.5, False), (11, True), (9, True)])
def test_row_tells_when_reality_left_the_plan(at, started, shifted):
    at(12)
    workshop = a_workshop(planned_for=SIX)
    run(workshop, 1, started=started)
    assert frame_of(workshop).rows[1].is_shifted is shifted
