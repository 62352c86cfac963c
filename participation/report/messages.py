"""Sentences for what can go wrong around reports."""

from collections.abc import Mapping

from participation.i18n import mark
from participation.kernel.errors import DomainError
from participation.report import errors

SENTENCES: Mapping[type[DomainError], str] = {
    errors.ReportUnknown: mark("There is no such report. Choose one from the list."),
    errors.PeriodEndsEarly: mark("The period ends before it begins. Choose a later last day."),
    errors.PeriodAhead: mark("The last day lies ahead. Choose today or an earlier day."),
    errors.RecommendationChanged: mark(
        "Somebody else wrote this recommendation in the meantime. Both versions are below: choose one."
    ),
}
