"""The words that a concept's measures may use: its own, or those of every concept while it has none of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from participation.concept.models import BUILT_IN_WORDS, Concept, VocabularyKind
from participation.i18n import gettext, mark

BUILT_IN_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "place": mark("One place"),
        "district": mark("A district"),
        "city": mark("The whole city"),
        "region": mark("The region"),
        "before_immigration": mark("Before immigration"),
        "first_integration": mark("First integration"),
        "incorporation": mark("Incorporation"),
        "growing_together": mark("Growing together"),
        "cohesion": mark("Cohesion"),
    }
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word to choose: the key that measures keep, its name for the reader, and whether the office wrote it."""

    key: str
    name: str
    own: bool


def words_of(concept: Concept, kind: str) -> tuple[Word, ...]:
    """Return the words of one kind in their order; all of a concept's words are read in one statement."""
    own = tuple(Word(word.key, word.name, own=True) for word in concept.words if word.kind == kind)
    return own or tuple(
        Word(key, gettext(BUILT_IN_NAMES[key]), own=False) for key in BUILT_IN_WORDS.get(VocabularyKind(kind), ())
    )


def keys_of(concept: Concept, kind: str) -> frozenset[str]:
    """Return the keys that a measure may keep."""
    return frozenset(word.key for word in words_of(concept, kind))


def name_of(concept: Concept, kind: str, key: str | None) -> str:
    """Return what a key is called: by the concept, else by every concept, else the key itself; empty for nothing."""
    if not key:
        return ""
    own = next((word.name for word in concept.words if word.kind == kind and word.key == key), None)
    return own or (gettext(BUILT_IN_NAMES[key]) if key in BUILT_IN_WORDS.get(VocabularyKind(kind), ()) else key)
