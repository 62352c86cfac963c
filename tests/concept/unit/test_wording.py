"""A change is told word by word, and both texts can be read out of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.concept.editions.wording import Piece, pieces


def test_changed_word_stands_between_what_stayed():
    assert pieces("Die Stadt prüft den Antrag.", "Die Stadt bewilligt den Antrag.") == (
        Piece("same", "Die Stadt "),
        Piece("removed", "prüft"),
        Piece("added", "bewilligt"),
        Piece("same", " den Antrag."),
    )


def test_texts_with_little_in_common_stand_one_after_the_other():
    assert pieces("Beratung im Rathaus", "Offene Sporthalle am Sonntag") == (
        Piece("removed", "Beratung im Rathaus"),
        Piece("added", "Offene Sporthalle am Sonntag"),
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [("", "neu", (Piece("added", "neu"),)), ("alt", "", (Piece("removed", "alt"),)), ("", "", ())],
)
def test_text_that_comes_or_goes_is_one_piece(before, after, told):
    assert pieces(before, after) == told


texts = st.lists(st.sampled_from(["Ä", "die", "Stadt", " ", "\n", ".", "dto.", "عربي", "1.1"])).map("".join)


@given(texts, texts)
@settings(max_examples=60, deadline=None)
def test_both_texts_are_read_out_of_the_pieces(before, after):
    told = pieces(before, after)

    assert "".join(piece.text for piece in told if piece.sign != "added") == before
    assert "".join(piece.text for piece in told if piece.sign != "removed") == after
