"""Use cases of reports: begin one, write what is recommended, give one up."""

from __future__ import annotations

from datetime import date

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.errors import FieldUnknown
from participation.concept.models import Concept
from participation.concept.queries import list_fields
from participation.i18n.formats import local
from participation.kernel import clock
from participation.kernel.database import db
from participation.report.domain import check_period
from participation.report.errors import RecommendationChanged
from participation.report.models import IntegrationReport, Recommendation
from participation.report.queries import find_recommendation


def begin_report(concept: Concept, since: date, until: date, actor: StaffUser | None) -> IntegrationReport:
    """Begin a report on what moved after ``since``, up to and with ``until``.

    Raises ``PeriodEndsEarly`` and ``PeriodAhead``.
    """
    check_period(since, until, local(clock.now()).date())
    report = IntegrationReport(concept=concept, since=since, until=until, created_by=actor)
    db.session.add(report)
    db.session.flush()
    log_move(actor, "begin_report", "integration_report", report.id, since=since.isoformat(), until=until.isoformat())
    return report


def write_recommendation(
    report: IntegrationReport, field_id: int | None, text: str, seen_version: int, actor: StaffUser | None
) -> Recommendation:
    """Write what is recommended for a field of action; ``seen_version`` is 0 when nothing stood there.

    Raises ``FieldUnknown``, and ``RecommendationChanged`` when somebody wrote after the version that was seen.
    """
    db.session.refresh(report, with_for_update={"key_share": True})
    if field_id is not None and field_id not in {field.id for field in list_fields(report.concept)}:
        raise FieldUnknown
    entry = find_recommendation(report, field_id)
    if (entry.version if entry else 0) != seen_version:
        raise RecommendationChanged
    if entry is None:
        entry = Recommendation(report=report, field_id=field_id, text="", version=0)
        db.session.add(entry)
    before, after = entry.text, "\n".join(line.rstrip() for line in text.strip().splitlines())
    entry.text, entry.version = after, entry.version + 1
    entry.changed_at, entry.changed_by = clock.now(), actor
    db.session.flush()
    log_move(actor, "write_recommendation", "recommendation", entry.id, before=before, after=after)
    return entry


def remove_report(report: IntegrationReport, actor: StaffUser | None) -> None:
    """Give a report up with its recommendations; the log keeps their texts."""
    texts = {str(entry.field_id or ""): entry.text for entry in report.recommendations}
    log_move(actor, "remove_report", "integration_report", report.id, texts=texts, until=report.until.isoformat())
    db.session.delete(report)
    db.session.flush()
