"""Pages, sheets and scripts leave compressed for who takes it; streams and small answers as they are."""

import gzip

import pytest

GZIP = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize("address", ["/login", "/static/web/base.css?v=1"])
def test_answer_is_smaller_and_says_the_same(client, address):
    with client.get(address) as plain, client.get(address, headers=GZIP) as squeezed:
        assert squeezed.headers["Content-Encoding"] == "gzip"
        assert len(squeezed.data) < len(plain.data)
        unpacked = gzip.decompress(squeezed.data)
    assert unpacked.split(b"csrf_token")[0] == plain.data.split(b"csrf_token")[0]


def test_browser_that_takes_no_gzip_gets_plain_text(client):
    answer = client.get("/login")
    assert ("Content-Encoding" in answer.headers, "Accept-Encoding" in answer.headers["Vary"]) == (False, True)


def test_small_answer_stays_as_it_is(client):
    assert "Content-Encoding" not in client.get("/healthz", headers=GZIP).headers


def test_picture_stays_as_it_is(client):
    with client.get("/static/vendor/fonts-pdf/NotoSans-Regular.ttf", headers=GZIP) as answer:
        assert "Content-Encoding" not in answer.headers
