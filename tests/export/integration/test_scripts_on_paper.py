"""What people write in any script, emoji too, is printed: in the documentation and on voting cards and tents."""

from datetime import datetime
from pathlib import Path

import pytest

from participation.contributions.models import CardTranslation, TranslationState
from participation.export.card_sheet import MOST_INSTRUCTIONS, sheet_of_cards
from participation.export.documentation import document_workshop
from participation.export.documentation.passages import language_name
from participation.export.fonts import REPLACEMENT
from participation.export.pdf import write_pdf
from participation.export.voting_cards import write_voting_cards
from participation.i18n import speaking
from participation.i18n.languages import LANGUAGES
from participation.kernel.database import db
from participation.prioritisation.card_stock import NewCard
from tests.export.unit.structure import fonts_without_file, missing_glyphs, text
from tests.factories import a_card, a_cluster, a_workshop

SAID = {
    "ar": "لا توجد دورات مسائية ☎ ٣",
    "fa-AF": "در سالون ورزش جای نیست — چای گرم",
    "fa": "می‌خواهم شنا یاد بگیرم",
    "he": "אין אוטובוס בערב",
    "th": "ไม่มีรถเมล์ตอนเย็น",
    "zh-Hans": "晚上没有公共汽车，孩子怎么回家？龘",
    "ti": "ምሸት ኣውቶቡስ የለን",
    "el": "Δεν υπάρχει λεωφορείο το βράδυ",
    "ru": "Вечером нет автобуса, ёлки",
    "uk": "Увечері немає автобуса, їжак",
    "sr": "Увече нема аутобуса",
    "ku": "Êvarê otobus tune ye",
    "tr": "Akşam otobüs yok 😀👍🏽❤️ 👩‍👩‍👧 🇺🇦",
    "pl": "Wieczorem nie ma autobusu ąęłż",
}


READ_BACK = ("he", "zh-Hans", "ti", "el", "ru", "uk", "sr", "ku", "pl")
"""Scripts that can be compared by letters; shaped ones come out of a file in another order: glyphs are counted."""


@pytest.fixture
def documentation(database, fonts: Path, written_at: datetime) -> bytes:
    workshop = a_workshop(languages=["de", *SAID])
    cards = [a_card(workshop, text=said, language=tag) for tag, said in SAID.items()]
    cards[0].translations.append(
        CardTranslation(language="de", text="Kein Kurs am Abend", state=TranslationState.HUMAN)
    )
    a_cluster(workshop, cards=cards[:5], title=SAID["zh-Hans"], language="zh-Hans")
    db.session.commit()
    return write_pdf(document_workshop(workshop), fonts, written_at)


def test_documentation_carries_its_fonts_and_lacks_no_glyph(documentation):
    assert (fonts_without_file(documentation), missing_glyphs(documentation)) == ([], 0)
    found = "".join(text(documentation).split())
    words = [word for tag in READ_BACK for word in SAID[tag].split()]
    lost = [word for word in words if word not in found and word[::-1] not in found]
    assert (lost, found.count(REPLACEMENT)) == ([], 0)


@pytest.mark.parametrize(
    ("tag", "name"), [("sr", "Serbisch"), ("fa-AF", "Dari"), ("ti", "Tigrinya"), ("de-x-leicht", "Leichte Sprache")]
)
def test_language_of_a_card_is_named_in_the_language_of_the_documentation(app, tag, name):
    with app.test_request_context(), speaking("de"):
        assert language_name(tag) == name


@pytest.mark.parametrize("first", range(0, len(LANGUAGES), MOST_INSTRUCTIONS))
def test_voting_cards_carry_their_fonts_and_lack_no_glyph(database, fonts: Path, written_at: datetime, first):
    tags = list(LANGUAGES)[first : first + MOST_INSTRUCTIONS]
    workshop = a_workshop(languages=tags, title=SAID.get(tags[0], "Werkstatt"))
    sheet = sheet_of_cards(
        workshop, [NewCard(number, "KQHC9JXYZABCDEFG") for number in (1, 2)], "https://stadt.example"
    )
    printed = write_voting_cards(sheet, fonts, written_at)
    assert (fonts_without_file(printed), missing_glyphs(printed), text(printed).count(REPLACEMENT)) == ([], 0, 0)
