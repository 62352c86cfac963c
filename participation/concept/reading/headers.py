"""What the words in a header row say: which column holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from participation.concept.chapter import ATTRIBUTES
from participation.concept.chapter.vocabulary import WORDS

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
    *ATTRIBUTES,
)
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
    "indicators": ("kennzahlen",),
}
_GOAL: Final = re.compile(r"(?:ziele?|goals?|objectives?)\b")
_NUMBER: Final = re.compile(r"(?P<level>\S.*?)[\s-]*(?:nr|nummer|no|number)\.?", re.IGNORECASE)
_PLURALS: Final = (("ziele", "ziel"), ("felder", "feld"), ("goals", "goal"), ("objectives", "objective"))
_MEASURE_WORDS: Final = ("measures", "measure_title", "measure_text")


def roles(header: tuple[str, ...], chosen: Mapping[str, str]) -> dict[str, int]:
    """Answer which column has which role, the first of two alike; `chosen` (role → header text) goes first.

    A title column without a description beside it is a column of whole measures.
    """
    found: dict[str, int] = {}
    plain = [_plain(text) for text in header]
    for role, text in chosen.items():
        if _plain(text) in plain:
            found[role] = plain.index(_plain(text))
    for index, text in enumerate(plain):
        said = _role(text)
        if said is not None and index not in found.values():
            found.setdefault(said, index)
    if "measure_title" in found and not {"measures", "measure_text"} & set(found):
        found["measures"] = found.pop("measure_title")
    return found


def has_measures(found: Mapping[str, int]) -> bool:
    """Whether these roles hold measures in any form."""
    return any(role in found for role in _MEASURE_WORDS)


def goal_column(header: tuple[str, ...], found: Mapping[str, int]) -> int | None:
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


def language_of(header: tuple[str, ...]) -> str:
    """Answer in which document language the header words are; empty when none of them is known."""
    for text in header:
        plain = _plain(text)
        for language, words in WORDS.items():
            if any(plain == _plain(words[key]) for key in _LABELLED):
                return language
    return "de" if any("ziel" in _plain(text) for text in header) else ""


def _role(plain: str) -> str | None:
    for role in _LABELLED:
        labels = (words[role] for words in WORDS.values())
        if any(plain == _plain(label) for label in (*labels, *_SYNONYMS.get(role, ()))):
            return role
    return None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[()\u00ad]", "", text).casefold().rstrip(":").split())


def _cased(singular: str, first: str) -> str:
    return singular.capitalize() if first.isupper() else singular
