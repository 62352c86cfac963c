"""Ballots on their way from devices to the count."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from participation.access.models import Participant
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.events import take_waiting
from participation.kernel.ids import KeyInvalid, hash_token
from participation.kernel.transaction import transaction
from participation.prioritisation import queries
from participation.prioritisation.errors import (
    NoDots,
    OptionForeign,
    RoundClosed,
    RoundUnknown,
    TooManyDots,
    TooManyOnOne,
)
from participation.prioritisation.models import Ballot, BallotDot, Round
from participation.prioritisation.services import Vote, cast_ballot, cast_ballots, close_round
from participation.workshop.errors import StepClosed
from participation.workshop.events import BoardChanged
from participation.workshop.models import Phase, StepKind
from tests.factories import a_participant, a_round, a_workshop, end_step, run_step

FIRST, SECOND = "6f9619ff-8b86-d011-b42d-00c04fc964f1", "6f9619ff-8b86-d011-b42d-00c04fc964f2"


@pytest.fixture
def workshop(database):
    return a_workshop()


@pytest.fixture
def step(workshop):
    return run_step(workshop, StepKind.VOTE, Phase.CRITIQUE)


@pytest.fixture
def round_(step):
    return a_round(step, {11: "Kein Bus.", 12: "Bad zu.", 13: "Keine Kurse."})


@pytest.fixture
def resident(workshop):
    return a_participant(workshop)


@pytest.fixture
def bus(round_):
    return round_.options[0].id


@pytest.fixture
def bath(round_):
    return round_.options[1].id


@pytest.fixture
def two_options(bus, bath):
    return bus, bath


def cast(round_, resident, *options, key=FIRST):
    with transaction():
        ballot = cast_ballot(round_, resident, options=options, key=key)
        return ballot.id


def stored_dots():
    return {dot.option_id: dot.dots for dot in db.session.scalars(select(BallotDot))}


def count_ballots():
    return db.session.scalar(select(func.count(Ballot.id)))


def test_ballot_is_stored_with_its_dots(round_, resident, bus, bath):
    cast(round_, resident, bus, bath, bus)
    assert stored_dots() == {bus: 2, bath: 1}
    assert queries.own_ballot(round_.id, resident.id).chosen == {bus: 2, bath: 1}


def test_device_that_has_not_voted_has_no_ballot(workshop, round_, resident, bus):
    cast(round_, resident, bus)
    assert queries.own_ballot(round_.id, a_participant(workshop).id) is None


def test_second_ballot_of_a_device_replaces_the_first(round_, resident, bus, bath):
    first = cast(round_, resident, bus, bus)
    second = cast(round_, resident, bath, bus, key=SECOND)
    assert (second, count_ballots(), stored_dots()) == (first, 1, {bus: 1, bath: 1})


def test_ballot_sent_twice_with_one_key_is_counted_once(round_, resident, bus):
    first = cast(round_, resident, bus, bus)
    again = cast(round_, resident, bus, bus, key=FIRST.upper())
    assert (again, count_ballots(), stored_dots()) == (first, 1, {bus: 2})


def test_late_repetition_does_not_bring_back_a_ballot_that_was_replaced(round_, resident, bus, bath):
    cast(round_, resident, bus)
    cast(round_, resident, bath, key=SECOND)
    cast(round_, resident, bus)
    assert stored_dots() == {bath: 1}


def test_repetition_after_closing_is_answered_as_before(round_, resident, bus):
    first = cast(round_, resident, bus)
    with transaction():
        close_round(round_, None)
    assert cast(round_, resident, bus) == first
    assert queries.results(round_)[0].points == 1


def test_one_key_sent_by_four_threads_at_once_is_one_ballot(app, round_, resident, bus):
    round_id, resident_id = round_.id, resident.id
    start = threading.Barrier(4)

    def send(_number):
        with app.app_context():
            start.wait(timeout=10)
            with transaction():
                here, device = db.session.get_one(Round, round_id), db.session.get_one(Participant, resident_id)
                return cast_ballot(here, device, options=[bus, bus], key=FIRST).id

    db.session.rollback()
    with ThreadPoolExecutor(4) as devices:
        answers = list(devices.map(send, range(4)))
    assert (len(set(answers)), count_ballots(), stored_dots()) == (1, 1, {bus: 2})


def test_six_hundred_ballots_are_each_counted_once(app, workshop, round_, bus, bath):
    devices = [
        Participant(workshop_id=workshop.id, token_hash=hash_token(str(number)), language="de") for number in range(600)
    ]
    db.session.add_all(devices)
    db.session.commit()
    ids, round_id = [device.id for device in devices], round_.id
    db.session.rollback()

    def send(share):
        with app.app_context():
            for device_id in share:
                key = str(uuid.uuid4())
                for options in ([bus, bus, bath], [bus, bus, bath]):
                    with transaction():
                        here, device = db.session.get_one(Round, round_id), db.session.get_one(Participant, device_id)
                        cast_ballot(here, device, options=options, key=key)

    with ThreadPoolExecutor(6) as phones:
        list(phones.map(send, [ids[start::6] for start in range(6)]))
    with transaction():
        close_round(round_, None)
    assert queries.count_ballots(round_id) == 600
    assert [result.points for result in queries.results(round_)] == [1200, 600, 0]


@pytest.mark.parametrize(
    ("choose", "error"),
    [
        (lambda _bus, _bath: [], NoDots),
        (lambda bus, bath: [bus, bath, bus, bath], TooManyDots),
        (lambda bus, _bath: [bus, bus, bus], TooManyOnOne),
        (lambda bus, _bath: [bus, 0], OptionForeign),
    ],
)
def test_refused_ballot_leaves_the_earlier_one_as_it_was(round_, resident, two_options, choose, error):
    bus, bath = two_options
    cast(round_, resident, bath)
    with pytest.raises(error):
        cast(round_, resident, *choose(bus, bath), key=SECOND)
    assert stored_dots() == {bath: 1}
    assert queries.own_ballot(round_.id, resident.id).key == FIRST


def test_option_of_another_round_is_refused(workshop, round_, resident):
    other = a_round(run_step(workshop, StepKind.VOTE, Phase.FANTASY), {21: "Ein Bus.", 22: "Ein Bad."})
    foreign = other.options[0].id
    run_step(workshop, StepKind.VOTE, Phase.CRITIQUE)
    with pytest.raises(OptionForeign):
        cast(round_, resident, foreign)


def test_device_of_another_workshop_does_not_vote(round_, bus):
    stranger = a_participant(a_workshop())
    with pytest.raises(RoundUnknown):
        cast(round_, stranger, bus)


def test_key_that_is_no_uuid_is_refused(round_, resident, bus):
    with pytest.raises(KeyInvalid):
        cast(round_, resident, bus, key="1")


def test_closed_round_takes_no_ballot(round_, resident, bus):
    with transaction():
        close_round(round_, None)
    with pytest.raises(RoundClosed):
        cast(round_, resident, bus)


def test_round_closed_by_somebody_else_meanwhile_takes_no_ballot(app, round_, resident, bus):
    round_id = round_.id
    assert round_.state == "open"
    db.session.rollback()

    def close():
        with app.app_context(), transaction():
            close_round(db.session.get_one(Round, round_id), None)

    elsewhere = threading.Thread(target=close)
    elsewhere.start()
    elsewhere.join(timeout=20)
    with pytest.raises(RoundClosed):
        cast(round_, resident, bus)


@pytest.mark.parametrize("stopped", ["over", "paused"])
def test_step_that_takes_no_input_takes_no_ballot(step, round_, resident, bus, stopped):
    if stopped == "over":
        end_step(step)
    else:
        step.paused_at = clock.now()
        db.session.commit()
    with pytest.raises(StepClosed):
        cast(round_, resident, bus)


def test_first_ballot_of_a_device_moves_the_board_and_its_next_ones_do_not(workshop, round_, resident, bus, bath):
    before = workshop.board_revision
    cast_ballot(round_, resident, options=[bus], key=FIRST)
    assert take_waiting() == [BoardChanged(workshop.code, before + 1)]
    cast_ballot(round_, resident, options=[bath], key=SECOND)
    cast_ballot(round_, resident, options=[bath], key=SECOND)
    assert take_waiting() == []


@pytest.mark.parametrize("others", [1, 30])
@pytest.mark.parametrize("sent", [1, 30])
def test_casting_takes_the_same_number_of_statements_however_many_vote_and_have_voted(
    round_, two_options, statements, others, sent
):
    bus, bath = two_options
    for _number in range(others):
        cast(round_, a_participant(round_.step.workshop), bus, key=str(uuid.uuid4()))
    resident_ids = [a_participant(round_.step.workshop).id for _number in range(sent)]
    with transaction():
        here = queries.find_current_round(round_.step.workshop.code)
        devices = [db.session.get_one(Participant, resident_id) for resident_id in resident_ids]
        votes = [Vote(device, [bus, bath], str(uuid.uuid4())) for device in devices]
        statements.clear()
        assert cast_ballots(here, votes) == [None] * sent
    holds = [] if db.engine.dialect.name == "sqlite" else ["SELECT", "SELECT"]
    assert [statement.split()[0] for statement in statements] == [*holds, "SELECT", "INSERT", "INSERT", "UPDATE"]


def test_ballots_of_one_moment_are_judged_each_for_itself(round_, resident, two_options):
    bus, bath = two_options
    other, third = (a_participant(round_.step.workshop) for _ in range(2))
    with transaction():
        answers = cast_ballots(
            round_, [Vote(resident, [bus], FIRST), Vote(other, [], SECOND), Vote(third, [bath], SECOND)]
        )
    assert ([type(answer) for answer in answers], stored_dots()) == (
        [type(None), NoDots, type(None)],
        {bus: 1, bath: 1},
    )


def test_two_ballots_of_a_device_in_one_moment_are_one_and_the_later_counts(round_, resident, two_options):
    bus, bath = two_options
    with transaction():
        answers = cast_ballots(round_, [Vote(resident, [bus], FIRST), Vote(resident, [bath, bath], SECOND)])
    assert (answers, count_ballots(), stored_dots()) == ([None, None], 1, {bath: 2})
