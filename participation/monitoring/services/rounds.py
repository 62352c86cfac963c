"""Rounds of status reports: begun, widened, given more time; links made anew."""

from datetime import date

from sqlalchemy import select

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.models import Concept
from participation.i18n.formats import local
from participation.kernel import clock
from participation.kernel.database import db
from participation.monitoring.domain import Half, check_deadline
from participation.monitoring.errors import NothingToAsk, ReportAccepted, RoundBegunAlready
from participation.monitoring.models import StatusRequest, StatusRound
from participation.monitoring.queries import find_standing_edition, hold_request, list_awaited
from participation.monitoring.secret_links import new_secret

LINK = "status report"
"""The purpose of the secrets in links of reports."""


def begin_round(concept: Concept, half: Half, deadline: date, contact: str, actor: StaffUser | None) -> StatusRound:
    """Ask about every measure of the concept that is adopted or in progress; each gets a link of its own.

    Raises ``DeadlinePast``, ``RoundBegunAlready``, ``NothingToAsk``.
    """
    db.session.refresh(concept, with_for_update={"key_share": True})
    check_deadline(deadline, local(clock.now()).date())
    same = select(StatusRound.id).where(
        StatusRound.concept_id == concept.id, StatusRound.year == half.year, StatusRound.half == half.number
    )
    if db.session.scalar(same) is not None:
        raise RoundBegunAlready
    round_ = StatusRound(
        concept=concept,
        year=half.year,
        half=half.number,
        deadline=deadline,
        contact=" ".join(contact.split()),
        opened_by_id=actor.id if actor else None,
    )
    db.session.add(round_)
    db.session.flush()
    asked = _ask(round_)
    log_move(actor, "begin_status_round", "status_round", round_.id, half=half.key, asked=asked)
    return round_


def ask_further(round_: StatusRound, actor: StaffUser | None) -> int:
    """Ask about measures that have come to be carried out since the round began; returns how many.

    Raises ``DeadlinePast``, ``NothingToAsk``.
    """
    db.session.execute(select(StatusRound.id).where(StatusRound.id == round_.id).with_for_update(key_share=True))
    db.session.refresh(round_)
    check_deadline(round_.deadline, local(clock.now()).date())
    asked = _ask(round_)
    log_move(actor, "ask_further", "status_round", round_.id, asked=asked)
    return asked


def change_round(round_: StatusRound, deadline: date, contact: str, actor: StaffUser | None) -> None:
    """Give more time or less, also after the end: all links of the round are good until the new day.

    Raises ``DeadlinePast``.
    """
    check_deadline(deadline, local(clock.now()).date())
    log_move(actor, "change_status_round", "status_round", round_.id, before=round_.deadline.isoformat())
    round_.deadline, round_.contact = deadline, " ".join(contact.split())
    db.session.flush()


def renew_link(request_id: int, actor: StaffUser | None) -> StatusRequest:
    """Make the link of a request anew; the old one leads nowhere from now on.

    Raises ``RequestUnknown``, and ``ReportAccepted`` when there is nothing left to report.
    """
    request = hold_request(request_id)
    if request.report is not None and request.report.is_accepted:
        raise ReportAccepted
    secret = new_secret(LINK)
    request.nonce, request.token_hash = secret.nonce, secret.token_hash
    db.session.flush()
    log_move(actor, "renew_status_link", "status_request", request.id)
    return request


def _ask(round_: StatusRound) -> int:
    edition = find_standing_edition(round_.concept)
    known = set(db.session.scalars(select(StatusRequest.lineage).where(StatusRequest.round_id == round_.id)))
    awaited = [measure for measure in list_awaited(edition) if measure.lineage not in known] if edition else []
    if not awaited:
        raise NothingToAsk
    for measure in awaited:
        secret = new_secret(LINK)
        db.session.add(
            StatusRequest(round_id=round_.id, lineage=measure.lineage, nonce=secret.nonce, token_hash=secret.token_hash)
        )
    db.session.flush()
    return len(awaited)
