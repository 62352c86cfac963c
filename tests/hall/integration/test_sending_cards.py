"""Cards from phones: stored once, never lost, refused with a name and the text kept."""

import re
import uuid

import pytest

from participation.access.models import Participant
from participation.app import create_app
from participation.contributions.models import Card, CardState
from participation.kernel.database import db
from participation.workshop.models import Phase, StepKind
from tests.factories import a_cluster, a_workshop, an_inversion
from tests.hall.integration.conftest import Device, Hall

KEY = "0b0e4f6c-6f0c-4a53-9b52-2d6f3c3a1c11"


def test_card_sent_without_script_comes_back_as_arrived(collecting, device):
    answer = device.write("Kein Bus am Abend")
    assert (answer.status_code, answer.location) == (303, f"/{collecting.code}")
    page = device.look().text
    assert ("Kein Bus am Abend" in page, 'data-state="visible"' in page) == (True, True)


def test_card_sent_by_a_program_is_answered_with_its_id_and_state(collecting, client):
    answer = client.post(
        f"/{collecting.code}/cards",
        json={"text": "Kein Bus", "language": "de", "key": KEY},
        headers={"Accept": "application/json"},
    )
    with collecting.app.app_context():
        stored = db.session.query(Card).one()
        assert (answer.status_code, answer.json) == (201, {"id": stored.id, "state": "visible"})


def test_card_sent_twice_with_one_key_is_stored_once(collecting, device):
    device.look()
    token = device.token()
    answers = [device.send("Kein Bus", key=KEY, csrf_token=token) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json == answers[1].json
    assert collecting.texts() == ["Kein Bus"]


def test_form_sent_again_from_a_page_with_a_new_key_is_the_same_card(collecting, device):
    answers = [device.write(text) for text in ("Kein Bus", " Kein Bus\r\n", "Kein Bus")]
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert collecting.texts() == ["Kein Bus"]


def test_form_sent_again_after_its_step_closed_is_told_that_the_card_has_arrived(collecting, device):
    device.write("Kein Bus")
    form = device.hidden()
    collecting.run(StepKind.CLUSTER)
    answer = device.client.post(f"/{collecting.code}/cards", data=form | {"text": "Kein Bus"})
    assert (answer.status_code, collecting.texts()) == (303, ["Kein Bus"])


def test_form_with_the_text_of_an_earlier_card_is_a_card_of_its_own(collecting, device, another_device):
    for writer, text in ((device, "Bus"), (device, "Halle"), (device, "Bus"), (another_device, "Bus")):
        assert writer.write(text).status_code == 303
    assert collecting.texts() == ["Bus", "Halle", "Bus", "Bus"]


def test_wish_with_the_same_text_to_another_topic_or_in_another_step_is_a_card_of_its_own(hall, device):
    with hall.app.app_context():
        workshop = hall.row()
        topics = [str(an_inversion(workshop, a_cluster(workshop)).id) for _number in range(2)]
    hall.run(StepKind.COLLECT)
    device.write("Ein Bus")
    hall.run(StepKind.COLLECT, Phase.FANTASY)
    for parent in ("", *topics, ""):
        assert device.write("Ein Bus", parent=parent).status_code == 303
    assert hall.texts() == ["Ein Bus"] * 5


def test_withdrawn_card_can_be_sent_again(collecting, device):
    for _time in range(2):
        device.write("Kein Bus")
        card_id = re.findall(r"/cards/(\d+)/withdraw", device.look().text)[0]
        device.client.post(f"/{collecting.code}/cards/{card_id}/withdraw", data={"csrf_token": device.token()})
    assert collecting.texts() == ["Kein Bus", "Kein Bus"]


def test_program_that_sends_one_text_with_two_keys_sends_two_cards(collecting, device):
    device.look()
    token = device.token()
    for _time in range(2):
        assert device.send("Kein Bus", csrf_token=token).status_code == 201
    assert collecting.texts() == ["Kein Bus", "Kein Bus"]


def test_device_whose_cookie_was_lost_with_the_answer_is_answered_again(collecting, device, another_device):
    first = device.send("Kein Bus", key=KEY)
    again = another_device.send("Kein Bus", key=KEY.upper())
    assert (first.json, again.status_code, collecting.texts()) == (again.json, 201, ["Kein Bus"])
    with collecting.app.app_context():
        assert db.session.query(Participant).count() == 1


def test_key_of_somebody_else_is_refused(collecting, device, another_device):
    device.send("Kein Bus", key=KEY)
    answer = another_device.send("Anderes", key=KEY, csrf_token=another_device.token())
    assert (answer.status_code, answer.json["error"]) == (422, "KeyInvalid")


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        ({"text": " \n "}, 422, "CardEmpty"),
        ({"text": "x" * 5000}, 413, "CardTooLong"),
        ({"text": "Bus", "key": "no key"}, 422, "KeyInvalid"),
        ({"text": "Bus", "language": "xx"}, 422, "LanguageUnknown"),
        ({"text": "Bus", "parent": "999999"}, 422, "TopicUnknown"),
        ({"text": "Bus", "table": "x"}, 422, "TableUnknown"),
        ({"text": "Bus", "step": "0"}, 409, "StepClosed"),
        ({"text": "Bus", "step": "1"}, 409, "StepClosed"),
        ({"text": "Bus", "step": "99"}, 409, "StepClosed"),
    ],
)
def test_refusal_has_a_name_and_stores_nothing(collecting, device, fields, status, error):
    answer = device.send(**fields)
    assert (answer.status_code, answer.json["error"], collecting.texts()) == (status, error, [])


