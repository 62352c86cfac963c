"""The action plan: an XLSX with a row for each measure, worked on in the departments and taken back.

`form` is what both ways agree on, `writing` writes the file, `rows`, `cells` and `comparing` read it against the
measures as they stand, `applying` changes them. Tables: none.
"""

from participation.export.action_plan.applying import Choice, take_over
from participation.export.action_plan.comparing import (
    MeasureReturn,
    PartChange,
    ReturnedPlan,
    compare_with_file,
)
from participation.export.action_plan.writing import action_plan_file, make_action_plan

__all__ = [
    "Choice",
    "MeasureReturn",
    "PartChange",
    "ReturnedPlan",
    "action_plan_file",
    "compare_with_file",
    "make_action_plan",
    "take_over",
]
