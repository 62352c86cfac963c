"""The processor on which threads that take turns stay together.

To wake a thread on another processor costs more than what a thread of the hall does between two turns: a processor
that rests has to be woken first, and finds nothing of the work in its caches.
"""

import os
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import Protocol, Self


class Place(Protocol):
    """Where threads run."""

    def settle(self) -> None:
        """Let this thread run where the others run."""

    def release(self, thread: int) -> None:
        """Let a thread, by the system's number, run anywhere: it does not take turns for now."""


class Anywhere:
    """Where the system decides."""

    def settle(self) -> None:
        """Change nothing."""

    def release(self, thread: int) -> None:
        """Change nothing."""


class OneProcessor:
    """One of the processors that this process may use. Only Linux tells a thread where to run."""

    def __init__(self, processors: AbstractSet[int], number: int) -> None:
        self._all = processors
        self._chosen = sorted(processors)[number % len(processors)]

    @classmethod
    def of_this_process(cls) -> Self | Anywhere:
        """Choose one by the number of the process, so that several servers spread."""
        if not hasattr(os, "sched_getaffinity"):
            return Anywhere()
        processors = os.sched_getaffinity(0)
        return cls(processors, os.getpid()) if len(processors) > 1 else Anywhere()

    def settle(self) -> None:
        """Let this thread run on the chosen one."""
        self._place(0, {self._chosen})

    def release(self, thread: int) -> None:
        """Let a thread run on all of them."""
        self._place(thread, self._all)

    def _place(self, thread: int, processors: AbstractSet[int]) -> None:
        with suppress(OSError):  # a processor was taken away meanwhile, or the thread has ended
            os.sched_setaffinity(thread, processors)
