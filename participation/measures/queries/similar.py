"""Finds measures that may say the same: a proposal for a person to look at, never a decision."""

from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from participation.concept.models import Measure
from participation.kernel.database import db

ALIKE = 75.0
"""Score (0 to 100) from which two measures are worth a second look.

Tried on the measures of a real city concept: different ones stay at 60 or below, the same thing said in other words
reaches 80 and more; what lies between shares a subject.
"""
FEWEST_WORDS = 3
"""A text of one or two words is part of too many others to be compared."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A measure that may say the same, and how alike the two are (0 to 100)."""

    measure: Measure
    score: float


def find_similar(measure: Measure) -> list[Similar]:
    """Return the other measures of the same edition whose title and text are alike, the most alike first."""
    return find_like(measure.edition_id, measure.title, measure.text, but=measure.id)


def find_like(edition_id: int, title: str, text: str, *, but: int | None = None) -> list[Similar]:
    """Return the measures of an edition whose title and text are like these, the most alike first.

    Compared is the set of words, so neither their order nor what one of the two says in addition counts.
    """
    wanted = _words(title, text)
    if len(wanted.split()) < FEWEST_WORDS:
        return []
    others = select(Measure.id, Measure.title, Measure.text).where(Measure.edition_id == edition_id)
    if but is not None:
        others = others.where(Measure.id != but)
    texts = {row.id: _words(row.title, row.text) for row in db.session.execute(others)}
    comparable = {key: text for key, text in texts.items() if len(text.split()) >= FEWEST_WORDS}
    found = process.extract(wanted, comparable, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=None)
    measures = _load([key for _text, _score, key in found])
    return [Similar(measures[key], score) for _text, score, key in found]


def _words(title: str, text: str) -> str:
    return utils.default_process(f"{title} {text}")


def _load(ids: list[int]) -> dict[int, Measure]:
    statement = select(Measure).where(Measure.id.in_(ids)).options(selectinload(Measure.goals))
    return {measure.id: measure for measure in db.session.scalars(statement)}
