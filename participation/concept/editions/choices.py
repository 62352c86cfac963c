"""What may be decided on a measure of the former edition. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Choice(StrEnum):
    """What becomes of a measure that was marked for decision."""

    KEEP = "keep"
    CHANGE = "change"
    END = "end"
    LEAVE = "leave"
    """It moves along undecided, for a reason; the next edition marks it again."""


NEEDS_REASON: Final = frozenset({Choice.END, Choice.LEAVE})


def is_settled(choice: Choice | None, *, changed: bool) -> bool:
    """Whether nothing is left to do; what is to change is settled when it says something else than before."""
    return choice is not None and (choice is not Choice.CHANGE or changed)
