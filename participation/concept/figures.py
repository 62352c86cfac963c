"""Figures as people write them: 1200, 1.200, 12,5, 12.5, 1 200,5."""

from __future__ import annotations

import re
from typing import Final

from participation.concept.errors import FigureUnfit

_SHOWN: Final = 60


def read_figure(text: str) -> float:
    """Read a figure as people type it; raises ``FigureUnfit``.

    A single point or comma before exactly three digits parts thousands only when it is a point.
    """
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace("−", "-")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(,\d{3})+\.\d+", plain):
        plain = plain.replace(",", "")
    else:
        plain = plain.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", plain):
        raise FigureUnfit(text[:_SHOWN])
    return float(plain)


def find_figure(text: str, unit: str) -> float | None:
    """Return the figure that a baseline or target is, with or without its unit; ``None`` when it is put in words.

    "mindestens 30 %" is no figure: what it means is not guessed.
    """
    bare = text.strip()
    if unit and bare.casefold().endswith(unit.casefold()):
        bare = bare[: -len(unit)]
    try:
        return read_figure(bare)
    except FigureUnfit:
        return None
