"""Table tents: one A4 page a table, folded across its middle, so that both sides of the table can read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from participation.export.fonts import load_fonts
from participation.export.pdf import ACCENT, compile_template, spoken
from participation.export.poster import Endonym, Invitation

_TEMPLATE: Final = Path(__file__).with_name("tents.typ")


@dataclass(frozen=True, slots=True)
class Tent:
    """One table: its number and name, what it talks about (may be empty), and its own address with QR picture.

    ``topic_language`` and ``topic_direction`` are those of ``topic``.
    """

    number: str
    name: str
    topic: str
    topic_language: str
    topic_direction: str
    address: str
    qr: bytes
    qr_description: str


@dataclass(frozen=True, slots=True)
class Tents:
    """All tents of a workshop; title and names are in `language`, the invitation in every one of its languages."""

    city: str
    title: str
    code: str
    tents: tuple[Tent, ...]
    invitations: tuple[Invitation, ...]
    language: str
    direction: str = "ltr"
    also: tuple[Endonym, ...] = ()
    """Further languages that the workshop speaks, for which there is no room."""


def write_tents(tents: Tents, fonts: Path, written_at: datetime, accent: str = ACCENT) -> bytes:
    """The tents as a PDF/UA-1 file, one page a table.

    The lower half of a page stands upright, the upper one upside down: folded, both are read from their side. For
    programs that read aloud the upper half is decoration, so that nothing is said twice.
    `fonts` is the folder of the TrueType fonts, `written_at` (with time zone) the date the file carries.
    Raises FontsMissing when the folder holds no font.
    """
    font_set = load_fonts(fonts)
    data = {
        "accent": accent,
        "fonts": list(font_set.families),
        **spoken(tents.language, tents.direction),
        "city": tents.city,
        "title": tents.title,
        "code": tents.code,
        "tents": [_tent(tent) for tent in tents.tents],
        "invitations": [
            {**spoken(invitation.language, invitation.direction), "text": invitation.text}
            for invitation in tents.invitations
        ],
        "also": [{**spoken(item.language, item.direction), "name": item.name} for item in tents.also],
    }
    return compile_template(_TEMPLATE, data, font_set, written_at)


def _tent(tent: Tent) -> dict[str, object]:
    return {
        "number": tent.number,
        "name": tent.name,
        "topic": {**spoken(tent.topic_language, tent.topic_direction), "text": tent.topic},
        "address": tent.address,
        "qr": tent.qr.decode(),
        "qr_description": tent.qr_description,
    }
