"""What residents call the parts of a measure: the questions of a plan's canvas, which it grew from."""

from dataclasses import dataclass
from datetime import date

from participation.concept.models import Measure
from participation.concept.translations.wordings import Wordings
from participation.i18n import gettext
from participation.i18n.wording import ShownText


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a measure under its name: what it says to the reader, and a day where it names one."""

    name: str
    texts: tuple[ShownText, ...] = ()
    day: date | None = None


def parts_of(measure: Measure, wordings: Wordings) -> list[Part]:
    """Return what a measure says, part by part; what it does not say is left out."""
    said = _said(measure)
    wordings.learn(text for _name, texts, _day in said for text in texts)
    parts = [Part(name, tuple(wordings.of(text) for text in texts if text), day) for name, texts, day in said]
    return [part for part in parts if part.texts or part.day]


def _said(measure: Measure) -> list[tuple[str, tuple[str, ...], date | None]]:
    return [
        (gettext("What"), (measure.text if measure.title else "",), None),
        (gettext("For whom"), (measure.target_groups,), None),
        (gettext("Where"), (measure.place,), None),
        (gettext("Who"), (measure.lead,), None),
        (gettext("With whom"), (measure.partners,), None),
        (gettext("First step"), (measure.first_step,), None),
        (gettext("By when"), (measure.time_frame,), measure.due_on),
        (gettext("Cost"), (measure.costs, measure.funding_source), None),
        (gettext("Paid for until"), (), measure.funded_until),
        (gettext("Effect"), (measure.indicator,), None),
    ]
