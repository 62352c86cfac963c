"""Calendars of staff: dates at a secret address, revocable."""

import pytest
from icalendar import Calendar
from sqlalchemy import select

from participation.access.models import Role, StaffUser
from participation.concept.models import MeasureState
from participation.concept.queries import get_concept
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.monitoring.models import CalendarFeed
from participation.monitoring.secret_links import secret_of
from participation.monitoring.services import keep_calendar, revoke_calendar
from participation.monitoring.services.calendars import CALENDAR
from tests.factories import a_measure, an_office_user
from tests.monitoring.integration.conftest import begun, in_days


@pytest.fixture
def owner(database):
    return an_office_user()


def kept(edition, owner):
    with transaction():
        feed = keep_calendar(get_concept(edition.concept_id), db.session.get(StaffUser, owner.id))
        return f"/calendar/{secret_of(CALENDAR, feed.nonce, feed.token_hash)}.ics"


def events_at(client, address):
    answer = client.get(address, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    calendar = Calendar.from_ical(answer.data)
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_calendar_holds_deadlines_ends_of_funding_and_days_of_reports(client, edition, measure, owner):
    measure.funded_until = in_days(100)
    for state in (MeasureState.DONE, MeasureState.DRAFT):
        a_measure(edition, state=state, due_on=in_days(10))
    round_id = begun(edition, days=14)
    events = events_at(client, kept(edition, owner))
    said = {(event["DTSTART"].dt, str(event["SUMMARY"])) for event in events.values()}
    assert said == {
        (in_days(14), "Status reports are due: second half of 2026"),
        (in_days(90), "Deadline: Schwimmkurse"),
        (in_days(100), "Money ends: Schwimmkurse"),
    }
    due = next(event for uid, event in events.items() if uid.startswith("due-"))
    assert (due["DTEND"].dt, str(due["DESCRIPTION"])) == (in_days(91), "Sportverein")
    assert str(due["URL"]).endswith(f"/office/measures/{measure.id}")
    assert any(str(event["URL"]).endswith(f"/office/monitoring/rounds/{round_id}") for event in events.values())


def test_date_that_moves_keeps_its_identity(client, edition, measure, owner):
    address = kept(edition, owner)
    before = set(events_at(client, address))
    measure.due_on = in_days(200)
    db.session.commit()
    assert set(events_at(client, address)) == before


def test_address_made_anew_voids_the_old_one_and_a_revoked_one_leads_nowhere(client, edition, measure, owner):
    first, second = kept(edition, owner), kept(edition, owner)
    assert [client.get(address).status_code for address in (first, second)] == [404, 200]
    with transaction():
        revoke_calendar(get_concept(edition.concept_id), db.session.get(StaffUser, owner.id))
    assert client.get(second).status_code == 404


@pytest.mark.parametrize("change", [{"active": False}, {"role": Role.MODERATOR}])
def test_calendar_of_somebody_who_left_the_office_leads_nowhere(client, edition, measure, owner, change):
    address = kept(edition, owner)
    for name, value in change.items():
        setattr(owner, name, value)
    db.session.commit()
    assert client.get(address).status_code == 404


def test_each_of_the_office_has_an_address_of_their_own(client, edition, measure, owner):
    mine, theirs = kept(edition, owner), kept(edition, an_office_user())
    with transaction():
        revoke_calendar(get_concept(edition.concept_id), db.session.get(StaffUser, owner.id))
    assert [client.get(address).status_code for address in (mine, theirs)] == [404, 200]


def test_page_shows_the_address_to_its_owner_only(app, office, edition, measure):
    office.send(f"/office/monitoring/concepts/{edition.concept_id}/calendar")
    feed = db.session.scalar(select(CalendarFeed))
    address = f"/calendar/{secret_of(CALENDAR, feed.nonce, feed.token_hash)}.ics?lang=en"
    assert address in office.look("/office/monitoring")
    other = type(office)(app, an_office_user())
    assert "/calendar/" not in other.look("/office/monitoring").replace(f"{edition.concept_id}/calendar", "")
    assert office.client.get(address).headers["Cache-Control"] == "no-store"
    office.send(f"/office/monitoring/concepts/{edition.concept_id}/calendar/revoke")
    assert address not in office.look("/office/monitoring")


def test_calendar_asks_the_database_as_often_for_three_measures_as_for_one(client, edition, measure, owner, statements):
    address, counted = kept(edition, owner), []
    for more in (0, 2):
        for _each in range(more):
            a_measure(edition, state=MeasureState.ADOPTED, due_on=in_days(5))
        db.session.expire_all()
        statements.clear()
        client.get(address)
        counted.append(len(statements))
    assert counted[0] == counted[1]
