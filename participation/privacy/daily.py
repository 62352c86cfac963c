"""What a server lets go of every day by itself: the privacy page promises it."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from participation.kernel.background import offer, works_off
from participation.kernel.transaction import transaction
from participation.privacy.services import purge

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
FIRST_AFTER = timedelta(minutes=10)
"""A server that has just started has phones coming back to it: they go first."""


def begin_letting_go() -> bool:
    """Let the server purge soon and once a day from now on; returns whether there is a server that does."""
    return offer(purge_again_and_again, "purge")


@works_off(limit=1, rests_first=FIRST_AFTER.total_seconds())
def purge_again_and_again(_jobs: Sequence[str]) -> float:
    """Delete what has been kept for long enough; returns after how many seconds to do so again."""
    with transaction():
        erased = purge()
    if any(erased.values()):
        log.info("let go of %s", erased)
    return EVERY.total_seconds()
