"""The live room of a Flask application."""

import socket
import threading
import time
from types import SimpleNamespace

import pytest
from flask import Flask

from participation.live import extension
from participation.live.broker import InProcessBroker
from participation.live.connection import UNREACHABLE_SECONDS, give_up_when_unreachable
from participation.live.errors import StreamsExhausted
from participation.live.handover import KEY, HandedOver, Handover


@pytest.fixture
def app():
    app = Flask(__name__)
    app.config.update(LIVE_STREAM_LIMIT=1, LIVE_HEARTBEAT_SECONDS=0, LIVE_RETRY_MILLISECONDS=(5, 5))
    extension.init_app(app)
    return app


@pytest.fixture
def hub(app):
    return extension.live_room(app).hub


def test_application_without_a_stream_limit_is_refused():
    with pytest.raises(KeyError, match="LIVE_STREAM_LIMIT"):
        extension.init_app(Flask(__name__))


def test_application_without_redis_carries_notices_in_its_process(app):
    assert type(extension.live_room(app).broker) is InProcessBroker
    with app.app_context():
        assert extension.is_healthy() is True


def test_stream_begins_with_the_current_revisions(app):
    with app.test_request_context():
        response = extension.open_stream(["a"], lambda: {("a", "stage"): 17, ("a", "board"): 204})
        chunks = iter(response.response)

    assert [next(chunks) for _ in range(4)] == [
        "retry: 5\n\n",
        "id: 17\nevent: stage\ndata: 17\n\n",
        "id: 204\nevent: board\ndata: 204\n\n",
        ":\n\n",
    ]


def test_change_while_the_current_revisions_are_read_is_not_missed(app):
    def current():
        extension.publish("a", "stage", 18)
        return {("a", "stage"): 17}

    with app.test_request_context():
        chunks = iter(extension.open_stream(["a"], current).response)

    assert [next(chunks), next(chunks)] == ["retry: 5\n\n", "id: 18\nevent: stage\ndata: 18\n\n"]


def test_seat_is_free_again_when_the_current_revisions_cannot_be_read(app, hub):
    def current():
        raise LookupError

    with app.test_request_context(), pytest.raises(LookupError):
        extension.open_stream(["a"], current)

    assert hub.streams == 0


def test_stream_above_the_limit_is_refused_before_anything_is_read(app):
    with app.test_request_context():
        extension.open_stream(["a"], dict)
        with pytest.raises(StreamsExhausted):
            extension.open_stream(["a"], lambda: pytest.fail("read although no seat was free"))


@pytest.fixture
def handing_over(app):
    """What a request brings whose server hands connections over; ``announced`` is what the head says."""
    writer = extension.start_writer(app, 5)
    announced = []
    environ = {KEY: Handover(lambda: announced.append("close"))}
    yield SimpleNamespace(announced=announced, environ=environ, writer=writer)
    writer.stop()


def wait_until_heard(writer):
    """Wait until the writer has heard all word that was left for it."""
    heard = threading.Event()
    writer._leave_word(heard.set)
    assert heard.wait(10)


def test_stream_leaves_its_thread_with_what_is_current(app, hub, handing_over):
    with app.test_request_context(environ_overrides=handing_over.environ):
        response = extension.open_stream(["a"], lambda: {("a", "stage"): 17})
        chunks = iter(response.response)

    assert next(chunks) == "retry: 5\n\nid: 17\nevent: stage\ndata: 17\n\n"
    with pytest.raises(HandedOver) as handed:
        next(chunks)
    response.close()
    wait_until_heard(handing_over.writer)
    assert (handed.value.line.ended, hub.streams, handing_over.announced) == (False, 1, ["close"])


def until_no_seat_is_taken(hub):
    end = time.monotonic() + 10
    while hub.streams:
        assert time.monotonic() < end
        threading.Event().wait(0.01)


def test_client_that_is_gone_before_its_stream_left_the_thread_gives_the_seat_back(app, hub, handing_over):
    with app.test_request_context(environ_overrides=handing_over.environ):
        extension.open_stream(["a"], dict).close()

    until_no_seat_is_taken(hub)


def test_seat_of_a_stream_to_be_handed_over_is_free_again_when_the_current_cannot_be_read(app, hub, handing_over):
    def current():
        raise LookupError

    with app.test_request_context(environ_overrides=handing_over.environ), pytest.raises(LookupError):
        extension.open_stream(["a"], current)

    until_no_seat_is_taken(hub)


@pytest.mark.parametrize(("most", "limit"), [(5, 1), (0, 0)])
def test_limit_of_written_streams_is_what_the_server_and_the_settings_allow(app, hub, most, limit):
    extension.start_writer(app, most).stop()

    assert hub.limit == limit


def test_head_request_takes_no_seat(app, hub):
    with app.test_request_context(method="HEAD"):
        response = extension.open_stream(["a"], dict)

    assert [response.content_type, hub.streams] == ["text/event-stream; charset=utf-8", 0]


def test_stream_whose_client_acknowledges_nothing_is_given_up(app):
    with socket.socket() as connection:
        with app.test_request_context(environ_overrides={"gunicorn.socket": connection}):
            extension.open_stream(["a"], dict)
        timeout = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)

    assert timeout == UNREACHABLE_SECONDS * 1000


def test_connection_over_a_socket_file_is_left_alone():
    with socket.socket(socket.AF_UNIX) as connection:
        assert give_up_when_unreachable({"gunicorn.socket": connection}) is None
