"""The two forms in which a chapter is printed, and which of them suits a concept."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

_INDICATORS_A_MEASURE: Final = 4


class ChapterForm(StrEnum):
    """What stands beside a goal: its measures, or what it is measured by."""

    MEASURES = "measures"
    INDICATORS = "indicators"


def suggest_form(indicators: int, measures: int) -> ChapterForm:
    """Answer the form for a concept with so many of each: indicators where at most one in four has a measure."""
    carries_indicators = indicators > 0 and measures * _INDICATORS_A_MEASURE <= indicators
    return ChapterForm.INDICATORS if carries_indicators else ChapterForm.MEASURES
