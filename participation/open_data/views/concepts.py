"""Concepts in their adopted editions: goals, fields of action, indicators, measures."""

from participation.measures.models import PublicState
from participation.open_data import records
from participation.open_data.openapi import Filter
from participation.open_data.queries import concepts as queries
from participation.open_data.queries import measures as of_measures
from participation.open_data.queries.concepts import get_public_edition
from participation.open_data.queries.translations import list_translations
from participation.open_data.records import Page
from participation.open_data.views.answering import Asked, answers

_FIELD = Filter("field", int, "only those of this field of action")
_GOAL = Filter("goal", str, "only those of this goal")


@answers("/concepts", records.Concept, "Concepts that have an adopted edition", paged=True)
def concepts(*, asked: Asked) -> Page[records.Concept]:
    """List the concepts."""
    return queries.list_concepts(asked.part)


@answers("/concepts/<number:concept>", records.Concept, "A concept in its adopted edition")
def concept(*, asked: Asked, concept: int) -> records.Concept:  # noqa: ARG001 - has no parameters
    """Tell a concept."""
    return queries.told_concept(get_public_edition(concept))


@answers("/concepts/<number:concept>/fields", records.FieldOfAction, "Fields of action", paged=True)
def fields(*, asked: Asked, concept: int) -> Page[records.FieldOfAction]:
    """List the fields of action."""
    return queries.list_fields(get_public_edition(concept), asked.part)


@answers(
    "/concepts/<number:concept>/translations",
    records.Translation,
    "Translations of the texts of a concept",
    paged=True,
    filters=(Filter("language", str, "only those into the language with this tag (BCP 47)"),),
)
def translations(*, asked: Asked, concept: int) -> Page[records.Translation]:
    """List the translations."""
    return list_translations(get_public_edition(concept), asked.part, **asked.filters)


@answers(
    "/concepts/<number:concept>/goals",
    records.Goal,
    "Goals in the order of print",
    paged=True,
    filters=(Filter("level", int, "only those of this level, from 0"), _FIELD),
)
def goals(*, asked: Asked, concept: int) -> Page[records.Goal]:
    """List the goals."""
    return queries.list_goals(get_public_edition(concept), asked.part, **asked.filters)


@answers("/concepts/<number:concept>/goals/<goal>", records.Goal, "A goal")
def goal(*, asked: Asked, concept: int, goal: str) -> records.Goal:  # noqa: ARG001 - has no parameters
    """Tell a goal."""
    return queries.get_goal(get_public_edition(concept), goal)


@answers(
    "/concepts/<number:concept>/indicators",
    records.Indicator,
    "Indicators with their values over time",
    paged=True,
    filters=(_GOAL,),
)
def indicators(*, asked: Asked, concept: int) -> Page[records.Indicator]:
    """List the indicators."""
    return queries.list_indicators(get_public_edition(concept), asked.part, **asked.filters)


@answers(
    "/concepts/<number:concept>/indicators/<indicator>", records.Indicator, "An indicator with its values over time"
)
def indicator(*, asked: Asked, concept: int, indicator: str) -> records.Indicator:  # noqa: ARG001 - has no parameters
    """Tell an indicator."""
    return queries.get_indicator(get_public_edition(concept), indicator)


@answers(
    "/concepts/<number:concept>/measures",
    records.Measure,
    "Measures, from their adoption on",
    paged=True,
    filters=(Filter("state", PublicState, "only those in this state"), _FIELD, _GOAL),
)
def measures(*, asked: Asked, concept: int) -> Page[records.Measure]:
    """List the measures."""
    return of_measures.list_measures(get_public_edition(concept), asked.part, **asked.filters)


@answers("/concepts/<number:concept>/measures/<measure>", records.Measure, "A measure")
def measure(*, asked: Asked, concept: int, measure: str) -> records.Measure:  # noqa: ARG001 - has no parameters
    """Tell a measure."""
    return of_measures.get_measure(get_public_edition(concept), measure)
