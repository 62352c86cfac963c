"""Use cases of plans and measures: work out, check, draft, edit, review, decide."""

from participation.measures.services.adoptions import record_adoptions
from participation.measures.services.deadlines import set_deadline
from participation.measures.services.measures import attach_plan, draft_measure, edit_measure, write_measure
from participation.measures.services.origins import renew_origins
from participation.measures.services.plans import assign_plan, create_plan, fill_field, rate
from participation.measures.services.reviews import (
    Opinion,
    decide_review,
    hand_in_review,
    name_reviewers,
    set_review_rules,
)
from participation.measures.services.several import SharedChange, change_several
from participation.measures.services.states import change_state

__all__ = [
    "Opinion",
    "SharedChange",
    "assign_plan",
    "attach_plan",
    "change_several",
    "change_state",
    "create_plan",
    "decide_review",
    "draft_measure",
    "edit_measure",
    "fill_field",
    "hand_in_review",
    "name_reviewers",
    "rate",
    "record_adoptions",
    "renew_origins",
    "set_deadline",
    "set_review_rules",
    "write_measure",
]
