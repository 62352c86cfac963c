"""How plans and measures stand, in words that residents read too."""

from collections.abc import Mapping
from types import MappingProxyType

from participation.concept.models import MeasureState
from participation.i18n import mark
from participation.measures.models import PublicState, Rating

PUBLIC_STATES = tuple(MeasureState(state.value) for state in PublicState)
"""Where a measure of an adopted edition stands when everybody may read it; before, it is the office's work."""

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
RATING_NAMES: Mapping[Rating, str] = MappingProxyType(
    {
        Rating.CLEAR: mark("feasible"),
        Rating.OPEN: mark("still open"),
        Rating.BLOCKED: mark("not feasible"),
    }
)
