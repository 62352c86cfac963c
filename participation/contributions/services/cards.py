"""What residents do with their cards: send and withdraw them."""

from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import make_transient_to_detached

from participation.access.models import Participant, StaffUser
from participation.access.services import log_move
from participation.contributions.domain import clean_text
from participation.contributions.errors import CardUnknown, LanguageUnknown, TableUnknown, TopicUnknown
from participation.contributions.events import CardSubmitted
from participation.contributions.models import Card, CardState, Inversion, TranslationState
from participation.contributions.queries import find_card_by_key, get_card
from participation.i18n.languages import find_language
from participation.kernel import clock
from participation.kernel.database import Base, db
from participation.kernel.errors import DomainError
from participation.kernel.events import emit
from participation.kernel.ids import KeyInvalid, check_key
from participation.workshop.errors import StepClosed
from participation.workshop.models import Step, StepKind, StepState, Workshop, WorkshopState, WorkshopTable
from participation.workshop.services import touch_board

_card = Base.metadata.tables[Card.__tablename__]
_INSERT = {
    dialect: insert(_card).on_conflict_do_nothing(index_elements=["workshop_id", "key"]).returning(_card.c.id)
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
"""Written once and below the object mapper: it runs for every card."""


def submit_card(  # noqa: PLR0913 - the fields of the form, and where the card comes from
    workshop: Workshop,
    participant: Participant | None,
    *,
    text: str,
    language: str,
    key: str,
    table_id: int | None = None,
    inversion_id: int | None = None,
    on_paper: bool = False,
    step: Step | None = None,
    actor: StaffUser | None = None,
) -> tuple[Card, bool]:
    """Store a card; return it and whether it is new.

    The same ``key`` of the same device is the same card: it is answered again, even when its step has closed
    in between. ``step`` is the step of the page on which the card was written (default: the current one), so
    that no complaint ends among the wishes when the agenda moves. ``inversion_id`` is the critique topic that
    a wish answers; the table is the participant's own unless ``table_id`` names another.

    Somebody of staff (``actor``) types in a card that was written ``on_paper``: without a participant, logged,
    visible at once, also after its step is over. Takes a fixed number of statements however many cards there
    are.

    Raises ``KeyInvalid`` (also for a key that somebody else has used), ``StepClosed``, ``CardEmpty``,
    ``CardTooLong``, ``LanguageUnknown``, ``TopicUnknown``, ``TableUnknown``.
    """
    key = check_key(key)
    try:
        values = {
            "workshop_id": workshop.id,
            "step_id": _receiving_step(workshop, step, on_paper=on_paper).id,
            "participant_id": participant.id if participant else None,
            "key": key,
            "text": clean_text(text),
            "language": _tag_of(language),
            "state": CardState.WAITING if workshop.premoderated and not on_paper else CardState.VISIBLE,
            "on_paper": on_paper,
            "table_id": _table_of(workshop, participant, table_id),
            "inversion_id": _topic_of(workshop, inversion_id),
        }
    except DomainError:
        stored = find_card_by_key(workshop.id, key)
        if stored is None:
            raise
        return _own(stored, participant), False
    card = _insert(values | {"created_at": clock.now(), "revision": touch_board(workshop)})
    if card is None:
        return _own(_sent_before(workshop.id, key), participant), False
    if on_paper:
        log_move(actor, "enter_paper_card", "card", card.id, workshop_id=workshop.id)
    emit(CardSubmitted(workshop.code, card.id))
    return card, True


def withdraw_card(workshop: Workshop, participant: Participant, card_id: int) -> Card:
    """Take a card off the board for good; only its author may, and only while its step takes input.

    Withdrawing twice changes nothing. Raises ``CardUnknown`` and ``StepClosed``.
    """
    card = get_card(workshop.id, card_id)
    if card.participant_id != participant.id:
        raise CardUnknown
    if card.state is CardState.WITHDRAWN:
        return card
    if not card.step.takes_input:
        raise StepClosed
    card.state = CardState.WITHDRAWN
    card.revision = touch_board(workshop)
    return card


def confirm_language(workshop: Workshop, participant: Participant, card_id: int, *, guess_is_right: bool) -> Card:
    """Take the author's answer to the question in which language a card is; only while its step takes input.

    A yes corrects the language: machines' translations, and one into the language that it is in, go. The log keeps
    what it was before. Without a question nothing changes. Raises ``CardUnknown`` and ``StepClosed``.
    """
    card = get_card(workshop.id, card_id)
    if card.participant_id != participant.id:
        raise CardUnknown
    if not card.step.takes_input:
        raise StepClosed
    guess, before = card.guessed_language, card.language
    card.guessed_language = None
    if guess is None or not guess_is_right:
        return card
    card.language = guess
    card.translations = [
        known for known in card.translations if known.language != guess and known.state is not TranslationState.MACHINE
    ]
    card.revision = touch_board(workshop)
    log_move(None, "correct_language", "card", card.id, workshop_id=workshop.id, before=before, language=guess)
    return card


def _own(card: Card, participant: Participant | None) -> Card:
    """Return the card if it was sent by this device; a stranger learns no more than that the key is taken."""
    if card.participant_id != (participant.id if participant else None):
        raise KeyInvalid
    return card


def _receiving_step(workshop: Workshop, step: Step | None, *, on_paper: bool) -> Step:
    """Return the step that takes the card; on paper also one that is paused or over."""
    step = step or workshop.current_step
    if step is None or step.workshop_id != workshop.id or step.kind is not StepKind.COLLECT:
        raise StepClosed
    if on_paper:
        takes = step.state in {StepState.RUNNING, StepState.DONE} and workshop.state is not WorkshopState.ARCHIVED
    else:
        takes = step.takes_input
    if not takes:
        raise StepClosed
    return step


def _tag_of(language: str) -> str:
    found = find_language(language)
    if found is None:
        raise LanguageUnknown
    return found.tag


def _table_of(workshop: Workshop, participant: Participant | None, table_id: int | None) -> int | None:
    if table_id is None:
        return participant.table_id if participant else None
    stands_here = exists().where(WorkshopTable.id == table_id, WorkshopTable.workshop_id == workshop.id)
    if not db.session.scalar(select(stands_here)):
        raise TableUnknown
    return table_id


def _topic_of(workshop: Workshop, inversion_id: int | None) -> int | None:
    """Return the topic, also one that staff dropped while somebody was writing: the thread stays whole."""
    if inversion_id is None:
        return None
    chosen_here = exists().where(Inversion.id == inversion_id, Inversion.workshop_id == workshop.id)
    if not db.session.scalar(select(chosen_here)):
        raise TopicUnknown
    return inversion_id


def _insert(values: dict[str, Any]) -> Card | None:
    """Insert a card; ``None`` when this key is stored already."""
    connection = db.session.connection()
    card_id = connection.execute(_INSERT[connection.dialect.name], values).scalar()
    if card_id is None:
        return None
    # What was stored is known: the session takes it over without reading it again.
    card = Card(id=card_id, **values)
    make_transient_to_detached(card)
    db.session.add(card)
    return card


def _sent_before(workshop_id: int, key: str) -> Card:
    card = find_card_by_key(workshop_id, key)
    if card is None:
        raise LookupError(key)
    return card
