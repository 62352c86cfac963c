"""What a workshop keeps about its projector."""

import pytest

from participation.workshop.errors import ScreenUnknown
from participation.workshop.screen import FIRST, Hall, Screen, Shown, choice_of

EVERYTHING = Screen(shown=Shown.CARD, subject=7, prompt="ar", hall=Hall.DARK)


def test_workshop_that_keeps_nothing_shows_its_step_in_its_first_language():
    assert Screen.read({}) == Screen(shown=Shown.STEP, subject=None, prompt=FIRST, hall=Hall.AUTO)


def test_what_is_kept_is_read_again():
    assert Screen.read(EVERYTHING.kept()) == EVERYTHING


def test_next_step_keeps_only_language_and_light():
    assert Screen.read(EVERYTHING.of_step()) == Screen(prompt="ar", hall=Hall.DARK)


def test_word_that_is_no_choice_is_refused():
    assert choice_of(Shown, "qr") is Shown.QR
    with pytest.raises(ScreenUnknown):
        choice_of(Hall, "pink")
