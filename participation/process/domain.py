"""Rules of a process: its timeline, the choice of words, what may be told about people over several workshops."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from participation.process.errors import EntryEndsEarly, EntryUntitled


def worded(texts: Mapping[str, str], language: str, first: str) -> tuple[str, str]:
    """Return the text in ``language`` and that language; else in ``first``, else any that was written."""
    for tag in (language, first, *texts):
        if texts.get(tag):
            return texts[tag], tag
    return "", first


def written_titles(titles: Mapping[str, str], first: str) -> dict[str, str]:
    """Return the titles that say something, that in ``first`` at the start; raises ``EntryUntitled`` without it."""
    cleaned = {tag: " ".join(text.split()) for tag, text in titles.items()}
    if not cleaned.get(first):
        raise EntryUntitled
    return {tag: text for tag, text in ({first: cleaned[first]} | cleaned).items() if text}


def check_days(day: date, last_day: date | None) -> None:
    """Raise ``EntryEndsEarly`` when the last day lies before the first."""
    if last_day is not None and last_day < day:
        raise EntryEndsEarly


@dataclass(frozen=True, slots=True)
class Occasion:
    """A date on the timeline, in the city's time: a workshop, or an entry of the office.

    ``begins`` is ``None`` for what has no time of day, ``minutes`` is how long it lasts, where that is known. ``code``
    is the join code of a workshop.
    """

    key: str
    day: date
    begins: datetime | None
    titles: Mapping[str, str]
    first_language: str
    place: str = ""
    last_day: date | None = None
    minutes: int | None = None
    code: str | None = None
    is_over: bool = False

    def title_in(self, language: str) -> tuple[str, str]:
        """Return the title that a reader of ``language`` sees, and the language it is in."""
        return worded(self.titles, language, self.first_language)

    def ends_before(self, today: date) -> bool:
        """Whether it is past on this day."""
        return (self.last_day or self.day) < today


def in_order(occasions: Iterable[Occasion]) -> list[Occasion]:
    """Return occasions in the order of their days; on one day, what has no time of day comes first."""
    return sorted(occasions, key=lambda each: (each.day, each.begins.time() if each.begins else time.min, each.key))


def by_year(occasions: Sequence[Occasion]) -> list[tuple[int, list[Occasion]]]:
    """Return occasions in their order, by the year in which they begin."""
    return [(year, list(group)) for year, group in groupby(occasions, key=lambda each: each.day.year)]


def sum_of_told(numbers: Iterable[int | None]) -> tuple[int | None, int]:
    """Return the sum of those numbers of several workshops that may be told, and of how many it is the sum.

    ``None`` when none may be told. What a workshop holds back is not in the sum: it is made of published numbers only,
    so whoever takes published numbers away from it, now or after one more workshop, learns nothing (ADR 26).
    """
    told = [number for number in numbers if number is not None]
    return (sum(told), len(told)) if told else (None, 0)
