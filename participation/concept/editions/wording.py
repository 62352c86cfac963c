"""What changed in a text, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

_WORDS: Final = re.compile(r"\s+|\w+(?:\.\w+)*|[^\w\s]")
"""A text is a row of spaces, words and signs; put together again they give the text."""
_ALIKE: Final = 0.4
"""Below this share of common words two texts are shown one after the other: a patchwork cannot be read."""

Sign = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    sign: Sign
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return both texts as one row: without the added pieces it is the first, without the removed ones the second."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        both = (Piece("removed", before), Piece("added", after))
        return tuple(piece for piece in both if piece.text)
    return tuple(_joined(old, new, matcher))


def _joined(old: list[str], new: list[str], matcher: SequenceMatcher[str]) -> Iterator[Piece]:
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        gone, came = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if tag == "equal":
            yield Piece("same", came)
            continue
        if gone:
            yield Piece("removed", gone)
        if came:
            yield Piece("added", came)
