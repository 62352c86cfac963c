"""Pages of monitoring: those of the office, the form of whoever leads a measure, calendars."""

from participation.monitoring.views.blueprint import blueprint, secret_pages
from participation.monitoring.views.calendars import calendar, keep, revoke
from participation.monitoring.views.lead import report
from participation.monitoring.views.overview import begin, index
from participation.monitoring.views.reports import accept, asked, renew
from participation.monitoring.views.rounds import ask, change, show

__all__ = [
    "accept",
    "ask",
    "asked",
    "begin",
    "blueprint",
    "calendar",
    "change",
    "index",
    "keep",
    "renew",
    "report",
    "revoke",
    "secret_pages",
    "show",
]
