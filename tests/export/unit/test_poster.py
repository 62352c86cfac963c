from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from participation.export.poster import Invitation, Poster, write_poster
from tests.export.unit.structure import catalogue, elements, text

QR = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 3"><path d="M0 0h1v1h-1z"/></svg>'
POSTER = Poster(
    city="Stadt Lindenfurt",
    title="Werkstatt Sport",
    when="Samstag, 14. November 2026, 15 Uhr",
    place="Bürgerhaus Nord",
    address="stadt.example/K7M2QX",
    code="K7M2QX",
    qr=QR,
    qr_description="QR-Code: stadt.example/K7M2QX",
    invitations=(
        Invitation("de", "ltr", "Deutsch", "Machen Sie mit!", "Was fehlt?"),
        Invitation("ar", "rtl", "العربية", "شاركونا!", "ما الذي ينقص؟"),
        Invitation("tr", "ltr", "Türkçe", "Siz de katılın!", "Ne eksik?"),
    ),
    language="de",
)
MILLIMETRE = 72 / 25.4


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("a3", (297, 420))])
def test_poster_is_one_page_of_the_paper(fonts: Path, written_at: datetime, paper, size):
    pages = PdfReader(BytesIO(write_poster(POSTER, fonts, written_at, paper))).pages
    boxes = [(round(page.mediabox.width / MILLIMETRE), round(page.mediabox.height / MILLIMETRE)) for page in pages]
    assert boxes == [size]


def test_poster_prints_every_text(fonts: Path, written_at: datetime):
    found = " ".join(text(write_poster(POSTER, fonts, written_at)).split())
    texts = (POSTER.city, POSTER.title, POSTER.when, POSTER.place, POSTER.address, "Machen Sie mit!", "Ne eksik?")
    assert [part for part in texts if part not in found] == []


def test_german_title_on_an_arabic_poster_keeps_its_question_mark_behind_it(fonts: Path, written_at: datetime):
    pdf = write_poster(replace(POSTER, title="Was fehlt?", direction="rtl", language="ar"), fonts, written_at)
    drawn = []
    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=lambda piece, *_place: drawn.append(piece.strip()))
    assert [piece for piece in drawn if "?" in piece][:1] == ["Was fehlt?"]


def test_poster_is_tagged_with_the_language_of_each_invitation(fonts: Path, written_at: datetime):
    pdf = write_poster(POSTER, fonts, written_at)
    assert catalogue(pdf)["/Lang"] == "de"
    assert {element["/Lang"] for element in elements(pdf) if "/Lang" in element} == {"ar", "tr"}


def test_picture_says_in_words_what_it_does(fonts: Path, written_at: datetime):
    figures = [element for element in elements(write_poster(POSTER, fonts, written_at)) if element["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == [POSTER.qr_description]


@pytest.mark.parametrize(
    "changes",
    [
        {"invitations": ()},
        {"invitations": POSTER.invitations[:1]},
        {"invitations": POSTER.invitations * 4},
        {"title": "Werkstatt für eine Stadtgesellschaft, in der alle mitreden können " * 3},
        {"address": "https://" + "beteiligung." * 8 + "example/K7M2QX"},
        {"when": "", "place": ""},
        {"direction": "rtl", "language": "ar"},
        {"title": "#pagebreak() 😀"},
    ],
    ids="-".join,
)
def test_poster_stays_on_one_page(fonts: Path, written_at: datetime, changes):
    pdf = write_poster(replace(POSTER, **changes), fonts, written_at)
    assert len(PdfReader(BytesIO(pdf)).pages) == 1


def test_accent_colour_of_the_city_is_used(fonts: Path, written_at: datetime):
    assert write_poster(POSTER, fonts, written_at, accent="#7A1F5C") != write_poster(POSTER, fonts, written_at)
