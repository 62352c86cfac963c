"""Threads that work by turns: who waits for something gives its turn to another meanwhile.

Python lets one thread run at a time, and threads that all want to run hand that right to each other at every wait for
the database or the network. With dozens of them a request costs twice the processor time that it costs alone. A server
may therefore let its threads work one after the other (``live.relay``); what it then needs to know is when one waits.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Turn(Protocol):
    """How a thread takes its turn among others."""

    def give_up(self) -> None:
        """Let another thread work."""

    def take_up(self) -> None:
        """Wait until this thread may work again."""


class FreeTurn:
    """The turn of a thread that asks nobody: the system shares the processor out."""

    def give_up(self) -> None:
        """Nobody has waited for it."""

    def take_up(self) -> None:
        """It never ended."""


_free = FreeTurn()
_here = threading.local()


def work_by(turn: Turn) -> None:
    """Let this thread work by ``turn`` from now on."""
    _here.turn = turn


def own_turn() -> Turn:
    """Return the turn by which this thread works; a free one where none was given."""
    turn: Turn = getattr(_here, "turn", _free)
    return turn


@contextmanager
def waiting() -> Iterator[None]:
    """Run the block, which waits for something, while another thread works."""
    turn = own_turn()
    turn.give_up()
    try:
        yield
    finally:
        turn.take_up()
