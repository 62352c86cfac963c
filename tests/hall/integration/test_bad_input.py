"""Whatever arrives at the hall's addresses: a status, a name, a sentence; what was typed stays, the data too.

Each refusal is tried as the page's own form sends it and as a program does (DESIGN §5).
"""

import re
import uuid
from html import unescape

import pytest

from participation.app import create_app
from participation.contributions.models import Card
from participation.hall.services import walk
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.models import Ballot
from participation.prioritisation.queries import find_round
from participation.prioritisation.services import close_round
from participation.workshop.models import Phase, StepKind
from tests.factories import a_card, a_cluster, a_workshop, end_step, run_step, step_of
from tests.hall.integration.conftest import JSON, Device, Hall

KEY = "0b0e4f6c-6f0c-4a53-9b52-2d6f3c3a1c11"
EMPTY = "The card is empty. Write one thought, then send it."
TOO_LONG = "The card has 5000 characters, at most 500 fit. Shorten it, or make two cards of it."
CLOSED = "This step is closed at the moment. Your text is still here: nothing is lost."
KEY_REFUSED = "The card could not be recognised. Reload the page and send it again."
UNKNOWN_LANGUAGE = "This language is not known here. Choose one at the top of the page."
FAMILY = "👩‍👩‍👧‍👦"
REFUSED_CARDS = {
    "nothing": ({"text": ""}, 422, "CardEmpty", EMPTY),
    "spaces": ({"text": " \u00a0\u2003\t\n "}, 422, "CardEmpty", EMPTY),
    "control characters": ({"text": "\x00\x07\x1b\x9f"}, 422, "CardEmpty", EMPTY),
    "direction marks": ({"text": "\u200e\u200f\u202e\u202c\u2066\u2069"}, 422, "CardEmpty", EMPTY),
    "5,000 characters": ({"text": "ü" * 5000}, 413, "CardTooLong", TOO_LONG),
    "no key": ({"text": "Bus", "key": ""}, 422, "KeyInvalid", KEY_REFUSED),
    "a key that is none": ({"text": "Bus", "key": "12345"}, 422, "KeyInvalid", KEY_REFUSED),
    "an unknown language": ({"text": "Bus", "language": "tlh"}, 422, "LanguageUnknown", UNKNOWN_LANGUAGE),
}
KEPT_AS_THEY_ARE = {
    "mixed direction marks": "Kein \u200eBus\u200f لا حافلة \u202babends\u202c \u2067ok\u2069",
    "300 emoji": "🎉" * 300,
    "300 families": FAMILY * 300,
    "joiners": "می\u200cخواهم",
}

refused_cards = pytest.mark.parametrize(
    ("fields", "refusal"),
    [(fields, refusal) for fields, *refusal in REFUSED_CARDS.values()],
    ids=REFUSED_CARDS.keys(),
)


def program(device, address, fields):
    """Send as the script does, after a look at the page, and answer in English."""
    device.look("?lang=en")
    data = {"csrf_token": device.token()} | fields
    return device.client.post(f"/{device.code}/{address}", data=data, headers=JSON)


def by_form(device, address, fields):
    """Send as the page's own form does, in English."""
    form = device.hidden("?lang=en") | fields
    return device.client.post(f"/{device.code}/{address}", data=form)


def alert(page):
    return unescape(re.search(r'role="alert">([^<]*)<', page).group(1))


def field(page):
    """What stands in the field that can be sent again; the parser of a browser drops one leading line feed."""
    return unescape(re.search(r'<textarea class="write__text".*?>(.*?)</textarea>', page, re.DOTALL).group(1))


def to_copy(page):
    return [unescape(text) for text in re.findall(r"readonly[^>]*>(.*?)</textarea>", page, re.DOTALL) if text]


@refused_cards
def test_card_that_cannot_be_taken_is_named_to_a_program(collecting, device, fields, refusal):
    status, error, sentence = refusal
    answer = program(device, "cards", {"key": KEY, "language": "en"} | fields)
    assert (answer.status_code, answer.json) == (status, {"error": error, "message": sentence})
    assert collecting.texts() == []


@refused_cards
def test_card_that_cannot_be_taken_stays_in_the_field(collecting, device, fields, refusal):
    status, _error, sentence = refusal
    answer = by_form(device, "cards", fields)
    assert (answer.status_code, alert(answer.text)) == (status, sentence)
    assert field(answer.text) == fields["text"]
    assert collecting.texts() == []


@pytest.mark.parametrize("text", KEPT_AS_THEY_ARE.values(), ids=KEPT_AS_THEY_ARE.keys())
def test_text_of_any_script_is_stored_as_it_was_written(collecting, device, text):
    assert program(device, "cards", {"text": text, "language": "ar", "key": KEY}).status_code == 201
    assert collecting.texts() == [text]


