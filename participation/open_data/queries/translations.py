"""Reads of translations of what everybody may read of a concept."""

from sqlalchemy import select

from participation.concept.models import Edition
from participation.concept.translations.models import TextTranslation
from participation.concept.translations.texts import list_texts
from participation.kernel.database import db
from participation.measures.standing import PUBLIC_STATES
from participation.open_data import records
from participation.open_data.domain import Part
from participation.open_data.records import Page


def list_translations(edition: Edition, part: Part, *, language: str | None) -> Page[records.Translation]:
    """Return the translations of the public texts of an edition in the order of reading, if asked into a language."""
    statement = select(TextTranslation).where(TextTranslation.concept_id == edition.concept_id)
    if language is not None:
        statement = statement.where(TextTranslation.language == language)
    places = {source.hash: number for number, source in enumerate(list_texts(edition, PUBLIC_STATES))}
    found = [row for row in db.session.scalars(statement) if row.hash in places]
    found.sort(key=lambda row: (places[row.hash], row.language))
    told = (
        records.Translation(row.original, row.language, row.text, row.state)
        for row in found[part.offset : part.offset + part.limit]
    )
    return Page(len(found), tuple(told))
