"""Pages of the office around the concept."""

from participation.concept.views.blueprint import blueprint
from participation.concept.views.decisions import decisions, settle
from participation.concept.views.differences import differences
from participation.concept.views.editions import adopt, begin, editions
from participation.concept.views.numbers import give_numbers, numbers, take_numbers_back
from participation.concept.views.reading import index, show, title
from participation.concept.views.uploads import confirm, correct, discard, preview, receive, upload

__all__ = [
    "adopt",
    "begin",
    "blueprint",
    "confirm",
    "correct",
    "decisions",
    "differences",
    "discard",
    "editions",
    "give_numbers",
    "index",
    "numbers",
    "preview",
    "receive",
    "settle",
    "show",
    "take_numbers_back",
    "title",
    "upload",
]
