"""Every language that ships is printed in full: no character of its texts lacks a glyph, and PDF/UA still holds."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.messages.pofile import read_po
from pypdf import PdfReader

from participation.export.fonts import REPLACEMENT, load_fonts
from participation.export.poster import Endonym, Invitation, Poster, write_poster
from participation.export.tents import Tent, Tents, write_tents
from participation.i18n.languages import LANGUAGES, Language

TRANSLATIONS = Path(__file__).resolve().parents[3] / "translations"
QR = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 3"><path d="M0 0h1v1h-1z"/></svg>'
ALL = pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)


def texts_in(language: Language) -> list[str]:
    """What is printed in a language: its name, its dates, every message of its catalogue."""
    dates = [format_date(date(2026, month, month), "full", language.locale) for month in range(1, 13)]
    path = TRANSLATIONS / language.folder / "LC_MESSAGES" / "participant.po"
    if not path.exists():
        return [language.name, *dates]
    with path.open("rb") as file:
        return [language.name, *dates, *(form for message in read_po(file) for form in forms_of(message.string))]


def forms_of(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string


@ALL
def test_every_character_of_a_language_has_a_glyph(fonts: Path, language):
    shown = load_fonts(fonts)
    assert [text for text in texts_in(language) if shown.displayable(text).count(REPLACEMENT)] == []


@pytest.mark.parametrize("sign", ["→", "←", "↑", "↓", "⚡", "▲", "☁", "■", "●", "✓", "⏳", "👍", "❤️", "👩‍🦽", "🏽"])
def test_sign_has_a_glyph(fonts: Path, sign):
    assert load_fonts(fonts).displayable(sign) == sign


@ALL
def test_poster_prints_the_language(fonts: Path, written_at: datetime, language):
    name, day, *_ = texts_in(language)
    invitation = Invitation(language.tag, language.direction, name, f"→ {day}", "👍")
    poster = Poster("", name, day, "", "stadt.example/K7M2QX", "K7M2QX", QR, "QR", (invitation,), language.tag)
    (page,) = PdfReader(BytesIO(write_poster(poster, fonts, written_at))).pages
    assert (REPLACEMENT in page.extract_text(), "/StructParents" in page) == (False, True)


def in_all_languages(room: int) -> tuple[tuple[Invitation, ...], tuple[Endonym, ...]]:
    tags = list(LANGUAGES)
    text = "Scannen Sie das Bild. Schreiben Sie in Ihrer Sprache. Niemand fragt nach Ihrem Namen."
    return tuple(Invitation(tag, "ltr", tag, text, text) for tag in tags[:room]), tuple(map(Endonym.of, tags[room:]))


def test_poster_and_tent_in_all_languages_stay_on_one_page(fonts: Path, written_at: datetime):
    invitations, also = in_all_languages(6)
    poster = Poster("", "Werkstatt", "", "", "stadt.example", "K7M2QX", QR, "QR", invitations, "de", also=also)
    invitations, also = in_all_languages(8)
    tent = Tent("1", "Tisch 1", "", "de", "ltr", "stadt.example", QR, "QR")
    tents = Tents("", "Werkstatt", "K7M2QX", (tent,), invitations, "de", also=also)
    files = (write_poster(poster, fonts, written_at), write_tents(tents, fonts, written_at))
    texts = [[page.extract_text() for page in PdfReader(BytesIO(file)).pages] for file in files]
    assert [[LANGUAGES["zh"].name in page for page in pages] for pages in texts] == [[True], [True]]
