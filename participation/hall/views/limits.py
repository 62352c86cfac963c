"""How often a device may send: its own token counts first, its address only far above a hall's size (DESIGN §8)."""

from uuid import uuid4

from flask import request, session

from participation.hall.tablet import tablet_id
from participation.hall.visitors import TOKEN
from participation.web.limits import limiter

A_DEVICE = "30/minute"
A_TABLET = "12/minute"
"""A shared tablet gives each person a new token, so it counts as one device; nobody hands it on every five seconds."""
AN_ADDRESS = "100000/minute"
"""A whole hall comes from one address, and so does a measurement of 500 cards a second."""


def _device() -> str:
    """Return what is counted for a device; the first request of one without a cookie counts for itself."""
    return tablet_id() or str(session.get(TOKEN) or uuid4())


def _how_often() -> str:
    return A_TABLET if tablet_id() else A_DEVICE


def _address() -> str:
    return request.remote_addr or ""


by_device = limiter.limit(_how_often, key_func=_device)
by_address = limiter.limit(AN_ADDRESS, key_func=_address)
