"""The timeline as a calendar file (RFC 5545), for whoever wants the dates in a calendar of their own."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from participation.process.domain import Occasion

PRODUCT = "-//Participation//Timeline//EN"
"""Who wrote the file (RFC 5545, 3.7.3)."""


def calendar_of(title: str, occasions: Iterable[Occasion], language: str, base_url: str, written_at: datetime) -> bytes:
    """Return the dates as ``text/calendar``; ``base_url`` is where residents reach this installation.

    The address of the installation makes each ``UID`` its own in the world, and the same at each download, so that a
    calendar that is subscribed to changes a date instead of adding it again. Whole days end on the day after their last
    one (3.6.1).
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    for occasion in occasions:
        calendar.add_component(_event(occasion, language, base_url, written_at))
    written: bytes = calendar.to_ical()
    return written


def _event(occasion: Occasion, language: str, base_url: str, written_at: datetime) -> Event:
    event = Event()
    text, tag = occasion.title_in(language)
    event.add("uid", f"{occasion.key}@{base_url.split('://', 1)[-1]}")
    event.add("dtstamp", written_at.astimezone(UTC))
    event.add("summary", text, parameters={"LANGUAGE": tag})
    begins, ends = _span(occasion)
    event.add("dtstart", begins)
    if ends is not None:
        event.add("dtend", ends)
    if occasion.place:
        event.add("location", occasion.place)
    if occasion.code is not None:
        event.add("url", f"{base_url}/{occasion.code}")
    return event


def _span(occasion: Occasion) -> tuple[date | datetime, date | datetime | None]:
    if occasion.begins is None or occasion.last_day is not None:
        return occasion.day, (occasion.last_day or occasion.day) + timedelta(days=1)
    begins = occasion.begins.astimezone(UTC)
    return begins, begins + timedelta(minutes=occasion.minutes) if occasion.minutes else None
