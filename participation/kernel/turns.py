"""Threads that work by turns: who waits for something gives its turn to another meanwhile.

Python lets one thread run at a time, and threads that all want to run hand that right to each other at every wait for
the database or the network. With dozens of them a request costs twice the processor time that it costs alone. A server
may therefore let its threads work one after the other (``live.relay``); what it then needs to know is when one waits.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Turn(Protocol):
    """How a thread takes its turn among others."""

    def give_up(self) -> None:
        """Let another thread work."""

    def take_up(self) -> None:
        """Wait until this thread may work again."""

    def stand_back(self) -> None:
        """Let those work first who wait for their turn by now."""

    def rest(self) -> None:
        """Let others work until ``recall`` has been called, before or now."""

    def recall(self) -> None:
        """End the rest; called by another thread, once for each rest."""


class FreeTurn:
    """The turn of a thread that asks nobody: the system shares the processor out."""

    def __init__(self) -> None:
        self._signal = threading.Lock()
        self._signal.acquire()

    def give_up(self) -> None:
        """Nobody has waited for it."""

    def take_up(self) -> None:
        """It never ended."""

    def stand_back(self) -> None:
        """Let greenlets go first that could go on; among threads, whoever the system chooses."""
        time.sleep(0)

    def rest(self) -> None:
        """Wait for ``recall``."""
        self._signal.acquire()

    def recall(self) -> None:
        """End the rest."""
        self._signal.release()


_here = threading.local()


def work_by(turn: Turn) -> None:
    """Let this thread work by ``turn`` from now on."""
    _here.turn = turn


def own_turn() -> Turn:
    """Return the turn by which this thread works; a free one of its own for whoever asks where none was given.

    Greenlets share what a thread keeps, so nothing may be kept for them here.
    """
    turn: Turn | None = getattr(_here, "turn", None)
    return FreeTurn() if turn is None else turn


@contextmanager
def waiting() -> Iterator[None]:
    """Run the block, which waits for something, while another thread works."""
    turn = own_turn()
    turn.give_up()
    try:
        yield
    finally:
        turn.take_up()
