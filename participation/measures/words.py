"""What staff call the parts and choices of a measure: messages for pages and papers."""

from collections.abc import Mapping
from types import MappingProxyType

from participation.concept.models import IntegrationPhase, SpatialReference
from participation.i18n import mark
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
SPATIAL_NAMES: Mapping[SpatialReference, str] = MappingProxyType(
    {
        SpatialReference.PLACE: mark("One place"),
        SpatialReference.DISTRICT: mark("A district"),
        SpatialReference.CITY: mark("The whole city"),
        SpatialReference.REGION: mark("The region"),
    }
)
INTEGRATION_PHASE_NAMES: Mapping[IntegrationPhase, str] = MappingProxyType(
    {
        IntegrationPhase.BEFORE_IMMIGRATION: mark("Before immigration"),
        IntegrationPhase.FIRST_INTEGRATION: mark("First integration"),
        IntegrationPhase.INCORPORATION: mark("Incorporation"),
        IntegrationPhase.GROWING_TOGETHER: mark("Growing together"),
        IntegrationPhase.COHESION: mark("Cohesion"),
    }
)
VALUE_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "state": {state.value: name for state, name in STATE_NAMES.items()},
        "spatial_reference": {reference.value: name for reference, name in SPATIAL_NAMES.items()},
        "integration_phase": {phase.value: name for phase, name in INTEGRATION_PHASE_NAMES.items()},
    }
)
"""The names of the values that a line of the history may hold, by part and value."""
