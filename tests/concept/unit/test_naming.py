"""A workshop is called by its title; the word stands before it only where the title does not carry it."""

import pytest

from participation.concept.chapter.lines import format_mark, parse_mark
from participation.concept.naming import says_workshop
from participation.concept.tree.entries import MeasureEntry, Origin


@pytest.mark.parametrize(
    ("title", "language", "says"),
    [
        ("Werkstatt Kultur und Sport", "de", True),
        ("Zukunftswerkstatt im Viertel", "de-x-leicht", True),
        ("Workshop Sport", "de", True),
        ("Sport im Viertel", "de", False),
        ("Werkstatt Sport", "ar", False),
    ],
)
def test_title_says_that_it_is_a_workshop_to_those_who_read_the_word(title, language, says):
    assert says_workshop(title, language) is says


@pytest.mark.parametrize(
    ("title", "language", "mark"),
    [
        ("Werkstatt Sport", "de", "Entwurf · „Werkstatt Sport“ · Rang 2 · 14 Punkte"),
        ("Sport", "de", "Entwurf · Werkstatt „Sport“ · Rang 2 · 14 Punkte"),
        ("Werkstatt Sport", "en", "Draft · “Werkstatt Sport” · Rank 2 · 14 dots"),
    ],
)
def test_mark_of_a_draft_says_workshop_once_and_is_read_back(title, language, mark):
    origin = Origin(title, 2, 14)
    assert format_mark(MeasureEntry(text="", state="draft", origin=origin), language) == mark
    assert parse_mark(mark) == ("draft", origin)


def test_mark_of_an_older_document_is_read_as_before():
    assert parse_mark("Entwurf · Werkstatt „Werkstatt Sport“") == ("draft", Origin("Werkstatt Sport", None, None))
