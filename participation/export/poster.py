"""The poster that invites to a workshop: PDF/UA-1 on A4 or A3, one page, made to hang in a window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, TypeAlias

from participation.export.fonts import load_fonts
from participation.export.pdf import ACCENT, compile_template, spoken
from participation.i18n.languages import LANGUAGES

Paper: TypeAlias = Literal["a4", "a3"]

_TEMPLATE: Final = Path(__file__).with_name("poster.typ")


@dataclass(frozen=True, slots=True)
class Endonym:
    """A language by its name in itself: that it is spoken here says more to who reads nothing else of the poster."""

    language: str
    direction: str
    name: str

    @classmethod
    def of(cls, tag: str) -> Endonym:
        """Return the name of a language that ships."""
        language = LANGUAGES[tag]
        return cls(tag, language.direction, language.name)


@dataclass(frozen=True, slots=True)
class Invitation:
    """The invitation in one language; `endonym` is the language's name in itself ("العربية")."""

    language: str
    direction: str
    endonym: str
    headline: str
    text: str


@dataclass(frozen=True, slots=True)
class Poster:
    """What the poster says; `title` and the lines below it are in `language`.

    `address` is the join address as it is read and typed, `code` the join code, `qr` an SVG picture of the
    address; `qr_description` says in words what the picture does. `when` and `place` may be empty.
    """

    city: str
    title: str
    when: str
    place: str
    address: str
    code: str
    qr: bytes
    qr_description: str
    invitations: tuple[Invitation, ...]
    language: str
    direction: str = "ltr"
    also: tuple[Endonym, ...] = ()
    """Further languages that the workshop speaks, for which there is no room."""


def write_poster(poster: Poster, fonts: Path, written_at: datetime, paper: Paper = "a4", accent: str = ACCENT) -> bytes:
    """The poster as a PDF/UA-1 file of one page.

    `fonts` is the folder of the TrueType fonts, `written_at` (with time zone) the date the file carries.
    Raises FontsMissing when the folder holds no font.
    """
    font_set = load_fonts(fonts)
    data = {
        "paper": paper,
        "accent": accent,
        "fonts": list(font_set.families),
        **spoken(poster.language, poster.direction),
        "city": poster.city,
        "title": poster.title,
        "when": poster.when,
        "place": poster.place,
        "address": poster.address,
        "code": poster.code,
        "qr": poster.qr.decode(),
        "qr_description": poster.qr_description,
        "invitations": [_invitation(invitation) for invitation in poster.invitations],
        "also": [{**spoken(item.language, item.direction), "name": item.name} for item in poster.also],
    }
    return compile_template(_TEMPLATE, data, font_set, written_at)


def _invitation(invitation: Invitation) -> dict[str, str | None]:
    return {
        **spoken(invitation.language, invitation.direction),
        "endonym": invitation.endonym,
        "headline": invitation.headline,
        "text": invitation.text,
    }
