"""Ballots of residents: an option once for each dot; casting again replaces."""

import uuid

from flask import redirect
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.hall.forms import BallotForm
from participation.hall.queries import ballot_arrived
from participation.hall.sending import BallotLetter, post_ballot
from participation.hall.views.blueprint import blueprint
from participation.hall.views.limits import by_address, by_device
from participation.hall.views.phone_page import phone_address, refusal
from participation.hall.visitors import has_token, own_device
from participation.i18n import current_language
from participation.kernel.errors import DomainError
from participation.prioritisation.queries import find_current_round
from participation.web.error_pages import wants_json
from participation.workshop.queries import get_workshop

CREATED = 201


@blueprint.post("/<code:code>/ballots")
@policy(everyone)
@by_device
@by_address
async def send_ballot(code: str) -> ResponseReturnValue:
    """Cast the ballot of this device in the round of the current step."""
    form = BallotForm.read()
    try:
        round_id = await _cast(code, form)
    except DomainError as error:
        return refusal(get_workshop(code), error, typed=form)
    if wants_json():
        return {"round": round_id, "options": list(form.options), "state": "counted"}, CREATED
    return redirect(phone_address(get_workshop(code)), 303)


async def _cast(code: str, form: BallotForm) -> int:
    if not has_token():
        round_ = find_current_round(code)
        if round_ is not None and ballot_arrived(round_.id, _canonical(form.key)):
            return round_.id
    return await post_ballot(code, BallotLetter(own_device(current_language().tag), form))


def _canonical(key: str) -> str:
    """Return the key as it would be stored; the service refuses what is no key at all."""
    try:
        return str(uuid.UUID(key.strip()))
    except ValueError:
        return ""
