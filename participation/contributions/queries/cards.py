"""Reads of cards; each takes a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from participation.contributions.domain import is_sent_again
from participation.contributions.errors import CardUnknown
from participation.contributions.models import (
    Card,
    CardState,
    CardTranslation,
    Placement,
)
from participation.contributions.queries.own import OwnCard
from participation.i18n.wording import ShownText, choose_text
from participation.kernel.database import db
from participation.workshop.models import Phase, Step

_LATEST_OWN = (
    select(Card)
    .where(
        Card.participant_id == bindparam("participant_id"),
        or_(Card.step_id == bindparam("step_id"), Card.late.is_(True)),
    )
    .order_by(Card.id.desc())
    .limit(bindparam("most"))
)
"""Written once: many phone pages ask it."""


def shown_text(card: Card | OwnCard, language: str) -> ShownText:
    """Return the card as somebody sees it who reads ``language``; asks for translations only when they may need one."""
    if card.language == language:
        return ShownText(card.text, card.language, original=True)
    return choose_text(card.text, card.language, card.translations, language)


def find_card_by_key(workshop_id: int, key: str) -> Card | None:
    """Return the card that a device sent with this key (a UUID in its canonical form)."""
    return db.session.scalar(select(Card).where(Card.workshop_id == workshop_id, Card.key == key))


def find_card_sent_again(participant_id: int, step_id: int, text: str, inversion_id: int | None) -> Card | None:
    """Return the device's latest card of the step when a form with this text, as it was typed, only repeats it."""
    statement = select(Card).where(Card.participant_id == participant_id, Card.step_id == step_id)
    latest = db.session.scalar(statement.order_by(Card.id.desc()).limit(1))
    if latest is None or not is_sent_again(text, inversion_id, latest.text, latest.inversion_id, latest.state):
        return None
    return latest


def get_card(workshop_id: int, card_id: int) -> Card:
    """Return a card of the workshop in any state; raises ``CardUnknown``."""
    card = db.session.scalar(select(Card).where(Card.id == card_id, Card.workshop_id == workshop_id))
    if card is None:
        raise CardUnknown
    return card


def list_own_cards(*participant_ids: int) -> list[Card]:
    """Return what a device has sent, newest first, withdrawn and hidden cards too.

    In rooms a device is several participants.
    """
    statement = select(Card).where(Card.participant_id.in_(participant_ids)).order_by(Card.id.desc())
    return list(db.session.scalars(statement))


def latest_own_cards(participant_id: int, step_id: int, most: int, language: str) -> list[Card]:
    """Return the latest cards that a device sent in a step, and its late ones of any step, in whatever state.

    The newest first. Translations are read along, in one more statement, only when a card is not in the reader's
    ``language``.
    """
    values = {"participant_id": participant_id, "step_id": step_id, "most": most}
    cards = list(db.session.scalars(_LATEST_OWN, values))
    load_translations([card for card in cards if card.language != language])
    return cards


def load_translations(cards: Collection[Card]) -> None:
    """Read the translations of some cards at once, in one statement; in none where there are no cards."""
    if not cards:
        return
    statement = select(CardTranslation).where(CardTranslation.card_id.in_([card.id for card in cards]))
    found: defaultdict[int, list[CardTranslation]] = defaultdict(list)
    for translation in db.session.scalars(statement.order_by(CardTranslation.language)):
        found[translation.card_id].append(translation)
    for card in cards:
        set_committed_value(card, "translations", found[card.id])


def list_own_late_cards(participant_id: int) -> list[Card]:
    """Return the cards of a device that came after their steps were over, newest first, in whatever state."""
    late = select(Card).where(Card.participant_id == participant_id, Card.late.is_(True))
    return list(db.session.scalars(late.order_by(Card.id.desc())))


def count_late_cards(participant_id: int) -> int:
    """Return how many late cards of a device wait for a decision."""
    late = select(func.count(Card.id)).where(Card.participant_id == participant_id, Card.late.is_(True))
    return db.session.scalar(late.where(Card.state == CardState.WAITING)) or 0


def list_board_cards(
    workshop_id: int,
    *,
    phase: Phase | None = None,
    step_ids: Collection[int] | None = None,
    visible_only: bool = True,
) -> list[Card]:
    """Return the cards of a phase or of some steps in the order of their arrival, ready to be drawn.

    Without ``visible_only`` also those that wait, are hidden or were withdrawn.
    """
    statement = drawn_cards(workshop_id)
    if phase is not None:
        statement = statement.where(Step.phase == phase)
    if step_ids is not None:
        statement = statement.where(Card.step_id.in_(step_ids))
    if visible_only:
        statement = statement.where(Card.state == CardState.VISIBLE)
    return list(db.session.scalars(statement))


