"""What a device has contributed, as its phone shows it: read together with the device, below the object mapper."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, or_, select

from participation.access.models import Participant
from participation.contributions.domain import CardState
from participation.contributions.models import Card, CardTranslation
from participation.i18n.wording import KnownText
from participation.kernel.ids import hash_token
from participation.kernel.reading import read_rows
from participation.workshop.models import WorkshopTable


class OwnCard(NamedTuple):
    """A card of a device; two that say the same are the same."""

    id: int
    key: str
    text: str
    language: str
    state: CardState
    reason: str
    late: bool
    redacted_at: datetime | None
    guessed_language: str | None
    step_id: int
    translations: tuple[KnownText, ...] = ()

    @property
    def waits_late(self) -> bool:
        """Whether it came late and nobody has decided yet."""
        return self.late and self.state is CardState.WAITING


@dataclass(frozen=True, slots=True)
class Contributor:
    """A device that takes part, the name of the table at which it sits, and its latest cards, the newest first."""

    id: int
    language: str
    take_home_hash: str | None
    table: str | None
    cards: tuple[OwnCard, ...]


_DEVICE = (Participant.id, Participant.language, Participant.take_home_hash, WorkshopTable.name)
_CARD = (
    Card.id,
    Card.key,
    Card.text,
    Card.language,
    Card.state,
    Card.reason,
    Card.late,
    Card.redacted_at,
    Card.guessed_language,
    Card.step_id,
)
_CONTRIBUTOR = (
    select(*_DEVICE, *_CARD)
    .select_from(Participant)
    .outerjoin(WorkshopTable, WorkshopTable.id == Participant.table_id)
    .outerjoin(
        Card,
        and_(
            Card.participant_id == Participant.id,
            or_(Card.step_id == bindparam("step_id"), Card.late.is_(True)),
        ),
    )
    .where(Participant.workshop_id == bindparam("workshop_id"), Participant.token_hash == bindparam("token_hash"))
    .order_by(Card.id.desc())
    .limit(bindparam("most"))
)
_TRANSLATIONS = (
    select(CardTranslation.card_id, CardTranslation.language, CardTranslation.text, CardTranslation.state)
    .where(CardTranslation.card_id.in_(bindparam("card_ids", expanding=True)))
    .order_by(CardTranslation.language)
)
"""Both written once: every phone page asks the first."""


def find_contributor(workshop_id: int, token: str, step_id: int | None, most: int) -> Contributor | None:
    """Return the device that holds ``token``, if it has joined, with at most ``most`` cards.

    These are its cards of the step, if one runs, and its late ones of any step, in whatever state. Translations are
    read along, in one more statement, only when a card is not in the language of the device.
    """
    values = {"workshop_id": workshop_id, "token_hash": hash_token(token), "step_id": step_id, "most": most}
    rows = read_rows(_CONTRIBUTOR, values)
    if not rows:
        return None
    id_, language, take_home_hash, table = rows[0][: len(_DEVICE)]
    cards = tuple(OwnCard(*row[len(_DEVICE) :]) for row in rows if row[len(_DEVICE)] is not None)
    return Contributor(id_, language, take_home_hash, table, _translated(cards, language))


def _translated(cards: tuple[OwnCard, ...], reader: str) -> tuple[OwnCard, ...]:
    foreign = [card.id for card in cards if card.language != reader]
    if not foreign:
        return cards
    known = _translations(foreign)
    return tuple(card._replace(translations=tuple(known[card.id])) for card in cards)


def _translations(card_ids: Collection[int]) -> dict[int, list[KnownText]]:
    found: defaultdict[int, list[KnownText]] = defaultdict(list)
    for card_id, language, text, state in read_rows(_TRANSLATIONS, {"card_ids": list(card_ids)}):
        found[card_id].append(KnownText(language, text, state))
    return found
