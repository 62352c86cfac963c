"""What is overdue: reports that did not come, deadlines that passed, funding that ends soon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, literal, null, select
from sqlalchemy.orm import selectinload

from participation.concept.models import Edition, Measure
from participation.kernel.database import db
from participation.kernel.pages import page_number
from participation.monitoring.domain import MONEY_AHEAD
from participation.monitoring.models import Lateness, StatusReport, StatusRequest, StatusRound
from participation.monitoring.queries.reports import ROWS
from participation.monitoring.queries.rounds import find_last_round
from participation.monitoring.queries.standing import AWAITED_STATES

_AWAITED = Measure.state.in_(AWAITED_STATES)


@dataclass(frozen=True, slots=True)
class LateMeasure:
    """A measure, the day that passed (or on which its money ends), and the request that was not answered."""

    measure: Measure
    day: date
    request_id: int | None


@dataclass(frozen=True, slots=True)
class LatePage:
    """Some of what is late: page ``number`` (from 1) of ``pages``."""

    rows: Sequence[LateMeasure]
    number: int
    pages: int


def count_late(edition: Edition, today: date) -> Mapping[Lateness, int]:
    """Return how many measures of the edition are late with what."""
    wanted = {lateness: _late(edition, lateness, today) for lateness in Lateness}
    counted = {lateness: select(func.count()).select_from(rows.subquery()) for lateness, rows in wanted.items()}
    return {lateness: db.session.scalar(statement) or 0 for lateness, statement in counted.items()}


def list_late(edition: Edition, lateness: Lateness, today: date, number: int = 1) -> LatePage:
    """Return a page of the measures that are late with this, the earliest day first.

    A report is missed with the newest round that is over: older ones are asked for by nobody any more. ``MONEY``
    holds what is paid for less than half a year from today on, or no longer.
    """
    late = _late(edition, lateness, today)
    found = db.session.scalar(select(func.count()).select_from(late.subquery())) or 0
    page = page_number(found, number, ROWS)
    rows = db.session.execute(late.limit(ROWS).offset(page.offset)).all()
    statement = select(Measure).where(Measure.id.in_([row.id for row in rows])).options(selectinload(Measure.goals))
    known = {measure.id: measure for measure in db.session.scalars(statement)}
    return LatePage([LateMeasure(known[row.id], row.day, row.request_id) for row in rows], page.number, page.pages)


def _late(edition: Edition, lateness: Lateness, today: date) -> Select[*tuple[Any, ...]]:
    if lateness is Lateness.REPORT:
        return _without_report(edition, find_last_round(edition.concept_id, today))
    day, until = {
        Lateness.DEADLINE: (Measure.due_on, Measure.due_on < today),
        Lateness.MONEY: (Measure.funded_until, Measure.funded_until < today + MONEY_AHEAD),
    }[lateness]
    return (
        select(Measure.id, day.label("day"), null().label("request_id"))
        .where(Measure.edition_id == edition.id, _AWAITED, until)
        .order_by(day, Measure.position, Measure.id)
    )


def _without_report(edition: Edition, round_: StatusRound | None) -> Select[*tuple[Any, ...]]:
    day = literal(round_.deadline if round_ else date.max)
    return (
        select(Measure.id, day.label("day"), StatusRequest.id.label("request_id"))
        .join(StatusRequest, StatusRequest.lineage == Measure.lineage)
        .outerjoin(StatusReport, StatusReport.request_id == StatusRequest.id)
        .where(Measure.edition_id == edition.id, _AWAITED, StatusReport.id.is_(None))
        .where(StatusRequest.round_id == (round_.id if round_ else None))
        .order_by(Measure.position, Measure.id)
    )