def loose_cards(workshop_id: int, phase: Phase) -> list[Card]:
    """Return the visible cards of a phase that lie in no cluster, in the order of their arrival."""
    return list(
        db.session.scalars(
            drawn_cards(workshop_id).where(
                Step.phase == phase,
                Card.state == CardState.VISIBLE,
                ~exists().where(Placement.card_id == Card.id),
            )
        )
    )


def list_waiting(workshop_id: int) -> list[Card]:
    """Return the cards that wait to be let through, oldest first."""
    return list(db.session.scalars(drawn_cards(workshop_id).where(Card.state == CardState.WAITING)))


def list_hidden(workshop_id: int) -> list[Card]:
    """Return the cards that staff has hidden, oldest first; each carries its reason."""
    return list(db.session.scalars(drawn_cards(workshop_id).where(Card.state == CardState.HIDDEN)))


def list_latest_cards(workshop_id: int, step_id: int, count: int) -> list[Card]:
    """Return the latest visible cards of a step, newest first."""
    statement = drawn_cards(workshop_id).where(Card.step_id == step_id, Card.state == CardState.VISIBLE)
    return list(db.session.scalars(statement.order_by(None).order_by(Card.id.desc()).limit(count)))


def list_left_cards(table_id: int, step_ids: Collection[int]) -> list[Card]:
    """Return the visible cards that were left at a table in some steps, in the order of their arrival."""
    statement = select(Card).where(
        Card.table_id == table_id, Card.step_id.in_(step_ids), Card.state == CardState.VISIBLE
    )
    return list(db.session.scalars(statement.options(selectinload(Card.translations)).order_by(Card.id)))


def count_cards_by_table(workshop_id: int, phase: Phase) -> dict[int, int]:
    """Return how many visible cards of a phase belong to each table, by its id; tables without any are left out."""
    statement = (
        select(Card.table_id, func.count())
        .join(Step, Card.step_id == Step.id)
        .where(Card.workshop_id == workshop_id, Card.state == CardState.VISIBLE, Step.phase == phase)
        .group_by(Card.table_id)
    )
    return {table_id: count for table_id, count in db.session.execute(statement) if table_id is not None}


def count_cards(
    workshop_id: int,
    *,
    phase: Phase | None = None,
    step_id: int | None = None,
    state: CardState = CardState.VISIBLE,
) -> int:
    """Return how many cards of the workshop (of a phase, of a step) are in ``state``."""
    statement = select(func.count()).select_from(Card).where(Card.workshop_id == workshop_id, Card.state == state)
    if phase is not None:
        statement = statement.join(Step, Card.step_id == Step.id).where(Step.phase == phase)
    if step_id is not None:
        statement = statement.where(Card.step_id == step_id)
    return db.session.scalar(statement) or 0


def count_languages(workshop_id: int) -> int:
    """Return in how many languages the visible cards of the workshop are written."""
    languages = func.count(Card.language.distinct())
    statement = select(languages).where(Card.workshop_id == workshop_id, Card.state == CardState.VISIBLE)
    return db.session.scalar(statement) or 0


def drawn_cards(workshop_id: int) -> Select[Card]:
    """Return the statement that reads cards with all that drawing them takes, in the order of their arrival."""
    return (
        select(Card)
        .join(Card.step)
        .where(Card.workshop_id == workshop_id)
        .options(
            contains_eager(Card.step),
            selectinload(Card.translations),
            selectinload(Card.placements),
            selectinload(Card.inversion),
        )
        .order_by(Card.id)
    )


def latest_paper_cards(workshop_id: int, limit: int) -> list[Card]:
    """Return the cards from paper that were typed in last, the newest first, withdrawn ones too."""
    statement = select(Card).where(Card.workshop_id == workshop_id, Card.on_paper).options(joinedload(Card.step))
    return list(db.session.scalars(statement.order_by(Card.id.desc()).limit(limit)))


def count_paper_cards(workshop_id: int, up_to: int | None = None) -> int:
    """Return how many cards from paper were typed in, withdrawn ones too; with ``up_to`` the number of that card."""
    statement = select(func.count(Card.id)).where(Card.workshop_id == workshop_id, Card.on_paper)
    return db.session.scalar(statement.where(Card.id <= up_to) if up_to else statement) or 0
