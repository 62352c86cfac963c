"""Named refusals of monitoring."""

from datetime import date

from participation.kernel.errors import DomainError


class RoundUnknown(DomainError):
    """There is no such round of status reports."""


class RequestUnknown(DomainError):
    """Nobody was asked for such a status report, or its measure is gone."""


class RoundBegunAlready(DomainError):
    """A concept has one round for each half of a year."""


class DeadlinePast(DomainError):
    """A deadline lies today or later: its links would be closed before anybody can use them."""


class NothingToAsk(DomainError):
    """No measure of the concept is adopted or in progress (or all of these have been asked about already)."""


class LinkUnknown(DomainError):
    """Nothing is reported at this address: it was mistyped, or a new link has taken its place."""


class LinkExpired(DomainError):
    """The link of a status report is good until the end of its ``deadline``; ``contact`` says whom to ask."""

    def __init__(self, deadline: date, contact: str = "") -> None:
        """Remember until when it was good."""
        super().__init__(deadline, contact)
        self.deadline = deadline
        self.contact = contact


class ReportMissing(DomainError):
    """What is to be accepted has not been handed in."""


class ReportChanged(DomainError):
    """The report has been handed in anew since it was read."""


class ReportAccepted(DomainError):
    """The office has accepted the report; it stays as it is."""


class CalendarUnknown(DomainError):
    """No calendar is kept at this address: it was mistyped, revoked, or its owner works here no more."""