def test_control_characters_within_a_text_go_and_the_rest_stays(collecting, device):
    assert program(device, "cards", {"text": "Kein\x00 Bus\x1b\x9f", "key": KEY}).status_code == 201
    assert collecting.texts() == ["Kein Bus"]


def test_direction_marks_of_one_card_do_not_reach_into_the_next(collecting, device):
    program(device, "cards", {"text": "\u202eevitcaer", "key": KEY})
    board = device.client.get(f"/{collecting.code}/board").text
    assert re.findall(r'dir="(\w+)"[^>]*>\s*\u202eevitcaer', board) != []


def pause(hall):
    with hall.app.app_context():
        hall.row().current_step.paused_at = clock.now()
        db.session.commit()


def end(hall):
    with hall.app.app_context():
        end_step(hall.row().current_step)


@pytest.mark.parametrize("stop", [pause, end])
def test_step_that_takes_nothing_is_named_to_a_program(collecting, device, stop):
    stop(collecting)
    answer = program(device, "cards", {"text": "Zu spät", "language": "en", "key": KEY})
    assert (answer.status_code, answer.json) == (409, {"error": "StepClosed", "message": CLOSED})
    assert collecting.texts() == []


@pytest.mark.parametrize("stop", [pause, end])
def test_text_for_a_step_that_takes_nothing_stays_in_the_field(collecting, device, stop):
    form = device.hidden("?lang=en")
    stop(collecting)
    answer = device.client.post(f"/{collecting.code}/cards", data=form | {"text": "Zu spät"})
    assert (answer.status_code, alert(answer.text), field(answer.text)) == (409, CLOSED, "Zu spät")
    assert collecting.texts() == []


@pytest.mark.parametrize("kind", [StepKind.CLUSTER, StepKind.VOTE, StepKind.PLAN, StepKind.CLOSING])
def test_text_for_a_step_that_was_left_is_handed_back_to_copy(hall, device, kind):
    hall.run(StepKind.COLLECT)
    form = device.hidden("?lang=en")
    with hall.app.app_context():
        run_step(hall.row(), kind, next(step.phase for step in hall.row().steps if step.kind is kind))
    answer = device.client.post(f"/{hall.code}/cards", data=form | {"text": "Zu spät"})
    assert (answer.status_code, alert(answer.text), to_copy(answer.text)) == (409, CLOSED, ["Zu spät"])
    assert hall.texts() == []


def test_key_of_somebody_else_is_refused_and_the_text_gets_a_key_of_its_own(collecting, device, another_device):
    program(another_device, "cards", {"text": "Meins", "key": KEY})
    form = device.hidden("?lang=en") | {"text": "Deins", "key": KEY}
    del form["unscripted"]
    answer = device.client.post(f"/{device.code}/cards", data=form)
    assert (answer.status_code, alert(answer.text), field(answer.text)) == (422, KEY_REFUSED, "Deins")
    fresh = re.search(r'name="key" value="([^"]+)"', answer.text).group(1)
    assert by_form(device, "cards", {"text": "Deins", "key": fresh}).status_code == 303
    assert collecting.texts() == ["Meins", "Deins"]


@pytest.mark.parametrize("address", ["cards", "ballots", "table"])
def test_unknown_code_is_named_wherever_it_is_sent_to(app, address):
    sentence = "There is no workshop with the code “ZZZZZZ”. Compare it with the poster: six letters and digits."
    data = {"text": "Bus", "key": KEY}
    answer = app.test_client().post(f"/ZZZZZZ/{address}?lang=en", data=data, headers=JSON)
    assert (answer.status_code, answer.json) == (404, {"error": "WorkshopUnknown", "message": sentence})
    page = app.test_client().post(f"/ZZZZZZ/{address}?lang=en", data=data)
    assert (page.status_code, alert(page.text)) == (404, sentence)
    assert re.search(r'name="code"\s+value="([^"]*)"', page.text).group(1) == "ZZZZZZ"


def kept_by(page):
    """What the start page keeps: the text to copy, and the one that goes along with the code."""
    along = re.findall(r'name="text" value="([^"]*)"', page)
    return to_copy(page), [unescape(text) for text in along]


def astray(device, address, text):
    """Send a form of the workshop's page to a code that nothing has."""
    return device.client.post(f"/ZZZZZZ/{address}", data=device.hidden("?lang=en") | {"text": text})


@pytest.mark.parametrize(
    ("address", "along"), [("cards", ["„Kein Bus“ <b>\nam Abend"]), ("plans/1/what", []), ("ballots", [])]
)
def test_text_sent_to_an_unknown_code_stays_on_the_start_page(collecting, device, address, along):
    answer = astray(device, address, "„Kein Bus“ <b>\nam Abend")
    assert (answer.status_code, kept_by(answer.text)) == (404, (["„Kein Bus“ <b>\nam Abend"], along))
    assert collecting.texts() == []


