"""Use cases of the concept: take a document over, keep uploads until they are confirmed, rename, give it its shape."""

from participation.concept.services.goal_places import add_place, get_place, remove_goal, remove_place
from participation.concept.services.goals import GoalWords, add_goal, edit_goal, move_goal, step_standing
from participation.concept.services.imports import ImportPlan, apply_import, changes_data, prepare_import, read_for
from participation.concept.services.indicators import (
    IndicatorWords,
    add_indicator,
    edit_indicator,
    get_indicator,
    remove_indicator,
    words_of_indicator,
)
from participation.concept.services.lists import Line, merge_fields, save_fields, save_levels, save_words
from participation.concept.services.mappings import stored_mapping
from participation.concept.services.readings import (
    get_measured,
    hold_measured,
    record_value,
    remove_value,
    take_values,
)
from participation.concept.services.titles import rename_concept
from participation.concept.services.uploads import (
    Upload,
    bare_name,
    drop_upload,
    get_upload,
    keep_upload,
    save_upload,
)

__all__ = [
    "GoalWords",
    "ImportPlan",
    "IndicatorWords",
    "Line",
    "Upload",
    "add_goal",
    "add_indicator",
    "add_place",
    "apply_import",
    "bare_name",
    "changes_data",
    "drop_upload",
    "edit_goal",
    "edit_indicator",
    "get_indicator",
    "get_measured",
    "get_place",
    "get_upload",
    "hold_measured",
    "keep_upload",
    "merge_fields",
    "move_goal",
    "prepare_import",
    "read_for",
    "record_value",
    "remove_goal",
    "remove_indicator",
    "remove_place",
    "remove_value",
    "rename_concept",
    "save_fields",
    "save_levels",
    "save_upload",
    "save_words",
    "step_standing",
    "stored_mapping",
    "take_values",
    "words_of_indicator",
]
