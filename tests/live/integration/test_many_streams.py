"""A hall of five hundred phones that listen, on the real server with SQLite and its 64 threads."""

import time
from contextlib import ExitStack

import pytest

from participation.cli.server import THREADS
from participation.workshop.models import Phase, StepKind
from tests.live.integration.hall import CREATED, Device, Hall

STREAMS = 500
LAST_CHUNK = b"0\r\n\r\n"
"""Says that an answer is whole (RFC 9112 §7.1); one that only breaks off lacks it."""


@pytest.fixture
def hall(tmp_path):
    hall = Hall(tmp_path)
    yield hall
    hall.close()


@pytest.fixture
def listening(hall):
    """All phones' streams, each read up to what is current when it begins."""
    with ExitStack() as connections:
        answers = []
        for _ in range(STREAMS):
            connection, answer = hall.open_stream()
            connections.callback(connection.close)
            connections.callback(answer.close)
            answers.append(answer)
        for answer in answers:
            next_stage(answer)
        yield answers


def next_stage(answer):
    """Return the revision of the stage that a stream tells next; None when it ends."""
    while line := answer.readline():
        if line == b"event: stage\n":
            return int(answer.readline().removeprefix(b"data: "))
    return None


def unread(answer):
    """Return what is left of a stream as it came over the line, with the sizes of its chunks."""
    return answer.fp.read()


def test_five_hundred_streams_leave_all_threads_to_requests_and_hear_of_the_next_step(hall, listening):
    device = Device(hall)
    sent = [device.send()[1] for _ in range(3)]
    began = time.monotonic()
    hall.go_to(StepKind.CLUSTER, Phase.CRITIQUE)
    revision = hall.stage()["revision"]
    heard = [next_stage(answer) for answer in listening]
    seconds = time.monotonic() - began

    assert (STREAMS > THREADS, sent) == (True, [CREATED] * 3)
    assert (heard, seconds < 5) == ([revision] * STREAMS, True)


def test_server_with_five_hundred_streams_stops_within_five_seconds_and_ends_each(hall, listening):
    began = time.monotonic()
    hall.server.stop()
    seconds = time.monotonic() - began

    assert (seconds < 5, hall.server.process.exitcode) == (True, 0)
    assert [unread(answer).endswith(LAST_CHUNK) for answer in listening] == [True] * STREAMS
