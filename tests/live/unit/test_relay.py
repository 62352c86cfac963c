"""Threads of which one works at a time."""

import os
import socket
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue

import pytest

from participation.kernel.turns import waiting
from participation.live import relay as relays
from participation.live.patient_socket import PatientSocket
from participation.live.processor import OneProcessor
from participation.live.relay import MOST_FIRST, Relay

LONG = 20
"""Seconds after which a test fails because nobody came."""


@pytest.fixture(autouse=True)
def endless_patience(monkeypatch):
    """Let nobody lose its turn because this machine is slow."""
    monkeypatch.setattr(relays, "PATIENCE_SECONDS", 1000.0)


class Submitting(Relay):
    """A relay that tells what came of each piece of work."""

    def submit(self, work, *values):
        future = Future()

        def do():
            try:
                future.set_result(work(*values))
            except BaseException as fault:  # noqa: BLE001 - told to whoever waits for the future
                future.set_exception(fault)

        super().submit(do)
        return future


@pytest.fixture
def relay():
    made = Submitting(threads=8)
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
    wait_until(lambda: relay._returning)
    went.set()
    results(futures)
    assert order == ["brought", "seen", "went on", "later"]


def wait_until(is_so):
    """Wait until something is so that nobody tells."""
    deadline = threading.Event()
    for _ in range(LONG * 1000):
        if is_so():
            return
        deadline.wait(0.001)
    raise AssertionError


def test_work_that_is_put_off_lets_those_first_who_had_come_by_then(relay, held):
    order = []
    futures = [relay.submit(order.append, number) for number in range(MOST_FIRST + 2)]
    relay.put_off(lambda: order.append("put off"))
    held.opened.set()
    results(futures)
    assert order == [*range(MOST_FIRST), "put off", MOST_FIRST, MOST_FIRST + 1]


def test_rest_of_what_was_begun_goes_before_anything_new(relay, held):
    order = []
    new = relay.submit(order.append, "new")
    relay.submit_rest(lambda: order.append("rest"))
    held.opened.set()
    results([new])
    assert order == ["rest", "new"]


@pytest.mark.parametrize("bring", ["put_off", "submit_rest"])
def test_somebody_is_found_for_what_is_brought_to_a_relay_at_rest(relay, bring):
    came = threading.Event()
    getattr(relay, bring)(came.set)
    assert came.wait(LONG)


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
    relay = Submitting(threads=2)
    gate = Gate()
    futures = [relay.submit(gate.pass_through), relay.submit(len, "ab")]
    relay.shutdown()
    gate.opened.set()
    assert results(futures) == [None, 2]
    with pytest.raises(RuntimeError):
        relay.submit(len, "")


def test_turns_change_nothing_where_threads_are_free():
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(wait_with, "waited").result(LONG) == "waited"


def wait_with(word):
    with waiting():
        return word


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


class Bell:
    """A door at which others ring; who looks is told what was rung, in their order."""

    def __init__(self):
        self.rung, self.admitted, self.looking = SimpleQueue(), [], threading.Event()
        self.lookouts = 0
        self.most_lookouts = 0

    def look(self, seconds):
        self.lookouts += 1
        self.most_lookouts = max(self.most_lookouts, self.lookouts)
        try:
            if seconds:
                self.looking.set()
            return [self.rung.get(timeout=seconds)] if seconds else [self.rung.get_nowait()]
        except Empty:
            return []
        finally:
            self.lookouts -= 1

    def admit(self, news):
        for work in news:
            self.admitted.append(work)
            self.relay.submit(work)


@pytest.fixture
def door():
    made = Bell()
    made.relay = Submitting(threads=4, door=made)
    yield made
    made.relay.shutdown()


@pytest.fixture
def open_door(door):
    door.relay.open()
    return door


def test_whoever_has_nothing_to_do_looks_at_the_door_and_does_what_comes(open_door):
    gates = [Gate(), Gate()]
    for gate in gates:
        assert open_door.looking.wait(LONG)
        open_door.looking.clear()
        open_door.rung.put(gate.pass_through)
        assert gate.reached.wait(LONG)
        gate.opened.set()
    assert open_door.looking.wait(LONG)
    assert (open_door.admitted, open_door.most_lookouts) == ([gate.pass_through for gate in gates], 1)


