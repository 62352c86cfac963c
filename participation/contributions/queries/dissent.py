"""Reads of lightning marks and of reports."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from participation.contributions.errors import MarkUnknown
from participation.contributions.models import (
    Card,
    CardReport,
    CardState,
    Cluster,
    Mark,
    ReportKind,
)
from participation.kernel.database import db


def find_mark_by_key(workshop_id: int, key: str) -> Mark | None:
    """Return the mark that a device sent with this key (a UUID in its canonical form)."""
    return db.session.scalar(select(Mark).where(Mark.workshop_id == workshop_id, Mark.key == key))


def get_mark(workshop_id: int, mark_id: int) -> Mark:
    """Return a lightning mark of the workshop in any state; raises ``MarkUnknown``."""
    mark = db.session.scalar(select(Mark).where(Mark.id == mark_id, Mark.workshop_id == workshop_id))
    if mark is None:
        raise MarkUnknown
    return mark


def marks_by_cluster(workshop_id: int, *, visible_only: bool = True) -> dict[int, list[Mark]]:
    """Return the marks of a workshop by the topic in which they stand now, each in the order of their arrival.

    A mark on a topic that was merged into another stands with that one: nothing is lost by regrouping.
    Without ``visible_only`` also hidden ones; never those that were withdrawn.
    """
    statement = select(Mark).where(Mark.workshop_id == workshop_id, Mark.state != CardState.WITHDRAWN).order_by(Mark.id)
    if visible_only:
        statement = statement.where(Mark.state == CardState.VISIBLE)
    marks = db.session.scalars(statement).all()
    merged = _merged_into(workshop_id) if marks else {}
    found = defaultdict(list)
    for mark in marks:
        at = mark.cluster_id
        while merged.get(at) is not None:
            at = merged[at]
        found[at].append(mark)
    return dict(found)


def _merged_into(workshop_id: int) -> dict[int, int]:
    rows = select(Cluster.id, Cluster.merged_into_id).where(
        Cluster.workshop_id == workshop_id, Cluster.merged_into_id.is_not(None)
    )
    return {cluster_id: into for cluster_id, into in db.session.execute(rows) if into is not None}


def find_report(card_id: int, participant_id: int) -> CardReport | None:
    """Return the report of a card that a device has sent."""
    return db.session.scalar(
        select(CardReport).where(CardReport.card_id == card_id, CardReport.participant_id == participant_id)
    )


def list_reported(workshop_id: int) -> list[tuple[Card, Sequence[ReportKind]]]:
    """Return the visible cards that somebody asks to look at, the longest waiting first, with what they say."""
    statement = (
        select(CardReport)
        .join(CardReport.card)
        .where(Card.workshop_id == workshop_id, Card.state == CardState.VISIBLE, CardReport.settled_at.is_(None))
        .options(contains_eager(CardReport.card).selectinload(Card.translations))
        .order_by(CardReport.id)
    )
    found: dict[Card, list[ReportKind]] = {}
    for report in db.session.scalars(statement):
        found.setdefault(report.card, []).append(report.kind)
    return list(found.items())


def count_reported(workshop_id: int) -> int:
    """Return how many visible cards somebody asks to look at."""
    statement = (
        select(func.count(CardReport.card_id.distinct()))
        .join(CardReport.card)
        .where(Card.workshop_id == workshop_id, Card.state == CardState.VISIBLE, CardReport.settled_at.is_(None))
    )
    return db.session.scalar(statement) or 0
