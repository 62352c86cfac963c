"""The difference of two texts, word by word. No database."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKENS = re.compile(r"\s+|\w+(?:[.,:]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: ``kind`` is ``same``, ``gone`` (only in the earlier text) or ``new`` (only in the later one)."""

    kind: str
    text: str


def differing_words(before: str, after: str) -> list[Piece]:
    """Return both texts as one row of pieces; what was replaced comes before what replaces it."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    pieces: list[Piece] = []
    for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[from_old:to_old])))
            continue
        gone, came = "".join(old[from_old:to_old]), "".join(new[from_new:to_new])
        pieces += [Piece("gone", gone)] if gone else []
        pieces += [Piece("new", came)] if came else []
    return pieces
