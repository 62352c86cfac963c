"""Reports from the room: somebody asks that a card be looked at; staff decides and nothing happens by itself."""

from sqlalchemy import update

from participation.access.models import Participant, StaffUser
from participation.access.services import log_move
from participation.contributions.errors import CardUnknown, ReportUnfounded
from participation.contributions.models import Card, CardReport, CardState, ReportKind
from participation.contributions.queries import find_report, get_card
from participation.kernel import clock
from participation.kernel.database import db
from participation.workshop.models import Workshop
from participation.workshop.services import hold_workshop, touch_board


def report_card(workshop: Workshop, participant: Participant, card_id: int, kind: str) -> CardReport:
    """Note that somebody asks for a look at a visible card; the same device and card is the same report.

    Raises ``CardUnknown`` and ``ReportUnfounded``.
    """
    hold_workshop(workshop.id)
    card = get_card(workshop.id, card_id)
    if card.state is not CardState.VISIBLE:
        raise CardUnknown
    if kind not in set(ReportKind):
        raise ReportUnfounded
    touch_board(workshop)  # consoles count anew
    report = find_report(card.id, participant.id)
    if report is None:
        report = CardReport(card_id=card.id, participant_id=participant.id, kind=ReportKind(kind))
        db.session.add(report)
        db.session.flush()
    return report


def settle_reports(card: Card, actor: StaffUser | None) -> None:
    """Let the card hang and close its open reports, as a logged decision."""
    hold_workshop(card.workshop_id)
    if close_reports(card):
        log_move(actor, "settle_reports", "card", card.id, workshop_id=card.workshop_id)
        touch_board(db.session.get_one(Workshop, card.workshop_id))


def close_reports(card: Card) -> bool:
    """Close the open reports of a card, because staff has looked at it; return whether there were any."""
    open_ones = update(CardReport).where(CardReport.card_id == card.id, CardReport.settled_at.is_(None))
    closed = db.session.scalars(open_ones.values(settled_at=clock.now()).returning(CardReport.id)).all()
    return bool(closed)
