"""Dates, times and durations as the reader's language writes them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time, format_timedelta, get_timezone
from babel.numbers import format_decimal
from flask import current_app

from participation.i18n.choice import current_language

DAY = timedelta(days=1)


def city_zone() -> ZoneInfo:
    """Return the city's time zone."""
    return ZoneInfo(current_app.config["TIMEZONE"])


def local(moment: datetime) -> datetime:
    """Return the moment in the city's time zone."""
    return moment.astimezone(get_timezone(current_app.config["TIMEZONE"]))


def day(value: date | datetime) -> str:
    """Write a day: ``20. November 2026``."""
    shown = local(value) if isinstance(value, datetime) else value
    return format_date(shown, format="long", locale=current_language().locale)


def short_day(value: date) -> str:
    """Write a day in digits, with the whole year: ``20.11.2026``."""
    return format_date(value, format="medium", locale=current_language().locale)


def moment(value: datetime) -> str:
    """Write day and time, short."""
    return format_datetime(local(value), format="short", locale=current_language().locale)


def time_of_day(value: datetime) -> str:
    """Write hours and minutes: ``18:02``."""
    return format_time(local(value), format="short", locale=current_language().locale)


def number(value: float) -> str:
    """Write a number with the reader's separators."""
    return format_decimal(value, locale=current_language().locale)


def clock_face(left: timedelta) -> str:
    """Write a remaining time as ``12:40``; negative when it has run over (``-0:30``), days as ``13 days``."""
    if abs(left) >= DAY:
        return days(left)
    seconds = int(left.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 60}:{seconds % 60:02d}"


def days(length: timedelta) -> str:
    """Write a length in whole days: ``14 days``."""
    whole = timedelta(days=int(length / DAY))
    return format_timedelta(whole, granularity="day", threshold=1e6, locale=current_language().locale)


def is_days(count: int) -> bool:
    """Whether so many minutes are told in days, as nobody counts the minutes of a stand."""
    return timedelta(minutes=count) >= DAY


def length_in_days(count: int) -> str:
    """Write so many minutes in days: ``14 days``."""
    return days(timedelta(minutes=count))


def minutes(count: int) -> str:
    """Write the minutes of a step as a number; from a day on in days."""
    return length_in_days(count) if is_days(count) else number(count)
