"""The cookie of a resident's device: a random token, of which the database keeps only a hash (DESIGN §8)."""

from flask import request, session

from participation.access.models import Participant
from participation.access.queries import find_participant
from participation.access.services import join
from participation.hall.permissions import lets_people_in
from participation.hall.tablet import tablet_id
from participation.i18n import current_language
from participation.kernel.ids import new_token
from participation.kernel.transaction import transaction
from participation.workshop.models import Workshop
from participation.workshop.services import enter_room, touch_board

TOKEN = "participant"  # noqa: S105 - the name of the cookie's entry


def has_token() -> bool:
    """Whether the device has been here before and kept its cookie."""
    return TOKEN in session


def known_participant(workshop: Workshop) -> Participant | None:
    """Return the participant of this device, if it has joined the workshop."""
    return find_participant(workshop.id, session.get(TOKEN))


def arrive(workshop: Workshop) -> Participant | None:
    """Return the participant who looks at the phone page; their first look joins the workshop.

    A browser that only looks ahead (HEAD, prefetching) joins nothing, nor does a look at a workshop whose doors
    are not open; at a shared tablet only what somebody sends makes a participant. Opens its own transaction, and
    only when there is something to write.
    """
    participant = known_participant(workshop)
    language = current_language().tag
    settled = participant is not None and participant.language == language
    if settled or tablet_id() or not lets_people_in(workshop) or only_looks_ahead():
        return participant
    with transaction():
        return take_part(workshop, language)


def take_part(workshop: Workshop, language: str) -> Participant:
    """Return the participant of this device, joined and reading ``language`` from now on.

    The caller has opened the transaction.
    """
    token = own_token()
    present = find_participant(workshop.id, token)
    if present is None and workshop.room is not None:
        return enter_room(workshop.room, token, language)
    if present is None or present.language != language:
        touch_board(workshop)  # its lock lets two requests of one device come one after the other
        present = join(workshop.id, token, language)
        present.language = language
    return present


def own_token() -> str:
    """Return the token of this device; one that has none gets it with the answer."""
    token: str | None = session.get(TOKEN)
    if token is None:
        session.permanent = True
        token = session[TOKEN] = new_token()
    return token


def only_looks_ahead() -> bool:
    """Whether a browser asks for a page that nobody has opened yet."""
    return request.method == "HEAD" or "prefetch" in request.headers.get("Sec-Purpose", "")
