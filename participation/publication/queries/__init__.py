"""Reads of what everybody may see of a concept."""

from participation.publication.queries.document import (
    GoalSection,
    MeasureLine,
    document_of,
    find_section,
    walk,
)
from participation.publication.queries.history import Decision, Turn, find_public_decision, list_turns
from participation.publication.queries.news import News, NewsPage, list_news
from participation.publication.queries.published import (
    Address,
    find_addresses,
    find_goal,
    find_measure,
    find_published,
    list_published,
)
from participation.publication.queries.search import Found, Hit, search_edition

__all__ = [
    "Address",
    "Decision",
    "Found",
    "GoalSection",
    "Hit",
    "MeasureLine",
    "News",
    "NewsPage",
    "Turn",
    "document_of",
    "find_addresses",
    "find_goal",
    "find_measure",
    "find_public_decision",
    "find_published",
    "find_section",
    "list_news",
    "list_published",
    "list_turns",
    "search_edition",
    "walk",
]
