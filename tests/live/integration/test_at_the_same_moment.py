"""What a hall sends at the same moment, to real servers of both set-ups: each one is answered, each is stored once."""

import threading
from contextlib import contextmanager

import psycopg
import pytest

from tests.live.integration.hall import CREATED, Device, Hall

DEVICES = 16
HUNG_SECONDS = 30
LOCKED = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = 'hall'"


@pytest.fixture(scope="module")
def own_database(postgresql):
    """The URL of a new database on PostgreSQL, without any table."""
    with psycopg.connect(plain(postgresql.url), autocommit=True) as connection:
        connection.execute("CREATE DATABASE hall TEMPLATE template0")
    yield postgresql.url.set(database="hall")
    with psycopg.connect(plain(postgresql.url), autocommit=True) as connection:
        connection.execute("DROP DATABASE hall WITH (FORCE)")


@pytest.fixture(scope="module")
def hall_on_postgresql(own_database, tmp_path_factory):
    hall = Hall(tmp_path_factory.mktemp("hall"), own_database.render_as_string())
    yield hall
    hall.close()


@pytest.fixture
def hall_on_sqlite(tmp_path):
    hall = Hall(tmp_path)
    yield hall
    hall.close()


def plain(url):
    """Return the URL as the driver alone takes it."""
    return url.set(drivername="postgresql").render_as_string()


@contextmanager
def sending(devices):
    """Let all devices send a card in the same moment; give what they were answered, complete after the block."""
    start, answers = threading.Barrier(len(devices)), []

    def send(device):
        start.wait()
        key, status, _headers, _said = device.send()
        answers.append((key, status))

    senders = [threading.Thread(target=send, args=(device,), daemon=True) for device in devices]
    for sender in senders:
        sender.start()
    yield answers
    for sender in senders:
        sender.join(HUNG_SECONDS)


@pytest.mark.parametrize("place", ["hall_on_sqlite", "hall_on_postgresql"])
def test_cards_of_one_moment_are_all_answered_and_stored_once(request, place):
    hall = request.getfixturevalue(place)
    before = hall.stored()
    with sending([Device(hall) for _ in range(DEVICES)]) as answers:
        pass
    assert [status for _key, status in answers] == [CREATED] * DEVICES
    assert hall.stored() == sorted([*before, *(key for key, _status in answers)])


def test_hall_is_answered_while_cards_wait_for_the_database(hall_on_postgresql, own_database, wait_until):
    hall = hall_on_postgresql
    devices = [Device(hall) for _ in range(DEVICES)]
    with (
        psycopg.connect(plain(own_database)) as holder,
        psycopg.connect(plain(own_database), autocommit=True) as onlooker,
    ):
        holder.execute("SELECT id FROM workshop FOR UPDATE")
        with sending(devices) as answers:
            wait_until(lambda: onlooker.execute(LOCKED).fetchone() != (0,))
            stages = [hall.ask("GET", f"/{hall.code}/stage")[0] for _ in range(DEVICES)]
            unanswered = DEVICES - len(answers)
            holder.rollback()
    assert (stages, unanswered) == ([200] * DEVICES, DEVICES)
    assert [status for _key, status in answers] == [CREATED] * DEVICES
