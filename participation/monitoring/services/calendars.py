"""Calendars of staff: an address kept secret, made anew, revoked."""

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.models import Concept
from participation.kernel.database import db
from participation.monitoring.models import CalendarFeed
from participation.monitoring.queries import find_feed
from participation.monitoring.secret_links import new_secret

CALENDAR = "calendar"
"""The purpose of the secrets in addresses of calendars."""


def keep_calendar(concept: Concept, owner: StaffUser) -> CalendarFeed:
    """Give the person an address for the dates of the concept; the one before leads nowhere from now on."""
    secret = new_secret(CALENDAR)
    db.session.refresh(owner, with_for_update={"key_share": True})
    feed = find_feed(concept.id, owner.id) or CalendarFeed(concept_id=concept.id, owner_id=owner.id)
    feed.nonce, feed.token_hash = secret.nonce, secret.token_hash
    db.session.add(feed)
    db.session.flush()
    log_move(owner, "keep_calendar", "concept", concept.id)
    return feed


def revoke_calendar(concept: Concept, owner: StaffUser) -> None:
    """Let the person's address for the dates of the concept lead nowhere."""
    feed = find_feed(concept.id, owner.id)
    if feed is not None:
        db.session.delete(feed)
        db.session.flush()
        log_move(owner, "revoke_calendar", "concept", concept.id)
