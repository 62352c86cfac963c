"""Which text somebody reads of what was written: the original, a translation, and how far that can be trusted.

For cards and titles as for the texts of a concept. A pure rule: no Flask, no SQLAlchemy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from participation.i18n.languages import reads


class TranslationState(StrEnum):
    """How far a translation can be trusted."""

    MACHINE = "machine"
    HUMAN = "human"
    APPROVED = "approved"


TRUSTED = frozenset({TranslationState.HUMAN, TranslationState.APPROVED})
"""Translations that somebody answers for."""


@dataclass(frozen=True, slots=True)
class ShownText:
    """What a reader sees: a text, its language, whether it is the original, else how far it can be trusted."""

    text: str
    language: str
    original: bool
    state: TranslationState | None = None

    @property
    def is_machine(self) -> bool:
        """Whether a machine translated it and nobody has looked at it: the page says so."""
        return self.state is TranslationState.MACHINE


class TranslatedText(Protocol):
    """A row of a translation."""

    @property
    def language(self) -> str:
        """The tag of the language it is in."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def state(self) -> TranslationState:
        """How far it can be trusted."""


@dataclass(frozen=True, slots=True)
class KnownText:
    """A translation that is kept without a row of its own, such as the frozen title of an option."""

    language: str
    text: str
    state: TranslationState


def choose_text(text: str, language: str, translations: Iterable[TranslatedText], reader: str) -> ShownText:
    """Return what somebody sees who reads the language ``reader`` of a ``text`` that was written in ``language``.

    A trusted translation into exactly that language goes before everything but the original in it; then comes what
    they read as well, then a machine's, then the original.
    """
    original = ShownText(text, language, original=True)
    if language == reader:
        return original
    readable = [known for known in translations if reads(reader, known.language)]
    exact = [known for known in readable if known.language == reader]
    trusted = [known for known in (*exact, *readable) if known.state in TRUSTED]
    if reads(reader, language):
        best = next((known for known in trusted if known.language == reader), None)
    else:
        best = next(iter([*trusted, *exact, *readable]), None)
    return ShownText(best.text, best.language, original=False, state=best.state) if best else original


def is_readable(language: str, translations: Iterable[TranslatedText], reader: str) -> bool:
    """Whether a reader can read a text in its original or in a translation that somebody answers for."""
    return reads(reader, language) or any(
        reads(reader, known.language) and known.state in TRUSTED for known in translations
    )
