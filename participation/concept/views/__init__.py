"""Pages of the office around the concept."""

from participation.concept.views.blueprint import blueprint
from participation.concept.views.reading import index, show, title
from participation.concept.views.uploads import confirm, correct, discard, preview, receive, upload

__all__ = ["blueprint", "confirm", "correct", "discard", "index", "preview", "receive", "show", "title", "upload"]
