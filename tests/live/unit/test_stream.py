"""The bytes that a browser reads."""

import pytest

from participation.live.hub import Hub
from participation.live.stream import sse_response
from participation.live.topics import Notice


@pytest.fixture
def hub():
    return Hub(4, pace_seconds=0)


def chunks_of(response):
    return iter(response.response)


def test_stream_is_neither_stored_nor_buffered(hub):
    response = sse_response(hub.subscribe(["a"]))

    assert response.content_type == "text/event-stream; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Accel-Buffering"] == "no"


def test_first_bytes_leave_at_once_and_say_when_to_come_back(hub):
    chunks = chunks_of(sse_response(hub.subscribe(["a"]), retry_milliseconds=(700, 700)))

    assert next(chunks) == "retry: 700\n\n"


def test_browsers_come_back_at_different_times_within_the_bounds():
    hub = Hub(200)
    firsts = {next(chunks_of(sse_response(hub.subscribe(["a"]), retry_milliseconds=(10, 12)))) for _ in range(200)}

    assert firsts == {"retry: 10\n\n", "retry: 11\n\n", "retry: 12\n\n"}


def test_message_says_what_changed_and_nothing_else(hub):
    chunks = chunks_of(sse_response(hub.subscribe(["a"])))
    hub.publish("a", Notice("stage", 17))
    next(chunks)

    assert next(chunks) == "id: 17\nevent: stage\ndata: 17\n\n"


def test_silence_is_filled_with_comments(hub):
    chunks = chunks_of(sse_response(hub.subscribe(["a"]), heartbeat_seconds=0))
    next(chunks)

    assert [next(chunks), next(chunks)] == [":\n\n", ":\n\n"]


def test_stream_ends_and_frees_its_seat_when_the_hub_closes(hub):
    chunks = chunks_of(sse_response(hub.subscribe(["a"])))
    next(chunks)

    hub.close()

    assert [list(chunks), hub.streams] == [[], 0]


@pytest.mark.parametrize("chunks_read", [0, 1])
def test_closed_response_frees_its_seat(hub, chunks_read):
    response = sse_response(hub.subscribe(["a"]))
    chunks = chunks_of(response)
    for _ in range(chunks_read):
        next(chunks)

    response.close()

    assert hub.streams == 0