def test_start_page_without_a_text_keeps_nothing_and_asks_by_address(collecting, device):
    for answer in (device.client.get("/"), device.client.get("/ZZZZZZ"), astray(device, "table", "")):
        assert (kept_by(answer.text), re.findall(r'method="(\w+)"', answer.text)) == (([], []), ["get"])
    assert collecting.texts() == []


def bring(device, code, text):
    page = astray(device, "cards", text).text
    token = unescape(re.search(r'name="csrf_token" value="([^"]+)"', page).group(1))
    return device.client.post("/", data={"csrf_token": token, "text": text, "code": code})


def test_text_comes_along_into_the_field_of_the_right_workshop(collecting, device):
    answer = bring(device, f" {collecting.code.lower()} ", "Kein Bus")
    assert (answer.status_code, field(answer.text), to_copy(answer.text)) == (200, "Kein Bus", [])
    assert collecting.texts() == []
    written = re.search(r'<form class="write".*?</form>', answer.text, re.DOTALL).group()
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', written))
    assert device.client.post(f"/{collecting.code}/cards", data=form | {"text": "Kein Bus"}).status_code == 303
    assert collecting.texts() == ["Kein Bus"]


def test_text_comes_along_to_a_second_unknown_code_too(collecting, device):
    answer = bring(device, "YYYYYY", "Kein Bus")
    assert (answer.status_code, kept_by(answer.text)) == (404, (["Kein Bus"], ["Kein Bus"]))
    assert re.search(r'name="code"\s+value="([^"]*)"', answer.text).group(1) == "YYYYYY"


def test_text_that_comes_along_where_no_cards_are_collected_is_handed_back(collecting, device, hall):
    device.look("?lang=en")
    page = astray(device, "cards", "Kein Bus").text
    token = unescape(re.search(r'name="csrf_token" value="([^"]+)"', page).group(1))
    hall.run(StepKind.CLUSTER)
    answer = device.client.post("/", data={"csrf_token": token, "text": "Kein Bus", "code": hall.code})
    assert (answer.status_code, to_copy(answer.text)) == (200, ["Kein Bus"])
    assert "No cards are collected now. Copy your text for later." in answer.text


def test_code_without_a_text_leads_on_like_a_link(collecting, device):
    token = device.token()
    answer = device.client.post("/", data={"csrf_token": token, "text": "", "code": collecting.code})
    assert (answer.status_code, answer.location) == (303, f"/{collecting.code}")


def test_links_of_a_page_that_answers_a_form_lead_to_the_page_itself(collecting, device):
    refused, unknown = by_form(device, "cards", {"text": ""}), astray(device, "cards", "Bus")
    for answer, address in ((refused, f"/{collecting.code}"), (unknown, "/")):
        languages = set(re.findall(r'href="([^"?]*)\?lang=', answer.text))
        assert languages == {address}
        assert device.client.get(f"{address}?lang=ar").status_code == 200


def test_body_that_is_no_form_is_an_empty_card(collecting, device):
    device.look("?lang=en")
    headers = JSON | {"X-CSRFToken": device.token(), "Content-Type": "application/json"}
    for body in ("{", "[]", '"text"', '{"text": {"a": 1}, "key": []}'):
        answer = device.client.post(f"/{collecting.code}/cards", data=body, headers=headers)
        assert (answer.status_code, sorted(answer.json)) == (422, ["error", "message"])
    assert collecting.texts() == []


def test_body_beyond_every_card_is_refused_before_it_is_read(collecting, device):
    answer = program(device, "cards", {"text": "x" * 100_000, "key": KEY})
    assert (answer.status_code, answer.json, collecting.texts()) == (
        413,
        {"error": "Request Entity Too Large", "message": "Send less text or a smaller file."},
        [],
    )


@pytest.fixture
def voting(hall):
    with hall.app.app_context():
        workshop = hall.row()
        for title in ("Kein Bus am Abend", "Keine Halle frei", "Niemand sagt etwas"):
            a_cluster(workshop, title=title, cards=[a_card(workshop)])
        with transaction():
            walk(hall.row(), step_of(hall.row(), StepKind.VOTE, Phase.CRITIQUE).position, None)
    return hall


def options(hall):
    with hall.app.app_context():
        return [option.id for option in find_round(hall.row().current_step_id).options]


def foreign_option(hall):
    """An option of another workshop's round."""
    with hall.app.app_context():
        workshop = a_workshop()
        for _number in range(2):
            a_cluster(workshop, cards=[a_card(workshop)])
        with transaction():
            walk(workshop, step_of(workshop, StepKind.VOTE, Phase.CRITIQUE).position, None)
        return find_round(workshop.current_step_id).options[0].id


def dots(hall):
    with hall.app.app_context():
        return [ballot.chosen for ballot in db.session.query(Ballot).order_by(Ballot.id)]


