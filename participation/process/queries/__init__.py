"""Reads of processes: the timeline, results side by side, what waits for a concept, who was reached."""

from participation.process.queries.processes import get_process, get_public_process, list_dates_to_edit, texts_of
from participation.process.queries.proposals import Proposal, propose_joinings
from participation.process.queries.reached import CombinedAnswers, CombinedReport, report_of_process
from participation.process.queries.timeline import timeline_of
from participation.process.queries.topics import (
    JoinedRow,
    Topic,
    get_joined,
    list_joined,
    list_topics,
    strongest_topics,
)
from participation.process.queries.waiting import WaitingPlan, list_unattached, list_waiting_plans

__all__ = [
    "CombinedAnswers",
    "CombinedReport",
    "JoinedRow",
    "Proposal",
    "Topic",
    "WaitingPlan",
    "get_joined",
    "get_process",
    "get_public_process",
    "list_dates_to_edit",
    "list_joined",
    "list_topics",
    "list_unattached",
    "list_waiting_plans",
    "propose_joinings",
    "report_of_process",
    "strongest_topics",
    "texts_of",
    "timeline_of",
]
