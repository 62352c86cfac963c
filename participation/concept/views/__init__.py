"""Pages of the office around the concept."""

from participation.concept.views.blueprint import blueprint
from participation.concept.views.goal_places import goal_place_add, goal_place_remove, goal_step
from participation.concept.views.goals import goal, goal_add, goal_move, goal_remove
from participation.concept.views.indicators import indicator, indicator_add, indicator_remove, value_add, value_remove
from participation.concept.views.reading import index, show, title
from participation.concept.views.shape import fields, fields_merge, levels, shape, vocabulary
from participation.concept.views.uploads import confirm, correct, discard, preview, receive, upload

__all__ = [
    "blueprint",
    "confirm",
    "correct",
    "discard",
    "fields",
    "fields_merge",
    "goal",
    "goal_add",
    "goal_move",
    "goal_place_add",
    "goal_place_remove",
    "goal_remove",
    "goal_step",
    "index",
    "indicator",
    "indicator_add",
    "indicator_remove",
    "levels",
    "preview",
    "receive",
    "shape",
    "show",
    "title",
    "upload",
    "value_add",
    "value_remove",
    "vocabulary",
]
