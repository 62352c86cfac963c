"""The list of measures: narrowed, searched, sorted, page by page, in a fixed number of statements."""

import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, not_, or_, select
from sqlalchemy.orm import aliased, selectinload

from participation.concept.models import (
    MEASURE_TEXTS,
    REQUIRED_FIELDS,
    Concept,
    Edition,
    FieldOfAction,
    Goal,
    Measure,
    MeasureState,
)
from participation.kernel.database import db
from participation.kernel.pages import page_number
from participation.measures.stemming import relevance, wanted_words

ROWS = 100
"""Measures on a page."""
NOT_AWAITED = (MeasureState.DONE, MeasureState.REJECTED, MeasureState.POSTPONED)
"""Nobody waits for measures in these states, so none of them is overdue."""


class Deadline(StrEnum):
    """What a list may ask about deadlines."""

    OVERDUE = "overdue"
    MISSING = "missing"


class Order(StrEnum):
    """By what a list is sorted; ``place`` is the order of the concept, or of relevance when words are looked for."""

    PLACE = "place"
    TITLE = "title"
    LEAD = "lead"
    STATE = "state"
    DUE = "due"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class MeasureFilter:
    """What a list of measures is narrowed to; whatever is empty does not narrow.

    ``goal_id`` includes the goals below it; ``lead`` may stand anywhere in the lead; ``words`` must all be found by
    their stems in what the measure says.
    """

    states: Collection[MeasureState] = ()
    goal_id: int | None = None
    field_id: int | None = None
    origin_workshop: str = ""
    lead: str = ""
    deadline: Deadline | None = None
    due_until: date | None = None
    today: date | None = None
    incomplete: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the measures that were found: page ``number`` (from 1) of ``pages``, ``found`` in all."""

    measures: Sequence[Measure]
    number: int
    pages: int
    found: int


def list_measures(edition_id: int, narrowed: MeasureFilter | None = None) -> list[Measure]:
    """Return all measures of an edition that were asked for in their order, with their goals and fields of action."""
    return _load(_find(edition_id, narrowed or MeasureFilter(), Order.PLACE, descending=False))


def list_page(
    edition_id: int, narrowed: MeasureFilter, order: Order = Order.PLACE, *, descending: bool = False, number: int = 1
) -> Page:
    """Return a page of the measures that were asked for; a number beyond the last page gives the last."""
    ids = _find(edition_id, narrowed, order, descending=descending)
    page = page_number(len(ids), number, ROWS)
    return Page(_load(page.cut(ids)), page.number, page.pages, len(ids))


def is_overdue(measure: Measure, today: date) -> bool:
    """Whether the deadline of the measure is over and somebody still waits for it."""
    return measure.due_on is not None and measure.due_on < today and measure.state not in NOT_AWAITED


def list_leads(edition_id: int) -> list[str]:
    """Return who leads measures of the edition, each once, by name."""
    return _distinct(edition_id, Measure.lead)


def list_origins(edition_id: int) -> list[str]:
    """Return the workshops from which measures of the edition come, by title."""
    return _distinct(edition_id, Measure.origin_workshop)


def _distinct(edition_id: int, column: Any) -> list[str]:  # noqa: ANN401 - an attribute of a model
    found = db.session.scalars(select(column).where(Measure.edition_id == edition_id, column != "").distinct())
    return sorted(found, key=_collated)


def _find(edition_id: int, narrowed: MeasureFilter, order: Order, *, descending: bool) -> list[int]:
    """Return the ids of the measures in the wanted order."""
    texts = [getattr(Measure, name) for name in MEASURE_TEXTS]
    statement = (
        select(
            Measure.id,
            Measure.state,
            Measure.due_on,
            Measure.changed_at,
            Concept.language,
            Measure.origin_workshop,
            *texts,
        )
        .join(Measure.edition)
        .join(Edition.concept)
        .where(Measure.edition_id == edition_id, *_conditions(narrowed))
        .order_by(Measure.position, Measure.id)
    )
    rows = list(db.session.execute(statement))
    if narrowed.words.strip():
        rows = _searched(rows, narrowed.words)
    if order is not Order.PLACE:
        key, silent = _KEYS[order], [row for row in rows if _KEYS[order](row) in {None, ""}]
        said = [row for row in rows if key(row) not in {None, ""}]
        rows = sorted(said, key=key, reverse=descending) + silent
    elif descending:
        rows.reverse()
    return [row.id for row in rows]


def _searched(rows: list[Row[Any]], words: str) -> list[Row[Any]]:
    """Return the rows in which all words are found, those that fit best first."""
    language = rows[0].language if rows else "de"
    wanted = wanted_words(words, language)
    scored = [
        (relevance(wanted, row.title, "\n".join(getattr(row, name) for name in MEASURE_TEXTS), language), row)
        for row in rows
    ]
    found = [(score, row) for score, row in scored if score or not wanted]
    return [row for _score, row in sorted(found, key=lambda pair: -pair[0])]


def _collated(text: str) -> str:
    """Return a text by which people sort: without case and accents."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


_STATES = list(MeasureState)
_KEYS: dict[Order, Callable[[Row[Any]], Any]] = {
    Order.TITLE: lambda row: _collated(row.title or row.text),
    Order.LEAD: lambda row: _collated(row.lead),
    Order.STATE: lambda row: _STATES.index(row.state),
    Order.DUE: lambda row: row.due_on,
    Order.CHANGED: lambda row: row.changed_at,
}


def _load(ids: Sequence[int]) -> list[Measure]:
    statement = (
        select(Measure).where(Measure.id.in_(ids)).options(selectinload(Measure.goals), selectinload(Measure.fields))
    )
    known = {measure.id: measure for measure in db.session.scalars(statement)}
    return [known[measure_id] for measure_id in ids]


def _conditions(narrowed: MeasureFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if narrowed.states:
        found.append(Measure.state.in_(narrowed.states))
    if narrowed.goal_id is not None:
        found.append(Measure.goals.any(Goal.id.in_(_goals_from(narrowed.goal_id))))
    if narrowed.field_id is not None:
        found.append(Measure.fields.any(FieldOfAction.id == narrowed.field_id))
    if narrowed.origin_workshop:
        found.append(Measure.origin_workshop == narrowed.origin_workshop)
    if narrowed.lead:
        found.append(Measure.lead.icontains(narrowed.lead, autoescape=True))
    if narrowed.incomplete:
        found.append(not_(_is_complete()))
    return found + _due(narrowed)


def _due(narrowed: MeasureFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if narrowed.deadline is Deadline.MISSING:
        found.append(Measure.due_on.is_(None))
    if narrowed.deadline is Deadline.OVERDUE and narrowed.today is not None:
        found += [Measure.due_on < narrowed.today, Measure.state.not_in(NOT_AWAITED)]
    if narrowed.due_until is not None:
        found.append(Measure.due_on <= narrowed.due_until)
    return found


def _is_complete() -> ColumnElement[bool]:
    """Whether nothing is missing, as ``missing_parts`` says it of one measure."""
    written = {name: func.trim(getattr(Measure, name)) != "" for name in REQUIRED_FIELDS}
    written["time_frame"] = or_(written["time_frame"], Measure.due_on.is_not(None))
    return and_(Measure.goals.any(), *written.values())


def _goals_from(goal_id: int) -> Select[int]:
    tree = select(Goal.id).where(Goal.id == goal_id).cte(recursive=True)
    child = aliased(Goal)
    tree = tree.union_all(select(child.id).join(tree, child.parent_id == tree.c.id))
    return select(tree.c.id)
