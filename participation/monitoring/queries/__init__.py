"""Reads of monitoring: rounds and what came back, what is late, the dates of a calendar."""

from participation.monitoring.queries.dates import DatedThing, find_feed, get_feed_of, list_dates
from participation.monitoring.queries.late import LateMeasure, count_late, list_late
from participation.monitoring.queries.reports import (
    AskedMeasure,
    find_measure_of,
    get_request,
    get_request_at,
    hold_request,
    list_asked,
    list_reports,
    list_to_write_to,
)
from participation.monitoring.queries.rounds import Counts, count_answers, find_last_round, get_round, list_rounds
from participation.monitoring.queries.standing import find_standing, find_standing_edition, list_awaited

__all__ = [
    "AskedMeasure",
    "Counts",
    "DatedThing",
    "LateMeasure",
    "count_answers",
    "count_late",
    "find_feed",
    "find_last_round",
    "find_measure_of",
    "find_standing",
    "find_standing_edition",
    "get_feed_of",
    "get_request",
    "get_request_at",
    "get_round",
    "hold_request",
    "list_asked",
    "list_awaited",
    "list_dates",
    "list_late",
    "list_reports",
    "list_rounds",
    "list_to_write_to",
]
