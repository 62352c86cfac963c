"""How far a concept is translated: text by text for one language, in numbers for all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from participation.concept.models import Edition
from participation.concept.translations.models import TextTranslation
from participation.concept.translations.texts import SourceText, list_texts
from participation.i18n.languages import LANGUAGES
from participation.i18n.wording import TranslationState
from participation.kernel.database import db


class Standing(StrEnum):
    """How far one text is translated into one language."""

    MISSING = "missing"
    OUTDATED = "outdated"
    MACHINE = "machine"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Entry:
    """A text of an edition beside its translation.

    ``former`` translates what stood at its place before, as long as the text that stands there now has no translation.
    """

    source: SourceText
    row: TextTranslation | None = None
    former: TextTranslation | None = None

    @property
    def standing(self) -> Standing:
        """How far it is translated."""
        if self.row is not None:
            return Standing.MACHINE if self.row.state is TranslationState.MACHINE else Standing.DONE
        return Standing.OUTDATED if self.former is not None else Standing.MISSING

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look at it."""
        return self.standing is not Standing.DONE

    @property
    def proposal(self) -> str:
        """With what its translation is begun: what it says, what a machine says, what it said before."""
        shown = self.row or self.former
        return shown.text if shown is not None else ""

    @property
    def version(self) -> int:
        """The version of its translation, 0 while there is none."""
        return self.row.version if self.row is not None else 0


def list_entries(edition: Edition, language: str) -> list[Entry]:
    """Return the texts of an edition with their translations into one language, in the order of reading."""
    return _entries(list_texts(edition), _rows(edition.concept_id, [language]))


def count_entries(edition: Edition) -> Mapping[str, Mapping[Standing, int]]:
    """Return by language, in their usual order, how many texts of an edition stand how; in six statements."""
    sources = list_texts(edition)
    into = [tag for tag in LANGUAGES if tag != edition.concept.language]
    rows: defaultdict[str, list[TextTranslation]] = defaultdict(list)
    for row in _rows(edition.concept_id, into):
        rows[row.language].append(row)
    return {tag: Counter(entry.standing for entry in _entries(sources, rows[tag])) for tag in into}


def _rows(concept_id: int, languages: Collection[str]) -> list[TextTranslation]:
    statement = select(TextTranslation).where(
        TextTranslation.concept_id == concept_id, TextTranslation.language.in_(languages)
    )
    return list(db.session.scalars(statement.order_by(TextTranslation.at, TextTranslation.id)))


def _entries(sources: Iterable[SourceText], rows: Iterable[TextTranslation]) -> list[Entry]:
    by_hash = {row.hash: row for row in rows}
    by_place = {row.place: row for row in by_hash.values()}
    found = []
    for source in sources:
        row = by_hash.get(source.hash)
        found.append(Entry(source, row, None if row is not None else by_place.get(source.place)))
    return found
