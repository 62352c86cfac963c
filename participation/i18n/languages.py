"""The languages that ship: tag, catalogue folder, formats, direction, own name.

A language is a folder of ``translations/`` with a file ``language.toml``; this module reads those files, so that a
language is added without a line of code (docs/languages.md). A tag is what stands in ``lang`` attributes, addresses and
the database (BCP 47). Easy German (Leichte Sprache) is a language of its own here; for dates and numbers it uses the
locale ``de``.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from participation.config import resources

Direction = Literal["ltr", "rtl"]

DECLARATION = "language.toml"
DEFAULT_TAG = "de"
STAFF_TAGS = ("de", "en")


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
    aliases: tuple[str, ...] = ()
    """Other tags that browsers send for it: ``prs`` for Dari, the old ``iw`` for Hebrew."""
    plural: str | None = None
    """``Plural-Forms`` of its catalogues, where Babel's are not those of the language; ``None`` takes Babel's."""


def read_languages(translations: Path) -> dict[str, Language]:
    """Return the languages of a folder of catalogues by tag, in the order of a list that people choose from.

    The city's language stands first and its easy form beside it; the others follow by their own names, which keeps
    each script together. Raises ``ValueError`` with the path of a declaration that cannot be read.
    """
    found = [_read_language(path) for path in translations.glob(f"*/{DECLARATION}")]
    return {language.tag: language for language in sorted(found, key=_place)}


def _read_language(declaration: Path) -> Language:
    try:
        values = tomllib.loads(declaration.read_text("utf-8"))
        values["aliases"] = tuple(values.get("aliases", ()))
        return Language(folder=declaration.parent.name, **values)
    except (tomllib.TOMLDecodeError, TypeError) as error:
        message = f"{declaration}: {error}"
        raise ValueError(message) from error


def _place(language: Language) -> tuple[bool, bool, str]:
    return language.tag != DEFAULT_TAG, language.fallback != DEFAULT_TAG, language.name.casefold()


def _by_every_tag(languages: Iterable[Language]) -> dict[str, Language]:
    return {tag.lower(): language for language in languages for tag in (language.tag, *language.aliases)}


LANGUAGES = read_languages(resources() / "translations")
DEFAULT = LANGUAGES[DEFAULT_TAG]
_BY_EVERY_TAG = _by_every_tag(LANGUAGES.values())


def find_language(tag: str | None) -> Language | None:
    """Return the language of this tag in any case, with as many subtags as one ships for, else ``None``.

    Subtags fall away from the end (RFC 4647, lookup): ``zh-Hant-TW`` is ``zh``, ``fa-AF`` and ``fa-IR`` differ.
    """
    wanted = (tag or "").strip().lower().replace("_", "-")
    while wanted:
        if wanted in _BY_EVERY_TAG:
            return _BY_EVERY_TAG[wanted]
        wanted = wanted.rpartition("-")[0]
    return None


def direction_of(tag: str) -> Direction:
    """Return the writing direction of text in the language ``tag``; unknown languages run left to right."""
    language = find_language(tag)
    return language.direction if language else "ltr"


def staff_language(language: Language) -> Language:
    """Return the language in which staff pages are shown to somebody who reads ``language``."""
    if language.tag in STAFF_TAGS:
        return language
    return LANGUAGES[language.fallback] if language.fallback in STAFF_TAGS else LANGUAGES["en"]


def reads(reader: str, language: str) -> bool:
    """Whether who reads one language reads the other: German and easy German, Dari and Farsi."""
    return reader.partition("-")[0] == language.partition("-")[0]
