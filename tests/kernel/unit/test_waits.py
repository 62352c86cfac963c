"""Functions that wait, run to their end in one thread."""

import subprocess
import sys
import threading

import pytest

from participation.kernel.waits import finish

LONG = 20


class Meeting:
    """A wait that somebody else ends, with work for whoever waits before that."""

    def __init__(self):
        self.begun, self.worked_in = threading.Event(), []

    def begin(self, waiter):
        self.waiter = waiter
        self.begun.set()

    def __await__(self):
        yield self

    def work(self):
        self.worked_in.append(threading.get_ident())
        self.waiter.go_on()


async def attend(*meetings):
    for meeting in meetings:
        await meeting
    return threading.get_ident()


async def refuse():
    raise LookupError


def test_function_that_waits_for_nothing_returns_at_once():
    assert finish(attend()) == threading.get_ident()


def test_fault_reaches_whoever_runs_the_function():
    with pytest.raises(LookupError):
        finish(refuse())


def test_each_wait_is_sat_out_in_the_own_thread_which_does_what_is_asked_of_it_meanwhile():
    meetings, ended_in = [Meeting(), Meeting()], []
    thread = threading.Thread(target=lambda: ended_in.append(finish(attend(*meetings))))
    thread.start()
    for meeting in meetings:
        assert meeting.begun.wait(LONG)
        meeting.waiter.do(meeting.work)
    thread.join(LONG)
    assert [*meetings[0].worked_in, *meetings[1].worked_in, *ended_in] == [thread.ident] * 3


GREENLETS = """
from participation.kernel.waits import finish
import gevent, gevent.monkey
gevent.monkey.patch_all()
class Wait:
    def begin(self, waiter):
        self.waiter = waiter
    def __await__(self):
        yield self
async def rest(number):
    await waits[number]
    print(number)
waits = [Wait(), Wait()]
resting = [gevent.spawn(finish, rest(number)) for number in range(2)]
while not all(hasattr(wait, "waiter") for wait in waits):
    gevent.sleep(0)
waits[1].waiter.go_on()
gevent.joinall(resting[1:], timeout=10)
"""
"""As a server with greenlets begins: what is imported before has been made for threads."""


def test_each_greenlet_waits_for_itself():
    ended = subprocess.run([sys.executable, "-c", GREENLETS], check=True, capture_output=True, text=True, timeout=60)
    assert ended.stdout == "1\n"
