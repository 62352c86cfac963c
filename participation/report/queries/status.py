"""The status reports of measures, as the integration report tells them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from participation.i18n.formats import local
from participation.monitoring.queries import list_reports
from participation.report.content import StatusReport


def list_status_reports(lineages: Collection[str], since: date, until: date) -> Mapping[str, tuple[StatusReport, ...]]:
    """Return the status reports of a period that were accepted, by lineage, the oldest first.

    They were handed in after the day `since`, which the report before has told, and on `until` at the latest.
    """
    told: dict[str, tuple[StatusReport, ...]] = {}
    for lineage, reports in list_reports(lineages).items():
        accepted = [
            StatusReport(local(each.handed_in_at).date(), each.happened)
            for each in sorted(reports, key=lambda each: each.handed_in_at)
            if each.is_accepted
        ]
        told[lineage] = tuple(each for each in accepted if since < each.on <= until)
    return told
