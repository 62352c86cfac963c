"""The languages that ship: tag, catalogue folder, formats, direction, own name.

A tag is what stands in ``lang`` attributes, addresses and the database (BCP 47). Easy German (Leichte Sprache) is
a language of its own here; for dates and numbers it uses the locale ``de``.
"""

from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Language:
    """A language somebody can read the participant pages in."""

    tag: str
    folder: str
    locale: str
    name: str
    direction: Direction = "ltr"
    fallback: str | None = None
    """Tag of the language whose messages stand in for missing ones; ``None`` is the English source."""


LANGUAGES: dict[str, Language] = {
    language.tag: language
    for language in (
        Language("de", "de", "de", "Deutsch"),
        Language("de-x-leicht", "de_simple", "de", "Leichte Sprache", fallback="de"),
        Language("en", "en", "en_GB", "English"),
        Language("ar", "ar", "ar", "العربية", "rtl"),
        Language("tr", "tr", "tr", "Türkçe"),
    )
}

STAFF_TAGS = ("de", "en")
DEFAULT = LANGUAGES["de"]


def find_language(tag: str | None) -> Language | None:
    """Return the language with this tag in any case, else the one of its primary subtag, else ``None``."""
    if not tag:
        return None
    wanted = tag.strip().lower()
    return LANGUAGES.get(wanted) or LANGUAGES.get(wanted.partition("-")[0])


def get_language(tag: str) -> Language:
    """Return the language with exactly this tag; raises ``KeyError`` when none ships under it."""
    return LANGUAGES[tag]


def direction_of(tag: str) -> Direction:
    """Return the writing direction of text in the language ``tag``; unknown languages run left to right."""
    language = find_language(tag)
    return language.direction if language else "ltr"


def staff_language(language: Language) -> Language:
    """Return the language in which staff pages are shown to somebody who reads ``language``."""
    if language.tag in STAFF_TAGS:
        return language
    return LANGUAGES[language.fallback] if language.fallback in STAFF_TAGS else LANGUAGES["en"]