def test_refused_card_comes_back_in_the_field(collecting, device):
    answer = device.write("ü" * 501)
    assert answer.status_code == 413
    assert f">{'ü' * 501}</textarea>" in answer.text


def test_card_for_a_step_that_is_over_comes_back_as_text_to_copy(hall, device):
    hall.run(StepKind.COLLECT)
    form = device.hidden()
    hall.run(StepKind.CLUSTER)
    answer = device.client.post(f"/{hall.code}/cards", data=form | {"text": "Zu spät"})
    assert answer.status_code == 409
    assert answer.text.count(">Zu spät</textarea>") == 1


def test_complaint_never_ends_among_the_wishes(hall, device):
    hall.run(StepKind.COLLECT)
    form = device.hidden()
    hall.run(StepKind.COLLECT, Phase.FANTASY)
    answer = device.client.post(f"/{hall.code}/cards", data=form | {"text": "Alles schlecht"})
    assert (answer.status_code, hall.texts()) == (409, [])
    assert "Alles schlecht" in answer.text


def test_wish_knows_its_topic_and_the_next_one_starts_there(hall, device):
    with hall.app.app_context():
        workshop = hall.row()
        inversion_id = an_inversion(workshop, a_cluster(workshop)).id
    hall.run(StepKind.COLLECT, Phase.FANTASY)
    answer = device.write("Ein Bus in der Nacht", parent=str(inversion_id))
    assert answer.location == f"/{hall.code}?topic={inversion_id}"
    checked = re.findall(r'name="parent"\s+value="(\d*)"\s+checked', device.client.get(answer.location).text)
    assert checked == [str(inversion_id)]
    with hall.app.app_context():
        assert db.session.query(Card).one().inversion_id == inversion_id


def test_author_withdraws_a_card(collecting, device):
    card_id = device.send("Kein Bus").json["id"]
    answer = device.client.post(f"/{collecting.code}/cards/{card_id}/withdraw", data={"csrf_token": device.token()})
    with collecting.app.app_context():
        assert (answer.status_code, db.session.get(Card, card_id).state) == (303, CardState.WITHDRAWN)


