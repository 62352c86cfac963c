"""Streams over a real socket, from a real gunicorn process."""

import http.client

import pytest

WORKERS = pytest.mark.parametrize("worker_class", ["gthread", "gevent"])


def until(server, streams):
    """Ask the server until it counts ``streams``; the deadline is the fixture's."""
    return lambda: server.count_streams() == streams


@WORKERS
def test_stream_brings_current_revision_heartbeats_and_news(start_server, worker_class):
    server = start_server(worker_class)
    stream = server.open_stream()

    assert stream.response.getheader("Content-Type") == "text/event-stream; charset=utf-8"
    assert stream.read_message() == ["retry: 5"]
    assert stream.read_message() == ["id: 17", "event: stage", "data: 17"]
    assert [stream.read_message(), stream.read_message()] == [[":"], [":"]]
    assert server.ask("POST", "/publish/board/204")[0] == 204
    assert stream.read_notice() == ["id: 204", "event: board", "data: 204"]


@WORKERS
def test_client_that_leaves_frees_its_seat(start_server, worker_class, wait_until):
    server = start_server(worker_class)
    stream = server.open_stream()
    stream.read_message()
    assert server.count_streams() == 1

    stream.close()

    wait_until(until(server, streams=0))


@WORKERS
def test_stopping_server_ends_its_streams_within_five_seconds(start_server, worker_class):
    server = start_server(worker_class)
    streams = [server.open_stream(), server.open_stream()]
    for stream in streams:
        stream.read_message()

    seconds = server.stop()

    assert [stream.read_notice() for stream in streams] == [["id: 17", "event: stage", "data: 17"]] * 2
    assert [stream.read_notice() for stream in streams] == [[], []]
    assert seconds < 5
    assert server.process.returncode == 0


def test_stream_above_the_limit_is_told_when_to_come_back_and_others_are_served(start_server):
    server = start_server()
    for _ in range(2):
        server.open_stream().read_message()

    refused = server.open_stream().response

    assert refused.status == 503
    assert 5 <= int(refused.getheader("Retry-After")) <= 15
    assert server.count_streams() == 2


def test_head_request_is_answered_and_takes_no_seat(start_server):
    server = start_server()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("HEAD", "/live")
    assert connection.getresponse().getheader("Content-Type") == "text/event-stream; charset=utf-8"
    connection.close()

    assert server.count_streams() == 0


def test_stream_outlives_the_contexts_of_its_request(start_server):
    assert start_server().ask("GET", "/context") == (200, "False")


@WORKERS
def test_notice_reaches_the_streams_of_another_server_through_redis(start_server, redis_server, worker_class):
    here, there = (start_server(worker_class, redis_server.url) for _ in range(2))
    stream = there.open_stream()
    assert [stream.read_message(), stream.read_message()] == [
        ["retry: 5"],
        ["id: 17", "event: stage", "data: 17"],
    ]

    here.ask("POST", "/publish/board/204")

    assert stream.read_notice() == ["id: 204", "event: board", "data: 204"]
