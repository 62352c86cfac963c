"""How the parts of a difference are called, and their values, in the reader's language."""

from __future__ import annotations

from typing import Final

from participation.concept.chapter import value_in_words
from participation.concept.chapter import word as printed_word
from participation.concept.chapter.vocabulary import VALUES, WORDS
from participation.concept.editions.differences import Part
from participation.i18n import current_language, gettext, mark

_NAMES: Final = {
    "text": mark("Text"),
    "name": mark("Name"),
    "number": mark("Number"),
    "stands": mark("Stands under"),
    "unit": mark("Unit"),
    "direction": mark("Direction"),
}
_CHOICES: Final = ("state", "spatial_reference", "integration_phase", "direction")


def name_part(name: str) -> str:
    """Return what a part is called."""
    if name in _NAMES:
        return gettext(_NAMES[name])
    return printed_word(name, current_language().tag) if name in WORDS["en"] else name


def worded(part: Part) -> Part:
    """Return the part with values of enumerations in words."""
    if part.name not in _CHOICES:
        return part
    return Part(part.name, _said(part.before), _said(part.after))


def _said(value: str) -> str:
    return value_in_words(value, current_language().tag) if value in VALUES["en"] else value
