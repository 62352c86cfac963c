"""What voting cards say, in the first of the workshop's languages."""

from __future__ import annotations

from collections.abc import Iterable

from participation.export.voting_cards import CardSheet, Instruction, PrintedCard
from participation.hall.qr_code import svg_of
from participation.i18n import gettext as _
from participation.i18n import speaking
from participation.i18n.languages import direction_of
from participation.prioritisation.card_stock import NewCard
from participation.workshop.models import Workshop

MOST_INSTRUCTIONS = 5
"""So many fit on a card; further languages are explained by the moderation."""


def sheet_of_cards(workshop: Workshop, cards: Iterable[NewCard], base_url: str) -> CardSheet:
    """Return the sheet of new voting cards; `base_url` is where residents reach this installation.

    Title and heading are in the workshop's first language, what to do in the first of them.
    """
    entry = f"{base_url}/{workshop.code}/v"
    with speaking(workshop.language):
        return CardSheet(
            title=workshop.title,
            heading=_("Voting card"),
            typed_at=_("Without a camera: %(address)s", address=entry.removeprefix("https://")),
            language=workshop.language,
            direction=direction_of(workshop.language),
            instructions=tuple(map(_instruction, workshop.languages[:MOST_INSTRUCTIONS])),
            cards=[
                PrintedCard(
                    name=_("No. %(number)s", number=card.number),
                    letters=card.spelled,
                    qr=svg_of(f"{entry}/{card.secret}").encode(),
                    qr_description=_("QR code of voting card %(number)s", number=card.number),
                )
                for card in cards
            ],
        )


def _instruction(tag: str) -> Instruction:
    with speaking(tag) as language:
        return Instruction(
            tag,
            language.direction,
            _("Scan and give your dots, or stick dots on paper and hand in this card. Once in each vote."),
        )
