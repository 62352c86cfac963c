"""Full-text search over what everybody may read of a concept: goals and public measures, by word stems.

It finds the words of the concept and those of its translations into the reader's language.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from participation.concept.models import MEASURE_TEXTS, Edition, Goal, Measure, MeasureState, label_of
from participation.concept.translations.wordings import Wordings
from participation.kernel.database import db
from participation.kernel.pages import page_number
from participation.measures.stemming import Excerpt, Wanted, excerpt, mark_hits, relevance, wanted_words
from participation.publication.queries.published import is_public

ROWS = 50
"""Hits on a page."""
MOST_WORDS = 12
BETWEEN_PARTS = " · "
"""Between the parts of a measure, so that the surroundings of a hit do not read as one sentence."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A goal (without ``state``) or a measure in which all words were found, and where: both with the words marked.

    It is shown in the ``language`` in which they were found; its label in ``label_language`` where it alone is not
    translated.
    """

    id: int
    number: str
    label: Excerpt
    place: Excerpt
    language: str
    label_language: str
    is_machine: bool = False
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
    """What may be a hit, in the words of one language."""

    id: int
    number: str
    label: str
    text: str
    language: str
    state: MeasureState | None = None
    is_machine: bool = False
    label_language: str = ""

    @property
    def key(self) -> tuple[bool, int]:
        """What it is in any language."""
        return self.state is None, self.id


def search_edition(edition: Edition, words: str, wordings: Wordings, number: int = 1) -> Found:
    """Return what says all the words, what fits best first; goals before measures that fit as well.

    Words beyond the twelfth are not asked for; a page beyond the last one is the last.
    """
    candidates = list(_candidates(edition, wordings))
    asked = {each.language: wanted_words(words, each.language)[:MOST_WORDS] for each in candidates}
    best: dict[tuple[bool, int], tuple[int, _Candidate]] = {}
    for each in candidates:
        score = relevance(asked[each.language], each.label, each.text, each.language)
        if score and score >= best.get(each.key, (1, each))[0]:
            best[each.key] = score, each
    ordered = [each for _score, each in sorted(best.values(), key=lambda pair: -pair[0])]
    page = page_number(len(ordered), number, ROWS)
    hits = [_hit(each, asked[each.language]) for each in page.cut(ordered)]
    return Found(hits, page.number, page.pages, len(ordered))


def _candidates(edition: Edition, wordings: Wordings) -> Iterator[_Candidate]:
    """Yield goals and measures in the concept's language, each followed by itself in the reader's."""
    goals = select(Goal.id, Goal.number, Goal.text).where(Goal.edition_id == edition.id)
    goal_rows = db.session.execute(goals.order_by(Goal.level, Goal.position)).all()
    texts = [getattr(Measure, name) for name in MEASURE_TEXTS]
    measures = select(Measure.id, Measure.state, *texts).where(Measure.edition_id == edition.id, is_public())
    measure_rows = db.session.execute(measures.order_by(Measure.position, Measure.id)).all()
    wordings.learn([*(row.text for row in goal_rows), *(text for row in measure_rows for text in row[2:])])
    language = edition.concept.language
    for row in goal_rows:
        yield _Candidate(row.id, row.number or "", row.text, "", language)
        shown = wordings.of(row.text)
        if not shown.original:
            yield _Candidate(row.id, row.number or "", shown.text, "", shown.language, None, shown.is_machine)
    for row in measure_rows:
        said = BETWEEN_PARTS.join(filter(None, (getattr(row, name) for name in MEASURE_TEXTS if name != "title")))
        yield _Candidate(row.id, "", label_of(row.title, row.text), said, language, row.state)
        yield from _translated(row, wordings)


def _translated(row: Any, wordings: Wordings) -> Iterator[_Candidate]:  # noqa: ANN401 - columns by their names
    """Yield a measure in the reader's language, as far as it is translated."""
    shown = {name: wordings.of(getattr(row, name)) for name in MEASURE_TEXTS}
    translated = {name: text for name, text in shown.items() if not text.original}
    if translated:
        label = wordings.label(row.title, row.text)
        said = BETWEEN_PARTS.join(text.text for name, text in translated.items() if name != "title" and text.text)
        tag = next(iter(translated.values())).language
        yield _Candidate(row.id, "", label.text, said, tag, row.state, label.is_machine, label.language)


def _hit(each: _Candidate, wanted: Sequence[Wanted]) -> Hit:
    label = mark_hits(each.label, wanted, each.language)
    place = Excerpt(()) if label.has_hit else excerpt(each.text, wanted, each.language)
    of_label = each.label_language or each.language
    return Hit(each.id, each.number, label, place, each.language, of_label, each.is_machine, each.state)
