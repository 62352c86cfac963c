"""What residents do with their cards: send and withdraw them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select

from participation.access.models import Participant, StaffUser
from participation.access.queries import Sender
from participation.access.services import log_move
from participation.contributions.domain import clean_text
from participation.contributions.errors import CardUnknown, LanguageUnknown, TopicUnknown
from participation.contributions.events import CardSubmitted
from participation.contributions.models import Card, CardState, Inversion, TranslationState
from participation.contributions.queries import find_card_by_key, get_card
from participation.contributions.services.late import comes_late
from participation.i18n.languages import find_language
from participation.kernel import clock
from participation.kernel.database import Base, db
from participation.kernel.errors import DomainError
from participation.kernel.events import emit
from participation.kernel.ids import KeyInvalid, check_key
from participation.kernel.storing import RowStore
from participation.workshop.errors import StepClosed
from participation.workshop.models import Step, StepKind, StepState, Workshop, WorkshopState
from participation.workshop.seats import get_table
from participation.workshop.services import hold_workshop, touch_board

_CARDS = RowStore(
    Base.metadata.tables[Card.__tablename__],
    (
        "workshop_id",
        "step_id",
        "participant_id",
        "key",
        "text",
        "language",
        "state",
        "on_paper",
        "late",
        "table_id",
        "inversion_id",
        "created_at",
        "revision",
    ),
    unique=("workshop_id", "key"),
    returning=("id", "key"),
)
"""Written once and below the object mapper: it runs for every card."""


@dataclass(frozen=True, slots=True)
class CardDraft:
    """A card as it was sent, and by whom.

    ``step`` is the step of the page on which it was written, so that no complaint ends among the wishes when the
    agenda moves; ``None`` is one that the agenda does not have. ``inversion_id`` is the critique topic that a wish
    answers; the table is the participant's own unless ``table_id`` names another. A card ``on_paper`` was typed in by
    staff. ``seen`` is the stage revision that the page knew when the card was sent; from a page that does not say
    nothing comes late.
    """

    participant: Sender | None
    step: Step | None
    text: str
    language: str
    key: str
    table_id: int | None = None
    inversion_id: int | None = None
    on_paper: bool = False
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class StoredCard:
    """What its sender is told of a card that is stored; ``is_new`` unless it was stored before.

    One that came after its step was over ``waits_late`` until the moderator decides.
    """

    id: int
    state: CardState
    waits_late: bool
    is_new: bool


def submit_card(
    workshop: Workshop,
    participant: Participant | None,
    *,
    actor: StaffUser | None = None,
    **values: Any,  # noqa: ANN401 - fields of a draft
) -> tuple[Card, bool]:
    """Store one card, with the fields of ``CardDraft`` (by default in the current step); return it, and if it is new.

    Somebody of staff (``actor``) types in a card that was written ``on_paper``: without a participant, logged,
    visible at once, also after its step is over.

    Raises what ``submit_cards`` refuses it with.
    """
    draft = CardDraft(participant, **{"step": workshop.current_step} | values)
    stored = accepted(submit_cards(workshop, [draft])[0])
    card = db.session.get_one(Card, stored.id)
    if card.on_paper and stored.is_new:
        log_move(actor, "enter_paper_card", "card", card.id, workshop_id=workshop.id)
    return card, stored.is_new


def accepted(answer: StoredCard | DomainError) -> StoredCard:
    """Return the card of an answer; raises what it was refused with."""
    if isinstance(answer, DomainError):
        raise answer
    return answer


def submit_cards(workshop: Workshop, drafts: Sequence[CardDraft]) -> list[StoredCard | DomainError]:
    """Store the cards that arrived at one moment; return for each what was stored, or why it was refused.

    The same ``key`` of the same device is the same card: it is answered again, even when its step has closed
    in between. Takes two statements however many cards there are, here and on the wall; besides, a table or topic
    that a card names is looked up, and the card that comes again.

    Refused with ``KeyInvalid`` (also for a key that somebody else has used), ``StepClosed``, ``CardEmpty``,
    ``CardTooLong``, ``LanguageUnknown``, ``TopicUnknown``, ``TableUnknown``.
    """
    rows = [_row_or_refusal(workshop, draft) for draft in drafts]
    new_ids = _insert(workshop, [row for row in rows if not isinstance(row, DomainError)])
    return [_answer(workshop, draft, row, new_ids) for draft, row in zip(drafts, rows, strict=True)]


def withdraw_card(workshop: Workshop, participant: Participant, card_id: int) -> Card:
    """Take a card off the board for good; only its author may, while its step takes input or it waits as a late one.

    Withdrawing twice changes nothing. Raises ``CardUnknown`` and ``StepClosed``.
    """
    hold_workshop(workshop.id)
    card = get_card(workshop.id, card_id)
    if card.participant_id != participant.id:
        raise CardUnknown
    if card.state is CardState.WITHDRAWN:
        return card
    if not card.step.takes_input and not card.waits_late:
        raise StepClosed
    card.state = CardState.WITHDRAWN
    card.revision = touch_board(workshop)
    return card


def confirm_language(workshop: Workshop, participant: Participant, card_id: int, *, guess_is_right: bool) -> Card:
    """Take the author's answer to the question in which language a card is; only while its step takes input.

    A yes corrects the language: machines' translations, and one into the language that it is in, go. The log keeps
    what it was before. Without a question nothing changes. Raises ``CardUnknown`` and ``StepClosed``.
    """
    hold_workshop(workshop.id)
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


def _row_or_refusal(workshop: Workshop, draft: CardDraft) -> dict[str, Any] | DomainError:
    try:
        step, late = _receiving_step(workshop, draft)
        waits = late or (workshop.premoderated and not draft.on_paper)
        return {
            "workshop_id": workshop.id,
            "step_id": step.id,
            "participant_id": draft.participant.id if draft.participant else None,
            "key": check_key(draft.key),
            "text": clean_text(draft.text),
            "language": _tag_of(draft.language),
            "state": CardState.WAITING if waits else CardState.VISIBLE,
            "on_paper": draft.on_paper,
            "late": late,
            "table_id": _table_of(workshop, draft.participant, draft.table_id),
            "inversion_id": _topic_of(workshop, draft.inversion_id),
        }
    except DomainError as refusal:
        return refusal


def _insert(workshop: Workshop, rows: list[dict[str, Any]]) -> dict[str, int]:
    """Insert cards in the order of their board revisions; return ids by key, without keys that are stored already."""
    if not rows:
        return {}
    first, now = touch_board(workshop, by=len(rows)) - len(rows) + 1, clock.now()
    values = [row | {"created_at": now, "revision": first + number} for number, row in enumerate(rows)]
    ids = {row.key: row.id for row in _CARDS.store(values)}
    for card_id in ids.values():
        emit(CardSubmitted(workshop.code, card_id))
    return ids


def _answer(
    workshop: Workshop, draft: CardDraft, row: dict[str, Any] | DomainError, new_ids: dict[str, int]
) -> StoredCard | DomainError:
    """Say what became of a draft; ``new_ids`` gives each id away once, to the first of two with the same key."""
    if not isinstance(row, DomainError) and (new_id := new_ids.pop(row["key"], None)) is not None:
        return StoredCard(new_id, row["state"], waits_late=row["late"], is_new=True)
    try:
        return _sent_before(workshop.id, draft)
    except CardUnknown as unknown:
        return row if isinstance(row, DomainError) else unknown
    except DomainError as refusal:
        return refusal


def _sent_before(workshop_id: int, draft: CardDraft) -> StoredCard:
    """Return the card of this key if it was sent by this device; a stranger learns no more than that it is taken.

    Raises ``KeyInvalid``, and ``CardUnknown`` when the key is new.
    """
    card = find_card_by_key(workshop_id, check_key(draft.key))
    if card is None:
        raise CardUnknown
    if card.participant_id != (draft.participant.id if draft.participant else None):
        raise KeyInvalid
    return StoredCard(card.id, card.state, waits_late=card.waits_late, is_new=False)


def _receiving_step(workshop: Workshop, draft: CardDraft) -> tuple[Step, bool]:
    """Return the step that takes the card, and whether the card comes late; on paper also a step that is over."""
    step = draft.step
    if step is None or step.workshop_id != workshop.id or step.kind is not StepKind.COLLECT:
        raise StepClosed
    if draft.on_paper:
        takes = step.state in {StepState.RUNNING, StepState.DONE} and workshop.state is not WorkshopState.ARCHIVED
    else:
        takes = step.takes_input
    if takes:
        return step, False
    if draft.on_paper or not comes_late(workshop, draft.participant, step, draft.seen):
        raise StepClosed
    return step, True


def _tag_of(language: str) -> str:
    found = find_language(language)
    if found is None:
        raise LanguageUnknown
    return found.tag


def _table_of(workshop: Workshop, participant: Sender | None, table_id: int | None) -> int | None:
    if table_id is None:
        return participant.table_id if participant else None
    return get_table(workshop.id, table_id).id


def _topic_of(workshop: Workshop, inversion_id: int | None) -> int | None:
    """Return the topic, also one that staff dropped while somebody was writing: the thread stays whole."""
    if inversion_id is None:
        return None
    chosen_here = exists().where(Inversion.id == inversion_id, Inversion.workshop_id == workshop.id)
    if not db.session.scalar(select(chosen_here)):
        raise TopicUnknown
    return inversion_id
