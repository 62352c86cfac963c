"""Pages of the office around plans and measures, and those of reviewers and the steering group."""

from participation.measures.views.blueprint import blueprint, jury
from participation.measures.views.drafts import attach, draft, like, new, plans
from participation.measures.views.editing import change, edit
from participation.measures.views.listing import change_chosen, index
from participation.measures.views.reading import outcome, show, trace
from participation.measures.views.reviewing import conflict, conflicts, decide, name, review, reviews, rules
from participation.measures.views.versions import versions

__all__ = [
    "attach",
    "blueprint",
    "change",
    "change_chosen",
    "conflict",
    "conflicts",
    "decide",
    "draft",
    "edit",
    "index",
    "jury",
    "like",
    "name",
    "new",
    "outcome",
    "plans",
    "review",
    "reviews",
    "rules",
    "show",
    "trace",
    "versions",
]
