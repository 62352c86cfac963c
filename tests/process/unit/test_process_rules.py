"""Rules of a process without a database: whose words are shown, what comes when, what may be told over all."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from participation.process.calendar import calendar_of
from participation.process.domain import (
    Occasion,
    by_year,
    check_days,
    in_order,
    sum_of_told,
    worded,
    written_titles,
)
from participation.process.errors import EntryEndsEarly, EntryUntitled
from participation.process.queries.reached import combine
from participation.reach.domain import LEAST, shown_counts
from participation.reach.models import Question
from participation.reach.queries import Answers, Report, Told

BASE = "https://mitreden.example"


def an_occasion(key, day, **values):
    return Occasion(**{"key": key, "day": day, "begins": None, "titles": {"de": key}, "first_language": "de"} | values)


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        ({"de": "Rat", "ar": "مجلس"}, "ar", ("مجلس", "ar")),
        ({"de": "Rat", "ar": ""}, "ar", ("Rat", "de")),
        ({"tr": "Meclis"}, "ar", ("Meclis", "tr")),
        ({}, "ar", ("", "de")),
    ],
)
def test_text_in_the_readers_language_comes_before_that_of_the_process_and_any_other(texts, language, expected):
    assert worded(texts, language, "de") == expected


def test_titles_are_kept_where_something_was_written_the_processs_own_first():
    assert list(written_titles({"ar": "مجلس", "en": " ", "de": " Rat  tagt "}, "de").items()) == [
        ("de", "Rat tagt"),
        ("ar", "مجلس"),
    ]


def test_date_without_a_title_in_the_language_of_the_process_is_refused():
    with pytest.raises(EntryUntitled):
        written_titles({"en": "Council"}, "de")


def test_last_day_before_the_first_is_refused():
    check_days(date(2026, 5, 1), date(2026, 5, 1))
    with pytest.raises(EntryEndsEarly):
        check_days(date(2026, 5, 2), date(2026, 5, 1))


def test_timeline_goes_by_day_then_whole_days_first_then_by_the_clock():
    day = date(2026, 5, 1)
    evening, morning = (
        an_occasion(name, day, begins=datetime(2026, 5, 1, hour, tzinfo=UTC)) for name, hour in (("e", 18), ("m", 9))
    )
    whole, before = an_occasion("w", day), an_occasion("b", date(2025, 12, 31))
    ordered = in_order([evening, morning, whole, before])
    assert [each.key for each in ordered] == ["b", "w", "m", "e"]
    assert [(year, [each.key for each in some]) for year, some in by_year(ordered)] == [
        (2025, ["b"]),
        (2026, ["w", "m", "e"]),
    ]


def events(*occasions, language="de"):
    written = calendar_of("Weg, Ziel; Rat", occasions, language, BASE, datetime(2026, 1, 1, tzinfo=UTC))
    return written, Calendar.from_ical(written).walk("VEVENT")


def test_calendar_tells_moments_in_utc_and_ends_whole_days_on_the_day_after():
    _written, (evening, festival) = events(
        an_occasion(
            "workshop-1", date(2026, 5, 1), begins=datetime(2026, 5, 1, 16, tzinfo=UTC), minutes=90, code="K7M2QX"
        ),
        an_occasion("entry-1", date(2026, 6, 1), last_day=date(2026, 6, 3), place="Markt, Rathaus"),
    )
    assert (evening.decoded("dtstart"), evening.decoded("dtend")) == (
        datetime(2026, 5, 1, 16, tzinfo=UTC),
        datetime(2026, 5, 1, 17, 30, tzinfo=UTC),
    )
    assert (str(evening["uid"]), str(evening["url"])) == ("workshop-1@mitreden.example", f"{BASE}/K7M2QX")
    assert (festival.decoded("dtstart"), festival.decoded("dtend")) == (date(2026, 6, 1), date(2026, 6, 4))
    assert str(festival["location"]) == "Markt, Rathaus"


def test_calendar_keeps_its_lines_short_and_its_texts_whole():
    title = "Abschluss; mit Rat, Verwaltung\nund allen – " + "مجلس المدينة " * 12
    written, (event,) = events(an_occasion("entry-1", date(2026, 6, 1), titles={"de": title.strip()}))
    assert str(event["summary"]) == title.strip()
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    assert written.startswith(b"BEGIN:VCALENDAR\r\n")


def test_sum_is_made_of_told_numbers_only():
    assert sum_of_told([7, None, 12]) == (19, 2)
    assert sum_of_told([None, None]) == (None, 0)


def a_report(counts):
    numbers = shown_counts(counts)
    told = tuple(Told(str(place), number) for place, number in enumerate(numbers))
    return Report(sum(counts), sum(counts) if sum(counts) >= LEAST else None, (Answers(Question.AGE, told),))


COUNTS = st.lists(st.integers(0, 9), min_size=4, max_size=4)


@given(st.lists(COUNTS, min_size=1, max_size=5))
def test_no_sum_over_workshops_tells_a_number_below_five(workshops):
    combined = combine([a_report(counts) for counts in workshops])
    assert [told.number for told in combined.answers[0].told if told.number is not None and told.number < LEAST] == []


@given(st.lists(COUNTS, min_size=1, max_size=4), COUNTS, COUNTS)
def test_sum_differs_from_that_without_a_workshop_by_nothing_but_what_that_workshop_tells(others, one, other):
    """The difference attack: now and after one more workshop, or the sum and all workshops but one."""
    before = combine([a_report(counts) for counts in others]).answers[0].told
    for last in (one, other):
        after = combine([a_report(counts) for counts in (*others, last)]).answers[0].told
        gained = [(now.number or 0) - (then.number or 0) for now, then in zip(after, before, strict=True)]
        assert gained == [number or 0 for number in shown_counts(last)]
