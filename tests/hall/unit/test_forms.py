"""What phones and programs send is read leniently: forms and JSON, and nothing breaks on nonsense."""

import pytest
from flask import Flask

from participation.hall.forms import NOTHING, BallotForm, CardForm, optional_number


def reading(form, **request):
    with Flask(__name__).test_request_context(method="POST", **request):
        return form.read()


def test_card_is_read_from_a_form():
    card = reading(
        CardForm, data={"text": "Kein Bus", "language": "de", "key": "k", "table": "3", "parent": "", "step": "1"}
    )
    assert card == CardForm(text="Kein Bus", language="de", key="k", table=3, parent=None, step=1)


@pytest.mark.parametrize(
    ("form", "first", "other"),
    [(CardForm, {"text": "Kein Bus"}, {"text": "Halle zu"}), (BallotForm, {"option": ["1", "2"]}, {"option": ["2"]})],
)
def test_form_without_script_has_a_key_of_its_own_for_each_content(form, first, other):
    page = {"key": "00000000-0000-4000-8000-000000000000", "unscripted": "1"}
    sent, again, changed = (reading(form, data=page | content).key for content in (first, first, other))
    assert (sent == again, sent == changed, sent == page["key"]) == (True, False, False)
    assert reading(form, data={"key": "no key", "unscripted": "1"}).key == "no key"


def test_card_is_read_from_json():
    card = reading(CardForm, json={"text": "Kein Bus", "language": "de", "key": "k", "parent": 7, "table": None})
    assert card == CardForm(text="Kein Bus", language="de", key="k", table=None, parent=7, step=None)


@pytest.mark.parametrize("body", [[], "text", 7])
def test_json_that_is_no_object_is_an_empty_card(body):
    assert reading(CardForm, json=body).text == ""


def test_ballot_names_an_option_once_for_each_dot():
    assert reading(BallotForm, data={"option": ["4", "4", "x"], "key": "k"}).options == (4, 4, NOTHING)


def test_ballot_is_read_from_json():
    assert reading(BallotForm, json={"option": [4, 4], "key": "k"}).options == (4, 4)


@pytest.mark.parametrize(
    ("raw", "number"),
    [(None, None), (" ", None), (" 12 ", 12), ("-1", NOTHING), ("1e9", NOTHING), ("٣", NOTHING), ("9" * 30, NOTHING)],
)
def test_what_is_no_number_is_a_number_that_nothing_has(raw, number):
    assert optional_number(raw) == number