def test_somebody_looks_at_the_door_while_another_waits(open_door):
    gate, came = Gate(), threading.Event()

    def wait():
        with waiting():
            gate.pass_through()

    open_door.rung.put(wait)
    assert gate.reached.wait(LONG)
    open_door.rung.put(came.set)
    assert came.wait(LONG)
    gate.opened.set()


def test_who_comes_back_does_not_wait_for_somebody_at_the_door(open_door):
    gate, ended = Gate(), threading.Event()

    def wait():
        with waiting():
            gate.pass_through()
        ended.set()

    open_door.rung.put(wait)
    assert gate.reached.wait(LONG)
    open_door.looking.clear()
    assert open_door.looking.wait(LONG)
    gate.opened.set()
    assert ended.wait(relays.LONGEST_LOOK_SECONDS / 2)
    wait_until(lambda: open_door.relay._idle)
    assert open_door.most_lookouts == 1


def test_work_that_is_put_off_lets_those_in_first_who_are_at_the_door(door):
    order, ended = [], threading.Event()

    def come():
        door.rung.put(lambda: order.append("was at the door"))
        door.relay.put_off(lambda: (order.append("put off"), ended.set()))
        order.append("came")

    door.relay.submit(come).result(LONG)
    assert ended.wait(LONG)
    assert order == ["came", "was at the door", "put off"]


def test_nobody_else_is_at_the_door_while_many_are_being_admitted(door, monkeypatch):
    monkeypatch.setattr(relays, "PATIENCE_SECONDS", 0.001)
    gate, present, most, admit = Gate(), [], [], door.admit

    def admit_slowly(news):
        present.append(news)
        most.append(len(present))
        if news:
            gate.pass_through()
        admit(news)
        present.remove(news)

    monkeypatch.setattr(door, "admit", admit_slowly)
    ended = threading.Event()
    door.rung.put(ended.set)
    door.relay.open()
    assert gate.reached.wait(LONG)
    assert door.relay.submit(len, "ab").result(LONG) == 2
    wait_until(lambda: door.relay._idle)
    gate.opened.set()
    assert ended.wait(LONG)
    assert set(most) == {1}


class Places:
    """Notes which threads are told to stay, and which may go anywhere."""

    def __init__(self):
        self.settled, self.released = [], threading.Event()

    def settle(self):
        self.settled.append(threading.get_native_id())

    def release(self, thread):
        self.gone = thread
        self.released.set()


def test_who_takes_long_runs_anywhere_until_it_takes_turns_again(monkeypatch):
    monkeypatch.setattr(relays, "PATIENCE_SECONDS", 0.001)
    place = Places()
    relay = Submitting(threads=1, place=place)
    threads = [relay.submit(take_long, place).result(LONG), relay.submit(threading.get_native_id).result(LONG)]
    relay.shutdown()
    assert (place.gone, threads, place.settled) == (threads[0], [threads[0]] * 2, [threads[0]] * 2)


def take_long(place):
    assert place.released.wait(LONG)
    return threading.get_native_id()


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux tells a thread where to run")
def test_thread_stays_on_one_of_the_processors_until_it_is_released():
    processors = os.sched_getaffinity(0)

    def run():
        one = OneProcessor(processors, 5)
        one.settle()
        settled = os.sched_getaffinity(0)
        one.release(threading.get_native_id())
        return settled, os.sched_getaffinity(0)

    with ThreadPoolExecutor(1) as pool:
        settled, released = pool.submit(run).result(LONG)
    assert (settled, released) == ({sorted(processors)[5 % len(processors)]}, processors)


def test_head_travels_with_what_follows_it_or_alone_when_let_go():
    here, there = socket.socketpair()
    there.setblocking(False)
    patient = PatientSocket.taking(here)
    patient.hold_head()
    patient.sendall(b"head ")
    with pytest.raises(BlockingIOError):
        there.recv(100)
    patient.sendall(b"body")
    assert there.recv(100) == b"head body"
    patient.hold_head()
    patient.sendall(b"head alone")
    patient.let_go()
    assert there.recv(100) == b"head alone"
    patient.sendall(b"more")
    assert there.recv(100) == b"more"
    patient.close()
    there.close()


def test_file_follows_the_head(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"the file")
    here, there = socket.socketpair()
    patient = PatientSocket.taking(here)
    patient.hold_head()
    patient.sendall(b"head ")
    with file.open("rb") as opened:
        patient.sendfile(opened)
    patient.close()
    received = b"".join(iter(lambda: there.recv(100), b""))
    there.close()
    assert received == b"head the file"
