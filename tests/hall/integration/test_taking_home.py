"""Own cards and what became of them: on the device, and later on any other by the take-home code."""

import re
from datetime import timedelta
from html import unescape

import pytest

from participation.access.models import Participant
from participation.app import create_app
from participation.concept.models import MeasureState
from participation.contributions.models import Card, CardState
from participation.hall.tablet import tablet_pass
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.models import Subject
from participation.privacy.services import TAKE_HOME_KEPT, archive_workshop, purge
from participation.workshop.models import Phase, StepKind, WorkshopState
from tests.factories import (
    a_card,
    a_cluster,
    a_counted_round,
    a_measure,
    a_plan,
    an_inversion,
    step_of,
)
from tests.hall.integration.conftest import Device
from tests.hall.integration.test_rooms import House

STATEMENTS_OF_A_PHONE = 2
WORDS = "Kein Bus am Abend"


def words_of(page):
    """What the page says, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text[page.text.index("<main") :])).split())


def code_on(page):
    found = re.search(r'data-copy="([A-Z0-9 ]+) · ', page.text)
    return found.group(1) if found else None


def look_up(client, code, **query):
    """Type a code on a device that has never been here."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/t").text).group(1)
    return client.post("/t", data={"csrf_token": token, "take_home": code}, query_string=query)


@pytest.fixture
def elsewhere(app):
    return app.test_client()


@pytest.fixture
def code(collecting, device):
    """The code of a device that has sent a card, as its page shows it."""
    device.send(WORDS)
    return code_on(device.look("/mine"))


def finish_workshop(hall):
    with hall.app.app_context():
        workshop = hall.row()
        workshop.state, workshop.closed_at = WorkshopState.CLOSED, clock.now()
        db.session.commit()


def walk_on(hall, state):
    """Let the card come into a topic, be voted on, turned round, wished, planned and become a measure."""
    with hall.app.app_context():
        workshop = hall.row()
        topic = a_cluster(workshop, cards=[db.session.query(Card).one()], title="Abends kommt niemand hin")
        a_counted_round(step_of(workshop, StepKind.VOTE, Phase.CRITIQUE), {topic.id: 8, 0: 9})
        inversion = an_inversion(workshop, topic)
        dreaming = step_of(workshop, StepKind.COLLECT, Phase.FANTASY)
        dream = a_card(workshop, dreaming, text="Ein Sportbus", inversion_id=inversion.id)
        wish = a_cluster(workshop, phase=Phase.FANTASY, cards=[dream], title="Der Bus bringt alle heim")
        plan = a_plan(workshop, wishes=[wish], title="Sportbus")
        a_counted_round(step_of(workshop, StepKind.VOTE, Phase.REALISATION), {plan.id: 5, 0: 2}, subject=Subject.PLAN)
        measure = a_measure(title="Nachtbus der Halle", state=state)
        plan.measures.append(measure)
        db.session.commit()
        return topic.id, plan.id


def test_device_shows_its_code_as_soon_as_it_has_sent_a_card(collecting, device):
    device.look()
    before = code_on(device.look("/mine"))
    device.write(WORDS)
    assert (before, len(code_on(device.look("/mine")))) == (None, 14)


def test_code_stands_quietly_below_the_own_cards_and_at_closing(hall, device, code):
    below = f'<b dir="ltr" translate="no">{code}</b>' in device.look().text
    hall.run(StepKind.CLOSING, Phase.FOLLOW_UP)
    assert (below, code_on(device.look())) == (True, code)


def test_database_knows_the_hash_and_not_the_code(hall, code):
    with hall.app.app_context():
        stored = db.session.query(Participant).one()
        values = " ".join(str(value) for value in vars(stored).values())
    assert (len(stored.take_home_hash), code.replace(" ", "") in values, code in values) == (64, False, False)


