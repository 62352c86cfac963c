"""The line that an adoption leaves in the history of each measure, and how it is known again."""

from datetime import date

from participation.concept.models import Edition
from participation.i18n import speaking
from participation.i18n.formats import short_day


def adoption_line(edition: Edition, committee: str, day: date, paper: str) -> str:
    """Return the reason of the turn to "adopted": people read it, so the day is as in the language of the concept."""
    with speaking(edition.concept.language):
        return " · ".join((committee, short_day(day), paper))


def tells_adoption(reason: str, edition: Edition) -> bool:
    """Whether ``reason`` is the line of the adoption of ``edition``, also as older versions wrote its day (ISO)."""
    if edition.as_of is None:
        return False
    committee, paper = edition.committee, edition.paper_number
    older = f"{committee} · {edition.as_of.isoformat()} · {paper}"
    return reason in {older, adoption_line(edition, committee, edition.as_of, paper)}
