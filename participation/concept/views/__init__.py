"""Pages of the office around the concept."""

from participation.concept.views.blueprint import blueprint
from participation.concept.views.decisions import decisions, settle
from participation.concept.views.differences import differences
from participation.concept.views.editions import adopt, begin, editions
from participation.concept.views.goal_places import goal_place_add, goal_place_remove, goal_step
from participation.concept.views.goals import goal, goal_add, goal_move, goal_remove
from participation.concept.views.indicators import indicator, indicator_add, indicator_remove
from participation.concept.views.numbers import give_numbers, numbers, take_numbers_back
from participation.concept.views.reading import index, show, title
from participation.concept.views.shape import fields, fields_merge, levels, shape, vocabulary
from participation.concept.views.translation_sheets import sheet_confirm, sheet_discard, sheet_preview, sheet_receive
from participation.concept.views.translations import draft, translate, translation, translations
from participation.concept.views.uploads import confirm, correct, discard, preview, receive, upload
from participation.concept.views.value_sheets import values_confirm, values_discard, values_preview, values_receive
from participation.concept.views.values import measured, value_add, value_remove, values

__all__ = [
    "adopt",
    "begin",
    "blueprint",
    "confirm",
    "correct",
    "decisions",
    "differences",
    "discard",
    "draft",
    "editions",
    "fields",
    "fields_merge",
    "give_numbers",
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
    "measured",
    "numbers",
    "preview",
    "receive",
    "settle",
    "shape",
    "sheet_confirm",
    "sheet_discard",
    "sheet_preview",
    "sheet_receive",
    "show",
    "take_numbers_back",
    "title",
    "translate",
    "translation",
    "translations",
    "upload",
    "value_add",
    "value_remove",
    "values",
    "values_confirm",
    "values_discard",
    "values_preview",
    "values_receive",
    "vocabulary",
]