def test_code_typed_on_another_device_shows_the_whole_way_to_the_measure_and_its_state(hall, elsewhere, code):
    topic, plan = walk_on(hall, MeasureState.ADOPTED)
    finish_workshop(hall)
    answer = look_up(elsewhere, code.lower().replace(" ", "-"), lang="en")
    said = words_of(answer)
    parts = [
        WORDS,
        "Topic: Abends kommt niemand hin",
        "8 dots · place 2 of 2",
        "Turned round: It is good.",
        "Wish: Der Bus bringt alle heim",
        "Plan: Sportbus",
        "5 dots · place 1 of 2",
        "Measure: Nachtbus der Halle Adopted",
    ]
    places = [said.find(part) for part in parts]
    assert (answer.status_code, -1 in places, places == sorted(places)) == (200, False, True)
    links = re.findall(rf'href="/{hall.code}/results([^"]*)"', answer.text)
    assert links == ["", f"#island-{topic}", f"#plan-{plan}"]
    results = elsewhere.get(f"/{hall.code}/results").text
    assert (f'id="island-{topic}"' in results, f'id="plan-{plan}"' in results) == (True, True)


def test_card_that_is_hidden_keeps_its_words_to_itself(hall, elsewhere, code):
    with hall.app.app_context():
        db.session.query(Card).one().state = CardState.HIDDEN
        db.session.commit()
    said = words_of(look_up(elsewhere, code, lang="en"))
    assert (WORDS in said, "A card that is not shown publicly." in said) == (False, True)


def test_withdrawn_card_is_gone_from_what_became_of_cards(hall, elsewhere, code):
    with hall.app.app_context():
        db.session.query(Card).one().state = CardState.WITHDRAWN
        db.session.commit()
    assert "No card was sent from this device." in words_of(look_up(elsewhere, code, lang="en"))


def test_code_leads_to_own_cards_only(hall, another_device, elsewhere, code):
    another_device.send("Ein anderer Gedanke")
    said = words_of(look_up(elsewhere, code))
    assert (WORDS in said, "Ein anderer Gedanke" in said) == (True, False)


@pytest.mark.parametrize("typed", ["K7M2 QXPA 9DFH", "K7M2", "", "' OR 1=1 --", "\x00", "<b>" * 100])
def test_unknown_code_is_named_and_what_was_typed_is_kept(elsewhere, code, typed):
    answer = look_up(elsewhere, typed, lang="en")
    kept = unescape(re.search(r'name="take_home"\s+value="([^"]*)"', answer.text).group(1))
    assert (answer.status_code, kept, "No cards are kept under this code." in answer.text) == (404, typed[:80], True)


def test_page_of_the_code_is_kept_by_nobody_and_names_it_in_no_address(elsewhere, code):
    answer = look_up(elsewhere, code)
    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', answer.text)
    leaked = [address for address in addresses if code.replace(" ", "") in re.sub("[^A-Z0-9]", "", address)]
    assert (answer.headers["Cache-Control"], leaked) == ("no-store", [])


def test_code_in_an_address_is_not_looked_at(elsewhere, code):
    answer = elsewhere.get("/t", query_string={"take_home": code})
    assert (WORDS in answer.text, code in answer.text) == (False, False)


def test_another_language_can_be_chosen_without_typing_the_code_again(elsewhere, code):
    page = look_up(elsewhere, code, lang="en").text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    answer = elsewhere.post("/t?lang=ar", data={name: unescape(value) for name, value in hidden.items()})
    assert ('<html lang="ar" dir="rtl">' in answer.text, WORDS in answer.text) == (True, True)


def test_guessing_is_slowed_down_with_what_was_typed_kept(settings):
    client = create_app(settings, TESTING=True).test_client()
    answers = [look_up(client, f"K7M2 QXPA 9D{place // 8 + 2}{place % 8 + 2}", lang="en") for place in range(60)]
    answers += [look_up(client, "K7M2 QXPA 9DFH", lang="en") for _again in range(61)]
    last = answers[-1]
    assert [answer.status_code for answer in answers] == [404] * 120 + [429]
    assert ('value="K7M2 QXPA 9DFH"' in last.text, last.headers["Retry-After"].isdigit()) == (True, True)


