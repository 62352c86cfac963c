"""Threads of which one works at a time; who waits or takes long hands on (ADR 35).

Threads that all want to run hand Python's one lock to each other at each wait for the database or the network, and
that costs more than the waits: with two of them a page takes half as much processor time again as with one. So one
thread works off what there is to do, without a pause between. It hands on to another one

- when it waits for something that takes time: the disk, a slow line, an answer that another thread gives
  (``kernel.turns.waiting``), and then goes on when it is its turn again, before anything new is begun;
- when it has worked longer than ``PATIENCE_SECONDS``: an export, a password. It goes on beside the others.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from typing import Any

from participation.kernel.turns import work_by

PATIENCE_SECONDS = 0.02
"""Ten times what a phone page takes."""
MOST_FIRST = 32
"""How many may go before a thread that stands back."""


class _Task:
    """Something to be done, and who is told what came of it."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.future: Future[Any] = Future()
        self._work = work

    def run(self) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self._work()
        except BaseException as fault:  # noqa: BLE001 - told to whoever waits for the future
            self.future.set_exception(fault)
        else:
            self.future.set_result(result)


class _Runner:
    """A thread of the relay, as ``kernel.turns`` knows it."""

    def __init__(self, relay: "Relay", task: _Task | None) -> None:
        self.task = task
        self.since = 0.0
        self.stands_behind = 0
        self.is_resting = False
        self.is_recalled = False
        self._relay = relay
        self._signal = threading.Lock()
        self._signal.acquire()

    def wait(self) -> None:
        """Rest until ``wake`` is called, however long ago."""
        self._signal.acquire()

    def wake(self) -> None:
        """End the rest."""
        self._signal.release()

    def give_up(self) -> None:
        self._relay.give_up(self)

    def take_up(self) -> None:
        self._relay.take_up(self)

    def stand_back(self) -> None:
        self._relay.stand_back(self)

    def rest(self) -> None:
        self._relay.rest(self)

    def recall(self) -> None:
        self._relay.recall(self)


class Relay(Executor):
    """Runs what is submitted in at most ``threads`` threads, in the order in which it came."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._started = 0
        self._lock = threading.Lock()
        self._working: _Runner | None = None
        """Whose turn it is."""
        self._returning: deque[_Runner] = deque()
        """Who has waited and would go on."""
        self._standing_back: deque[_Runner] = deque()
        """Who goes on when the tasks that came before have begun."""
        self._tasks: deque[_Task] = deque()
        self._begun = 0
        """How many tasks have begun."""
        self._idle: list[_Runner] = []
        self._closed = False
        self._queueing = threading.Event()

    def submit(self, work: Callable[..., Any], /, *values: Any, **named: Any) -> Future[Any]:  # noqa: ANN401 - as Executor
        """Have ``work`` done; raises ``RuntimeError`` after ``shutdown``."""
        task = _Task(partial(work, *values, **named))
        with self._lock:
            if self._closed:
                raise RuntimeError
            self._tasks.append(task)
            if self._working is None:
                self._hand_on()
            else:
                self._queueing.set()
        return task.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as Executor
        """Take nothing more; threads end with their work, and nobody waits for them."""
        del wait, cancel_futures
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for runner in idle:
            runner.wake()
        self._queueing.set()

    def give_up(self, runner: _Runner) -> None:
        """End the turn of ``runner`` if it has it."""
        with self._lock:
            if self._working is runner:
                self._hand_on()

    def take_up(self, runner: _Runner) -> None:
        """Return when it is the turn of ``runner``."""
        with self._lock:
            if self._working is None:
                self._begin(runner)
                return
            self._returning.append(runner)
            self._queueing.set()
        runner.wait()

    def stand_back(self, runner: _Runner) -> None:
        """Return when those have had their turn who wait for it now, but at most ``MOST_FIRST`` of them."""
        with self._lock:
            if self._working is not runner or not (self._tasks or self._returning):
                return
            runner.stands_behind = self._begun + min(len(self._tasks), MOST_FIRST)
            self._standing_back.append(runner)
            self._hand_on()
        runner.wait()

    def rest(self, runner: _Runner) -> None:
        """Return when ``runner`` has been recalled and it is its turn."""
        with self._lock:
            if runner.is_recalled:
                runner.is_recalled = False
                return
            runner.is_resting = True
            if self._working is runner:
                self._hand_on()
        runner.wait()

    def recall(self, runner: _Runner) -> None:
        """Let ``runner`` go on at its turn."""
        with self._lock:
            if not runner.is_resting:
                runner.is_recalled = True
                return
            runner.is_resting = False
            self._returning.append(runner)
            if self._working is None:
                self._hand_on()
            else:
                self._queueing.set()

    def _begin(self, runner: _Runner) -> None:
        runner.since = time.monotonic()
        self._working = runner

    def _hand_on(self) -> None:
        """Give the turn to whoever would go on, else to a free thread with the next task."""
        following = self._pop_following()
        if following is not None:
            self._begin(following)
            following.wake()
        else:
            self._working = self._hire() if self._tasks else None

    def _pop_following(self) -> _Runner | None:
        if self._returning:
            return self._returning.popleft()
        if self._standing_back and (self._standing_back[0].stands_behind <= self._begun or not self._can_hire()):
            return self._standing_back.popleft()
        return None

    def _can_hire(self) -> bool:
        return bool(self._idle) or self._started < self._threads

    def _take_task(self) -> _Task:
        self._begun += 1
        return self._tasks.popleft()

    def _hire(self) -> _Runner | None:
        """Give the next task to a resting thread or a new one; None while all have something to do."""
        if self._idle:
            runner = self._idle.pop()
            runner.task = self._take_task()
            self._begin(runner)
            runner.wake()
            return runner
        if self._started == self._threads:
            return None
        if not self._started:
            threading.Thread(target=self._watch, name="relay-watch", daemon=True).start()
        self._started += 1
        runner = _Runner(self, self._take_task())
        self._begin(runner)
        threading.Thread(target=self._run, args=(runner,), name=f"relay-{self._started}", daemon=True).start()
        return runner

    def _run(self, runner: _Runner) -> None:
        work_by(runner)
        while runner.task is not None:
            task, runner.task = runner.task, None
            task.run()
            del task
            if not self._go_on(runner):
                runner.wait()

    def _go_on(self, runner: _Runner) -> bool:
        """Take the next task if it is still the turn of ``runner`` or nobody's; rest otherwise."""
        with self._lock:
            is_turn = self._working is runner or self._working is None
            following = self._pop_following() if is_turn else None
            if is_turn and following is None and self._tasks:
                runner.task = self._take_task()
                self._begin(runner)
                return True
            if not self._closed:
                self._idle.append(runner)
            if following is not None:
                self._begin(following)
                following.wake()
            elif is_turn:
                self._working = None
            return self._closed

    def _watch(self) -> None:
        """Take the turn from whoever has it for too long while others wait for theirs."""
        while not self._closed:
            self._queueing.wait()
            time.sleep(PATIENCE_SECONDS / 2)
            with self._lock:
                if not (self._tasks or self._returning):
                    self._queueing.clear()
                elif self._working is None or time.monotonic() - self._working.since > PATIENCE_SECONDS:
                    self._hand_on()
