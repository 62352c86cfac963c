"""What the table tents of a workshop say, in all the workshop's languages."""

from __future__ import annotations

from participation.export.poster import Endonym, Invitation
from participation.export.tents import Tent, Tents
from participation.hall.qr_code import svg_of
from participation.i18n import gettext as _
from participation.i18n import speaking
from participation.i18n.languages import LANGUAGES, direction_of
from participation.workshop.models import Workshop, WorkshopTable

MOST_INVITATIONS = 8
"""So many are read across a table; of further languages the tent says that they are spoken."""


def tents_of(workshop: Workshop, base_url: str, city: str) -> Tents:
    """Return the tents of all tables; `base_url` is where residents reach this installation.

    The QR code of a tent leads to the workshop and to this table at once.
    """
    with speaking(workshop.language):
        return Tents(
            city=city,
            title=workshop.title,
            code=workshop.code,
            tents=tuple(_tent(workshop, table, base_url) for table in workshop.tables),
            invitations=tuple(map(_invitation, workshop.languages[:MOST_INVITATIONS])),
            also=tuple(map(Endonym.of, workshop.languages[MOST_INVITATIONS:])),
            language=workshop.language,
            direction=direction_of(workshop.language),
        )


def _tent(workshop: Workshop, table: WorkshopTable, base_url: str) -> Tent:
    address = f"{base_url}/{workshop.code}?table={table.number}"
    topic, tag = table.question_in(workshop.language)
    if not topic and table.field is not None:
        concept = workshop.process.concept
        topic, tag = table.field.name, concept.language if concept else workshop.language
    return Tent(
        number=str(table.number),
        name=table.name,
        topic=topic,
        topic_language=tag,
        topic_direction=direction_of(tag),
        address=address.removeprefix("https://").removeprefix("http://"),
        qr=svg_of(address).encode(),
        qr_description=_("QR code of the address %(address)s", address=address),
    )


def _invitation(tag: str) -> Invitation:
    with speaking(tag) as language:
        return Invitation(
            language=tag,
            direction=language.direction,
            endonym=LANGUAGES[tag].name,
            headline="",
            text=_("Scan the picture: then your phone knows your table. Write in your language."),
        )
