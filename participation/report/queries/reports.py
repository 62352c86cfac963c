"""Reads of reports themselves."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from participation.kernel.database import db
from participation.report.errors import ReportUnknown
from participation.report.models import IntegrationReport, Recommendation


def get_report(report_id: int) -> IntegrationReport:
    """Return a report with its concept; raises ``ReportUnknown``."""
    report = db.session.get(IntegrationReport, report_id, options=[joinedload(IntegrationReport.concept)])
    if report is None:
        raise ReportUnknown
    return report


def list_reports() -> list[IntegrationReport]:
    """Return all reports with their concepts and who began them, the latest period first."""
    statement = select(IntegrationReport).options(
        joinedload(IntegrationReport.concept), joinedload(IntegrationReport.created_by)
    )
    return list(db.session.scalars(statement.order_by(IntegrationReport.until.desc(), IntegrationReport.id.desc())))


def find_recommendation(report: IntegrationReport, field_id: int | None) -> Recommendation | None:
    """Return the text for a field of action; of two that were merged the first."""
    statement = select(Recommendation).where(
        Recommendation.report_id == report.id,
        Recommendation.field_id.is_(None) if field_id is None else Recommendation.field_id == field_id,
    )
    return db.session.scalar(statement.order_by(Recommendation.id).limit(1))
