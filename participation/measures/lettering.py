"""How wide letters run, about, and lines of text that fit a width. A pure rule for drawings made on the server.

The server knows no font. Widths are shares of the type's size, measured on common system fonts and rounded up, so that
a line is rather too short than too long.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

WIDE, NARROW, CAPITAL, USUAL = 1.0, 0.35, 0.74, 0.59
ELLIPSIS = "…"
_NARROW = frozenset("iIjlt.,;:!|'’()[] fr")


@lru_cache(maxsize=4096)
def width_of(letter: str) -> float:
    """Return the width of one letter as a share of the type's size; marks above and below others have none."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return WIDE
    if letter in _NARROW:
        return NARROW
    return CAPITAL if letter.isupper() or "\u1200" <= letter <= "\u139f" else USUAL


def length_of(text: str) -> float:
    """Return the width of a text as a multiple of the type's size."""
    return sum(map(width_of, text))


def lines_of(text: str, width: float, most: int) -> tuple[str, ...]:
    """Return a text in at most so many lines of this width (a multiple of the type's size); what is cut off says so."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, width):
        if line and length_of((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece.lstrip() if not line else piece
    lines = [each for each in (*lines, line.rstrip()) if each]
    return tuple(lines) if len(lines) <= most else (*lines[: most - 1], _cut(lines[most - 1], width))


def _pieces(text: str, width: float) -> Iterator[str]:
    """Go through the words with the space before them; one that fits no line, as in Chinese or Thai, by its letters."""
    for number, word in enumerate(text.split()):
        space = " " if number else ""
        if length_of(word) <= width:
            yield space + word
            continue
        for letter in word:
            yield space + letter
            space = ""


def _cut(line: str, width: float) -> str:
    while line and length_of(line + ELLIPSIS) > width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
