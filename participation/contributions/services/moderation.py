"""What staff does to cards: hide, show, let through, redact. Texts are never edited; every move is logged."""

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.contributions.domain import clean_text
from participation.contributions.errors import ReasonMissing
from participation.contributions.events import CardJudged
from participation.contributions.models import Card, CardState
from participation.contributions.services.reports import close_reports
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.events import emit
from participation.machine.memory import forget_text
from participation.workshop.models import StepKind, Workshop
from participation.workshop.services import hold_workshop, touch_board, touch_stage

_HIDEABLE = frozenset({CardState.VISIBLE, CardState.WAITING})
_READ_BY_ALL = frozenset({StepKind.CLUSTER, StepKind.CLOSING})
"""Steps in which phones show what other people wrote."""


def hide_card(card: Card, actor: StaffUser | None, reason: str) -> None:
    """Take a card off the board; its author reads the reason, and it keeps its place for when it is shown again.

    A card that is hidden or withdrawn already stays as it is. Raises ``ReasonMissing``.
    """
    reason = _checked_reason(reason)
    _refresh(card)
    if card.state in _HIDEABLE:
        _set_state(card, CardState.HIDDEN, reason)
        close_reports(card)
        _log(card, actor, "hide_card", reason)


def show_card(card: Card, actor: StaffUser | None) -> None:
    """Put a hidden card back where it was; any other stays as it is: nobody undoes an author's withdrawal."""
    _refresh(card)
    if card.state is CardState.HIDDEN:
        _set_state(card, CardState.VISIBLE)
        _log(card, actor, "show_card")


def approve_card(card: Card, actor: StaffUser | None) -> None:
    """Let a waiting card through; any other stays as it is."""
    _refresh(card)
    if card.state is CardState.WAITING:
        _set_state(card, CardState.VISIBLE)
        _log(card, actor, "approve_card")


def redact_card(card: Card, actor: StaffUser | None, text: str, reason: str) -> None:
    """Replace a text that tells about a person by ``text``, in which the personal part is left out.

    Translations go, because they tell the same. The redaction shows on the card; the log says who, when and
    why, and repeats nothing of what was removed (GDPR, article 17). The same text again changes nothing.
    Raises ``ReasonMissing``, ``CardEmpty``, ``CardTooLong``.
    """
    reason = _checked_reason(reason)
    text = clean_text(text)
    _refresh(card)
    if card.text == text:
        return
    forget_text(card.text)
    card.text = text
    card.translations.clear()
    card.redacted_at = clock.now()
    _tell(card)
    _log(card, actor, "redact_card", reason)


def _checked_reason(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()


def _refresh(card: Card) -> None:
    """Read the card as it is now, so that a withdrawal in this moment is not overwritten."""
    hold_workshop(card.workshop_id)
    db.session.refresh(card)


def _set_state(card: Card, state: CardState, reason: str = "") -> None:
    card.state = state
    card.reason = reason
    _tell(card)


def _tell(card: Card) -> None:
    """Let every screen that shows the card look again: the board, its author's phone, phones on which all read it."""
    workshop = db.session.get_one(Workshop, card.workshop_id)
    card.revision = touch_board(workshop)
    if workshop.current_step is not None and workshop.current_step.kind in _READ_BY_ALL:
        touch_stage(workshop)
    elif card.participant_id is not None:
        emit(CardJudged(workshop.code, card.participant_id, card.revision))


def _log(card: Card, actor: StaffUser | None, action: str, reason: str = "") -> None:
    log_move(actor, action, "card", card.id, workshop_id=card.workshop_id, reason=reason)
