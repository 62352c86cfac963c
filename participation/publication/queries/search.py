"""Full-text search over what everybody may read of a concept: goals and public measures, by word stems."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from participation.concept.models import MEASURE_TEXTS, Edition, Goal, Measure, MeasureState
from participation.kernel.database import db
from participation.kernel.pages import page_number
from participation.measures.stemming import Excerpt, Wanted, excerpt, mark_hits, relevance, wanted_words
from participation.publication.queries.document import label_of
from participation.publication.queries.published import is_public

ROWS = 50
"""Hits on a page."""
MOST_WORDS = 12
BETWEEN_PARTS = " · "
"""Between the parts of a measure, so that the surroundings of a hit do not read as one sentence."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A goal (without ``state``) or a measure in which all words were found, and where: both with the words marked."""

    id: int
    number: str
    label: Excerpt
    place: Excerpt
    state: MeasureState | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Page ``number`` (from 1) of ``pages``, ``count`` hits in all."""

    hits: Sequence[Hit]
    number: int
    pages: int
    count: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    id: int
    number: str
    label: str
    text: str
    state: MeasureState | None = None


def search_edition(edition: Edition, words: str, number: int = 1) -> Found:
    """Return what says all the words, what fits best first; goals before measures that fit as well.

    Words beyond the twelfth are not asked for; a page beyond the last one is the last.
    """
    language = edition.concept.language
    wanted = wanted_words(words, language)[:MOST_WORDS]
    scored = [(relevance(wanted, each.label, each.text, language), each) for each in _candidates(edition)]
    best = [each for score, each in sorted(scored, key=lambda pair: -pair[0]) if score]
    page = page_number(len(best), number, ROWS)
    return Found([_hit(each, wanted, language) for each in page.cut(best)], page.number, page.pages, len(best))


def _candidates(edition: Edition) -> Iterator[_Candidate]:
    goals = select(Goal.id, Goal.number, Goal.text).where(Goal.edition_id == edition.id)
    for row in db.session.execute(goals.order_by(Goal.level, Goal.position)):
        yield _Candidate(row.id, row.number or "", row.text, "")
    texts = [getattr(Measure, name) for name in MEASURE_TEXTS]
    measures = select(Measure.id, Measure.state, *texts).where(Measure.edition_id == edition.id, is_public())
    for row in db.session.execute(measures.order_by(Measure.position, Measure.id)):
        said = BETWEEN_PARTS.join(filter(None, (getattr(row, name) for name in MEASURE_TEXTS if name != "title")))
        yield _Candidate(row.id, "", label_of(row.title, row.text), said, row.state)


def _hit(each: _Candidate, wanted: Sequence[Wanted], language: str) -> Hit:
    label = mark_hits(each.label, wanted, language)
    place = Excerpt(()) if label.has_hit else excerpt(each.text, wanted, language)
    return Hit(each.id, each.number, label, place, each.state)
