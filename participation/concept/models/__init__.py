"""Tables of the concept, and the enumerations of their columns."""

from participation.concept.domain import (
    BUILT_IN_WORDS,
    KEYED,
    MEASURE_DAYS,
    MEASURE_TEXTS,
    REQUIRED_FIELDS,
    Direction,
    EditionState,
    IntegrationPhase,
    MeasureState,
    SpatialReference,
    VocabularyKind,
    label_of,
    missing_fields,
)
from participation.concept.models.document import Concept, Edition, FieldOfAction, FieldSpelling, VocabularyWord
from participation.concept.models.goals import Goal, GoalPlace, Indicator, IndicatorValue, goal_field
from participation.concept.models.measures import Measure, measure_field, measure_goal

__all__ = [
    "BUILT_IN_WORDS",
    "KEYED",
    "MEASURE_DAYS",
    "MEASURE_TEXTS",
    "REQUIRED_FIELDS",
    "Concept",
    "Direction",
    "Edition",
    "EditionState",
    "FieldOfAction",
    "FieldSpelling",
    "Goal",
    "GoalPlace",
    "Indicator",
    "IndicatorValue",
    "IntegrationPhase",
    "Measure",
    "MeasureState",
    "SpatialReference",
    "VocabularyKind",
    "VocabularyWord",
    "goal_field",
    "label_of",
    "measure_field",
    "measure_goal",
    "missing_fields",
]
