"""Dates, times and durations as the reader's language writes them."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime, format_time, get_timezone
from babel.numbers import format_decimal
from flask import current_app

from participation.i18n.choice import current_language


def local(moment: datetime) -> datetime:
    """Return the moment in the city's time zone."""
    return moment.astimezone(get_timezone(current_app.config["TIMEZONE"]))


def day(value: date | datetime) -> str:
    """Write a day: ``20. November 2026``."""
    shown = local(value) if isinstance(value, datetime) else value
    return format_date(shown, format="long", locale=current_language().locale)


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
    """Write a remaining time as ``12:40``; negative when it has run over (``-0:30``)."""
    seconds = int(left.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 60}:{seconds % 60:02d}"
