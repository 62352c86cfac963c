"""What the report cannot tell, said openly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from participation.export.document import Block, Heading, List, paragraph
from participation.export.integration_report.numbers import name_field
from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.i18n.formats import short_day
from participation.report.content import AWAITED, FieldReport, ReportContent, ReportedMeasure


def missing_of(content: ReportContent) -> Iterator[Block]:
    """Print what is missing, in numbers; where it is missing stands in the chapters."""
    yield Heading(2, _("What is missing"))
    lines = [line for part in (_silent_indicators, _bare_measures, _untold, _silent_fields) for line in part(content)]
    if lines:
        yield List(tuple(map(paragraph, lines)))
    else:
        yield paragraph(_("Nothing: each indicator has a value of this period, each measure a lead and a deadline."))


def _silent_indicators(content: ReportContent) -> Iterator[str]:
    since = content.report.since
    never = [entry for entry in content.indicators if not entry.trend.points]
    silent = [entry for entry in content.indicators if entry.trend.points and entry.is_silent(since)]
    if never:
        yield ngettext("%(num)s indicator has no value.", "%(num)s indicators have no value.", len(never))
    if silent:
        yield ngettext(
            "%(num)s indicator has no value since %(day)s.",
            "%(num)s indicators have no value since %(day)s.",
            len(silent),
            day=short_day(since),
        )


def _bare_measures(content: ReportContent) -> Iterator[str]:
    awaited = [entry for entry in content.measures if entry.now in AWAITED]
    overdue = [entry for entry in awaited if entry.is_overdue(content.report.until)]
    without_lead = [entry for entry in awaited if not entry.measure.lead]
    without_day = [entry for entry in awaited if entry.measure.due_on is None]
    if overdue:
        yield ngettext("%(num)s measure is overdue.", "%(num)s measures are overdue.", len(overdue))
    if without_lead:
        yield ngettext(
            "%(num)s measure that is to be done has no lead.",
            "%(num)s measures that are to be done have no lead.",
            len(without_lead),
        )
    if without_day:
        yield ngettext(
            "%(num)s measure that is to be done has no deadline.",
            "%(num)s measures that are to be done have no deadline.",
            len(without_day),
        )
    yield from _unreported(awaited)


def _unreported(awaited: Sequence[ReportedMeasure]) -> Iterator[str]:
    """Name missing status reports once any are collected."""
    unreported = [entry for entry in awaited if not entry.status]
    if len(unreported) < len(awaited) and unreported:
        yield ngettext(
            "%(num)s measure that is to be done has no status report of this period.",
            "%(num)s measures that are to be done have no status report of this period.",
            len(unreported),
        )


def _untold(content: ReportContent) -> Iterator[str]:
    if content.unadopted:
        yield ngettext(
            "%(num)s measure is not decided on yet and is not told here.",
            "%(num)s measures are not decided on yet and are not told here.",
            content.unadopted,
        )


def _silent_fields(content: ReportContent) -> Iterator[str]:
    silent = [name_field(field, content) for field in content.fields if not field.text]
    if silent:
        yield _("No recommendation was written for: %(fields)s.", fields=", ".join(silent))


def is_empty(field: FieldReport) -> bool:
    """Whether there is nothing to tell of a field of action."""
    return not (field.goals or field.measures or field.text)
