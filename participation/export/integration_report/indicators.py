"""Indicators of a field of action: the drawing of each, its words, its values as a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from participation.concept.trends import PAPER, Point, Trend, Voice, describe_trend, draw_for_paper
from participation.concept.trends.words import baseline_in_words, target_in_words
from participation.export.document import QUIET, Block, Heading, Note, Row, Table, TrendChart, cell, paragraph
from participation.i18n import current_language
from participation.i18n import gettext as _
from participation.i18n.formats import number, short_day
from participation.report.content import FieldReport, ReportedGoal, ReportedIndicator


def indicators_of(field: FieldReport, since: date) -> Iterator[Block]:
    """Print the indicators, goal by goal."""
    yield Heading(2, _("Indicators"))
    if not field.indicators:
        yield paragraph(_("The goals of this field of action have no indicators."), QUIET)
    for goal in field.goals:
        for entry in goal.indicators:
            yield from _indicator(goal, entry, since)


def chart_of(trend: Trend) -> TrendChart:
    """Return the drawing of a trend that has a value, in the language that is spoken."""
    language = current_language()
    voice = Voice(language.direction, language.tag, for_paper=True)
    drawing, labels = draw_for_paper(trend, PAPER, voice)
    names = (_("Value"), baseline_in_words(trend), target_in_words(trend))
    return TrendChart(trend, describe_trend(trend), drawing, labels, *names)


def _indicator(goal: ReportedGoal, entry: ReportedIndicator, since: date) -> Iterator[Block]:
    trend = entry.trend
    yield Heading(3, trend.name)
    if trend.points:
        yield chart_of(trend)
    yield paragraph(describe_trend(trend))
    yield paragraph(f"{goal.goal.number or ''} {goal.goal.text}".strip(), QUIET)
    if trend.source:
        yield paragraph(f"{_('Source:')} {trend.source}", QUIET)
    if trend.points and entry.is_silent(since):
        last = short_day(trend.points[-1].at)
        yield Note((paragraph(_("No value in this time; the last one is of %(day)s.", day=last)),))
    if trend.points:
        yield _values(trend)


def _values(trend: Trend) -> Table:
    value = f"{_('Value')} ({trend.unit})" if trend.unit else _("Value")
    header = Row((cell(_("Day")), cell(value), cell(_("Difference"))))
    return Table((header,), tuple(_rows(trend.points)), (0.25, 0.25, 0.25))


def _rows(points: tuple[Point, ...]) -> Iterator[Row]:
    """Go through the values, the latest first, each with its difference from the one before."""
    changes = [None, *(later.value - earlier.value for earlier, later in pairwise(points))]
    for point, change in reversed(list(zip(points, changes, strict=True))):
        told = "–" if change is None else f"{'+' if change > 0 else ''}{number(round(change, 10))}"
        yield Row((cell(short_day(point.at)), cell(number(point.value)), cell(told)))