def test_device_that_was_never_here_is_asked_for_a_code(hall, elsewhere):
    answer = elsewhere.get(f"/{hall.code}/mine")
    assert (answer.status_code, answer.location) == (303, "/t")


def test_code_works_after_archiving_although_the_device_is_forgotten(hall, device, elsewhere, code):
    finish_workshop(hall)
    with hall.app.app_context():
        with transaction():
            archive_workshop(hall.row(), None)
        hashes = [person.token_hash for person in db.session.query(Participant)]
    assert (hashes, WORDS in look_up(elsewhere, code).text) == ([None], True)
    assert device.look("/mine").status_code == 303


def test_archiving_lets_go_of_codes_that_lead_to_no_card(hall, another_device, code):
    another_device.look()
    finish_workshop(hall)
    with hall.app.app_context():
        with transaction():
            archive_workshop(hall.row(), None)
        kept = [person.take_home_hash is not None for person in db.session.query(Participant).order_by(Participant.id)]
    assert kept == [True, False]


@pytest.mark.parametrize(("days", "works"), [(-1, True), (1, False)])
def test_code_is_let_go_of_five_years_after_the_workshop(hall, elsewhere, code, days, works):
    finish_workshop(hall)
    with hall.app.app_context():
        with transaction():
            hall.row().closed_at = clock.now() - TAKE_HOME_KEPT - timedelta(days=days)
        with transaction():
            erased = purge()
    status = look_up(elsewhere, code).status_code
    assert (erased["codes"], status) == ((0, 200) if works else (1, 404))


def test_person_in_rooms_has_one_code_for_plenum_and_rooms(app, client, elsewhere):
    house = House(app)
    house.walk(1)
    shown = []
    for number, room in enumerate(house.rooms):
        device = Device(client, room)
        device.look()
        device.write(f"Gedanke {number}")
        shown.append(code_on(device.look("/mine")))
    shown.append(code_on(client.get(f"/{house.code}/mine")))
    said = words_of(look_up(elsewhere, shown[0]))
    assert (len(set(shown)), "Gedanke 0" in said, "Gedanke 1" in said) == (1, True, True)


def test_shared_tablet_shows_nobody_a_code(hall, collecting, client):
    with hall.app.test_request_context():
        given = tablet_pass(hall.code)
    client.get(f"/{hall.code}/tablet/{given}")
    assert Device(client, hall.code).write(WORDS).status_code == 303
    pages = [client.get(f"/{hall.code}")]
    hall.run(StepKind.CLOSING, Phase.FOLLOW_UP)
    pages.append(client.get(f"/{hall.code}"))
    codes = [re.findall(r"\b[A-Z0-9]{4} [A-Z0-9]{4} [A-Z0-9]{4}\b", words_of(page)) for page in pages]
    assert ([page.status_code for page in pages], codes) == ([200, 200], [[], []])
    assert client.get(f"/{hall.code}/mine").location == "/t"


def test_phone_page_costs_no_more_statements_for_the_code(hall, device, code, count_requests):
    assert count_requests(device.look) == STATEMENTS_OF_A_PHONE


def test_way_of_three_cards_costs_as_many_statements_as_that_of_one(hall, device, code, count_requests):
    one = count_requests(lambda: device.look("/mine"))
    device.write("Noch ein Gedanke")
    device.write("Und noch einer")
    assert count_requests(lambda: device.look("/mine")) == one


def test_card_whose_code_is_lost_stands_in_the_results(hall, elsewhere, code):
    with hall.app.app_context():
        db.session.query(Participant).one().take_home_hash = None
        db.session.commit()
    finish_workshop(hall)
    told = words_of(elsewhere.get(f"/{hall.code}/results"))
    assert (look_up(elsewhere, code).status_code, told.count(WORDS)) == (404, 1)
