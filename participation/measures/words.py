"""What staff call the parts and choices of a measure: messages for pages and papers."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from participation.concept.models import KEYED, Concept, MeasureState
from participation.concept.vocabulary import name_of
from participation.i18n import gettext, mark
from participation.i18n.formats import short_day
from participation.measures.models import Mark, Vote
from participation.measures.queries import DAYS, Deadline
from participation.measures.standing import STATE_NAMES

FIELD_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "title": mark("Title"),
        "text": mark("Description"),
        "goals": mark("Goals"),
        "fields": mark("Fields of action"),
        "lead": mark("Lead"),
        "partners": mark("Partners"),
        "time_frame": mark("Time frame"),
        "due_on": mark("Deadline"),
        "costs": mark("Costs"),
        "funding_source": mark("Funding source"),
        "funded_until": mark("Money until"),
        "first_step": mark("First step"),
        "target_groups": mark("Target groups"),
        "spatial_reference": mark("Spatial reference"),
        "place": mark("Which place or district"),
        "integration_phase": mark("Phase of integration"),
        "indicator": mark("Indicator: how we will see that it worked"),
        "state": mark("State"),
        "plan": mark("Plan"),
    }
)
MARK_NAMES: Mapping[Mark, str] = MappingProxyType(
    {
        Mark.FULLY: mark("fully met"),
        Mark.MOSTLY: mark("mostly met"),
        Mark.HARDLY: mark("hardly met"),
        Mark.NOT: mark("not met"),
    }
)
VOTE_NAMES: Mapping[Vote, str] = MappingProxyType(
    {
        Vote.RECOMMEND: mark("recommend"),
        Vote.WITH_CHANGES: mark("recommend with changes"),
        Vote.AGAINST: mark("do not recommend"),
    }
)
CRITERION_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "embedded": mark("Embedded in the concept"),
        "need": mark("Need shown"),
        "goal": mark("Goal defined"),
        "quality": mark("Quality assured and evaluated"),
        "cooperation": mark("Cooperation with others"),
        "lasting": mark("Lasting effect"),
        "anchored": mark("Politically anchored"),
        "diversity": mark("Gender and diversity considered"),
        "transferable": mark("Transferable to others"),
    }
)
"""The names of the shipped criteria; any other criterion is called as the office wrote it."""
DEADLINE_NAMES: Mapping[Deadline, str] = MappingProxyType(
    {Deadline.OVERDUE: mark("overdue"), Deadline.MISSING: mark("without a day")}
)


def criterion_name(criterion: str) -> str:
    """Return what a criterion of a review is called."""
    return gettext(CRITERION_NAMES[criterion]) if criterion in CRITERION_NAMES else criterion


def criteria_from(lines: str) -> list[str]:
    """Return the criteria that somebody wrote, one a line; the name of a shipped one stands for that one."""
    shipped = {gettext(name).casefold(): key for key, name in CRITERION_NAMES.items()}
    return [shipped.get(" ".join(line.split()).casefold(), line) for line in lines.splitlines()]


def value_words(concept: Concept, name: str, value: object) -> str:
    """Return a value of a part of a measure in words.

    Lists stand one entry a line, states and words of the concept's vocabulary by their names, days as people write.
    """
    if isinstance(value, list):
        return "\n".join(map(str, value))
    written = str(value or "")
    if name in DAYS and written:
        return short_day(date.fromisoformat(written))
    if name == "state" and written:
        return gettext(STATE_NAMES[MeasureState(written)])
    return name_of(concept, name, written) if name in KEYED else written
