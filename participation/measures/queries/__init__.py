"""Reads of plans and measures, and the thread between cards and measures in both directions."""

from participation.measures.queries.measures import (
    MeasureFilter,
    get_measure,
    history,
    list_measures,
    missing_parts,
    reachable_states,
)
from participation.measures.queries.origin import Origin, origin_of_plan
from participation.measures.queries.outcome import Outcome, outcome_of_card, outcomes_of_cards
from participation.measures.queries.plans import (
    Progress,
    field_history,
    get_plan,
    list_plans,
    plan_exists,
    plan_options,
    progress,
    unrated,
)
from participation.measures.queries.similar import Similar, find_similar
from participation.measures.queries.trace import Trace, trace_of_measure

__all__ = [
    "MeasureFilter",
    "Origin",
    "Outcome",
    "Progress",
    "Similar",
    "Trace",
    "field_history",
    "find_similar",
    "get_measure",
    "get_plan",
    "history",
    "list_measures",
    "list_plans",
    "missing_parts",
    "origin_of_plan",
    "outcome_of_card",
    "outcomes_of_cards",
    "plan_exists",
    "plan_options",
    "progress",
    "reachable_states",
    "trace_of_measure",
    "unrated",
]
