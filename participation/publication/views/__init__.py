"""Public pages of the concept."""

from participation.publication.views.blueprint import blueprint
from participation.publication.views.feed import news
from participation.publication.views.pages import concept, concepts, goal, measure, search

__all__ = ["blueprint", "concept", "concepts", "goal", "measure", "news", "search"]
