"""Use cases of plans and measures: work out, check, draft, edit, decide."""

from participation.measures.services.adoptions import record_adoptions
from participation.measures.services.measures import change_state, draft_measure, edit_measure
from participation.measures.services.origins import renew_origins
from participation.measures.services.plans import assign_plan, create_plan, fill_field, rate

__all__ = [
    "assign_plan",
    "change_state",
    "create_plan",
    "draft_measure",
    "edit_measure",
    "fill_field",
    "rate",
    "record_adoptions",
    "renew_origins",
]
