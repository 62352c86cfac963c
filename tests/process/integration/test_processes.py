"""A process in the office: prepared, its dates entered, published; what everybody sees of it then."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from lxml import html
from sqlalchemy import select

from participation.concept.editions.beginning import begin_edition
from participation.concept.models import EditionState
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.models import Subject
from participation.process.models import ProcessEntry
from participation.process.queries import get_process, timeline_of
from participation.process.services import EntryDraft, add_entry, publish_process
from participation.workshop.models import Phase, Process, StepKind, WorkshopState
from participation.workshop.queries import get_workshop
from participation.workshop.services import RoomsDraft, split_workshop
from tests.factories import (
    a_cluster,
    a_concept,
    a_counted_round,
    a_process,
    a_workshop,
    an_edition,
    an_office_user,
    stands_as,
    step_of,
)
from tests.hall.console.desk import SAME_SITE, sign_in, words

BERLIN = ZoneInfo("Europe/Berlin")


class Office:
    """The office at its desk: asks for pages, sends the forms on them."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            self.client = sign_in(app, an_office_user().id)

    def page(self, path, status=200):
        answer = self.client.get(f"/office/processes{path}")
        assert answer.status_code == status
        return html.fromstring(answer.text)

    def post(self, path, **values):
        token = self.page("").xpath("//input[@name='csrf_token']/@value")[0]
        return self.client.post(f"/office/processes{path}", data={"csrf_token": token} | values, headers=SAME_SITE)


@pytest.fixture
def office(app):
    return Office(app)


@pytest.fixture
def process_id(app):
    with app.app_context():
        return a_process(title="Der Weg").id


def titles(process_id, language="de"):
    return [occasion.title_in(language)[0] for occasion in timeline_of(get_process(process_id))]


def test_process_begins_before_any_concept_and_gets_one_later(office):
    begun = office.post("/new", title="Unser Weg", language="de", feeds="")
    with office.app.app_context():
        process = db.session.scalars(select(Process)).one()
        assert (begun.status_code, begun.location) == (303, f"/office/processes/{process.id}")
        assert (process.title, process.concept, process.edition, process.published_at) == (
            "Unser Weg",
            None,
            None,
            None,
        )
        edition = an_edition(a_concept())
        feeds, process_id = f"{edition.concept_id}-{edition.id}", process.id
    changed = office.post(f"/{process_id}/edit", title="Unser Weg", language="de", feeds=feeds)
    assert changed.status_code == 303
    with office.app.app_context():
        process = db.session.scalars(select(Process)).one()
        assert (process.concept_id, process.edition_id) == (edition.concept_id, edition.id)


def test_form_that_is_refused_keeps_everything_that_was_typed(office):
    typed = {"description": "Worum es geht", "language": "de", "feeds": "", "title-ar": "الطريق"}
    refused = office.post("/new", title=" ", **typed)
    page = html.fromstring(refused.text)
    assert refused.status_code == 422
    assert page.xpath("string(//textarea[@id='description'])").strip() == "Worum es geht"
    assert page.xpath("//input[@id='title-ar']/@value") == []  # Arabic is not asked for before a workshop speaks it
    assert office.post("/new", title="Weg", language="de", feeds="", **{"title-en": "The way"}).status_code == 303
    with office.app.app_context():
        process = db.session.scalars(select(Process)).one()
        assert process.translations == {"en": {"title": "The way", "description": ""}}


def test_dates_and_workshops_stand_on_one_timeline(database, process_id):
    process = get_process(process_id)
    morning = datetime(2026, 5, 4, 9, 30, tzinfo=BERLIN)
    workshop = a_workshop(
        process=process, title="Fachforum", planned_for=morning, adjourned_until=morning + timedelta(7)
    )
    a_workshop(process=process, title="Noch ohne Tag")
    with transaction():
        add_entry(get_process(process_id), EntryDraft(morning.date() + timedelta(2), {"de": "Fest"}), None)
        add_entry(get_process(process_id), EntryDraft(morning.date() - timedelta(2), {"de": "Rat"}), None)
    found = timeline_of(get_process(process_id))
    assert [(each.title_in("de")[0], each.code) for each in found] == [
        ("Rat", None),
        ("Fachforum", workshop.code),
        ("Fest", None),
        ("Fachforum", workshop.code),
    ]
    assert (found[1].begins, found[1].minutes) == (morning, 120)


