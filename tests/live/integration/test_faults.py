"""What goes wrong in a hall: the server dies, is restarted, is crowded; Redis goes and comes back."""

import json
import threading
import time
import uuid
from contextlib import ExitStack
from urllib.parse import urlencode

import pytest
from lxml import html

from participation.app import SEATS_RESERVED
from participation.workshop.models import Phase, StepKind
from participation.workshop.queries import get_workshop
from tests.factories import AGENDA, a_moderator
from tests.hall.console.desk import sign_in
from tests.live.integration.hall import CREATED, Device, Hall

SENDERS = 6
CARDS_OF_EACH = 12
FILES = 320


@pytest.fixture
def hall(tmp_path):
    hall = Hall(tmp_path)
    yield hall
    hall.close()


@pytest.mark.parametrize(("phase", "kind"), list(dict.fromkeys(AGENDA)))
def test_server_killed_in_any_step_goes_on_where_it_was(hall, phase, kind):
    key, status, _headers, _said = Device(hall).send()
    hall.go_to(kind, phase)
    before = hall.stage()

    hall.server.kill()
    hall.server.start()

    assert (hall.stage(), before["kind"], before["phase"]) == (before, kind.value, phase.value)
    assert (status, hall.stored()) == (CREATED, [key])
    assert [hall.ask("GET", f"/{hall.code}{page}")[0] for page in ("", "/screen")] == [200, 200]


def keep_sending(hall, accepted):
    """Send cards one after the other, each until it was accepted, as the page's script does."""
    device = Device(hall)
    for _card in range(CARDS_OF_EACH):
        key = str(uuid.uuid4())
        while key not in accepted:
            try:
                if device.send(key)[1] == CREATED:
                    accepted.append(key)
            except (OSError, ValueError):
                # Nobody there: the same key again.
                threading.Event().wait(0.02)


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_server_ended_and_started_under_load_loses_and_doubles_nothing(hall, wait_until, end):
    accepted = []
    senders = [threading.Thread(target=keep_sending, args=(hall, accepted)) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    wait_until(lambda: len(accepted) > SENDERS)
    stream, answer = hall.open_stream()
    answer.readline()

    began = time.monotonic()
    getattr(hall.server, end)()
    seconds = time.monotonic() - began
    hall.server.start()
    for sender in senders:
        sender.join(60)
    stream.close()

    assert seconds < 5
    assert (len(accepted), hall.stored()) == (SENDERS * CARDS_OF_EACH, sorted(accepted))


@pytest.fixture
def small_house(tmp_path):
    """A hall on a system that grants few open files: half of them for connections, three quarters of these streams."""
    hall = Hall(tmp_path, TEST_FILES=str(FILES))
    yield hall
    hall.close()


def test_full_hall_of_streams_starves_neither_screens_nor_requests(small_house):
    hall, seats = small_house, FILES // 2 * 3 // 4
    with ExitStack() as streams:

        def open_stream(query=""):
            connection, answer = hall.open_stream(query)
            streams.callback(connection.close)
            return answer

        phones = [open_stream() for _ in range(seats)]
        seated = [answer.status for answer in phones].count(200)
        refused = [answer for answer in phones if answer.status == 503]
        projector = open_stream("?board=1")
        page, card = hall.ask("GET", f"/{hall.code}")[0], Device(hall).send()[1]

        assert (seated, len(refused)) == (seats - SEATS_RESERVED, SEATS_RESERVED)
        assert all(1 <= int(answer.headers["Retry-After"]) <= 15 for answer in refused)
        assert json.loads(refused[0].read())["error"] == "StreamsExhausted"
        assert (projector.status, page, card) == (200, 200, CREATED)


def test_redis_that_stops_costs_no_card_and_is_found_again(tmp_path, redis_server, wait_until):
    hall = Hall(tmp_path, PARTICIPATION_REDIS_URL=redis_server.url)
    try:
        stream, answer = hall.open_stream("?board=1")
        answer.readline()
        wait_until(lambda: hall.ask("GET", "/readyz")[0] == 200)
        redis_server.kill()
        wait_until(lambda: hall.ask("GET", "/readyz")[0] == 503)

        key, status, _headers, _said = Device(hall).send()
        revision = hall.stage()["revision"]
        hall.go_to(StepKind.CLUSTER, Phase.CRITIQUE)
        assert (status, hall.stored()) == (CREATED, [key])
        assert hall.stage()["revision"] > revision

        redis_server.start()
        wait_until(lambda: hall.ask("GET", "/readyz")[0] == 200)
        # The stream of before ends, so that the page comes back and hears what is true now.
        until = time.monotonic() + 20
        while answer.readline():
            assert time.monotonic() < until, "the stream goes on"
        stream.close()
        back, answer = hall.open_stream()
        lines = [answer.readline().decode().strip() for _line in range(4)]
        back.close()
        assert f"id: {hall.stage()['revision']}" in lines
    finally:
        hall.close()


class Desk:
    """The console of a moderator who has signed in and sees the step that runs now."""

    def __init__(self, hall, user_id):
        self.hall = hall
        client = sign_in(hall.app, user_id)
        page = html.fromstring(client.get(f"/console/{hall.code}/").text)
        self.cookie = f"participation={client.get_cookie('participation').value}"
        form = page.xpath("//*[@id='next-form' or @id='next-asked']")[0]
        self.fields = {name: form.xpath(f".//input[@name='{name}']/@value")[0] for name in ("csrf_token", "seen")}

    def press_next(self):
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie}
        return self.hall.ask("POST", f"/console/{self.hall.code}/next", headers, urlencode(self.fields))[0]


def test_of_two_consoles_that_press_next_in_one_instant_one_wins_and_the_other_is_told(hall):
    with hall.app.app_context():
        users = [a_moderator(get_workshop(hall.code)).id for _ in range(2)]
    consoles = [Desk(hall, user_id) for user_id in users]
    start, answers = threading.Barrier(2), []

    def press(console):
        start.wait(10)
        answers.append(console.press_next())

    pressing = [threading.Thread(target=press, args=(console,)) for console in consoles]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join(30)

    assert (sorted(answers), hall.stage()["kind"]) == ([303, 409], StepKind.CLUSTER.value)
