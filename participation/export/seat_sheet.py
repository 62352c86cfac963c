"""What invitations to a closed workshop say, in the first of its languages. Printed as voting cards are."""

from __future__ import annotations

from collections.abc import Iterable

from participation.export.card_sheet import MOST_INSTRUCTIONS
from participation.export.voting_cards import CardSheet, Instruction, PrintedCard
from participation.hall.qr_code import svg_of
from participation.i18n import gettext as _
from participation.i18n import speaking
from participation.i18n.languages import direction_of
from participation.workshop.models import Workshop
from participation.workshop.services import NewInvitation


def sheet_of_invitations(workshop: Workshop, invitations: Iterable[NewInvitation], base_url: str) -> CardSheet:
    """Return the sheet of new invitations; `base_url` is where residents reach this installation.

    Title and heading are in the workshop's first language, what to do in the first of them.
    """
    entry = f"{base_url}/{workshop.code}"
    with speaking(workshop.language):
        return CardSheet(
            title=workshop.title,
            heading=_("Invitation"),
            typed_at=_("Without a camera: %(address)s", address=entry.removeprefix("https://")),
            language=workshop.language,
            direction=direction_of(workshop.language),
            instructions=tuple(map(_instruction, workshop.languages[:MOST_INSTRUCTIONS])),
            cards=[
                PrintedCard(
                    name=_("No. %(number)s", number=each.number),
                    letters=each.spelled,
                    qr=svg_of(f"{entry}/seat/{each.code}").encode(),
                    qr_description=_("QR code of invitation %(number)s", number=each.number),
                )
                for each in invitations
            ],
        )


def _instruction(tag: str) -> Instruction:
    with speaking(tag) as language:
        return Instruction(
            tag, language.direction, _("Scan it, or type the code. It lets one phone in, once. Keep it to yourself.")
        )
