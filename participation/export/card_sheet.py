"""What voting cards and invitations say, in the first of the workshop's languages; both are printed alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from participation.export.voting_cards import CardSheet, Instruction, PrintedCard
from participation.hall.qr_code import svg_of
from participation.i18n import gettext, mark, speaking
from participation.i18n import gettext as _
from participation.i18n.languages import direction_of
from participation.prioritisation.card_stock import NewCard
from participation.workshop.models import Workshop
from participation.workshop.services import NewInvitation

MOST_INSTRUCTIONS = 5
"""So many fit on a card; further languages are explained by the moderation."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What all cards of a kind say (marked messages), and where they are typed and scanned."""

    heading: str
    instruction: str
    qr_description: str
    typed_at: str
    scanned_at: str


@dataclass(frozen=True, slots=True)
class _Code:
    """What differs from card to card: its number, the code as it is typed and as it is scanned."""

    number: int
    spelled: str
    scanned: str


_VOTING_CARD: Final = _Kind(
    mark("Voting card"),
    mark("Scan and give your dots, or stick dots on paper and hand in this card. Once in each vote."),
    mark("QR code of voting card %(number)s"),
    typed_at="/v",
    scanned_at="/v/",
)
_INVITATION: Final = _Kind(
    mark("Invitation"),
    mark("Scan it, or type the code. It lets one phone in, once. Keep it to yourself."),
    mark("QR code of invitation %(number)s"),
    typed_at="",
    scanned_at="/seat/",
)


def sheet_of_cards(workshop: Workshop, cards: Iterable[NewCard], base_url: str) -> CardSheet:
    """Return the sheet of new voting cards; `base_url` is where residents reach this installation."""
    codes = (_Code(card.number, card.spelled, card.secret) for card in cards)
    return _sheet(workshop, _VOTING_CARD, codes, base_url)


def sheet_of_invitations(workshop: Workshop, invitations: Iterable[NewInvitation], base_url: str) -> CardSheet:
    """Return the sheet of new invitations to a closed workshop; `base_url` as above."""
    codes = (_Code(each.number, each.spelled, each.code) for each in invitations)
    return _sheet(workshop, _INVITATION, codes, base_url)


def _sheet(workshop: Workshop, kind: _Kind, codes: Iterable[_Code], base_url: str) -> CardSheet:
    """Return a sheet: title and heading in the workshop's first language, what to do in the first of them."""
    entry = f"{base_url}/{workshop.code}"
    typed_at = f"{entry}{kind.typed_at}".removeprefix("https://")
    with speaking(workshop.language):
        return CardSheet(
            title=workshop.title,
            heading=gettext(kind.heading),
            typed_at=_("Without a camera: %(address)s", address=typed_at),
            language=workshop.language,
            direction=direction_of(workshop.language),
            instructions=tuple(_instruction(kind, tag) for tag in workshop.languages[:MOST_INSTRUCTIONS]),
            cards=[
                PrintedCard(
                    name=_("No. %(number)s", number=code.number),
                    letters=code.spelled,
                    qr=svg_of(f"{entry}{kind.scanned_at}{code.scanned}").encode(),
                    qr_description=gettext(kind.qr_description, number=code.number),
                )
                for code in codes
            ],
        )


def _instruction(kind: _Kind, tag: str) -> Instruction:
    with speaking(tag) as language:
        return Instruction(tag, language.direction, gettext(kind.instruction))
