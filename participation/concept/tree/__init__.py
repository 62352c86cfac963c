"""The concept as a neutral tree: documents are read into it, database and exports are written from it.

Pure: no Flask, no SQLAlchemy. `entries` are the values, `counting` the figures of a tree, `repetition` goals that are
printed at several places, `serial` its JSON form, `schema` what describes that.
"""

from participation.concept.tree.counting import (
    TreeCounts,
    counts,
    fields_in_use,
    indicators_of,
    level_of,
    measures_of,
    walk,
)
from participation.concept.tree.entries import (
    ConceptTree,
    GoalEntry,
    IndicatorEntry,
    MeasureEntry,
    Origin,
    ValueEntry,
    WordEntry,
)
from participation.concept.tree.repetition import originals, settled
from participation.concept.tree.schema import concept_schema, definitions_of_concept
from participation.concept.tree.serial import FORMAT, VERSION, from_json, to_json

__all__ = [
    "FORMAT",
    "VERSION",
    "ConceptTree",
    "GoalEntry",
    "IndicatorEntry",
    "MeasureEntry",
    "Origin",
    "TreeCounts",
    "ValueEntry",
    "WordEntry",
    "concept_schema",
    "counts",
    "definitions_of_concept",
    "fields_in_use",
    "from_json",
    "indicators_of",
    "level_of",
    "measures_of",
    "originals",
    "settled",
    "to_json",
    "walk",
]
