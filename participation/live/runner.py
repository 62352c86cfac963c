"""A thread of the relay, as ``kernel.turns`` knows it; who has the turn is the relay's affair."""

import threading
from typing import Protocol


class Turns(Protocol):
    """What a relay does for one of its threads (see ``Turn`` in ``kernel.turns``)."""

    def give_up(self, runner: "Runner", /) -> None:
        """End the turn of ``runner`` if it has it."""

    def take_up(self, runner: "Runner", /) -> None:
        """Return when it is the turn of ``runner``."""


class Runner:
    """A thread of the relay, as ``kernel.turns`` knows it."""

    def __init__(self, relay: "Turns") -> None:
        self.since = 0.0
        self.thread = 0
        """The system's number of it."""
        self.is_beside = True
        """Whether it may run on any processor."""
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
        """Let another thread work."""
        self._relay.give_up(self)

    def take_up(self) -> None:
        """Wait until it is this thread's turn."""
        self._relay.take_up(self)