def test_rooms_stand_on_the_timeline_with_their_plenum_only(database, process_id):
    code = a_workshop(process=get_process(process_id), title="Konferenz", planned_for=clock.now()).code
    with transaction():
        split_workshop(get_workshop(code), RoomsDraft(["", ""], 1, 3), None)
    assert titles(process_id) == ["Konferenz"]


@pytest.mark.parametrize("count", [1, 3])
def test_timeline_costs_the_same_for_one_workshop_and_three(database, statements, process_id, count):
    for _ in range(count):
        a_workshop(process=get_process(process_id), planned_for=clock.now())
    db.session.expire_all()
    process = get_process(process_id)
    statements.clear()
    assert len(timeline_of(process)) == count
    assert len(statements) == 3


def test_office_enters_changes_and_removes_a_date(office, process_id):
    entered = office.post(f"/{process_id}", **{"day": "2026-09-01", "time_of_day": "17:00", "title-de": "Ratssitzung"})
    assert entered.status_code == 303
    with office.app.app_context():
        entry_id = db.session.scalars(select(ProcessEntry.id)).one()
    page = office.page(f"/{process_id}/dates/{entry_id}")
    assert page.xpath("//input[@id='title-de']/@value") == ["Ratssitzung"]
    office.post(f"/{process_id}/dates/{entry_id}", **{"day": "2026-09-02", "title-de": "Rat", "title-en": "Council"})
    with office.app.app_context():
        assert titles(process_id, "en") == ["Council"]
    assert office.post(f"/{process_id}/dates/{entry_id}/remove").status_code == 303
    gone = office.post(f"/{process_id}/dates/{entry_id}/remove")
    assert gone.status_code == 303
    with office.app.app_context():
        assert titles(process_id) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"day": "2026-09-01"}, "Please give the date a title in the language of the process."),
        (
            {"day": "2026-09-02", "last_day": "2026-09-01", "title-de": "Fest"},
            "The last day lies before the first. Please correct one of them.",
        ),
    ],
)
def test_bad_date_is_named_and_kept(office, process_id, typed, sentence):
    refused = office.post(f"/{process_id}", **typed)
    page = html.fromstring(refused.text)
    assert refused.status_code == 422
    assert words(page, "//div[@role='alert']/p") == [sentence]
    assert page.xpath("//input[@id='day']/@value") == [typed["day"]]
    assert page.xpath("//input[@id='title-de']/@value") == [typed.get("title-de", "")]
    with office.app.app_context():
        assert titles(process_id) == []


def test_day_that_is_none_is_refused_at_its_field(office, process_id):
    refused = office.post(f"/{process_id}", **{"day": "32.13.2026", "title-de": "Fest"})
    assert refused.status_code == 422
    assert html.fromstring(refused.text).xpath("//input[@id='day']/@aria-invalid") == ["true"]


def test_process_is_seen_by_nobody_until_it_is_published(office, client, process_id):
    addresses = (f"/process/{process_id}", f"/process/{process_id}/timeline.ics", "/process/999999999999")
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    office.post(f"/{process_id}/publish")
    assert [client.get(address).status_code for address in addresses] == [200, 200, 404]
    office.post(f"/{process_id}/withdraw")
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


