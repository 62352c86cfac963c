"""The cookie of a resident's device: a random token, of which the database keeps only a hash (DESIGN §8)."""

from flask import request, session

from participation.access.models import Participant
from participation.access.queries import find_participant
from participation.access.take_home import take_home_code
from participation.contributions.queries import Contributor, find_contributor
from participation.hall.devices import Device, settle
from participation.hall.permissions import lets_people_in
from participation.hall.sending import post_arrival
from participation.hall.tablet import tablet_code, tablet_id
from participation.i18n import current_language
from participation.kernel.ids import new_token
from participation.kernel.transaction import transaction
from participation.web.security import form_token
from participation.workshop.admission import is_invited_only
from participation.workshop.models import Workshop
from participation.workshop.standing import Standing

TOKEN = "participant"  # noqa: S105 - the name of the cookie's entry


def has_token() -> bool:
    """Whether the device has been here before and kept its cookie."""
    return TOKEN in session


def known_contributor(standing: Standing, most: int) -> Contributor | None:
    """Return what this device has contributed to the current step, at most so many cards, if it has joined."""
    token: str | None = session.get(TOKEN)
    step_id = standing.current_step.id if standing.current_step else None
    return find_contributor(standing.id, token, step_id, most) if token else None


async def arrive_with_others(standing: Standing) -> bool:
    """Let this device take part together with those who scan the code in the same moment.

    Returns whether it does; not where ``arrive`` has more to ask. Opens its own transaction.
    """
    if standing.invited_only or only_looks_ahead():
        return False
    return await post_arrival(standing.code, own_device(current_language().tag))


def known_participant(workshop: Workshop | Standing) -> Participant | None:
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
    return settle(workshop, own_device(language))


def own_device(language: str) -> Device:
    """Return this device as it sends something, reading ``language``."""
    return Device(own_token(), language, tablet_code())


def lacks_seat(workshop: Workshop) -> bool:
    """Whether this device has to show a code first, because the workshop is closed to invited people."""
    if not is_invited_only(workshop) or not lets_people_in(workshop):
        return False
    return not Device(session.get(TOKEN, ""), "", tablet_code()).is_let_in(workshop)


def own_token() -> str:
    """Return the token of this device; one that has none gets it with the answer.

    With it comes what the tokens of its forms are checked by, also where the page has no form yet: the page and its
    service worker ask for the next page at once, and would each be given another.
    """
    token: str | None = session.get(TOKEN)
    if token is None:
        session.permanent = True
        token = session[TOKEN] = new_token()
        form_token()
    return token


def own_take_home_code(workshop: Workshop | Standing, participant: Participant | Contributor | None) -> str:
    """Return the code with which this person finds their cards later; empty for a device that has not joined.

    A shared tablet has none: its cards belong to many.
    """
    token = session.get(TOKEN)
    if participant is None or participant.take_home_hash is None or not token:
        return ""
    room = workshop.room if isinstance(workshop, Workshop) else None
    return take_home_code(token, room.plenum_id if room else workshop.id)


def only_looks_ahead() -> bool:
    """Whether a browser asks for a page that nobody has opened yet."""
    return request.method == "HEAD" or "prefetch" in request.headers.get("Sec-Purpose", "")
