"""Cards of residents: send, withdraw."""

from typing import Any

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from participation.access.policies import everyone, policy
from participation.contributions.errors import CardUnknown
from participation.contributions.models import Card
from participation.contributions.queries import find_card_by_key, find_card_sent_again
from participation.contributions.services import StoredCard, confirm_language, withdraw_card
from participation.hall.forms import CardForm, sent
from participation.hall.sending import CardLetter, post_card, step_of
from participation.hall.views.blueprint import blueprint
from participation.hall.views.limits import by_address, by_device
from participation.hall.views.phone_page import phone_address, phone_page, refusal, refused_json
from participation.hall.views.start_page import start_page
from participation.hall.views.take_home import asked_for_code
from participation.hall.visitors import has_token, known_participant, own_device
from participation.i18n import current_language, gettext
from participation.i18n.languages import find_language
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.error_pages import WORDS, wants_json
from participation.workshop.queries import find_workshop, get_workshop

CREATED = 201


@blueprint.post("/<code:code>/cards")
@policy(everyone)
@by_device
@by_address
async def send_card(code: str) -> ResponseReturnValue:
    """Store a card; the same key is the same card and is answered again, so is a form sent once more."""
    form = CardForm.read()
    try:
        stored = _answered_before(code, form) or _sent_again(code, form) or await _store(code, form)
    except DomainError as error:
        return refusal(get_workshop(code), error, typed=form)
    if wants_json():
        return stored, CREATED
    return redirect(phone_address(get_workshop(code), topic=form.parent), 303)


@blueprint.post("/<code:code>/cards/<int:card_id>/withdraw")
@policy(everyone)
def withdraw(code: str, card_id: int) -> ResponseReturnValue:
    """Take one's own card back while its step is open."""
    workshop = get_workshop(code)
    try:
        with transaction():
            participant = known_participant(workshop)
            if participant is None:
                raise CardUnknown
            card = withdraw_card(workshop, participant, card_id)
    except DomainError as error:
        return refusal(workshop, error)
    if wants_json():
        return {"id": card.id, "state": card.state.value}
    return redirect(phone_address(workshop), 303)


@blueprint.post("/<code:code>/cards/<int:card_id>/language")
@policy(everyone)
def answer_language(code: str, card_id: int) -> ResponseReturnValue:
    """Take an author's answer to the question in which language their card is."""
    workshop = get_workshop(code)
    try:
        with transaction():
            participant = known_participant(workshop)
            if participant is None:
                raise CardUnknown
            card = confirm_language(workshop, participant, card_id, guess_is_right=sent().get("answer") == "yes")
    except DomainError as error:
        return refusal(workshop, error)
    if wants_json():
        return {"id": card.id, "language": card.language}
    return redirect(phone_address(workshop), 303)


@blueprint.errorhandler(TooManyRequests)
def say_too_fast(error: TooManyRequests) -> Response:
    """Ask a device to wait, with what it typed; the header says how many seconds."""
    response = _too_fast(gettext(WORDS[429][1]))
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def _too_fast(sentence: str) -> Response:
    if wants_json():
        return refused_json("TooFast", sentence, 429)
    code = (request.view_args or {}).get("code")
    if code is None:
        return asked_for_code(429, sent().get("take_home", ""), sentence)
    workshop = find_workshop(code)
    if workshop is None:
        return start_page(429, code, sentence)
    return phone_page(workshop, 429, problem=sentence, typed=CardForm.read())


def _answered_before(code: str, form: CardForm) -> dict[str, Any] | None:
    """Describe the card of a device whose cookie was lost with the answer to its first attempt: it sends again.

    Only who made the key knows it, and learns no more than that the card has arrived.
    """
    if has_token():
        return None
    card = find_card_by_key(get_workshop(code).id, form.key.strip().lower())
    return _described(card) if card else None


def _sent_again(code: str, form: CardForm) -> dict[str, Any] | None:
    """Describe the card that a page without script sends once more with a new key, after *Back*.

    A script keeps the key of what it sends, and other programs mean what they say: they are taken at their word.
    """
    if wants_json():
        return None
    workshop = get_workshop(code)
    participant = known_participant(workshop)
    step = step_of(workshop, form)
    if participant is None or step is None:
        return None
    card = find_card_sent_again(participant.id, step.id, form.text, form.parent)
    return _described(card) if card else None


async def _store(code: str, form: CardForm) -> dict[str, Any]:
    device = own_device((find_language(form.language) or current_language()).tag)
    return _described(await post_card(code, CardLetter(device, form)))


def _described(card: Card | StoredCard) -> dict[str, Any]:
    return {"id": card.id, "state": "late" if card.waits_late else card.state.value}
