"""Message catalogues: one folder a language, the domain ``participant`` complete in all, ``staff`` in German."""

from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations
from flask import current_app

from participation.i18n.choice import current_language
from participation.i18n.languages import LANGUAGES

DOMAINS = ("participant", "staff")


def mark(message: str) -> str:
    """Mark a message for the catalogue and return it untranslated; it is translated where it is shown."""
    return message


def gettext(message: str, **values: object) -> str:
    """Return ``message`` in the current language with ``%(name)s`` filled in; a literal percent sign is ``%%``."""
    return _translations().gettext(message) % values


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """Return the form that the current language uses for ``num``, which is available as ``%(num)s``."""
    values.setdefault("num", num)
    return _translations().ngettext(singular, plural, num) % values


def translate_raw(message: str) -> str:
    """Return the message of the current language with its placeholders untouched (for Jinja, which fills them)."""
    return _translations().gettext(message)


def translate_plural_raw(singular: str, plural: str, number: int) -> str:
    """Return the plural form of the current language with its placeholders untouched (for Jinja)."""
    return _translations().ngettext(singular, plural, number)


def _translations() -> NullTranslations:
    return _load(current_app.config["TRANSLATIONS"], current_language().folder)


@cache
def _load(directory: str, folder: str) -> NullTranslations:
    """Read all domains of one language, with those of its fallback behind them."""
    language = next(entry for entry in LANGUAGES.values() if entry.folder == folder)
    merged: NullTranslations = NullTranslations()
    if language.fallback is not None:
        merged.add_fallback(_load(directory, LANGUAGES[language.fallback].folder))
    for domain in DOMAINS:
        path = Path(directory, folder, "LC_MESSAGES", f"{domain}.mo")
        if path.exists():
            with path.open("rb") as file:
                found = Translations(file, domain)
            found.add_fallback(merged)
            merged = found
    return merged
