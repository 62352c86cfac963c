"""Translations of the concept in a bundle: each beside the words that it translates."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from participation.concept.models import Concept, Edition
from participation.concept.translations.models import TextTranslation
from participation.concept.translations.texts import hash_of, list_texts
from participation.export.bundle.reading import Data
from participation.i18n.wording import TranslationState
from participation.kernel.database import db


def translations_data(concept: Concept) -> list[Data]:
    """Return all translations of a concept, also of words that it says no more; without who has translated."""
    rows = db.session.scalars(select(TextTranslation).where(TextTranslation.concept_id == concept.id))
    return [
        {"original": row.original, "language": row.language, "text": row.text, "state": row.state.value}
        for row in sorted(rows, key=lambda row: (row.original, row.language))
    ]


def store_translations(data: Iterable[Data], edition: Edition) -> None:
    """Store translations of a concept that came into being with the bundle; their places are those of today."""
    places = {source.hash: source.place for source in list_texts(edition)}
    for entry in data:
        key = hash_of(entry["original"])
        db.session.add(
            TextTranslation(
                concept_id=edition.concept_id,
                language=entry["language"],
                hash=key,
                original=entry["original"],
                text=entry["text"],
                state=TranslationState(entry["state"]),
                place=places.get(key, ""),
            )
        )
