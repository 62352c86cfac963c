"""Sentences for the refusals."""

from collections.abc import Mapping

from participation.i18n import mark
from participation.kernel.errors import DomainError
from participation.monitoring import errors

SENTENCES: Mapping[type[DomainError], str] = {
    errors.RoundUnknown: mark("There is no such round of status reports."),
    errors.RequestUnknown: mark("Nobody was asked for this report, or its measure is in no edition any more."),
    errors.RoundBegunAlready: mark("This half of the year has been asked about already. Open its round below."),
    errors.DeadlinePast: mark("The deadline is over already. Choose today or a later day."),
    errors.NothingToAsk: mark("There is no measure to ask about: none is adopted or in progress, or all were asked."),
    errors.LinkUnknown: mark(
        "This link is not good, or a newer one has taken its place. Please use the newest letter, or ask the office."
    ),
    errors.LinkExpired: mark("The time for this report is over. Please send what you wrote to the office."),
    errors.ReportMissing: mark("Nothing has been reported yet, so there is nothing to accept."),
    errors.ReportChanged: mark(
        "The report has been changed meanwhile. What stands there now is shown; your text is still here. Send it again"
        " if it is to stand."
    ),
    errors.ReportAccepted: mark("The office has accepted this report already. It stays as it is."),
    errors.CalendarUnknown: mark("There is no calendar at this address any more."),
}
