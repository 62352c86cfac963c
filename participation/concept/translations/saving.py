"""Writing translations. What was shown to the person is said with each one: nobody's work is overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.editions.beginning import hold_concept
from participation.concept.models import Concept, Edition
from participation.concept.tidying import without_unwritable
from participation.concept.translations.errors import (
    OriginalChanged,
    TargetUnfit,
    TranslatedMeanwhile,
    TranslationTooLong,
)
from participation.concept.translations.models import TextTranslation
from participation.concept.translations.texts import SourceText, list_texts
from participation.i18n.languages import LANGUAGES
from participation.i18n.wording import TranslationState
from participation.kernel import clock
from participation.kernel.database import db

LENGTH_FACTOR, SHORTEST_LIMIT = 5, 1000
"""No language needs five times the letters of another; short texts may be explained at some length."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote: a translation of the text with this hash, and the version that they saw (0: none)."""

    hash: str
    text: str
    seen: int = 0


def check_target(concept: Concept, language: str) -> None:
    """Raise ``TargetUnfit`` where the concept is not translated into a language."""
    if language not in LANGUAGES or language == concept.language:
        raise TargetUnfit


def save_translation(
    edition: Edition, language: str, written: Written, actor: StaffUser | None
) -> TextTranslation | None:
    """Write, approve or (with an empty text) remove the translation of one text of an edition.

    Raises ``TargetUnfit``, ``OriginalChanged``, ``TranslationTooLong``, ``TranslatedMeanwhile``.
    """
    return save_translations(edition, language, [written], actor)[0]


def save_translations(
    edition: Edition, language: str, all_written: Sequence[Written], actor: StaffUser | None
) -> list[TextTranslation | None]:
    """Write the translations of several texts of an edition into one language, all of them or none.

    Raises ``TargetUnfit``, ``OriginalChanged``, ``TranslationTooLong``, ``TranslatedMeanwhile``.
    """
    concept = edition.concept
    check_target(concept, language)
    hold_concept(concept)
    sources = {source.hash: source for source in list_texts(edition)}
    shelf = _Shelf(concept, language, actor, sources, find_translations(concept.id, language))
    saved = [shelf.save(written) for written in all_written]
    db.session.flush()
    return saved


def find_translations(concept_id: int, language: str) -> dict[str, TextTranslation]:
    """Return the translations of a concept into a language by the hash of their original, out of date or not."""
    statement = select(TextTranslation).where(
        TextTranslation.concept_id == concept_id, TextTranslation.language == language
    )
    found = db.session.scalars(statement.order_by(TextTranslation.id), execution_options={"populate_existing": True})
    return {row.hash: row for row in found}


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What an edition says and what of it is translated into a language, both by hash; ``actor`` writes."""

    concept: Concept
    language: str
    actor: StaffUser | None
    sources: Mapping[str, SourceText]
    known: Mapping[str, TextTranslation]

    def save(self, written: Written) -> TextTranslation | None:
        source, known = self.sources.get(written.hash), self.known.get(written.hash)
        if source is None:
            raise OriginalChanged
        text = _clean(written.text, source.text)
        answered_for = known is not None and known.state is not TranslationState.MACHINE
        if (known is None and not text) or (known is not None and answered_for and known.text == text):
            return known
        if (known.version if known else 0) != written.seen:
            raise TranslatedMeanwhile(known.text if known else "")
        self.log(source, known.text if known else "", text)
        if known is not None and not text:
            db.session.delete(known)
            return None
        return self.write(known or self.begin(source), text)

    def begin(self, source: SourceText) -> TextTranslation:
        begun = TextTranslation(
            concept_id=self.concept.id,
            language=self.language,
            hash=source.hash,
            original=source.text,
            place=source.place,
            version=0,
        )
        db.session.add(begun)
        return begun

    def write(self, row: TextTranslation, text: str) -> TextTranslation:
        """Write a text that a person answers for; a machine's that they leave as it is they approve."""
        is_approval = row.state is TranslationState.MACHINE and row.text == text
        row.state = TranslationState.APPROVED if is_approval else TranslationState.HUMAN
        row.text, row.author_id, row.at = text, self.actor.id if self.actor else None, clock.now()
        row.version += 1
        return row

    def log(self, source: SourceText, before: str, after: str) -> None:
        log_move(
            self.actor,
            "translate_text",
            "concept",
            self.concept.id,
            place=source.place,
            language=self.language,
            before=before,
            after=after,
        )


def longest(original: str) -> int:
    """Return how many characters a translation of a text may have."""
    return max(LENGTH_FACTOR * len(original), SHORTEST_LIMIT)


def _clean(text: str, original: str) -> str:
    """Return a text without what no file can hold; raises ``TranslationTooLong``."""
    text = without_unwritable(text.replace("\r\n", "\n"))
    if len(text) > longest(original):
        raise TranslationTooLong(longest(original))
    return text
