"""The projector in the moderator's hand: what it shows, in which language it asks, how light the hall is."""

from flask import request
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.hall.spotlight import put_large
from participation.hall.views.console.answers import carry_out, whole_number
from participation.hall.views.console.blueprint import blueprint
from participation.workshop.models import Workshop
from participation.workshop.policies import leads_workshop
from participation.workshop.screen import SPOTLIGHTS, Shown, choice_of
from participation.workshop.services import light_hall, show_on_screen, speak_on_screen


@blueprint.post("/<code>/screen")
@policy(leads_workshop)
def screen(code: str) -> ResponseReturnValue:
    """Choose what the projector shows: ``shown``, with ``subject`` (an id) for a card or a cluster."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        shown = choice_of(Shown, request.form.get("shown", ""))
        if shown in SPOTLIGHTS:
            put_large(workshop, shown, whole_number("subject") or 0, actor)
        else:
            show_on_screen(workshop, shown, actor)

    return carry_out(code, move)


@blueprint.post("/<code>/screen/prompt")
@policy(leads_workshop)
def screen_prompt(code: str) -> ResponseReturnValue:
    """Choose the language in which the projector asks."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        speak_on_screen(workshop, request.form.get("prompt", ""), actor)

    return carry_out(code, move)


@blueprint.post("/<code>/screen/hall")
@policy(leads_workshop)
def screen_hall(code: str) -> ResponseReturnValue:
    """Draw the projector for a light or a dark hall."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        light_hall(workshop, request.form.get("hall", ""), actor)

    return carry_out(code, move)
