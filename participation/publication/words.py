"""What residents call the parts of a measure: the questions of a plan's canvas, which it grew from."""

from dataclasses import dataclass
from datetime import date

from participation.concept.models import Measure
from participation.i18n import gettext


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a measure under its name: what the concept says in its own words, and a day where it names one."""

    name: str
    text: str = ""
    day: date | None = None


def parts_of(measure: Measure) -> list[Part]:
    """Return what a measure says, part by part; what it does not say is left out."""
    parts = [
        Part(gettext("What"), measure.text if measure.title else ""),
        Part(gettext("For whom"), measure.target_groups),
        Part(gettext("Where"), measure.place),
        Part(gettext("Who"), measure.lead),
        Part(gettext("With whom"), measure.partners),
        Part(gettext("First step"), measure.first_step),
        Part(gettext("By when"), measure.time_frame, measure.due_on),
        Part(gettext("Cost"), "\n".join(text for text in (measure.costs, measure.funding_source) if text)),
        Part(gettext("Paid for until"), day=measure.funded_until),
        Part(gettext("Effect"), measure.indicator),
    ]
    return [part for part in parts if part.text or part.day]
