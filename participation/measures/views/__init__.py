"""Pages of the office around plans and measures."""

from participation.measures.views.blueprint import blueprint
from participation.measures.views.drafts import draft, plans
from participation.measures.views.editing import change, edit
from participation.measures.views.reading import index, outcome, show, trace

__all__ = ["blueprint", "change", "draft", "edit", "index", "outcome", "plans", "show", "trace"]
