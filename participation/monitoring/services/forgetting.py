"""Letting go of names: see ``privacy.retention``."""

from datetime import date

from sqlalchemy import select, update

from participation.kernel.database import db
from participation.monitoring.models import StatusReport, StatusRequest, StatusRound


def forget_reporters(deadline_before: date) -> int:
    """Delete who reported and who could be asked, in rounds whose deadline lies before the day; returns how many."""
    old = select(StatusRound.id).where(StatusRound.deadline < deadline_before)
    requests = select(StatusRequest.id).where(StatusRequest.round_id.in_(old))
    named = (
        update(StatusReport)
        .where(StatusReport.request_id.in_(requests), StatusReport.reporter != "")
        .values(reporter="")
        .returning(StatusReport.id)
    )
    asked = (
        update(StatusRound)
        .where(StatusRound.id.in_(old), StatusRound.contact != "")
        .values(contact="")
        .returning(StatusRound.id)
    )
    return sum(len(db.session.execute(statement).all()) for statement in (named, asked))
