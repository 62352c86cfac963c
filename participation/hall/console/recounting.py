"""Words of the recount sheet: what does not add up, in whole sentences."""

from collections.abc import Mapping
from types import MappingProxyType

from participation.i18n import mark
from participation.prioritisation.models import Discrepancy

DISCREPANCIES: Mapping[Discrepancy, str] = MappingProxyType(
    {
        Discrepancy.SUM: mark("The dots by phone, by card and on paper are not the result that was announced."),
        Discrepancy.BALLOTS: mark("The ballots cannot have given so many dots."),
        Discrepancy.CARDS: mark("More voting cards were used than there were."),
        Discrepancy.PAPER: mark("The cards handed in cannot carry so many dots on paper."),
    }
)
