"""Reads of requests and reports."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from participation.concept.models import Measure
from participation.kernel.database import db
from participation.kernel.ids import hash_token
from participation.kernel.pages import page_number
from participation.monitoring.errors import LinkUnknown, RequestUnknown
from participation.monitoring.models import Answer, StatusReport, StatusRequest, StatusRound
from participation.monitoring.queries.standing import find_standing

ROWS = 100
"""Measures on a page."""
_WITH_ALL = (joinedload(StatusRequest.round).joinedload(StatusRound.concept), joinedload(StatusRequest.report))


@dataclass(frozen=True, slots=True)
class AskedMeasure:
    """A request with its measure as it stands today, ``None`` when no edition has it any more."""

    request: StatusRequest
    measure: Measure | None


@dataclass(frozen=True, slots=True)
class AskedPage:
    """Some of the measures of a round: page ``number`` (from 1) of ``pages``."""

    rows: Sequence[AskedMeasure]
    number: int
    pages: int


def get_request(request_id: int) -> StatusRequest:
    """Return a request with its round and report; raises ``RequestUnknown``."""
    request = db.session.scalar(select(StatusRequest).where(StatusRequest.id == request_id).options(*_WITH_ALL))
    if request is None:
        raise RequestUnknown
    return request


def get_request_at(secret: str) -> StatusRequest:
    """Return the request to which the secret of a link leads; raises ``LinkUnknown``."""
    statement = select(StatusRequest).where(StatusRequest.token_hash == hash_token(secret)).options(*_WITH_ALL)
    request = db.session.scalar(statement)
    if request is None:
        raise LinkUnknown
    return request


def hold_request(request_id: int) -> StatusRequest:
    """Return a request, read anew, while everybody else who wants to change its link or its report waits.

    Raises ``RequestUnknown``.
    """
    db.session.execute(select(StatusRequest.id).where(StatusRequest.id == request_id).with_for_update(key_share=True))
    statement = select(StatusRequest).where(StatusRequest.id == request_id).options(*_WITH_ALL)
    request = db.session.scalar(statement, execution_options={"populate_existing": True})
    if request is None:
        raise RequestUnknown
    return request


def find_measure_of(request: StatusRequest) -> Measure:
    """Return the measure of a request as it stands today; raises ``RequestUnknown`` when no edition has it."""
    measure = find_standing([request.lineage]).get(request.lineage)
    if measure is None:
        raise RequestUnknown
    return measure


def list_asked(round_id: int, answer: Answer | None = None, number: int = 1) -> AskedPage:
    """Return a page of the measures of a round, of all or of those with this answer, in the order of the concept."""
    narrowed = _with_answer(select(StatusRequest).where(StatusRequest.round_id == round_id), answer)
    found = db.session.scalar(select(func.count()).select_from(narrowed.subquery())) or 0
    page = page_number(found, number, ROWS)
    shown = narrowed.order_by(StatusRequest.id).limit(ROWS).offset(page.offset)
    return AskedPage(_with_measures(shown), page.number, page.pages)


def list_to_write_to(round_id: int, answer: Answer | None = None) -> list[AskedMeasure]:
    """Return all measures of a round (or those with this answer) that still stand in an edition."""
    asked = _with_answer(select(StatusRequest).where(StatusRequest.round_id == round_id), answer)
    return [row for row in _with_measures(asked.order_by(StatusRequest.id)) if row.measure is not None]


def list_reports(lineages: Collection[str]) -> dict[str, list[StatusReport]]:
    """Return the reports of measures over the years by lineage, newest first; those without any are left out."""
    statement = (
        select(StatusReport)
        .join(StatusReport.request)
        .join(StatusRequest.round)
        .where(StatusRequest.lineage.in_(lineages))
        .options(joinedload(StatusReport.request).joinedload(StatusRequest.round), joinedload(StatusReport.accepted_by))
        .order_by(StatusRound.year.desc(), StatusRound.half.desc(), StatusReport.id.desc())
    )
    found: dict[str, list[StatusReport]] = defaultdict(list)
    for report in db.session.scalars(statement):
        found[report.request.lineage].append(report)
    return dict(found)


def _with_answer(statement: Select[StatusRequest], answer: Answer | None) -> Select[StatusRequest]:
    statement = statement.outerjoin(StatusRequest.report)
    if answer is Answer.MISSING:
        return statement.where(StatusReport.id.is_(None))
    if answer is Answer.NEW:
        return statement.where(StatusReport.id.is_not(None), StatusReport.accepted_at.is_(None))
    return statement if answer is None else statement.where(StatusReport.accepted_at.is_not(None))


def _with_measures(statement: Select[StatusRequest]) -> list[AskedMeasure]:
    requests = list(db.session.scalars(statement.options(joinedload(StatusRequest.report))))
    standing = find_standing([request.lineage for request in requests])
    return [AskedMeasure(request, standing.get(request.lineage)) for request in requests]
