"""The readings of an indicator in one line, days and figures as the document's language writes them.

What is written is read back unchanged. A day tells how the figure beside it is written; days as ISO 8601 writes
them, with figures that have a point, come from chapters that were printed before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from babel.dates import format_date, get_month_names
from babel.numbers import NumberFormatError, format_decimal, parse_decimal

from participation.concept.chapter.vocabulary import document_language
from participation.concept.errors import FigureUnfit
from participation.concept.figures import read_figure
from participation.concept.tree.entries import ValueEntry

_DAY_PATTERNS: Final = {"de": "dd.MM.yyyy", "en": "d MMMM yyyy"}
_DAYS: Final = {
    "de": re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"),
    "en": re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+) (?P<year>\d{4})"),
}
_MONTHS: Final[Mapping[str, int]] = {name: number for number, name in get_month_names("wide", locale="en").items()}


def written_day(iso: str, language: str) -> str:
    """Write a day given as ISO 8601 has it: "31.12.2026"."""
    locale = document_language(language)
    return format_date(date.fromisoformat(iso), _DAY_PATTERNS[locale], locale=locale)


def value_list(values: tuple[ValueEntry, ...], language: str) -> str:
    """Write the readings of an indicator, each its day and its figure: "31.12.2026: 25,5; 31.12.2028: 31"."""
    locale = document_language(language)
    return "; ".join(f"{written_day(reading.at, locale)}: {_figure(reading.value, locale)}" for reading in values)


def parse_value_list(text: str) -> tuple[ValueEntry, ...] | None:
    """Read what `value_list` wrote in any language; None when it says anything else."""
    readings = [part.partition(":") for part in text.split(";") if part.strip()]
    try:
        return tuple(_reading(at.strip(), said.strip()) for at, _, said in readings)
    except (ValueError, LookupError, FigureUnfit):
        return None


def _figure(value: float, locale: str) -> str:
    """Write all digits that tell the figure from any other."""
    return format_decimal(Decimal(repr(value)), locale=locale, decimal_quantization=False)


def _reading(at: str, said: str) -> ValueEntry:
    """Read a day with its figure; raises ``ValueError``, ``LookupError`` or ``FigureUnfit`` where one is none."""
    for locale, pattern in _DAYS.items():
        if match := pattern.fullmatch(at):
            month = match["month"]
            number = int(month) if month.isdecimal() else _MONTHS[month]
            return ValueEntry(date(int(match["year"]), number, int(match["day"])).isoformat(), _said(said, locale))
    return ValueEntry(date.fromisoformat(at).isoformat(), float(said))


def _said(figure: str, locale: str) -> float:
    """Read a figure as the language writes it; one that somebody typed in another way as forms read it."""
    try:
        return float(parse_decimal(figure, locale=locale, strict=True))
    except NumberFormatError:
        return read_figure(figure)
