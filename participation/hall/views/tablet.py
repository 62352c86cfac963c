"""A shared tablet: begins with the address that staff give out, starts anew after each person."""

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.hall.stage import stage_of
from participation.hall.tablet import begin_tablet, end_tablet, next_person, opens, tablet_id
from participation.hall.views.blueprint import blueprint
from participation.hall.views.phone_page import frame_of
from participation.i18n import current_language
from participation.web.fragments import uncached
from participation.workshop.models import Workshop
from participation.workshop.queries import get_workshop

SENT = frozenset({"hall.send_card", "hall.send_ballot", "hall.send_card_ballot"})
"""What a person at the tablet does; afterwards it is somebody else's."""
DONE = frozenset({201, 303})
THANKS = 12
"""Seconds for which the tablet says that it has arrived, before it is ready for the next person."""


@blueprint.context_processor
def offer_tablet() -> dict[str, object]:
    """Tell the templates of the phone whether they are on a shared tablet."""
    return {"tablet": tablet_id() is not None}


@blueprint.get("/<code:code>/tablet/<given>")
@policy(everyone)
def begin(code: str, given: str) -> ResponseReturnValue:
    """Make this device a shared tablet, or with ``?end=1`` an ordinary one again."""
    workshop = get_workshop(code)
    if not opens(workshop.code, given):
        abort(404)
    if "end" in request.args:
        end_tablet()
        return redirect(url_for("hall.start"), 303)
    begin_tablet(workshop.code)
    return redirect(_first_page(workshop), 303)


@blueprint.get("/<code:code>/next")
@policy(everyone)
def hand_on(code: str) -> ResponseReturnValue:
    """Forget whoever was at the tablet; other devices are not affected."""
    workshop = get_workshop(code)
    if tablet_id() is None:
        return redirect(url_for("hall.phone", code=workshop.code), 303)
    next_person()
    return redirect(_first_page(workshop), 303)


@blueprint.get("/<code:code>/thanks")
@policy(everyone)
def thank(code: str) -> ResponseReturnValue:
    """Say to whoever has just sent something at the tablet that it has arrived."""
    workshop = get_workshop(code)
    if tablet_id() is None:
        return redirect(url_for("hall.phone", code=workshop.code), 303)
    page = render_template("hall/phone/thanks.html", **frame_of(stage_of(workshop)), refused={}, seconds=THANKS)
    return uncached(page)


@blueprint.after_request
def forget_person(response: Response) -> Response:
    """After a card or ballot was taken, let the tablet begin anew and lead it to the thanks.

    The language of whoever sent stays in the address of the thanks only.
    """
    if tablet_id() is None or request.endpoint not in SENT or response.status_code not in DONE:
        return response
    language = current_language().tag
    next_person()
    if response.location:
        code = (request.view_args or {})["code"]
        response.location = url_for("hall.thank", code=code, lang=language)
    return response


def _first_page(workshop: Workshop) -> str:
    """Return the phone page in the workshop's first language, whatever the one before had chosen."""
    return url_for("hall.phone", code=workshop.code, lang=workshop.language)
