"""Threads of which one works at a time; who waits or takes long hands on (ADR 35, ADR 36).

Threads that all want to run hand Python's one lock to each other at each wait for the database or the network, and
that costs more than the waits: with two of them a page takes half as much processor time again as with one. So one
thread does everything: it looks who is at the door, and works off what there is to do, without a pause between. It
hands on to another one

- when it waits for something that takes time: the disk, a slow line (``kernel.turns.waiting``), and then goes on when
  it is its turn again, before anything new is begun;
- when it has worked longer than ``PATIENCE_SECONDS``: an export, a password. It goes on beside the others, and on
  another processor if there is one; all others stay on the same (``live.processor``).
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from participation.kernel.turns import own_turn, work_by
from participation.live.processor import Anywhere, Place
from participation.live.runner import Runner

PATIENCE_SECONDS = 0.02
"""Ten times what a phone page takes."""
MOST_FIRST = 60
"""How much work that has come by now may go before a piece that is put off."""
LONGEST_LOOK_SECONDS = 1.0

Work = Callable[[], None]


class Door(Protocol):
    """Where what is to be done comes from."""

    def look(self, seconds: float) -> Any:  # noqa: ANN401 - what it is concerns the door alone
        """Wait for news, at most so long; false when there is none. Only one thread looks at a time."""

    def admit(self, news: Any) -> None:  # noqa: ANN401
        """Submit to the relay what the news ask for. Its thread has the turn."""


class Relay:
    """Does what is submitted in at most ``threads`` threads, in the order in which it came.

    Args:
        threads: how many may have something to do at the same time, most of them waiting.
        door: whom to ask for more when nothing is left to do; without one, the threads rest then.
        place: where threads run that keep to their turns.
    """

    def __init__(self, threads: int, door: Door | None = None, place: Place | None = None) -> None:
        self._threads = threads
        self._door = door
        self._place = place or Anywhere()
        self._started = 0
        self._lock = threading.Lock()
        self._working: Runner | None = None
        """Whose turn it is."""
        self._returning: deque[Runner] = deque()
        """Who has waited and would go on."""
        self._continuing: deque[Work] = deque()
        """What goes on that was begun before: it is done first."""
        self._to_do: deque[Work] = deque()
        self._idle: list[Runner] = []
        self._has_lookout = False
        """Whether somebody is at the door, to wait there without the turn or to admit."""
        self._closed = False
        self._stirring = threading.Event()

    def open(self) -> None:
        """Look at the door from now on."""
        with self._lock:
            self._hand_on()

    def submit(self, work: Work) -> None:
        """Have ``work`` done, which raises nothing; raises ``RuntimeError`` after ``shutdown``."""
        with self._lock:
            if self._closed:
                raise RuntimeError
            self._to_do.append(work)
            self._find_somebody()

    def submit_rest(self, work: Work) -> None:
        """Have the rest of what was begun before done, ahead of everything new; ``shutdown`` does not refuse it."""
        with self._lock:
            self._continuing.append(work)
            self._find_somebody()

    def put_off(self, work: Work) -> None:
        """Have ``work``, which belongs to what was begun, done behind what has come by now, at most ``MOST_FIRST``."""
        if not self._to_do and self._working is own_turn():
            self._admit_who_is_there()
        with self._lock:
            self._to_do.insert(MOST_FIRST, work)
            self._find_somebody()

    def shutdown(self, *, wait: bool = False) -> None:
        """Take nothing more; threads end with their work, and nobody waits for them."""
        del wait  # gunicorn says so
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for runner in idle:
            runner.wake()
        self._stirring.set()

    def give_up(self, runner: Runner) -> None:
        """End the turn of ``runner`` if it has it."""
        with self._lock:
            if self._working is runner:
                self._hand_on()

    def take_up(self, runner: Runner) -> None:
        """Return when it is the turn of ``runner``, at once if it is already."""
        with self._lock:
            if self._working is None or self._working is runner:
                self._begin(runner)
                return
            self._returning.append(runner)
        runner.wait()

    def _find_somebody(self) -> None:
        if self._working is None:
            self._hand_on()

    def _begin(self, runner: Runner) -> None:
        runner.since = time.monotonic()
        self._working = runner
        if not self._stirring.is_set():
            self._stirring.set()

    def _hand_on(self) -> None:
        """Give the turn to whoever would go on, else to a free thread if there is something to do or to look for."""
        if self._returning:
            following = self._returning.popleft()
            self._begin(following)
            following.wake()
        elif self._has_work() or self._needs_lookout():
            self._hire()
        else:
            self._working = None

    def _needs_lookout(self) -> bool:
        return self._door is not None and not self._has_lookout and not self._closed

    def _has_work(self) -> bool:
        return bool(self._continuing or self._to_do)

    def _hire(self) -> None:
        """Give the turn to a resting thread or a new one; to nobody while all have something to do."""
        if self._idle:
            runner = self._idle.pop()
            self._begin(runner)
            runner.wake()
        elif self._started < self._threads:
            if not self._started:
                threading.Thread(target=self._watch, name="relay-watch", daemon=True).start()
            self._started += 1
            runner = Runner(self)
            self._begin(runner)
            threading.Thread(target=self._run, args=(runner,), name=f"relay-{self._started}", daemon=True).start()
        else:
            self._working = None

    def _run(self, runner: Runner) -> None:
        work_by(runner)
        runner.thread = threading.get_native_id()
        while not self._closed or self._has_work():
            if runner.is_beside:
                runner.is_beside = False
                self._place.settle()
            with self._lock:
                goes_on = self._keeps_turn(runner)
                work = self._take() if goes_on and self._has_work() else None
            if work is not None:
                work()
            elif goes_on:
                self._look(runner)
            else:
                runner.wait()

    def _keeps_turn(self, runner: Runner) -> bool:
        """Say whether ``runner`` goes on, having something to do or to look for; let it rest otherwise."""
        if self._working is runner or self._working is None:
            if not self._returning and (self._has_work() or self._needs_lookout()):
                self._begin(runner)
                return True
            self._working = None
            if self._returning:
                self._hand_on()
        if not self._closed:
            self._idle.append(runner)
        return False

    def _take(self) -> Work:
        return (self._continuing or self._to_do).popleft()

    def _look(self, runner: Runner) -> None:
        """Admit who is at the door; if nobody is, wait there without the turn, and take it up again."""
        if self._admit_who_is_there():
            return
        with self._lock:
            if self._working is not runner or self._returning or self._has_work() or not self._needs_lookout():
                return
            self._has_lookout = True
            self._working = None
        self._admit(LONGEST_LOOK_SECONDS, runner)

    def _admit_who_is_there(self) -> bool:
        with self._lock:
            if not self._needs_lookout():
                return False
            self._has_lookout = True
        return self._admit(0, None)

    def _admit(self, seconds: float, returning: Runner | None) -> bool:
        """Admit who comes to the door within so long; nobody else looks meanwhile, even if the turn is lost."""
        news = None
        if self._door is not None:
            news = self._door.look(seconds)
            if returning is not None:
                self.take_up(returning)
            if news or returning is not None:
                self._door.admit(news)
        self._has_lookout = False
        return bool(news)

    def _watch(self) -> None:
        """Take the turn from whoever has it for too long."""
        while not self._closed:
            self._stirring.wait()
            time.sleep(PATIENCE_SECONDS / 2)
            with self._lock:
                if self._working is None:
                    self._stirring.clear()
                elif time.monotonic() - self._working.since > PATIENCE_SECONDS:
                    self._put_beside(self._working)
                    self._hand_on()

    def _put_beside(self, runner: Runner) -> None:
        if runner.thread and not runner.is_beside:
            runner.is_beside = True
            self._place.release(runner.thread)
