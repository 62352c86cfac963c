"""Calendars of staff: an address to keep secret, and the dates that a calendar program finds there."""

from flask import Response, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, everyone, office, policy
from participation.concept.queries import get_concept
from participation.i18n import current_language
from participation.i18n import gettext as _
from participation.kernel import clock
from participation.kernel.transaction import transaction
from participation.monitoring.calendar import calendar_of
from participation.monitoring.models import CalendarFeed
from participation.monitoring.queries import get_feed_of, list_dates
from participation.monitoring.secret_links import secret_of
from participation.monitoring.services import keep_calendar, revoke_calendar
from participation.monitoring.services.calendars import CALENDAR
from participation.monitoring.views.blueprint import blueprint, secret_pages
from participation.web.limits import address, at_most

READ_A_MINUTE = 120
"""Readings that an address has in a minute."""


def address_of_feed(feed: CalendarFeed, base_url: str) -> str | None:
    """Return the address of a calendar in the reader's language, ``None`` when the server's key is another one now."""
    secret = secret_of(CALENDAR, feed.nonce, feed.token_hash)
    return f"{base_url}/calendar/{secret}.ics?lang={current_language().tag}" if secret else None


@secret_pages.get("/calendar/<secret>.ics")
@policy(everyone)
@at_most(lambda: READ_A_MINUTE, address)
def calendar(secret: str) -> ResponseReturnValue:
    """Return the dates of a concept as a calendar file, for a program that has no account."""
    feed = get_feed_of(secret)
    base_url = current_app.config["SETTINGS"].base_url
    written = calendar_of(feed.concept.title, list_dates(feed.concept), base_url, clock.now())
    return Response(written, content_type="text/calendar; charset=utf-8")


@blueprint.post("/concepts/<int:concept_id>/calendar")
@policy(office)
def keep(concept_id: int) -> ResponseReturnValue:
    """Give whoever asks an address of their own; one that they had leads nowhere from now on."""
    with transaction():
        keep_calendar(get_concept(concept_id), acting_staff())
    flash(_("The calendar has a new address. Copy it into your calendar program and give it to nobody."), "good")
    return redirect(url_for("monitoring.index", concept=concept_id, _anchor="calendar"), 303)


@blueprint.post("/concepts/<int:concept_id>/calendar/revoke")
@policy(office)
def revoke(concept_id: int) -> ResponseReturnValue:
    """Let the person's address lead nowhere."""
    with transaction():
        revoke_calendar(get_concept(concept_id), acting_staff())
    flash(_("The address of the calendar leads nowhere any more."), "good")
    return redirect(url_for("monitoring.index", concept=concept_id, _anchor="calendar"), 303)
