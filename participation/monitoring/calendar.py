"""The dates of a concept as a calendar file (RFC 5545) that calendar programs ask for again and again."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from participation.i18n import gettext as _
from participation.i18n import mark
from participation.monitoring.queries import DatedThing
from participation.monitoring.queries.dates import DateKind
from participation.monitoring.words import half_name

PRODUCT = "-//Participation//Monitoring//EN"
"""Who wrote the file (RFC 5545, 3.7.3)."""
ASKED_AGAIN = timedelta(hours=12)
"""How often a program should ask (RFC 7986, 5.7)."""
_SUMMARIES = {DateKind.DUE: mark("Deadline: %(measure)s"), DateKind.MONEY: mark("Money ends: %(measure)s")}


def calendar_of(title: str, dates: Iterable[DatedThing], base_url: str, written_at: datetime) -> bytes:
    """Return the dates as ``text/calendar`` in the reader's language, each a whole day.

    A date keeps its ``UID`` at every reading, so that a program moves it instead of adding it again.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    for dated in dates:
        calendar.add_component(_event(dated, base_url, written_at))
    written: bytes = calendar.to_ical()
    return written


def _event(dated: DatedThing, base_url: str, written_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{dated.key}@{base_url.split('://', 1)[-1]}")
    event.add("dtstamp", written_at.astimezone(UTC))
    event.add("dtstart", dated.day)
    event.add("dtend", dated.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # A deadline leaves whoever has it free for the day.
    if dated.measure is not None:
        event.add("summary", _(_SUMMARIES[dated.kind], measure=dated.measure.label))
        event.add("description", dated.measure.lead)
        event.add("url", f"{base_url}/office/measures/{dated.measure.id}")
    elif dated.round is not None:
        event.add("summary", _("Status reports are due: %(half)s", half=half_name(dated.round.asks_about)))
        event.add("url", f"{base_url}/office/monitoring/rounds/{dated.round.id}")
    return event
