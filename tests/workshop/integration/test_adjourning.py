"""A workshop that is interrupted goes on at another date: clock and input stop, and all is kept."""

from datetime import timedelta

import pytest

from participation.hall.services import walk
from participation.hall.stage import stage_of
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.errors import AdjournmentUnfit, StepClosed
from participation.workshop.models import Pace, Workshop
from participation.workshop.queries import get_workshop
from participation.workshop.services import (
    RoomsDraft,
    adjourn,
    close_workshop,
    end_adjournment,
    open_workshop,
    split_workshop,
)
from tests.factories import a_workshop, run_step


def in_days(days):
    return clock.now() + timedelta(days=days)


@pytest.fixture
def workshop(database):
    workshop = a_workshop()
    run_step(workshop)
    return workshop


def test_adjourned_workshop_takes_no_input_and_says_when_it_goes_on(workshop):
    until = in_days(7)
    with transaction():
        adjourn(get_workshop(workshop.code), until, None)
    found = get_workshop(workshop.code)
    assert (found.adjourned_until, found.current_step.takes_input, found.current_step.ends_at) == (until, False, None)


def test_it_goes_on_where_it_stopped_with_the_time_that_was_left(workshop):
    started = workshop.current_step.started_at
    with transaction():
        adjourn(get_workshop(workshop.code), in_days(7), None)
    paused_at = get_workshop(workshop.code).current_step.paused_at
    with transaction():
        end_adjournment(get_workshop(workshop.code), None)
    step = get_workshop(workshop.code).current_step
    assert (get_workshop(workshop.code).adjourned_until, step.takes_input, step.started_at) == (None, True, started)
    assert step.ends_at - (started + timedelta(minutes=step.minutes)) < clock.now() - paused_at + timedelta(seconds=1)


@pytest.mark.parametrize("days", [None, -1, 57])
def test_moment_that_is_missing_past_or_later_than_cookies_last_is_refused(workshop, days):
    until = in_days(days) if days is not None else None
    with pytest.raises(AdjournmentUnfit), transaction():
        adjourn(get_workshop(workshop.code), until, None)
    assert get_workshop(workshop.code).adjourned_until is None


def test_workshop_that_has_not_begun_is_not_adjourned(database):
    code = a_workshop().code
    with pytest.raises(StepClosed), transaction():
        adjourn(get_workshop(code), in_days(7), None)


def test_next_step_and_closing_end_the_adjournment(workshop):
    with transaction():
        adjourn(get_workshop(workshop.code), in_days(7), None)
    with transaction():
        walk(get_workshop(workshop.code), None, None)
    found = get_workshop(workshop.code)
    assert (found.adjourned_until, found.current_step.position, found.current_step.takes_input) == (None, 2, True)
    with transaction():
        adjourn(get_workshop(workshop.code), in_days(7), None)
    with transaction():
        close_workshop(get_workshop(workshop.code), None)
    found = get_workshop(workshop.code)
    assert (found.adjourned_until, stage_of(found, language="de").is_adjourned) == (None, False)


@pytest.mark.parametrize("pace", list(Pace))
def test_rooms_are_interrupted_with_their_plenum_and_go_on_with_it(database, pace):
    code = a_workshop().code
    with transaction():
        split = split_workshop(get_workshop(code), RoomsDraft(["", ""], 1, 3, pace), None)
        rooms = [room.workshop.code for room in split]
        open_workshop(get_workshop(code), None)
    with transaction():
        walk(get_workshop(code), 1, None)
    if pace is Pace.OWN:
        with transaction():
            walk(get_workshop(rooms[0]), 0, None)
    with transaction():
        adjourn(get_workshop(code), in_days(2), None)
    assert all(get_workshop(each).adjourned_until for each in (code, *rooms))
    assert not get_workshop(rooms[0]).current_step.takes_input
    with transaction():
        walk(get_workshop(code), None, None)
    assert [row.adjourned_until for row in db.session.query(Workshop).order_by(Workshop.id)] == [None, None, None]