def test_nobody_withdraws_the_card_of_another(collecting, device, another_device):
    card_id = device.send("Kein Bus").json["id"]
    answer = another_device.client.post(
        f"/{collecting.code}/cards/{card_id}/withdraw", data={"csrf_token": another_device.token()}
    )
    with collecting.app.app_context():
        assert (answer.status_code, db.session.get(Card, card_id).state) == (422, CardState.VISIBLE)


def test_hidden_card_says_so_and_why(collecting, device):
    card_id = device.send("Herr Maier ist schuld").json["id"]
    with collecting.app.app_context():
        card = db.session.get(Card, card_id)
        card.state, card.reason = CardState.HIDDEN, "nennt einen Namen"
        db.session.commit()
    page = device.look().text
    assert ('data-state="hidden"' in page, "nennt einen Namen" in page) == (True, True)


def test_text_of_a_resident_is_never_markup(collecting, device):
    device.write("<script>alert(1)</script>")
    board = device.client.get(f"/{collecting.code}/board").text
    assert ("<script>alert" in device.look().text, "<script>alert" in board) == (False, False)


@pytest.fixture
def limited(settings):
    app = create_app(settings, TESTING=True, RATELIMIT_ENABLED=True)
    with app.app_context():
        code = a_workshop().code
    hall = Hall(app, code)
    hall.run(StepKind.COLLECT)
    yield hall
    with app.app_context():
        db.engine.dispose()


def test_thirty_first_card_in_a_minute_waits_and_keeps_its_text(limited):
    device = Device(limited.app.test_client(), limited.code)
    form = device.hidden()
    for number in range(30):
        data = form | {"text": f"Gedanke {number}", "key": str(uuid.uuid4())}
        assert device.client.post(f"/{limited.code}/cards", data=data).status_code == 303
    answer = device.client.post(f"/{limited.code}/cards", data=form | {"text": "Noch einer"})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert ">Noch einer</textarea>" in answer.text


def test_limit_counts_devices_not_the_address_of_the_hall(limited):
    devices = [Device(limited.app.test_client(), limited.code) for _ in range(2)]
    for device in devices:
        device.look()
    answers = [
        device.send(f"Gedanke {number}", csrf_token=token)
        for device in devices
        for token in [device.token()]
        for number in range(20)
    ]
    assert {answer.status_code for answer in answers} == {201}


def test_phone_that_sends_two_hundred_a_minute_is_slowed_and_its_neighbour_is_not(limited):
    hasty, neighbour = (Device(limited.app.test_client(), limited.code) for _ in range(2))
    tokens = {device: device.token() for device in (hasty, neighbour)}
    answers = [hasty.send(f"Gedanke {number}", csrf_token=tokens[hasty]) for number in range(200)]
    calm = neighbour.send("Kein Bus am Abend", csrf_token=tokens[neighbour])

    assert [answer.status_code for answer in answers] == [201] * 30 + [429] * 170
    assert (
        answers[-1].json["message"] == "Warten Sie einen Moment und senden Sie dann noch einmal. Nichts geht verloren."
    )
    assert (calm.status_code, len(limited.texts())) == (201, 31)


def test_whole_hall_behind_one_address_is_never_taken_for_one_phone(limited):
    phones = [Device(limited.app.test_client(), limited.code) for _ in range(60)]
    tokens = {phone: phone.token() for phone in phones}
    statuses = {
        phone.send("Kein Bus am Abend", csrf_token=tokens[phone]).status_code for phone in phones for _card in range(5)
    }

    assert (statuses, len(limited.texts())) == ({201}, 300)


def test_no_browser_keeps_a_page_that_changes_but_the_phones_which_it_asks_for_again(collecting, device):
    phone, *others = [device.look(), device.look("/screen"), device.look("/board"), device.look("/results")]
    refused = device.write("")
    assert phone.headers["Cache-Control"] == "private, no-cache"
    assert [page.headers["Cache-Control"] for page in (*others, refused)] == ["no-store"] * 4
