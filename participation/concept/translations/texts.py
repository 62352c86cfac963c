"""What there is to translate in an edition: each text once, in the order in which a reader meets it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from participation.concept.models import (
    MEASURE_TEXTS,
    Edition,
    EditionState,
    Goal,
    Indicator,
    Measure,
    MeasureState,
)
from participation.concept.queries import list_fields_of
from participation.kernel.database import db

IN_THE_MAKING = (MeasureState.IDEA, MeasureState.DRAFT, MeasureState.IN_REVIEW)
"""Where measures of an adopted edition stand that nobody outside reads yet, and that may still change."""
INDICATOR_TEXTS = ("name", "source")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as the concept says it. ``place`` is ``kind/key/part``, such as ``measure/<lineage>/title``.

    ``beside`` is the number or the name of what it is a part of.
    """

    place: str
    text: str
    beside: str = ""

    @property
    def kind(self) -> str:
        """What it belongs to: ``concept``, ``edition``, ``level``, ``field``, ``goal``, ``indicator``, ``measure``."""
        return self.place.partition("/")[0]

    @property
    def part(self) -> str:
        """Which part of it this is: ``title``, ``name``, ``text`` and so on."""
        return self.place.rpartition("/")[2]

    @property
    def hash(self) -> str:
        """By what its translations are found."""
        return hash_of(self.text)


def hash_of(text: str) -> str:
    """Return by what a text is known: the SHA-256 of its words, in hexadecimal; blanks and line ends do not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def list_texts(edition: Edition, states: Collection[MeasureState] | None = None) -> list[SourceText]:
    """Return the texts of an edition, each once, at the first place where it stands; in five statements.

    Of measures only in these ``states``; without any, of an adopted edition those that are no longer in the making.
    """
    found: dict[str, SourceText] = {}
    for each in _all_texts(edition, states):
        if each.text.strip():
            found.setdefault(each.hash, each)
    return list(found.values())


def _all_texts(edition: Edition, states: Collection[MeasureState] | None) -> Iterator[SourceText]:
    yield SourceText("concept/0/title", edition.concept.title)
    yield SourceText(f"edition/{edition.id}/title", edition.title)
    for number, name in enumerate(edition.levels):
        yield SourceText(f"level/{number}/name", name)
    for field in list_fields_of(edition):
        yield SourceText(f"field/{field.id}/name", field.name)
    yield from _goals(edition)
    yield from _indicators(edition)
    yield from _measures(edition, states)


def _goals(edition: Edition) -> Iterator[SourceText]:
    goals = select(Goal.lineage, Goal.number, Goal.text).where(Goal.edition_id == edition.id)
    for lineage, number, text in db.session.execute(goals.order_by(Goal.level, Goal.position, Goal.id)):
        yield SourceText(f"goal/{lineage}/text", text, number or "")


def _indicators(edition: Edition) -> Iterator[SourceText]:
    indicators = (
        select(Indicator.lineage, Indicator.name, Indicator.source)
        .join(Indicator.goal)
        .where(Goal.edition_id == edition.id)
        .order_by(Goal.level, Goal.position, Indicator.position, Indicator.id)
    )
    for row in db.session.execute(indicators):
        for part in INDICATOR_TEXTS:
            yield SourceText(f"indicator/{row.lineage}/{part}", getattr(row, part), row.name if part != "name" else "")


def _measures(edition: Edition, states: Collection[MeasureState] | None) -> Iterator[SourceText]:
    texts = [getattr(Measure, part) for part in MEASURE_TEXTS]
    measures = select(Measure.lineage, *texts).where(Measure.edition_id == edition.id)
    if states is not None:
        measures = measures.where(Measure.state.in_(states))
    elif edition.state is not EditionState.DRAFT:
        measures = measures.where(Measure.state.not_in(IN_THE_MAKING))
    for row in db.session.execute(measures.order_by(Measure.position, Measure.id)):
        for part in MEASURE_TEXTS:
            beside = row.title if part != "title" else ""
            yield SourceText(f"measure/{row.lineage}/{part}", getattr(row, part), beside)
