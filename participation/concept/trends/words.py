"""What is said about a trend, on pages of the office and of the public alike."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from participation.concept.models import Direction
from participation.concept.trends.trend import Trend
from participation.i18n import gettext, mark
from participation.i18n import gettext as _
from participation.i18n.formats import number, short_day

DIRECTION_NAMES: Mapping[str, str] = MappingProxyType(
    {Direction.UP.value: mark("should rise"), Direction.DOWN.value: mark("should fall")}
)


def direction_in_words(direction: str) -> str:
    """Return which way an indicator should move, empty when nobody has said so."""
    return gettext(DIRECTION_NAMES[direction]) if direction else ""


def baseline_in_words(trend: Trend) -> str:
    """Return the baseline as written, named."""
    return _("Baseline: %(figure)s", figure=trend.baseline) if trend.baseline else ""


def target_in_words(trend: Trend) -> str:
    """Return the target as written, named."""
    return _("Target: %(figure)s", figure=trend.target) if trend.target else ""


def describe_trend(trend: Trend) -> str:
    """Return the drawing in words: from where to where, which way it should go, baseline and target."""
    direction = direction_in_words(trend.direction)
    said = (_course(trend), direction, baseline_in_words(trend), target_in_words(trend))
    return " · ".join(filter(None, said))


def _course(trend: Trend) -> str:
    if not trend.points:
        return _("There is no value yet.")
    first, last = trend.points[0], trend.points[-1]
    if first == last:
        return f"{number(last.value)} ({short_day(last.at)})"
    return _(
        "From %(first)s (%(first_day)s) to %(last)s (%(last_day)s)",
        first=number(first.value),
        first_day=short_day(first.at),
        last=number(last.value),
        last_day=short_day(last.at),
    )
