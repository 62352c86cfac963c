"""How often a device may send in a minute: its own token counts first, its address far above a hall's size (§8)."""

from uuid import uuid4

from flask import session

from participation.hall.tablet import tablet_id
from participation.hall.visitors import TOKEN
from participation.web.limits import address, at_most

A_DEVICE = 30
A_TABLET = 12
"""A shared tablet gives each person a new token, so it counts as one device; nobody hands it on every five seconds."""
AN_ADDRESS = 100_000
"""A whole hall comes from one address, and so does a measurement of 500 cards a second."""
GUESSES = 120
"""Take-home codes from one address: people type theirs at home or in a library; none is found by trying (ADR 0020)."""


def _device() -> str:
    """Return what is counted for a device; the first request of one without a cookie counts for itself."""
    return tablet_id() or f"device {session.get(TOKEN) or uuid4()}"


def _how_often() -> int:
    return A_TABLET if tablet_id() else A_DEVICE


by_device = at_most(_how_often, _device)
by_address = at_most(lambda: AN_ADDRESS, address)
by_guesses = at_most(lambda: GUESSES, address)
