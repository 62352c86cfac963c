"""Functions that wait without keeping a thread: ``async`` functions, without an event loop (ADR 40).

What they await is a ``Wait``. Whoever runs them decides what waiting means: a server that can leave a request and go on
with it later keeps no thread for it (``live.application``); everybody else waits in their own thread (``finish``).
"""

import queue
import time
from collections.abc import Callable, Coroutine, Generator
from typing import Any, Protocol, TypeVar

Result = TypeVar("Result")
Work = Callable[[], None]


class Waiter(Protocol):
    """Whoever waits."""

    def do(self, work: Work) -> None:
        """Have ``work`` done while this one waits, behind what others have come for by now."""

    def go_on(self) -> None:
        """End the wait; called once."""


class Wait(Protocol):
    """What an ``async`` function awaits."""

    def begin(self, waiter: Waiter) -> None:
        """Begin the wait of ``waiter``; it may be over before this returns, in another thread."""

    def __await__(self) -> Generator["Wait", None, None]:
        """Yield the wait itself."""


def finish(waiting: Coroutine[Any, None, Result]) -> Result:
    """Run an ``async`` function to its end in this thread, which does nothing else; raises what it raises."""
    while True:
        try:
            wait: Wait = waiting.send(None)
        except StopIteration as end:
            result: Result = end.value
            return result
        waiter = _ThisThread()
        wait.begin(waiter)
        waiter.wait()


class _ThisThread:
    """A thread, or a greenlet, that waits."""

    def __init__(self) -> None:
        self._works: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        """What is to be done while it waits; ``None`` at the end."""

    def do(self, work: Work) -> None:
        self._works.put(work)

    def go_on(self) -> None:
        self._works.put(None)

    def wait(self) -> None:
        while (work := self._works.get()) is not None:
            time.sleep(0)  # greenlets go first that could go on; among threads, whoever the system chooses
            work()
