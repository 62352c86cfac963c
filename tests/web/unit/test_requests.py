"""Short forms read in one piece say what Werkzeug reads in pieces."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from flask import Request
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import ClientDisconnected

from participation.web.requests import SHORT, URLENCODED, FormRequest

FIELDS = st.lists(st.tuples(st.text(max_size=5), st.text(max_size=60)), max_size=9)


def environ(body, kind=URLENCODED, **more):
    return {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        **more,
    }


def read(request):
    return list(request.form.items(multi=True)), list(request.files), request.get_data()


def both(body, kind=URLENCODED, **more):
    return [read(of(environ(body, kind, **more))) for of in (FormRequest, Request)]


@given(FIELDS)
def test_form_says_what_was_filled_in(fields):
    short, werkzeug = both(urlencode(fields, errors="surrogatepass").encode())
    assert short == werkzeug


@given(st.binary(max_size=80))
def test_any_bytes_say_the_same(body):
    short, werkzeug = both(body)
    assert short == werkzeug


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (f"{URLENCODED}; charset=utf-8", {}),
        (URLENCODED.upper(), {}),
        ("text/plain", {}),
        ("", {}),
        (URLENCODED, {"CONTENT_LENGTH": "no number"}),
        (URLENCODED, {"CONTENT_LENGTH": "²"}),
        (URLENCODED, {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}),
    ],
)
def test_whatever_is_no_plain_form_is_left_to_werkzeug(kind, more):
    short, werkzeug = both(b"text=Kein+Bus&option=1&option=2", kind, **more)
    assert short == werkzeug


def test_long_form_says_the_same():
    short, werkzeug = both(urlencode({"text": "ب" * SHORT}).encode())
    assert short == werkzeug
    assert len(short[0][0][1]) == SHORT


def test_form_that_breaks_off_is_no_form():
    with pytest.raises(ClientDisconnected):
        _ = FormRequest(environ(b"text=Kein", CONTENT_LENGTH="40")).form


def test_form_is_empty_for_whoever_has_taken_its_bytes():
    request = FormRequest(environ(b"text=Kein+Bus"))
    assert (request.get_data(cache=False), list(request.form)) == (b"text=Kein+Bus", [])


def test_bytes_that_were_kept_are_a_form_as_well():
    request = FormRequest(environ(b"text=Kein+Bus"))
    assert (request.get_data(), request.form["text"]) == (b"text=Kein+Bus", "Kein Bus")
