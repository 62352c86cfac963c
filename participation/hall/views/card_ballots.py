"""Ballots by voting card: scanned or typed, cast once, for any card on any device.

The device takes no part as itself: it gets no token, and no ballot belongs to it.
"""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.hall.forms import BallotForm, sent
from participation.hall.kinds.ballot_box import round_of
from participation.hall.stage import stage_of
from participation.hall.views.blueprint import blueprint
from participation.hall.views.limits import by_address, by_device
from participation.hall.views.phone_page import STATUS, frame_of, refused_json
from participation.kernel.errors import DomainError
from participation.kernel.ids import new_key
from participation.kernel.transaction import transaction
from participation.prioritisation.errors import (
    RoundClosed,
    RoundUnknown,
    VotesWithoutCards,
    VotingCardCast,
    VotingCardOnPaper,
    VotingCardTooNew,
    VotingCardUnknown,
    VotingCardVoid,
)
from participation.prioritisation.models import CardUse, Round, RoundState
from participation.prioritisation.voting_cards import card_with, cast_by_card, use_of
from participation.web.error_pages import wants_json
from participation.web.fragments import uncached
from participation.web.messages import word
from participation.workshop.models import StepKind, Workshop
from participation.workshop.queries import get_workshop

CREATED = 201
USED = {CardUse.PHONE: VotingCardCast, CardUse.PAPER: VotingCardOnPaper}
CARD_STATUS = {
    VotesWithoutCards: 409,
    VotingCardCast: 409,
    VotingCardOnPaper: 409,
    VotingCardTooNew: 409,
    VotingCardUnknown: 404,
    VotingCardVoid: 409,
}


@blueprint.get("/<code:code>/v")
@policy(everyone)
def enter_card(code: str) -> ResponseReturnValue:
    """Ask for the letters on a voting card, for whoever cannot scan it; with ``?card=`` show its ballot."""
    return _page(get_workshop(code), request.args.get("card", ""))


@blueprint.get("/<code:code>/v/<secret>")
@policy(everyone)
def scan_card(code: str, secret: str) -> ResponseReturnValue:
    """Show the ballot of a voting card, or what became of it."""
    return _page(get_workshop(code), secret)


@blueprint.post("/<code:code>/v")
@policy(everyone)
@by_device
@by_address
def send_card_ballot(code: str) -> ResponseReturnValue:
    """Cast the ballot of a voting card in the round of the current step."""
    workshop = get_workshop(code)
    form, card = BallotForm.read(), sent().get("card", "")
    try:
        with transaction():
            cast_by_card(_current_round(workshop), card, options=form.options, key=form.key)
    except DomainError as error:
        return _refused(workshop, card, form, error)
    if wants_json():
        return {"state": "counted"}, CREATED
    return redirect(url_for("hall.scan_card", code=workshop.code, secret=card), 303)


def _current_round(workshop: Workshop) -> Round:
    round_ = round_of(stage_of(workshop)) if not workshop.is_over else None
    if round_ is None or round_.step.kind is not StepKind.VOTE:
        raise RoundUnknown
    return round_


def _refused(workshop: Workshop, card: str, form: BallotForm, error: DomainError) -> Response:
    status = _status(error)
    if wants_json():
        return refused_json(type(error).__name__, word(error), status)
    return _page(workshop, card, typed=form, error=error)


def _status(error: DomainError) -> int:
    return CARD_STATUS.get(type(error)) or STATUS.get(type(error), 422)


def _page(
    workshop: Workshop, card: str, *, typed: BallotForm | None = None, error: DomainError | None = None
) -> Response:
    """Return the page of a card: its ballot while it can be cast, else what became of it.

    A card that has voted is no refusal to whoever looks at it: this is how they learn that their dots have arrived.
    """
    round_, state = None, error
    try:
        round_ = _current_round(workshop)
        _check_votable(round_, card)
    except DomainError as found:
        state = found
        round_ = None
    cast = isinstance(state, VotingCardCast)
    page = render_template(
        "hall/phone/card_ballot.html",
        **frame_of(stage_of(workshop)),
        new_key=new_key,
        round=round_,
        card=card,
        cast=cast,
        given=typed.options if typed else (),
        refused={"problem": word(state) if state is not None and not cast else ""},
        asks=isinstance(state, VotingCardUnknown) or not card,
    )
    shown = state if error is not None or isinstance(state, VotingCardUnknown) else None
    return uncached(page, _status(shown) if shown is not None and card else 200)


def _check_votable(round_: Round, secret: str) -> None:
    """Raise what speaks against a ballot of this card now."""
    if not round_.by_cards:
        raise VotesWithoutCards
    if round_.state is RoundState.CLOSED:
        raise RoundClosed
    if not secret:
        return
    card = card_with(round_.workshop_id, secret)
    used = USED.get(use_of(round_, card))
    if used is not None:
        raise used(card.number)
    if card.void:
        raise VotingCardVoid(card.number)
