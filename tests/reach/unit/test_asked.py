"""What the office may let a workshop ask."""

import pytest

from participation.reach.asked import Asked, asked_of
from participation.reach.errors import DistrictsMissing, DistrictTooLong, TooManyDistricts
from participation.reach.models import Question


def test_nothing_is_asked_unless_the_office_has_chosen_it():
    assert (Asked.read({}), asked_of([], "Nord").questions) == (Asked(), ())


def test_questions_come_in_their_own_order_and_unknown_ones_are_left_out():
    assert asked_of(["gender", "age", "income"], "").questions == (Question.AGE, Question.GENDER)


def test_districts_are_lines_each_once_without_spaces_around_them():
    asked = asked_of(["district"], "  Nord \n\nSüd   Ost\r\nNord\n-\n")
    assert (asked.districts, asked.answers_to(Question.DISTRICT)) == (("Nord", "Süd Ost"), ("Nord", "Süd Ost", "-"))


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ("", DistrictsMissing),
        (" \n-\n", DistrictsMissing),
        ("\n".join(f"District {number}" for number in range(61)), TooManyDistricts),
        ("x" * 61, DistrictTooLong),
    ],
    ids=["none", "blank", "61", "61 letters"],
)
def test_districts_that_cannot_be_chosen_from_are_refused(lines, error):
    with pytest.raises(error):
        asked_of(["district"], lines)


def test_easy_german_is_no_language_of_its_own_at_home():
    offered = Asked().answers_to(Question.LANGUAGE)
    assert ("de-x-leicht" in offered, offered.count("de"), offered[-1]) == (False, 1, "-")


def test_what_is_kept_is_read_again():
    asked = asked_of(["age", "district"], "Nord\nSüd")
    assert Asked.read(asked.kept()) == asked
