"""Who is asked the voluntary questions, once. That a device has answered is known to the device alone: its cookie."""

from flask import session

from participation.hall.tablet import tablet_id
from participation.reach.asked import Asked
from participation.workshop.admission import whole_workshop
from participation.workshop.models import Workshop, WorkshopState
from participation.workshop.standing import Standing

ASKED = "asked"
"""The name of the cookie's entry: the codes of the workshops in which this device was asked."""
REMEMBERED = 20


def _whole(workshop: Workshop | Standing) -> Workshop | Standing:
    return whole_workshop(workshop) if isinstance(workshop, Workshop) else workshop


def shall_ask(workshop: Workshop | Standing) -> bool:
    """Whether this device shall be asked: the workshop goes on, asks something, and has not asked it before.

    A shared tablet is not asked: it belongs to many.
    """
    open_ = workshop.state in {WorkshopState.OPEN, WorkshopState.RUNNING}
    return (
        open_
        and not was_asked(workshop)
        and tablet_id() is None
        and bool(Asked.read(_whole(workshop).questions).questions)
    )


def was_asked(workshop: Workshop | Standing) -> bool:
    """Whether this device has answered in the workshop, or said that it will not."""
    return _whole(workshop).code in session.get(ASKED, ())


def note_asked(workshop: Workshop) -> None:
    """Remember on the device that it was asked."""
    before = [code for code in session.get(ASKED, ()) if code != whole_workshop(workshop).code]
    session[ASKED] = [*before, whole_workshop(workshop).code][-REMEMBERED:]
