"""Streams over a real socket, from a real gunicorn process."""

import http.client
import signal
import socket
import struct

import pytest

HANDING_OVER = "participation.live.stream_worker.StreamWorker"
WORKERS = pytest.mark.parametrize("worker_class", ["gthread", "gevent", HANDING_OVER])


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


@WORKERS
def test_stream_above_the_limit_is_told_when_to_come_back_and_others_are_served(start_server, worker_class):
    server = start_server(worker_class)
    for _ in range(2):
        server.open_stream().read_message()

    refused = server.open_stream().response

    assert refused.status == 503
    assert 5 <= int(refused.getheader("Retry-After")) <= 15
    assert server.count_streams() == 2


def ask_raw(server, request):
    """Send ``request``, return the head of the answer and the lines of its body up to the first heartbeat."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request)
        answer = connection.makefile("rb")
        head = [line.strip().decode() for line in iter(answer.readline, b"\r\n")]
        return head, [line.decode() for line in iter(answer.readline, b":\n")]


SAID = ["retry: 5\n", "\n", "id: 17\n", "event: stage\n", "data: 17\n", "\n"]


@pytest.mark.parametrize(
    ("version", "is_chunked", "body"), [("1.0", False, SAID), ("1.1", True, ["28\r\n", *SAID, "\r\n", "3\r\n"])]
)
def test_stream_that_is_handed_over_says_how_it_ends_and_keeps_to_it(start_server, version, is_chunked, body):
    request = f"GET /live HTTP/{version}\r\nHost: here\r\nConnection: keep-alive\r\n\r\n"

    head, lines = ask_raw(start_server(HANDING_OVER), request.encode())

    assert (head[0], "Connection: close" in head) == (f"HTTP/{version} 200 OK", True)
    assert ("Transfer-Encoding: chunked" in head, lines) == (is_chunked, body)


def test_stream_may_follow_other_requests_on_their_connection(start_server):
    server = start_server(HANDING_OVER)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/context")
    connection.getresponse().read()
    connection.request("GET", "/live")
    answer = connection.getresponse()

    assert answer.getheader("Connection") == "close"  # as only one says that is handed over
    assert [answer.readline() for _ in range(3)] == [b"retry: 5\n", b"\n", b"id: 17\n"]
    connection.close()


def test_stream_outlives_connections_that_the_server_keeps_for_a_next_request(start_server):
    server = start_server(HANDING_OVER)
    stream = server.open_stream()
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as kept:
        kept.sendall(b"GET /streams HTTP/1.1\r\nHost: here\r\n\r\n")
        while kept.recv(4096):  # until the server has kept it long enough
            pass

    server.ask("POST", "/publish/stage/18")

    heard = [stream.read_notice() for _ in range(3)]
    assert heard[1:] == [[f"id: {number}", "event: stage", f"data: {number}"] for number in (17, 18)]


def test_more_streams_are_open_than_the_server_has_threads(start_server, wait_until):
    server = start_server(HANDING_OVER, limit=40)
    streams = [server.open_stream() for _ in range(40)]
    assert [stream.read_notice() for stream in streams] == [["retry: 5"]] * 40

    server.ask("POST", "/publish/stage/18")

    heard = [[stream.read_notice(), stream.read_notice()] for stream in streams]
    assert heard == [[[f"id: {number}", "event: stage", f"data: {number}"] for number in (17, 18)]] * 40
    assert server.count_streams() == 40


def test_connection_of_a_stream_counts_until_it_is_closed(start_server, wait_until):
    server = start_server(HANDING_OVER, limit=10)
    streams = [server.open_stream() for _ in range(10)]
    wait_until(lambda: server.ask("GET", "/connections")[1] == "11")

    for stream in streams:
        stream.close()

    wait_until(lambda: server.ask("GET", "/connections")[1] == "1")


def test_head_request_is_answered_and_takes_no_seat(start_server):
    server = start_server()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("HEAD", "/live")
    assert connection.getresponse().getheader("Content-Type") == "text/event-stream; charset=utf-8"
    connection.close()

    assert server.count_streams() == 0


def test_stream_outlives_the_contexts_of_its_request(start_server):
    assert start_server().ask("GET", "/context") == (200, "False")


def ask_to_wait(server, word):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", f"/wait/{word}")
    return connection


def read(connection):
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def rung(server, waiting):
    """Ring when so many wait."""
    return lambda: server.ask("POST", f"/ring/{waiting}")[0] == 204


@WORKERS
def test_request_that_waits_is_answered_when_the_wait_is_over(start_server, worker_class, wait_until):
    server = start_server(worker_class)
    connections = [ask_to_wait(server, word) for word in ("a", "b")]
    wait_until(rung(server, 2))
    assert [read(connection) for connection in connections] == [(200, "a /wait/a"), (200, "b /wait/b")]
    for connection in connections:
        connection.close()


def test_more_requests_wait_than_the_server_has_threads_and_keep_their_connections(start_server, wait_until):
    server, words = start_server(HANDING_OVER), [str(number) for number in range(40)]
    connections = [ask_to_wait(server, word) for word in words]
    wait_until(rung(server, 40))
    answers = [read(connection) for connection in connections]
    connections[0].request("GET", "/connections")
    assert answers == [(200, f"{word} /wait/{word}") for word in words]
    assert int(read(connections[0])[1]) >= 40
    for connection in connections:
        connection.close()


def test_request_that_fails_after_its_wait_is_answered_so_and_logged(start_server, wait_until):
    server = start_server(HANDING_OVER)
    connection = ask_to_wait(server, "break")
    wait_until(rung(server, 1))
    assert read(connection)[0] == 500
    connection.close()
    wait_until(lambda: server.ask("GET", "/connections")[1] == "1")


def test_client_that_leaves_while_its_request_waits_is_forgotten(start_server, wait_until):
    server = start_server(HANDING_OVER)
    connection = ask_to_wait(server, "a")
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # it breaks off
    wait_until(lambda: server.ask("POST", "/ring/2") == (409, "1"))
    connection.close()
    wait_until(rung(server, 1))
    wait_until(lambda: server.ask("GET", "/connections")[1] == "1")


def test_stopping_server_answers_what_waits_first(start_server, wait_until):
    server = start_server(HANDING_OVER)
    waiting, ringing = ask_to_wait(server, "a"), http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    wait_until(lambda: server.ask("POST", "/ring/2") == (409, "1"))
    ringing.request("GET", "/streams")
    read(ringing)
    server.process.send_signal(signal.SIGTERM)
    wait_until(lambda: "Handling signal: term" in server.log.read_text())
    ringing.request("POST", "/ring/1")
    assert (read(ringing)[0], read(waiting)) == (204, (200, "a /wait/a"))
    assert server.stop() < 5
    waiting.close()
    ringing.close()


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


@pytest.mark.parametrize("path", ["/streams", "/read"])
def test_connection_goes_on_after_a_body_whether_or_not_somebody_has_read_it(start_server, path):
    connection = http.client.HTTPConnection("127.0.0.1", start_server(HANDING_OVER).port, timeout=10)
    answers = []
    for _ in range(3):
        connection.request("POST", path, body=b"GET /wrong HTTP/1.1\r\n\r\n" * 20)
        answers.append(read(connection)[0])
    assert (answers, connection.sock is not None) == ([200 if path == "/read" else 405] * 3, True)
    connection.close()