def given(page):
    return [int(option) for option in re.findall(r'name="option"\s+value="(\d+)"[^>]*\schecked', page)]


def pick_none(_hall):
    return []


def pick_foreign(hall):
    return [foreign_option(hall)]


def pick_too_many(hall):
    first, second, _third = options(hall)
    return [first, first, second, second]


def pick_too_many_on_one(hall):
    return options(hall)[:1] * 3


REFUSED_BALLOTS = {
    "no dot": (pick_none, "NoDots", "You have not given a dot yet. Give at least one, then send."),
    "a foreign option": (
        pick_foreign,
        "OptionForeign",
        "This cannot be voted for here. Reload the page and choose again.",
    ),
    "too many dots": (pick_too_many, "TooManyDots", "You gave 4 dots, you have 3. Take some back, then send."),
    "too many on one": (pick_too_many_on_one, "TooManyOnOne", "At most 2 dots fit on one line. Spread the others."),
}
refused_ballots = pytest.mark.parametrize(
    ("pick", "error", "sentence"), REFUSED_BALLOTS.values(), ids=REFUSED_BALLOTS.keys()
)


@refused_ballots
def test_ballot_against_the_rules_is_named_to_a_program(voting, device, pick, error, sentence):
    answer = program(device, "ballots", {"option": pick(voting), "key": KEY})
    assert (answer.status_code, answer.json) == (422, {"error": error, "message": sentence})
    assert dots(voting) == []


@refused_ballots
def test_ballot_against_the_rules_comes_back_with_its_sentence(voting, device, pick, error, sentence):
    answer = by_form(device, "ballots", {"option": pick(voting)})
    assert (answer.status_code, alert(answer.text), dots(voting)) == (422, sentence, [])


def test_refused_ballot_leaves_the_one_before_as_it_was(voting, device):
    first, second, _third = options(voting)
    by_form(device, "ballots", {"option": [first]})
    answer = by_form(device, "ballots", {"option": pick_too_many(voting)})
    assert (answer.status_code, given(answer.text)) == (422, [first, first, second, second])
    assert dots(voting) == [{first: 1}]


def test_second_ballot_replaces_the_first_with_its_dots(voting, device):
    first, second, _third = options(voting)
    for chosen in ([first, first], [second]):
        assert program(device, "ballots", {"option": chosen, "key": str(uuid.uuid4())}).status_code == 201
    assert dots(voting) == [{second: 1}]


def test_ballot_without_a_key_counts_nothing(voting, device):
    answer = program(device, "ballots", {"option": options(voting)[:1], "key": "x"})
    assert (answer.status_code, answer.json["error"], dots(voting)) == (422, "KeyInvalid", [])


def test_ballot_of_a_closed_round_is_told_where_the_result_is(voting, device):
    form = device.hidden("?lang=en") | {"option": options(voting)[:1]}
    with voting.app.app_context(), transaction():
        close_round(find_round(voting.row().current_step_id), None)
    sentence = "The vote is over. Look at the screen for the result."
    page = device.client.post(f"/{voting.code}/ballots", data=form)
    assert (page.status_code, alert(page.text)) == (409, sentence)
    answer = device.client.post(f"/{voting.code}/ballots", data=form, headers=JSON)
    assert (answer.status_code, answer.json, dots(voting)) == (409, {"error": "RoundClosed", "message": sentence}, [])


@pytest.fixture
def limited(settings):
    """A device in a hall that counts how often it sends."""
    app = create_app(settings, TESTING=True, RATELIMIT_ENABLED=True)
    with app.app_context():
        code = a_workshop().code
    hall = Hall(app, code)
    hall.run(StepKind.COLLECT)
    yield Device(app.test_client(), code)
    with app.app_context():
        db.engine.dispose()


def test_thirty_first_text_to_an_unknown_code_waits_and_is_kept(limited):
    form = limited.hidden("?lang=en")
    answers = [limited.client.post("/ZZZZZZ/cards", data=form | {"text": "Bus"}) for _number in range(31)]
    assert [answer.status_code for answer in answers] == [404] * 30 + [429]
    assert kept_by(answers[-1].text) == (["Bus"], ["Bus"])


def test_thirty_first_card_of_a_program_is_told_when_to_come_back(limited):
    device, app = limited, limited.client.application
    device.look("?lang=en")
    token = device.token()
    answers = [device.send(f"Gedanke {number}", csrf_token=token) for number in range(31)]
    last = answers.pop()
    assert {answer.status_code for answer in answers} == {201}
    sentence = "Wait a moment, then send again. Nothing is lost."
    assert (last.status_code, last.json) == (429, {"error": "TooFast", "message": sentence})
    assert 1 <= int(last.headers["Retry-After"]) <= 60
    with app.app_context():
        assert db.session.query(Card).count() == 30
