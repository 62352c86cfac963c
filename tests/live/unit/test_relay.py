"""Threads of which one works at a time."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from participation.kernel.turns import own_turn, waiting
from participation.live import relay as relays
from participation.live.patient_socket import PatientSocket
from participation.live.relay import MOST_FIRST, Relay

LONG = 20
"""Seconds after which a test fails because nobody came."""


@pytest.fixture(autouse=True)
def endless_patience(monkeypatch):
    """Let nobody lose its turn because this machine is slow."""
    monkeypatch.setattr(relays, "PATIENCE_SECONDS", 1000.0)


@pytest.fixture
def relay():
    made = Relay(threads=8)
    yield made
    made.shutdown()


class Gate:
    """A place at which a task can be held while it has the turn."""

    def __init__(self):
        self.reached = threading.Event()
        self.opened = threading.Event()

    def pass_through(self):
        self.reached.set()
        assert self.opened.wait(LONG)


@pytest.fixture
def held(relay):
    """A gate behind which everything that is submitted gathers."""
    gate = Gate()
    relay.submit(gate.pass_through)
    assert gate.reached.wait(LONG)
    yield gate
    gate.opened.set()


def results(futures):
    return [future.result(LONG) for future in futures]


def test_tasks_are_done_one_at_a_time_in_the_order_in_which_they_came(relay, held):
    present, most, order = [], [], []

    def work(number):
        present.append(number)
        most.append(len(present))
        order.append(number)
        present.remove(number)

    futures = [relay.submit(work, number) for number in range(50)]
    held.opened.set()
    results(futures)
    assert (order, set(most)) == (list(range(50)), {1})


def test_result_and_fault_reach_who_asked(relay):
    assert relay.submit(divmod, 7, 2).result(LONG) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        relay.submit(divmod, 7, 0).result(LONG)
    with pytest.raises(SystemExit):
        relay.submit(raise_exit).result(LONG)
    assert relay.submit(len, "abc").result(LONG) == 3


def raise_exit():
    raise SystemExit


def test_who_waits_lets_another_work_and_goes_on_before_what_came_later(relay, held):
    order, came = [], threading.Event()

    def wait():
        with waiting():
            assert came.wait(LONG)
            order.append("seen")
        order.append("went on")

    def bring():
        order.append("brought")
        came.set()
        assert went.wait(LONG)

    went = threading.Event()
    futures = [relay.submit(wait), relay.submit(bring), relay.submit(order.append, "later")]
    held.opened.set()
    went_on_is_next(relay)
    went.set()
    results(futures)
    assert order == ["brought", "seen", "went on", "later"]


def went_on_is_next(relay):
    """Wait until somebody who has waited stands in line for the turn."""
    deadline = threading.Event()
    for _ in range(LONG * 1000):
        if relay._returning:
            return
        deadline.wait(0.001)
    raise AssertionError


def test_who_stands_back_lets_those_first_who_had_come_by_then(relay, held):
    order = []

    def stand_back():
        order.append("began")
        own_turn().stand_back()
        order.append("went on")

    futures = [relay.submit(stand_back), *(relay.submit(order.append, number) for number in range(MOST_FIRST + 2))]
    held.opened.set()
    results(futures)
    assert order == ["began", *range(MOST_FIRST), "went on", MOST_FIRST, MOST_FIRST + 1]


def test_who_stands_back_alone_goes_on_at_once(relay):
    assert relay.submit(lambda: own_turn().stand_back()).result(LONG) is None


@pytest.mark.parametrize("recalled_before", [True, False])
def test_rest_ends_with_the_recall_whichever_comes_first(relay, held, recalled_before):
    turns, order = [], []

    def rest():
        turns.append(own_turn())
        if recalled_before:
            turns[0].recall()
        turns[0].rest()
        order.append("rested")

    def recall():
        order.append("recalls")
        if not recalled_before:
            turns[0].recall()

    futures = [relay.submit(rest), relay.submit(recall)]
    held.opened.set()
    results(futures)
    assert order == (["rested", "recalls"] if recalled_before else ["recalls", "rested"])


def test_who_stands_back_goes_on_when_all_other_threads_rest():
    relay = Relay(threads=3)
    gate, resting, order = Gate(), [], []

    def rest(number):
        resting.append(own_turn())
        own_turn().rest()
        order.append(number)

    def attend():
        gate.pass_through()
        own_turn().stand_back()
        order.append("attends")
        for turn in resting:
            turn.recall()

    futures = [relay.submit(attend)]
    assert gate.reached.wait(LONG)
    futures += [relay.submit(rest, 1), relay.submit(rest, 2), relay.submit(order.append, "no thread for this one")]
    gate.opened.set()
    results(futures)
    relay.shutdown()
    assert order == ["attends", 1, 2, "no thread for this one"]


def test_work_that_takes_long_does_not_hold_up_the_others(relay, monkeypatch):
    monkeypatch.setattr(relays, "PATIENCE_SECONDS", 0.001)
    ended = threading.Event()
    long_work = relay.submit(ended.wait, LONG)
    relay.submit(ended.set).result(LONG)
    assert long_work.result(LONG) is True


def test_task_that_waits_for_what_a_later_one_sends_receives_it(relay, held):
    here, there = socket.socketpair()
    patient = PatientSocket.taking(here)
    futures = [relay.submit(patient.recv, 10), relay.submit(there.sendall, b"later")]
    held.opened.set()
    assert futures[0].result(LONG) == b"later"
    patient.close()
    there.close()


def test_task_that_sends_more_than_fits_lets_another_receive_it(relay, held):
    here, there = socket.socketpair()
    patient, much = PatientSocket.taking(here), b"x" * 5_000_000

    def receive():
        received = 0
        while received < len(much):
            received += len(there.recv(1 << 20))
        return received

    futures = [relay.submit(patient.sendall, much), relay.submit(receive)]
    held.opened.set()
    assert results(futures) == [None, len(much)]
    patient.close()
    there.close()


def test_no_task_is_taken_after_the_end_and_those_before_are_done():
    relay = Relay(threads=2)
    gate = Gate()
    futures = [relay.submit(gate.pass_through), relay.submit(len, "ab")]
    relay.shutdown()
    gate.opened.set()
    assert results(futures) == [None, 2]
    with pytest.raises(RuntimeError):
        relay.submit(len, "")


def test_turns_change_nothing_where_threads_are_free():
    order = []

    def rest(turns):
        turns.append(own_turn())
        with waiting():
            order.append("waited")
        own_turn().stand_back()
        turns[0].rest()
        order.append("rested")

    with ThreadPoolExecutor(1) as pool:
        turns = []
        future = pool.submit(rest, turns)
        while order != ["waited"]:
            threading.Event().wait(0.001)
        order.append("recalled")
        turns[0].recall()
        future.result(LONG)
    assert order == ["waited", "recalled", "rested"]


def test_silent_connection_has_no_news_until_it_speaks_or_ends():
    here, there = socket.socketpair()
    patient = PatientSocket.taking(here)
    told = [patient.has_news()]
    there.sendall(b"x")
    told.append(patient.has_news())
    assert patient.recv(10) == b"x"
    told.append(patient.has_news())
    there.close()
    told.append(patient.has_news())
    patient.close()
    assert told == [False, True, False, True]
