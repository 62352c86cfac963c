"""Chance that keeps a hall from doing the same thing in the same instant."""

import secrets


def pick_between(bounds: tuple[int, int]) -> int:
    """Return a random whole number from the first to the last of ``bounds``, both included."""
    first, last = bounds
    return first + secrets.randbelow(last - first + 1)
