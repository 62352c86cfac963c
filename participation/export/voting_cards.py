"""Sheets of voting cards: PDF/UA-1 on A4, eight cards a page with lines to cut along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from participation.export.fonts import load_fonts
from participation.export.pdf import ACCENT, compile_template, spoken

_TEMPLATE: Final = Path(__file__).with_name("voting_cards.typ")


@dataclass(frozen=True, slots=True)
class Instruction:
    """What to do with a card, in one language."""

    language: str
    direction: str
    text: str


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """One card: what people call it ("No. 12"), its letters to type, its QR code (SVG) and what that does in words."""

    name: str
    letters: str
    qr: bytes
    qr_description: str


@dataclass(frozen=True, slots=True)
class CardSheet:
    """What the cards say; `title`, `heading` and `typed_at` (where letters are typed) are in `language`."""

    title: str
    heading: str
    typed_at: str
    language: str
    direction: str
    instructions: tuple[Instruction, ...]
    cards: Sequence[PrintedCard]


def write_voting_cards(sheet: CardSheet, fonts: Path, written_at: datetime, accent: str = ACCENT) -> bytes:
    """The cards as a PDF/UA-1 file.

    `fonts` is the folder of the TrueType fonts, `written_at` (with time zone) the date the file carries.
    Raises FontsMissing when the folder holds no font.
    """
    font_set = load_fonts(fonts)
    data = {
        "accent": accent,
        "fonts": list(font_set.families),
        **spoken(sheet.language, sheet.direction),
        "title": sheet.title,
        "heading": sheet.heading,
        "typed_at": sheet.typed_at,
        "instructions": [{**spoken(line.language, line.direction), "text": line.text} for line in sheet.instructions],
        "cards": [
            {"name": card.name, "letters": card.letters, "qr": card.qr.decode(), "qr_description": card.qr_description}
            for card in sheet.cards
        ],
    }
    return compile_template(_TEMPLATE, data, font_set, written_at)
