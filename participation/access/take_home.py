"""The take-home code: leads a person back to their own cards from any device, without an account (ADR 0020).

The code follows from the device's token, so the device can show it again and again and nothing has to be written
for it. The database keeps only its hash, beside the device's number in the workshop, and keeps it longer than the
token's.
"""

import re
import unicodedata
from hashlib import sha256

from sqlalchemy import select

from participation.access.errors import TakeHomeCodeUnknown
from participation.access.models import Participant
from participation.kernel.database import db
from participation.kernel.ids import CODE_ALPHABET, hash_token

GROUPS, GROUP = 3, 4
LENGTH = GROUPS * GROUP
"""Twelve letters and digits are 59 bits: short enough to copy by hand, too many to find one by trying (ADR 0020)."""

_BETWEEN = r"[\s._·–-]*"
_GROUPED = re.compile(rf"(?<![A-Z0-9]){_BETWEEN.join([f'([{CODE_ALPHABET}]{{{GROUP}}})'] * GROUPS)}(?![A-Z0-9])")


def take_home_code(token: str, workshop_id: int) -> str:
    """Return the code of the device that holds ``token``, in groups of four.

    It differs in each workshop, so that nobody who sees two of them learns that they are one person's. ``workshop_id``
    is that of the plenum in a workshop with rooms: a device has one code in all of them.
    """
    number = int.from_bytes(sha256(f"take home {workshop_id} {token}".encode()).digest())
    base = len(CODE_ALPHABET)
    signs = [CODE_ALPHABET[number // base**place % base] for place in range(LENGTH)]
    return " ".join("".join(signs[start : start + GROUP]) for start in range(0, LENGTH, GROUP))


def hash_take_home(code: str) -> str:
    """Return what the database keeps of a code: its hash, however the code is grouped."""
    return hash_token(f"take home {''.join(code.split())}")


def read_take_home(typed: str) -> str:
    """Return the code in what somebody typed or pasted: any case, any groups, also in the middle of a note.

    Empty when there is none in it.
    """
    found = _GROUPED.search(unicodedata.normalize("NFKC", typed).upper())
    return " ".join(found.groups()) if found else ""


def participants_of_code(typed: str) -> list[Participant]:
    """Return under which numbers the device of this code took part: one, or in rooms several.

    Raises ``TakeHomeCodeUnknown``.
    """
    code = read_take_home(typed)
    statement = select(Participant).where(Participant.take_home_hash == hash_take_home(code)).order_by(Participant.id)
    found = list(db.session.scalars(statement)) if code else []
    if not found:
        raise TakeHomeCodeUnknown
    return found
