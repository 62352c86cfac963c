"""The form of the sheet: its columns in the languages it is written in, and how days stand above the figures.

The words are part of the form, not of the interface: a filled sheet is read back by them. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

ID: Final = "ID"
"""The heading above the lineage of each indicator, by which a row is known wherever it is sorted to."""
COLUMNS: Final = ("goal", "name", "unit", "direction", "source", "baseline", "target")
"""What stands beside the figures to read; nothing of it is taken back."""
_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "de": ("Ziel", "Indikator", "Einheit", "Richtung", "Quelle", "Ausgangswert", "Zielwert"),
        "en": ("Goal", "Indicator", "Unit", "Direction", "Source", "Baseline", "Target"),
    }
)
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
_YEAR: Final = re.compile(r"\d{4}")
_DOTTED: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


def headings(language: str) -> tuple[str, ...]:
    """Return the headings of ``COLUMNS`` in the language of a concept; English where it has none."""
    return _HEADINGS.get(language.partition("-")[0], _HEADINGS["en"])


def is_heading(text: str) -> bool:
    """Whether a heading is one of the form, in any of its languages."""
    return any(text.casefold() == heading.casefold() for row in _HEADINGS.values() for heading in row)


def day_as_printed(day: date, language: str) -> str:
    """Return the day as it stands above its figures: 31.12.2025 in German, else 2025-12-31."""
    return f"{day:%d.%m.%Y}" if language.partition("-")[0] == "de" else day.isoformat()


def read_day(value: object) -> date | None:
    """Return the day that a heading names: a date, 31.12.2025, 2025-12-31, or a year, which means its last day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    return _day_of(text)


def _day_of(text: str) -> date | None:
    if _YEAR.fullmatch(text) and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return date(int(text), 12, 31)
    dotted = _DOTTED.fullmatch(text)
    written = f"{dotted[3]}-{int(dotted[2]):02d}-{int(dotted[1]):02d}" if dotted else text
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