@pytest.fixture
def published(app, process_id):
    """A published process in German and Arabic: a date, a workshop that is over, one to come."""
    with app.app_context():
        process = get_process(process_id)
        process.translations = {"ar": {"title": "الطريق", "description": ""}}
        over = a_workshop(process=process, title="Stadtteilforum", planned_for=datetime(2026, 3, 1, 18, tzinfo=BERLIN))
        clusters = [a_cluster(over, phase=Phase.FANTASY, title=f"Wunsch {number}") for number in range(1, 6)]
        step = step_of(over, StepKind.VOTE, Phase.FANTASY)
        a_counted_round(
            step, {cluster.id: 10 - place for place, cluster in enumerate(clusters)}, subject=Subject.CLUSTER
        )
        over.state = WorkshopState.CLOSED
        coming = a_workshop(process=process, title="Abschluss", planned_for=datetime(2027, 3, 1, 18, tzinfo=BERLIN))
        db.session.commit()
        with transaction():
            add_entry(get_process(process_id), EntryDraft(date(2026, 6, 1), {"de": "Fest", "ar": "عيد"}), None)
            publish_process(get_process(process_id), None)
        return process_id, over.code, coming.code


def test_public_page_shows_dates_and_the_strongest_results_of_workshops_that_are_over(client, published):
    process_id, over, coming = published
    page = html.fromstring(client.get(f"/process/{process_id}?lang=de").text)
    assert words(page, "//h1") == ["Der Weg"]
    assert words(page, "//*[@class='process__what']") == ["Stadtteilforum", "Fest", "Abschluss"]
    assert page.xpath("//*[@class='process__what']/a/@href") == [f"/{over}/results", f"/{coming}"]
    assert words(page, "//article//h3") == ["Stadtteilforum"]
    assert [text[-8:] for text in words(page, "//article//li")] == ["Wunsch 1", "Wunsch 2", "Wunsch 3"]


def test_public_page_is_in_the_readers_language_where_texts_exist_and_says_where_not(client, published):
    process_id, _over, _coming = published
    page = html.fromstring(client.get(f"/process/{process_id}?lang=ar").text)
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert [(each.text, each.get("lang")) for each in page.xpath("//h1")] == [("الطريق", "ar")]
    found = page.xpath("//*[@class='process__what']/*")
    assert [(each.text, each.get("lang"), each.get("dir")) for each in found] == [
        ("Stadtteilforum", "de", "ltr"),
        ("عيد", "ar", "rtl"),
        ("Abschluss", "de", "ltr"),
    ]


def test_names_of_the_steering_group_are_not_public(app, client, published):
    process_id = published[0]
    with app.app_context():
        get_process(process_id).steering = [an_office_user(name="Frau Geheim")]
        db.session.commit()
    assert "Frau Geheim" not in client.get(f"/process/{process_id}").text


def test_calendar_file_carries_all_dates_in_the_readers_language(client, published):
    answer = client.get(f"/process/{published[0]}/timeline.ics?lang=ar")
    assert answer.content_type == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["Stadtteilforum", "عيد", "Abschluss"]


@pytest.mark.parametrize(
    ("states", "moves"),
    [
        ([], True),
        ([WorkshopState.ARCHIVED, WorkshopState.PLANNED], True),
        ([WorkshopState.ARCHIVED, WorkshopState.ARCHIVED], False),
    ],
    ids=["no workshop yet", "one still to come", "all archived"],
)
def test_process_feeds_the_edition_that_is_begun_from_its_own(database, process_id, states, moves):
    process = database.session.get(Process, process_id)
    process.edition = adopted = stands_as(an_edition(), EditionState.ADOPTED)
    process.concept = adopted.concept
    for state in states:
        a_workshop(process=process, state=state)
    database.session.commit()
    with transaction():
        begun = begin_edition(adopted.concept, None)
    assert process.edition_id == (begun.id if moves else adopted.id)


def test_workshop_prepared_from_a_process_belongs_to_it(office, process_id):
    with office.app.app_context():
        second = a_process(title="Noch ein Weg").id
    token = office.page("").xpath("//input[@name='csrf_token']/@value")[0]
    data = {"csrf_token": token, "title": "Forum", "template": "full", "first_language": "de", "languages": "en"}
    made = office.client.post(f"/office/workshops/new?process={second}", data=data, headers=SAME_SITE)
    assert made.status_code == 303
    with office.app.app_context():
        assert [workshop.title for workshop in get_process(second).workshops] == ["Forum"]
