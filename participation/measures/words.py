"""What staff call the parts and choices of a measure: messages for pages and papers."""

from collections.abc import Mapping
from types import MappingProxyType

from participation.concept.models import KEYED, Concept, MeasureState
from participation.concept.vocabulary import name_of
from participation.i18n import gettext, mark
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
        "costs": mark("Costs"),
        "funding_source": mark("Funding source"),
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


def value_name(concept: Concept, name: str, value: str) -> str:
    """Return what a value of a part of a measure is called: of its state, of a word of the concept's vocabulary."""
    if name == "state":
        return gettext(STATE_NAMES[MeasureState(value)])
    return name_of(concept, name, value) if name in KEYED else value
