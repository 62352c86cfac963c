"""Status reports of a measure in a bundle: what its leads said over the years, without their names and links.

Whoever has not reported yet is asked anew where the bundle is imported: a link belongs to an installation.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import select

from participation.concept.models import Measure, MeasureState
from participation.export.bundle.identity import heard, said
from participation.export.bundle.reading import Data
from participation.kernel.database import db
from participation.monitoring.models import Progress, StatusReport, StatusRequest, StatusRound
from participation.monitoring.secret_links import new_secret
from participation.monitoring.services.rounds import LINK

_PLAIN: Final = ("version", "happened", "next_steps", "obstacles", "spent")


def status_reports_data(reports: Iterable[StatusReport]) -> list[Data]:
    """Return reports, each with the half of the year that it is about and the last day on which it was taken."""
    return [
        {
            "year": report.request.round.year,
            "half": report.request.round.half,
            "deadline": report.request.round.deadline.isoformat(),
            "state": report.state.value,
            "progress": report.progress.value,
            **{name: getattr(report, name) for name in _PLAIN},
            "due_on": report.due_on.isoformat() if report.due_on else None,
            "handed_in_at": said(report.handed_in_at),
            "accepted_at": said(report.accepted_at),
        }
        for report in reports
    ]


def store_status_reports(data: Iterable[Data], measure: Measure) -> None:
    """Store the reports of a measure in the rounds of its concept; a round that is not there is begun for them."""
    for entry in data:
        secret = new_secret(LINK)
        request = StatusRequest(
            round=_round_of(measure, entry),
            lineage=measure.lineage,
            nonce=secret.nonce,
            token_hash=secret.token_hash,
        )
        report = StatusReport(
            request=request,
            state=MeasureState(entry["state"]),
            progress=Progress(entry["progress"]),
            **{name: entry[name] for name in _PLAIN},
            due_on=date.fromisoformat(entry["due_on"]) if entry["due_on"] else None,
            handed_in_at=heard(entry["handed_in_at"]),
            accepted_at=heard(entry["accepted_at"]),
        )
        db.session.add(report)
    db.session.flush()


def _round_of(measure: Measure, entry: Data) -> StatusRound:
    concept_id, year, half = measure.edition.concept_id, entry["year"], entry["half"]
    of_half = (StatusRound.concept_id == concept_id, StatusRound.year == year, StatusRound.half == half)
    present = db.session.scalar(select(StatusRound).where(*of_half))
    if present is not None:
        return present
    deadline = date.fromisoformat(entry["deadline"])
    round_ = StatusRound(concept_id=concept_id, year=year, half=half, deadline=deadline)
    db.session.add(round_)
    db.session.flush()
    return round_
