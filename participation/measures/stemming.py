"""Search by word stems (Snowball) in the concept's language, the same on every database. No database here.

A word that is looked for is found by its stem ("Kurse" finds "Kurs"), without umlauts ("Foerderung", "forderung" find
"Förderung"), and from four letters on inside a compound ("Kurs" finds "Schwimmkurse").
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import snowballstemmer
from babel import Locale, UnknownLocaleError

_WORD = re.compile(r"\w+")
SHORTEST_PART = 4
"""Fewer letters stand inside too many words."""
EXCERPT = 90
"""Characters shown on each side of the first hit."""
TEXTS_KEPT = 4096
"""Titles and texts of a concept of a thousand measures, with room for its goals: fewer would push each other out."""
_lock = Lock()
"""A stemmer keeps its place in the word in itself, so it works for one thread at a time."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that is looked for: its stem, and its letters without umlauts."""

    stem: str
    folded: str

    def is_in(self, stems: frozenset[str], folded: str) -> bool:
        """Whether a text has this word, or a compound with it."""
        if self.stem in stems:
            return True
        return any(len(part) >= SHORTEST_PART and part in folded for part in (self.stem, self.folded))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text: ``pieces`` are pairs of words and whether they were looked for."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def has_hit(self) -> bool:
        """Whether anything that was looked for is in it."""
        return any(hit for _text, hit in self.pieces)


def wanted_words(asked: str, language: str) -> tuple[Wanted, ...]:
    """Return what somebody looks for, word by word; signs that are no letters and digits do not count."""
    return tuple(Wanted(_stem(word.casefold(), language), _fold(word)) for word in _WORD.findall(asked))


def relevance(wanted: Iterable[Wanted], title: str, text: str, language: str) -> int:
    """Return how well a text fits, 0 when one of the words is missing; words of the title count more."""
    in_title, in_text = _searchable(title, language), _searchable(text, language)
    score = 0
    for word in wanted:
        if word.is_in(*in_title):
            score += 3
        elif word.is_in(*in_text):
            score += 1
        else:
            return 0
    return score


def mark_hits(text: str, wanted: Iterable[Wanted], language: str) -> Excerpt:
    """Return the whole text with every word marked that was looked for."""
    looked_for = tuple(wanted)
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in _WORD.finditer(text):
        stems, folded = _searchable(found[0], language)
        if any(word.is_in(stems, folded) for word in looked_for):
            pieces += [(text[end : found.start()], False), (found[0], True)]
            end = found.end()
    return Excerpt(tuple(piece for piece in (*pieces, (text[end:], False)) if piece[0]))


def excerpt(text: str, wanted: Iterable[Wanted], language: str) -> Excerpt:
    """Return the surroundings of the first word that was looked for, marked; empty when there is none."""
    looked_for = tuple(wanted)
    marked = mark_hits(text, looked_for, language)
    if not marked.has_hit:
        return Excerpt(())
    before = marked.pieces[0][0] if not marked.pieces[0][1] else ""
    start = max(len(before) - EXCERPT, 0)
    end = len(before) + EXCERPT
    start = text.rfind(" ", 0, start) + 1 if start else 0
    cut = text[start : text.find(" ", end)] if text.find(" ", end) > 0 else text[start:]
    shown = f"{'… ' if start else ''}{cut}{' …' if start + len(cut) < len(text) else ''}"
    return mark_hits(shown, looked_for, language)


@lru_cache(maxsize=TEXTS_KEPT)
def _searchable(text: str, language: str) -> tuple[frozenset[str], str]:
    words = _WORD.findall(text)
    stems = frozenset(_stem(word.casefold(), language) for word in words)
    return stems, " ".join(_fold(word) for word in words)


@lru_cache(maxsize=50_000)
def _stem(word: str, language: str) -> str:
    algorithm = _algorithm(language)
    if algorithm is None:
        return _fold(word)
    with _lock:
        return str(_stemmer(algorithm).stemWord(word))


@lru_cache
def _algorithm(language: str) -> str | None:
    """Return Snowball's name for a language, ``None`` for one that it does not know."""
    try:
        name = str(Locale.parse(language.partition("-")[0]).get_language_name("en")).lower()
    except (UnknownLocaleError, ValueError):
        return None
    return name if name in snowballstemmer.algorithms() else None


@lru_cache
def _stemmer(algorithm: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(algorithm)


def _fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
