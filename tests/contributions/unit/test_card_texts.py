"""What the text of a card may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.contributions.domain import (
    LENGTH_LIMIT,
    TITLE_LIMIT,
    CardState,
    clean_text,
    clean_title,
    count_characters,
    is_sent_again,
)
from participation.contributions.errors import (
    CardEmpty,
    CardTooLong,
    TitleEmpty,
    TitleTooLong,
)

FAMILY = "👨\u200d👩\u200d👧\u200d👦"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  Kein Bus am Abend \n", "Kein Bus am Abend"),
        ("one\r\n\r\n \r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2028two\u2029three\x85four\x0bfive", "one\ntwo\nthree\nfour\nfive"),
        ("tab\t\tand\u00a0\u2003wide \n spaces", "tab and wide\nspaces"),
        ("a\x00b\x1bc\x7fd\ufeffe\ufff9f\uffffg\ud800h", "abcdefgh"),
        ("hidden\U000e0041\U000e0042 message", "hidden message"),
        ("u\u0308ber", "über"),
        ("مرحبا \u200fabc\u200e", "مرحبا \u200fabc\u200e"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u202babc\u202c \u2066def\u2069", "\u202babc\u202c \u2066def\u2069"),
        (FAMILY, FAMILY),
        ("?", "?"),
        ("0", "0"),
    ],
)
def test_text_is_kept_without_what_garbles_a_screen(raw, kept):
    assert clean_text(raw) == kept


@pytest.mark.parametrize(
    "raw", ["", "   ", "\n\t\r\n", "\u200b\u200d", "\x00\x1b", "\u202e\u2066", "\ufe0f", "\u0301", "\u3164", "\u2800"]
)
def test_text_that_shows_nothing_is_empty(raw):
    with pytest.raises(CardEmpty):
        clean_text(raw)


def test_five_hundred_characters_fit_and_one_more_does_not():
    assert clean_text("a" * LENGTH_LIMIT) == "a" * LENGTH_LIMIT
    with pytest.raises(CardTooLong) as refusal:
        clean_text("a" * (LENGTH_LIMIT + 1))
    assert (refusal.value.length, refusal.value.limit) == (501, 500)


def test_three_hundred_emoji_of_seven_code_points_fit():
    assert count_characters(FAMILY * 300) == 300
    assert clean_text(FAMILY * 300) == FAMILY * 300


def test_tower_of_accents_counts_as_several_characters():
    tower = "a" + "\u0301" * 99
    assert count_characters(tower) == 5
    with pytest.raises(CardTooLong):
        clean_text(tower * 101)


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_more(raw):
    try:
        text = clean_text(raw)
    except (CardEmpty, CardTooLong):
        return
    assert clean_text(text) == text


def test_title_is_one_line():
    assert clean_title(" No childcare\nduring  courses ") == "No childcare during courses"


def test_title_that_shows_nothing_is_empty():
    with pytest.raises(TitleEmpty):
        clean_title(" \u200b ")


def test_title_longer_than_a_sheet_is_refused():
    assert clean_title("a" * TITLE_LIMIT) == "a" * TITLE_LIMIT
    with pytest.raises(TitleTooLong) as refusal:
        clean_title("a" * 201)
    assert (refusal.value.length, refusal.value.limit) == (201, 200)


@pytest.mark.parametrize("raw", ["Kein Bus", "  Kein\tBus \r\n", "Kein\x00 Bus"])
@pytest.mark.parametrize("state", [CardState.VISIBLE, CardState.WAITING, CardState.HIDDEN])
def test_same_text_to_the_same_topic_is_the_same_card(raw, state):
    assert is_sent_again(raw, 7, "Kein Bus", 7, state)


@pytest.mark.parametrize(
    ("raw", "topic_id", "state"),
    [
        ("Kein Bus!", 7, CardState.VISIBLE),
        ("kein Bus", 7, CardState.VISIBLE),
        ("", 7, CardState.VISIBLE),
        ("Kein Bus", 8, CardState.VISIBLE),
        ("Kein Bus", None, CardState.VISIBLE),
        ("Kein Bus", 7, CardState.WITHDRAWN),
    ],
)
def test_other_text_other_topic_or_a_withdrawn_card_make_another_card(raw, topic_id, state):
    assert not is_sent_again(raw, topic_id, "Kein Bus", 7, state)
