"""The thread that writes all streams, driven turn by turn over pairs of sockets, with a clock that stands."""

import selectors
import socket
from contextlib import ExitStack
from types import SimpleNamespace

import pytest

from participation.live import writer as writer_module
from participation.live.line import Line
from participation.live.topics import Notice, Topics
from participation.live.writer import AT_A_TIME, PHONES_EACH_SECOND, Writer

HEARTBEAT, PATIENCE, PACE = 15, 30, 0.1
TURN = 0.01
HEARTBEAT_BYTES = b":\n\n"


def said(event, revision):
    return f"id: {revision}\nevent: {event}\ndata: {revision}\n\n".encode()


class Reader:
    """A client of the writer, and what the server knows of it."""

    def __init__(self, hall, channels, *, on_reserved=False, is_chunked=False):
        self.hall = hall
        self.is_chunked = is_chunked
        self.socket, self.connection = socket.socketpair()
        hall.sockets.callback(self.socket.close)
        hall.sockets.callback(self.connection.close)
        self.socket.setblocking(False)
        topics = Topics(pace_seconds=PACE, patience_seconds=PATIENCE)
        self.line = Line(channels, topics, on_reserved=on_reserved, release=hall.released.append)
        hall.writer.listen(self.line)

    def begin(self):
        over = self.hall.over
        self.hall.writer.begin(
            self.line, self.connection, is_chunked=self.is_chunked, over=lambda: over.append(self.line)
        )
        return self

    def heard(self):
        """Return what has arrived; None at the end of the connection, when nothing came before it."""
        parts = []
        try:
            while part := self.socket.recv(65536):
                parts.append(part)
        except BlockingIOError:
            return b"".join(parts)
        return b"".join(parts) or None

    def fill(self):
        """Read nothing until the socket takes no more; return how many bytes lie in it."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1)
        filled = 0
        try:
            while True:
                filled += self.connection.send(b"\0" * 997)
        except BlockingIOError:
            return filled


class Hall:
    def __init__(self, sockets):
        self.now = 1000.0
        self.sockets = sockets
        self.released, self.over = [], []
        self.writer = Writer(heartbeat_seconds=HEARTBEAT, patience_seconds=PATIENCE, clock=lambda: self.now)
        sockets.callback(self.writer.close)

    def reader(self, *channels, **options):
        return Reader(self, channels or ["a"], **options)

    def publish(self, *notices):
        for event, revision in notices:
            self.writer.publish("a", Notice(event, revision))

    def turn(self):
        self.now += TURN
        self.writer.publish("nobody", Notice("wakes", 1))
        self.writer.turn()


@pytest.fixture
def hall():
    with ExitStack() as sockets:
        yield Hall(sockets)


def test_notice_is_written_to_those_who_listen_to_its_channel_and_no_other(hall):
    first, second, other = hall.reader("a").begin(), hall.reader("a", "b").begin(), hall.reader("b").begin()

    hall.publish(("stage", 17))
    hall.turn()

    assert [first.heard(), second.heard(), other.heard()] == [said("stage", 17), said("stage", 17), b""]


def test_stream_begins_with_what_came_while_the_current_was_read(hall):
    reader = hall.reader()
    hall.publish(("board", 205), ("stage", 16))
    reader.line.current = (("a", Notice("stage", 17)), ("a", Notice("board", 204)))
    reader.begin()
    hall.turn()

    assert reader.heard() == said("board", 205)


def test_http_1_1_gets_chunks_and_their_end(hall):
    reader = hall.reader(is_chunked=True).begin()
    hall.publish(("stage", 17))
    hall.turn()
    hall.writer.end_streams()
    hall.turn()

    assert reader.heard() == b"1E\r\n" + said("stage", 17) + b"\r\n0\r\n\r\n"
    assert (len(said("stage", 17)), reader.heard()) == (0x1E, None)


def test_burst_is_coalesced_and_its_last_follows_after_the_pace(hall):
    reader = hall.reader().begin()
    hall.publish(("board", 1))
    hall.turn()
    hall.publish(*(("board", revision) for revision in range(2, 501)))
    hall.turn()
    assert reader.heard() == said("board", 1)

    hall.now += PACE
    hall.turn()

    assert reader.heard() == said("board", 500)


def test_pace_of_the_board_does_not_hold_up_the_stage(hall):
    reader = hall.reader().begin()
    hall.publish(("board", 1))
    hall.turn()
    hall.publish(("board", 2), ("stage", 17))
    hall.turn()

    assert reader.heard() == said("board", 1) + said("stage", 17)


def test_notices_arrive_in_the_order_of_their_revisions_whatever_comes_late(hall):
    reader = hall.reader().begin()
    for revision in (3, 2, 3, 5, 4):
        hall.publish(("board", revision))
        hall.turn()
        hall.now += PACE

    hall.turn()

    assert reader.heard() == said("board", 3) + said("board", 5)


def test_silence_is_filled_after_the_heartbeat_and_not_before(hall):
    reader = hall.reader().begin()
    hall.turn()
    hall.now += HEARTBEAT - 0.1
    hall.turn()
    assert reader.heard() == b""

    hall.now += 0.1
    hall.turn()

    assert reader.heard() == HEARTBEAT_BYTES


def test_stream_that_heard_news_needs_no_heartbeat(hall):
    reader = hall.reader().begin()
    hall.turn()
    hall.now += HEARTBEAT - 1
    hall.publish(("stage", 17))
    hall.turn()
    hall.now += HEARTBEAT - 1
    hall.turn()

    assert reader.heard() == said("stage", 17)


def test_reader_that_leaves_is_forgotten_at_once(hall):
    leaving, staying = hall.reader().begin(), hall.reader().begin()
    hall.turn()

    leaving.socket.close()
    hall.turn()

    assert (hall.released, hall.over, leaving.connection.fileno()) == ([leaving.line], [leaving.line], -1)
    assert hall.writer._listening == {"a": {staying.line}}


def test_reader_that_leaves_while_it_is_written_to_disturbs_no_other(hall):
    leaving, staying = hall.reader().begin(), hall.reader().begin()
    hall.turn()
    leaving.connection.shutdown(socket.SHUT_WR)

    hall.publish(("stage", 17))
    hall.turn()

    assert (staying.heard(), hall.released) == (said("stage", 17), [leaving.line])


def test_what_a_reader_says_is_not_listened_to(hall):
    reader = hall.reader().begin()
    reader.socket.send(b"GET / HTTP/1.1\r\n\r\n")
    hall.turn()
    hall.publish(("stage", 17))
    hall.turn()

    assert (reader.heard(), hall.released) == (said("stage", 17), [])


def test_slow_reader_hears_only_the_newest_when_it_reads_again(hall):
    reader = hall.reader().begin()
    hall.turn()
    filled = reader.fill()
    for revision in range(1, 200):
        hall.publish(("board", revision))
        hall.turn()
        hall.now += PACE
    waiting = len(reader.line.topics)

    begun = reader.heard()
    hall.turn()
    hall.now += PACE
    hall.turn()

    assert (waiting, begun) == (1, b"\0" * filled)
    assert reader.heard() == said("board", 1) + said("board", 199)
    assert hall.writer._selector.get_key(reader.connection).events == selectors.EVENT_READ


def test_slow_reader_holds_nobody_up(hall):
    slow, quick = hall.reader("slow").begin(), hall.reader("a").begin()
    hall.turn()
    slow.fill()

    hall.writer.publish("slow", Notice("board", 1))
    hall.publish(("board", 1))
    hall.turn()

    assert quick.heard() == said("board", 1)


def test_reader_that_takes_nothing_is_dropped_when_patience_is_over(hall):
    reader = hall.reader().begin()
    hall.turn()
    reader.fill()
    hall.publish(("board", 1))
    hall.turn()
    hall.now += PATIENCE - 1
    hall.turn()
    assert hall.released == []

    for _ in range(2):
        hall.now += HEARTBEAT
        hall.turn()

    assert (hall.released, hall.over) == ([reader.line], [reader.line])


def test_stream_whose_news_waits_too_long_for_its_request_is_dropped(hall):
    reader = hall.reader()
    hall.publish(("stage", 1))
    hall.turn()
    hall.now += PATIENCE + 0.1

    hall.publish(("stage", 2))
    hall.turn()

    assert hall.released == [reader.line]


def test_frame_that_the_socket_took_in_part_is_completed(hall):
    reader = hall.reader().begin()
    hall.turn()
    reader.line._send(b"x" * 1_000_000, hall.now)
    hall.writer._watch(reader.line, 3)
    hall.publish(("stage", 17))

    heard = b""
    while not heard.endswith(b"\n\n"):
        hall.turn()
        heard += reader.heard()

    assert heard == b"x" * 1_000_000 + said("stage", 17)


def test_screens_hear_before_phones_and_wait_for_no_wave(hall):
    phones = [hall.reader().begin() for _ in range(AT_A_TIME + 1)]
    screen = hall.reader(on_reserved=True).begin()
    hall.turn()

    hall.publish(("stage", 17))
    hall.turn()
    hall.publish(("board", 5))
    hall.turn()

    assert screen.heard() == said("stage", 17) + said("board", 5)
    assert [phone.heard() for phone in phones].count(b"") == 1


def test_large_hall_hears_the_news_in_waves(hall):
    phones = [hall.reader().begin() for _ in range(2 * AT_A_TIME + 1)]
    hall.turn()
    hall.publish(("stage", 17))
    hall.turn()
    first = [phone.heard() for phone in phones].count(said("stage", 17))
    hall.turn()
    between = [phone.heard() for phone in phones].count(said("stage", 17))
    hall.now += AT_A_TIME / PHONES_EACH_SECOND
    hall.turn()
    second = [phone.heard() for phone in phones].count(said("stage", 17))
    hall.now += AT_A_TIME / PHONES_EACH_SECOND
    hall.turn()

    assert (first, between, second) == (AT_A_TIME, 0, AT_A_TIME)
    assert [phone.heard() for phone in phones].count(said("stage", 17)) == 1


def test_ended_streams_end_and_new_ones_are_welcome(hall):
    before = hall.reader().begin()
    hall.turn()
    hall.writer.end_streams()
    hall.turn()
    after = hall.reader().begin()
    hall.publish(("stage", 17))
    hall.turn()

    assert (before.heard(), after.heard()) == (None, said("stage", 17))
    assert (hall.released, hall.over) == ([before.line], [before.line])


def test_stream_that_was_ended_while_its_request_was_answered_is_hung_up(hall):
    reader = hall.reader(is_chunked=True)
    hall.writer.end_streams()
    reader.begin()
    hall.turn()

    assert (reader.heard(), reader.heard()) == (b"0\r\n\r\n", None)
    assert (hall.released, hall.over) == ([reader.line], [reader.line])


def test_stream_that_is_never_handed_over_gives_its_seat_back(hall):
    reader = hall.reader()
    hall.writer.leave(reader.line)
    hall.turn()

    assert (hall.released, hall.over, hall.writer._listening) == ([reader.line], [], {})


def test_word_wakes_a_writer_that_waits(monkeypatch):
    monkeypatch.setattr(writer_module, "LONGEST_REST_SECONDS", 60)
    writer = Writer(heartbeat_seconds=HEARTBEAT, patience_seconds=PATIENCE)
    with ExitStack() as sockets:
        hall = SimpleNamespace(writer=writer, sockets=sockets, released=[], over=[])
        reader = Reader(hall, ["a"]).begin()
        reader.socket.settimeout(10)
        writer.start()

        writer.publish("a", Notice("stage", 17))
        heard = reader.socket.recv(1000)
        writer.stop()

        assert (heard, reader.socket.recv(1000)) == (said("stage", 17), b"")


def test_fault_ends_the_streams_and_not_the_thread(caplog):
    writer = Writer(heartbeat_seconds=HEARTBEAT, patience_seconds=PATIENCE)
    with ExitStack() as sockets:
        hall = SimpleNamespace(writer=writer, sockets=sockets, released=[], over=[])
        before = Reader(hall, ["a"]).begin()
        before.socket.settimeout(10)
        writer.start()
        writer._leave_word(lambda: {}["fault"])
        assert before.socket.recv(1000) == b""

        after = Reader(hall, ["a"]).begin()
        after.socket.settimeout(10)
        writer.publish("a", Notice("stage", 17))
        heard = after.socket.recv(1000)
        writer.stop()

        assert (heard, after.socket.recv(1000)) == (said("stage", 17), b"")
    assert [record.getMessage() for record in caplog.records] == [
        "streams are ended because of a fault; their pages come back"
    ]
