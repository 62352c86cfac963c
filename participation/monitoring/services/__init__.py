"""Use cases of monitoring: ask, report, accept, keep a calendar, forget names."""

from participation.monitoring.services.calendars import keep_calendar, revoke_calendar
from participation.monitoring.services.forgetting import forget_reporters
from participation.monitoring.services.reports import Acceptance, Said, accept_report, hand_in_report
from participation.monitoring.services.rounds import ask_further, begin_round, change_round, renew_link

__all__ = [
    "Acceptance",
    "Said",
    "accept_report",
    "ask_further",
    "begin_round",
    "change_round",
    "forget_reporters",
    "hand_in_report",
    "keep_calendar",
    "renew_link",
    "revoke_calendar",
]
