"""Lists within one cell of a table: bullets, numbers, or one entry a line."""

from __future__ import annotations

import re
from typing import Final

from participation.concept.reading.measures import is_nothing

BULLET: Final = "• "
"""What a paragraph that the text program marks as an entry of a list begins with here."""
_BULLET: Final = re.compile(r"[•·▪●◦‣○*–—-]\s+(?=\S)")
_COUNTED: Final = re.compile(r"(?:\(?\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_NUMBERED: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?\s+(?=\S)")


def entries_of_goals(text: str) -> tuple[str, ...]:
    """Answer the goals in a cell: one, or one for each bullet or number; a number stays before its goal."""
    lines = _lines(text)
    if sum(bool(_BULLET.match(line) or _NUMBERED.match(line)) for line in lines) > 1:
        return _gathered([(bool(_BULLET.match(line) or _NUMBERED.match(line)), _bare(line)) for line in lines])
    return (_bare("\n".join(lines)),) if lines else ()


def entries_of_indicators(text: str) -> tuple[str, ...]:
    """Answer the indicators in a cell: one for each bullet or number, else one a line."""
    lines = [line for line in _lines(text) if not is_nothing(line)]
    marked = [
        (bool(_BULLET.match(line) or _COUNTED.match(line)), _COUNTED.sub("", _bare(line), count=1)) for line in lines
    ]
    if any(starts for starts, _ in marked):
        return _gathered(marked)
    return tuple(line for _, line in marked)


def lines_of(text: str) -> tuple[str, ...]:
    """Answer the lines of a cell without bullets, empty ones left out."""
    return tuple(_bare(line) for line in _lines(text))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _bare(line: str) -> str:
    match = _BULLET.match(line)
    return line[match.end() :] if match else line


def _gathered(lines: list[tuple[bool, str]]) -> tuple[str, ...]:
    """Put lines that begin no entry behind the one before them."""
    found: list[str] = []
    for starts, line in lines:
        if starts or not found:
            found.append(line)
        else:
            found[-1] = f"{found[-1]} {line}"
    return tuple(found)
