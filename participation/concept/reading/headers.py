"""What the words in a header row say: which column holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping as Pairs
from typing import Final

from participation.concept.chapter import ATTRIBUTES
from participation.concept.chapter.vocabulary import WORDS
from participation.concept.reading.mapping import Mapping

_LABELLED: Final = (
    "measures",
    "measure_number",
    "measure_title",
    "measure_text",
    "measure_fields",
    "fields",
    "indicators",
    "state",
    "workshop",
    "rank",
    "points",
    "repeated",
    *ATTRIBUTES,
)
_OF_INDICATORS: Final = ("unit", "direction", "source", "baseline", "target")
"""What else a table of goals and indicators may have a column for."""
LEFT_OUT: Final = "left_out"
LEVEL: Final = "level"
"""Meanings that only a person gives to a column; any other is a role."""
_SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "measures": ("massnahmen", "aktivitäten", "actions", "activities"),
    "measure_title": ("massnahme", "aktivität", "action", "activity"),
    "measure_text": ("maßnahmenbeschreibung", "erläuterung"),
    "fields": ("handlungsfeld", "field of action"),
    "lead": ("verantwortlich", "verantwortung", "zuständig", "zuständigkeit", "responsible", "responsibility"),
    "partners": ("partner", "kooperationspartner", "mitwirkende", "cooperation"),
    "time_frame": ("zeitrahmen", "zeitplan", "umsetzungszeitraum", "frist", "timeframe", "deadline"),
    "costs": ("budget", "ressourcen", "cost"),
    "funding_source": ("finanzierungsquelle", "förderung", "funding"),
    "first_step": ("erste schritte", "nächster schritt", "first steps", "next step"),
    "target_groups": ("zielgruppe", "target group"),
    "state": ("status", "umsetzungsstand"),
    "indicators": ("kennzahlen", "messgrößen", "liste der indikatoren", "list of indicators"),
    "unit": ("maßeinheit",),
    "source": ("datenquelle", "datenquellen", "data source"),
    "baseline": ("ist", "istwert", "ist-wert", "basiswert"),
    "target": ("soll", "sollwert", "soll-wert", "zielgröße"),
}
_GOAL: Final = re.compile(r"(?:ziele?|goals?|objectives?)\b")
_BARE_NUMBER: Final = re.compile(r"(?:nr|nummer|no|number|#|ziffer)\.?")
_NUMBER: Final = re.compile(r"(?P<level>\S.*?)[\s-]*(?:nr|nummer|no|number)\.?", re.IGNORECASE)
_PLURALS: Final = (("ziele", "ziel"), ("felder", "feld"), ("goals", "goal"), ("objectives", "objective"))
_MEASURE_WORDS: Final = ("measures", "measure_title", "measure_text")


def roles(header: tuple[str, ...], chosen: Mapping) -> dict[str, int]:
    """Answer which column has which role, the first of two alike; what a person said of a column goes first.

    A title column without a description beside it is a column of whole measures. In a table of goals and indicators, a
    field of action that stands before the goals is a level: it has no role.
    """
    plain = [_plain(text) for text in header]
    said = meanings(header, chosen)
    found = {role: index for index, role in said.items() if role not in (LEVEL, LEFT_OUT)}
    for role, text in chosen.columns.items():
        index = plain.index(_plain(text)) if _plain(text) in plain else None
        if index is not None and index not in said:
            found.setdefault(role, index)
    for index, text in enumerate(plain):
        told = _role(text)
        if told is not None and index not in found.values() and index not in said:
            found.setdefault(told, index)
    if "measure_title" in found and not {"measures", "measure_text"} & set(found):
        found["measures"] = found.pop("measure_title")
    if "indicator" in found and not ({"indicators"} & set(found) or has_measures(found)):
        found["indicators"] = found.pop("indicator")
    return _of_indicators(header, found, said) if is_of_indicators(found) else found


def meanings(header: tuple[str, ...], chosen: Mapping) -> dict[int, str]:
    """Answer what a person said of the columns: by column a role, `LEVEL` or `LEFT_OUT`."""
    said = {_plain(text): meaning for text, meaning in chosen.meanings.items()}
    return {index: said[_plain(text)] for index, text in enumerate(header) if _plain(text) in said}


def is_of_indicators(found: Pairs[str, int]) -> bool:
    """Whether these roles are those of a table that has goals and indicators, and no measures."""
    return "indicators" in found and not has_measures(found)


def _of_indicators(header: tuple[str, ...], found: Pairs[str, int], said: Pairs[int, str]) -> dict[str, int]:
    more = {
        role: index
        for index, text in enumerate(header)
        if index not in found.values() and index not in said
        for role in _OF_INDICATORS
        if _means(_plain(text), role)
    }
    kept = {**more, **found}
    if "fields" in kept and kept["fields"] not in said and kept["fields"] < kept["indicators"]:
        before = [text for text in header[: kept["fields"]] if text and not _BARE_NUMBER.fullmatch(_plain(text))]
        if not any(_GOAL.search(_plain(text)) for text in before):
            del kept["fields"]
    return kept


def has_measures(found: Pairs[str, int]) -> bool:
    """Whether these roles hold measures in any form."""
    return any(role in found for role in _MEASURE_WORDS)


def goal_column(header: tuple[str, ...], found: Pairs[str, int]) -> int | None:
    """Find the column whose header speaks of goals, among those without another role."""
    for index, text in enumerate(header):
        if index not in found.values() and _GOAL.search(_plain(text)):
            return index
    return None


def level_of_header(text: str) -> str:
    """Answer the level name in a header: "(Teil)ziele" → "Teilziel", "Goals" → "Goal"."""
    name = " ".join(re.sub(r"[()]", "", text).split())
    for plural, singular in _PLURALS:
        if name.casefold().endswith(plural):
            return name[: len(name) - len(plural)] + _cased(singular, name[-len(plural)])
    return name


def numbered_level(text: str) -> str | None:
    """Answer the level whose numbers a column holds: "Leitziel Nr." → "Leitziel"; None for other columns."""
    match = _NUMBER.fullmatch(text.strip())
    return match["level"] if match else None


def is_bare_number(text: str) -> bool:
    """Whether a header says nothing but that numbers stand below it."""
    return _BARE_NUMBER.fullmatch(_plain(text)) is not None


def language_of(header: tuple[str, ...]) -> str:
    """Answer in which document language the header words are; empty when none of them is known."""
    for text in header:
        plain = _plain(text)
        for language, words in WORDS.items():
            if any(plain == _plain(words[key]) for key in _LABELLED):
                return language
    return "de" if any("ziel" in _plain(text) for text in header) else ""


def _role(plain: str) -> str | None:
    return next((role for role in _LABELLED if _means(plain, role)), None)


def _means(plain: str, role: str) -> bool:
    labels = (words[role] for words in WORDS.values())
    return any(plain == _plain(label) for label in (*labels, *_SYNONYMS.get(role, ())))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[()\u00ad]", "", text).casefold().rstrip(":").split())


def _cased(singular: str, first: str) -> str:
    return singular.capitalize() if first.isupper() else singular
