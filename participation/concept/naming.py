"""How a workshop is called beside its title: a title that says what it is does without the word before it."""

from typing import Final

from participation.i18n import current_language, gettext

_WORDS: Final = ("werkstatt", "werkstätt", "workshop")
_READ_BY: Final = ("de", "de-x-leicht", "en")
"""Who reads one of the words in a title; all others are told in their own language that it is a workshop."""


def says_workshop(title: str, language: str) -> bool:
    """Whether somebody who reads ``language`` sees by the title alone that it is one of a workshop."""
    return language in _READ_BY and any(word in title.casefold() for word in _WORDS)


def workshop_in_words(title: str, usual: str, brief: str, **values: str) -> str:
    """Return the sentence on a workshop in the reader's language: ``brief`` where the title says what it is."""
    chosen = brief if says_workshop(title, current_language().tag) else usual
    return gettext(chosen, title=title, **values)


def origin_in_words(title: str) -> str:
    """Return which workshop a measure comes from, in the reader's language."""
    if says_workshop(title, current_language().tag):
        return title
    return gettext("from the workshop “%(title)s”", title=title)
