"""A shared tablet: one device, many people one after the other, and nothing of the one before.

The tablet's cookie holds a random number of its own, which counts how often it sends (``views.limits``), and no
participant: each card and each ballot comes from a new one, whose token goes with the answer.
"""

from flask import current_app, session
from itsdangerous import BadSignature, URLSafeSerializer

from participation.kernel.ids import new_token

TABLET = "tablet"
"""The name of the cookie's entry."""
TABLET_OF = "tablet of"
"""Its other entry: the code of the workshop for which staff have put the tablet up."""


def tablet_id() -> str | None:
    """Return the random number of the tablet; ``None`` for the device of a single person."""
    number: str | None = session.get(TABLET)
    return number


def tablet_code() -> str | None:
    """Return the code of the workshop for which this device is a tablet; ``None`` for the device of a single person."""
    code: str | None = session.get(TABLET_OF)
    return code


def tablet_pass(code: str) -> str:
    """Return what turns a device into a tablet of this workshop: signed, so that only staff can give it out."""
    return str(_serializer().dumps(code))


def opens(code: str, given: str) -> bool:
    """Whether ``given`` is the pass of this workshop."""
    try:
        return bool(_serializer().loads(given) == code)
    except BadSignature:
        return False


def begin_tablet(code: str | None) -> None:
    """Make this device a shared tablet of a workshop; one that is a tablet already keeps its number, and its limit."""
    number = tablet_id() or new_token()
    session.clear()
    session.permanent = True
    session[TABLET] = number
    session[TABLET_OF] = code


def end_tablet() -> None:
    """Make this device an ordinary one again, as if it had never been here."""
    session.clear()


def next_person() -> None:
    """Forget the person at the tablet: token, language and protection against forgery begin anew."""
    if tablet_id():
        begin_tablet(tablet_code())


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="shared tablet")
