"""Words that say that a goal is still to be reached are pointed out, in the concept's language."""

import pytest

from participation.concept.phrasing import unreached_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Der Verein bietet Kurse an.", ()),
        ("Der Verein soll Kurse anbieten.", ("soll",)),
        ("Alle sollten und müssen kommen; wir wollen das.", ("sollten", "müssen", "wollen")),
        ("Bis 2030 werden wir Kurse anbieten.", ("werden wir",)),
        ("Wir  werden Kurse anbieten.", ("Wir werden",)),
        ("Kurse werden angeboten.", ()),
        ("Der Soll-Zustand ist erreicht.", ()),
        ("Es muss sein. Es MUSS sein.", ("muss",)),
        ("Die Insolvenz und das Musical sind bekannt.", ()),
    ],
)
def test_words_of_a_german_goal_that_is_not_reached_yet(text, words):
    assert unreached_words(text, "de") == words


def test_words_of_an_english_goal_that_is_not_reached_yet():
    assert unreached_words("The club should offer what people want to learn.", "en-GB") == ("should", "want to")


def test_other_languages_are_left_alone():
    assert unreached_words("Le club soll must.", "fr") == ()
