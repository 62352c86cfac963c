"""Marks that repeat the row above."""

from __future__ import annotations

from typing import Final

_MARKS: Final = {
    "dto",
    "dito",
    "ditto",
    "do",
    "s.o",
    "siehe oben",
    "wie oben",
    "ebenda",
    "ebd",
    "see above",
    "as above",
    "ibid",
    '"',
    "''",
    "„",
    "“",
    "”",
    "〃",
    '-"-',
    "-“-",
    "-„-",
}


def is_ditto(text: str) -> bool:
    """Whether a cell says nothing but "as above": dto., dito, s. o., ebenda, 〃 and their like."""
    plain = " ".join(text.casefold().split()).rstrip(".").replace(". ", ".")
    return plain in _MARKS or plain.replace(" ", "") in _MARKS
