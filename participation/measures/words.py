"""What people call the parts, states and choices of a measure: messages for pages and papers."""

from collections.abc import Mapping
from types import MappingProxyType

from participation.concept.models import IntegrationPhase, MeasureState, SpatialReference
from participation.i18n import mark
from participation.measures.models import Rating

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
STATE_NAMES: Mapping[MeasureState, str] = MappingProxyType(
    {
        MeasureState.IDEA: mark("Idea"),
        MeasureState.DRAFT: mark("Draft"),
        MeasureState.IN_REVIEW: mark("In review"),
        MeasureState.RECOMMENDED: mark("Recommended"),
        MeasureState.ADOPTED: mark("Adopted"),
        MeasureState.IN_PROGRESS: mark("In progress"),
        MeasureState.DONE: mark("Done"),
        MeasureState.REJECTED: mark("Rejected"),
        MeasureState.POSTPONED: mark("Postponed"),
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
RATING_NAMES: Mapping[Rating, str] = MappingProxyType(
    {
        Rating.CLEAR: mark("feasible"),
        Rating.OPEN: mark("still open"),
        Rating.BLOCKED: mark("not feasible"),
    }
)
