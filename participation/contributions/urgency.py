"""In which order texts are translated: what most people see first, then what has waited longest.

A pure rule: no Flask, no SQLAlchemy.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the rule needs to know of a text that waits for an interpreter."""

    at: datetime
    is_large: bool
    """It stands large on the screen now."""
    is_title: bool
    is_current: bool
    """It belongs to the phase that runs."""
    is_unclear: bool
    """An interpreter has asked about it and waits for an answer."""


def urgency(text: Waiting) -> tuple[bool, bool, bool, bool, datetime]:
    """Return what texts are sorted by, the most urgent first.

    A title stands for many cards and is read by all, so it goes before the cards of its phase.
    """
    return (text.is_unclear, not text.is_large, not text.is_current, not text.is_title, text.at)
