"""Table tents: PDF/UA, a page a table, everything on it said once to those who listen."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from participation.export.poster import Invitation
from participation.export.tents import Tent, Tents, write_tents
from tests.export.unit.structure import catalogue, elements, text

QR = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 3"><path d="M0 0h1v1h-1z"/></svg>'


def a_tent(number: int, **values) -> Tent:
    tent = Tent(
        number=str(number),
        name=f"Tisch {number}",
        topic="Ankommen: Was ist schon gut?",
        topic_language="de",
        topic_direction="ltr",
        address=f"stadt.example/K7M2QX?table={number}",
        qr=QR,
        qr_description=f"QR-Code von Tisch {number}",
    )
    return replace(tent, **values)


TENTS = Tents(
    city="Stadt Lindenfurt",
    title="World-Café Nord",
    code="K7M2QX",
    tents=(a_tent(1), a_tent(2), a_tent(3)),
    invitations=(
        Invitation("de", "ltr", "Deutsch", "", "Scannen Sie das Bild."),
        Invitation("ar", "rtl", "العربية", "", "امسحوا الصورة."),
    ),
    language="de",
)


def test_each_table_has_a_page_of_a4(fonts: Path, written_at: datetime):
    pages = PdfReader(BytesIO(write_tents(TENTS, fonts, written_at))).pages
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages] == [(595, 842)] * 3


def test_file_claims_pdf_ua_and_its_language(fonts: Path, written_at: datetime):
    pdf = write_tents(TENTS, fonts, written_at)
    assert (catalogue(pdf)["/Lang"], b"pdfuaid:part" in catalogue(pdf)["/Metadata"].get_data()) == ("de", True)


def test_picture_is_described_once_although_it_is_printed_on_both_sides(fonts: Path, written_at: datetime):
    found = [
        element["/Alt"] for element in elements(write_tents(TENTS, fonts, written_at)) if element["/S"] == "/Figure"
    ]
    assert found == [f"QR-Code von Tisch {number}" for number in (1, 2, 3)]


def test_both_halves_print_name_address_and_code(fonts: Path, written_at: datetime):
    page = text(write_tents(replace(TENTS, tents=(a_tent(7),)), fonts, written_at))
    parts = (
        "Tisch 7",
        "stadt.example/K7M2QX?table=7",
        "K7M2QX",
        "Scannen Sie das Bild.",
        "Ankommen:",
    )
    assert [page.count(part) >= 2 for part in parts] == [True] * len(parts)


@pytest.mark.parametrize(
    "tent",
    [
        a_tent(60, name="Tischgruppe am großen Fenster zur Straße hin, gleich neben der Bühne " * 2),
        a_tent(1, topic=""),
        a_tent(1, topic="Wie gelingt das Ankommen in einer Stadt, in der viele Sprachen gesprochen werden? " * 3),
        a_tent(1, topic="ما الذي ينقص هنا؟", topic_language="ar", topic_direction="rtl"),
        a_tent(1, address="beteiligung." * 8 + "example/K7M2QX?table=1"),
        a_tent(1, name="#pagebreak() 😀"),
    ],
)
def test_tent_stays_on_one_page(fonts: Path, written_at: datetime, tent):
    pdf = write_tents(replace(TENTS, tents=(tent,), invitations=TENTS.invitations * 3), fonts, written_at)
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
