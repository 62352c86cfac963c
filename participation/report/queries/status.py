"""Where the status reports of measures join the integration report."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from participation.report.content import StatusReport


def list_status_reports(lineages: Collection[str], since: date, until: date) -> Mapping[str, tuple[StatusReport, ...]]:
    """Return the accepted status reports of the period by lineage of the measure.

    None are collected yet: the room that collects them answers here, and the documents print them.
    """
    del lineages, since, until
    return {}
