"""The status reports of measures, as the integration report tells them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from participation.monitoring.queries import list_reports
from participation.report.content import StatusReport


def list_status_reports(lineages: Collection[str], since: date, until: date) -> Mapping[str, tuple[StatusReport, ...]]:
    """Return the status reports that were handed in within the period and accepted, by lineage, the oldest first."""
    told: dict[str, tuple[StatusReport, ...]] = {}
    for lineage, reports in list_reports(lineages).items():
        accepted = [
            each for each in reversed(reports) if each.is_accepted and since <= each.handed_in_at.date() <= until
        ]
        told[lineage] = tuple(StatusReport(each.handed_in_at.date(), each.happened) for each in accepted)
    return told
