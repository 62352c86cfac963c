"""Why a report cannot be begun or written."""

from participation.kernel.errors import DomainError


class ReportUnknown(DomainError):
    """There is no report with this number."""


class PeriodEndsEarly(DomainError):
    """The last day of the period is not after the day since which it tells."""


class PeriodAhead(DomainError):
    """The last day of the period has not come yet."""


class RecommendationChanged(DomainError):
    """Somebody else wrote this recommendation after the version that was seen."""
