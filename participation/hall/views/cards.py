"""Cards of residents: send, withdraw."""

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded

from participation.access.policies import everyone, policy
from participation.contributions.errors import CardUnknown
from participation.contributions.models import Card
from participation.contributions.queries import find_card_by_key, find_card_sent_again
from participation.contributions.services import submit_card, withdraw_card
from participation.hall.forms import CardForm
from participation.hall.views.blueprint import blueprint
from participation.hall.views.limits import by_address, by_device
from participation.hall.views.phone_page import phone_address, phone_page, refusal, refused_json
from participation.hall.views.start_page import start_page
from participation.hall.visitors import has_token, known_participant, take_part
from participation.i18n import current_language, gettext
from participation.i18n.languages import find_language
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.error_pages import WORDS, wants_json
from participation.workshop.errors import StepClosed, StepUnknown
from participation.workshop.models import Step, Workshop
from participation.workshop.queries import find_workshop, get_step, get_workshop

CREATED = 201


@blueprint.post("/<code:code>/cards")
@policy(everyone)
@by_device
@by_address
def send_card(code: str) -> ResponseReturnValue:
    """Store a card; the same key is the same card and is answered again, so is a form sent once more."""
    workshop = get_workshop(code)
    form = CardForm.read()
    try:
        card = _answered_before(workshop, form) or _sent_again(workshop, form) or _store(workshop, form)
    except DomainError as error:
        return refusal(workshop, error, typed=form)
    if wants_json():
        return {"id": card.id, "state": card.state.value}, CREATED
    return redirect(phone_address(workshop, topic=form.parent), 303)


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


@blueprint.errorhandler(RateLimitExceeded)
def say_too_fast(_error: RateLimitExceeded) -> Response:
    """Ask a device to wait, with what it typed; the limiter adds the header that says how many seconds."""
    sentence = gettext(WORDS[429][1])
    if wants_json():
        return refused_json("TooFast", sentence, 429)
    code = (request.view_args or {})["code"]
    workshop = find_workshop(code)
    if workshop is None:
        return start_page(429, code, sentence)
    return phone_page(workshop, 429, problem=sentence, typed=CardForm.read())


def _answered_before(workshop: Workshop, form: CardForm) -> Card | None:
    """Return the card of a device whose cookie was lost with the answer to its first attempt: it sends again.

    Only who made the key knows it, and learns no more than that the card has arrived.
    """
    return None if has_token() else find_card_by_key(workshop.id, form.key.strip().lower())


def _sent_again(workshop: Workshop, form: CardForm) -> Card | None:
    """Return the card that a page without script sends once more with a new key, after *Back*.

    A script keeps the key of what it sends, and other programs mean what they say: they are taken at their word.
    """
    participant = None if wants_json() else known_participant(workshop)
    step = _step_of(workshop, form) or workshop.current_step
    if participant is None or step is None:
        return None
    return find_card_sent_again(participant.id, step.id, form.text, form.parent)


def _store(workshop: Workshop, form: CardForm) -> Card:
    language = find_language(form.language) or current_language()
    with transaction():
        card, _is_new = submit_card(
            workshop,
            take_part(workshop, language.tag),
            text=form.text,
            language=form.language or language.tag,
            key=form.key,
            table_id=form.table,
            inversion_id=form.parent,
            step=_step_of(workshop, form),
        )
    return card


def _step_of(workshop: Workshop, form: CardForm) -> Step | None:
    """Return the step of the page on which the card was written; a page that does not say means the current one."""
    if form.step is None:
        return None
    try:
        return get_step(workshop, form.step - 1)
    except StepUnknown as error:
        raise StepClosed from error
