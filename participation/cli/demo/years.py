"""The demonstration city lives in the present: its files are told in one year, and read as if told in this one."""

import re
from datetime import date

from participation.i18n.formats import local
from participation.kernel import clock

TOLD_IN = 2026
"""The year in which ``city.json``, ``history.json`` and ``translations.json`` are true as they are written."""
YEAR = re.compile(r"(?<![\d.,])20[1-4]\d(?!\d)")


def moved_to_this_year(text: str) -> str:
    """Return the text with every year in it moved by as many years as have passed since it was told.

    Dates keep their day and month, so that periods, seasons and the last day of a year stay what they are.
    """
    return moved(text, local(clock.now()).date())


def moved(text: str, today: date) -> str:
    """Return the text as it would be told in the year of ``today``."""
    return YEAR.sub(lambda year: str(int(year[0]) + today.year - TOLD_IN), text)
