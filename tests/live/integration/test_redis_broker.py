"""Notices between processes, over a real Redis that is killed and frozen."""

import time

import pytest
from redis import Redis

from participation.live.hub import Hub
from participation.live.redis_broker import MOST_UNSENT, PREFIX, SOCKET_TIMEOUT_SECONDS, RedisBroker
from participation.live.topics import Notice

ENDED = None


@pytest.fixture
def make_room(redis_server):
    """Return a function that makes a hub with a listening broker, as one more process would have."""
    brokers = []

    def make():
        hub = Hub(4, pace_seconds=0)
        brokers.append(RedisBroker(redis_server.url, hub))
        brokers[-1].start()
        return hub, brokers[-1]

    yield make
    for broker in brokers:
        broker.stop()


def test_notice_reaches_local_and_distant_streams_once(make_room):
    (hub, broker), (distant_hub, distant_broker) = make_room(), make_room()
    local, distant = hub.subscribe(["a"]), distant_hub.subscribe(["a"])

    broker.publish("a", Notice("board", 204))
    assert [local.take(5), distant.take(5)] == [Notice("board", 204)] * 2

    # The answer of the other process comes after the echo of the first notice.
    distant_broker.publish("a", Notice("stage", 17))
    assert [local.take(5), distant.take(5)] == [Notice("stage", 17)] * 2


def test_redis_that_was_killed_is_found_again_and_the_streams_are_ended(make_room, redis_server, wait_until):
    (hub, broker), (distant_hub, distant_broker) = make_room(), make_room()
    local, distant = hub.subscribe(["a"]), distant_hub.subscribe(["a"])
    broker.publish("a", Notice("board", 1))
    assert [local.take(5), distant.take(5)] == [Notice("board", 1)] * 2

    redis_server.kill()
    wait_until(lambda: not broker.healthy() and not distant_broker._connected.is_set())
    broker.publish("a", Notice("board", 2))
    assert local.take(5) == Notice("board", 2)
    assert [local.ended, distant.ended] == [False, False]

    redis_server.start()
    assert [local.take(10), distant.take(10)] == [ENDED, ENDED]
    assert [local.ended, distant.ended] == [True, True]
    wait_until(lambda: broker.healthy() and distant_broker.healthy())

    back = distant_hub.subscribe(["a"])
    broker.publish("a", Notice("board", 3))
    wait_until(lambda: back.take(0) == Notice("board", 3))


def test_notice_that_could_not_be_sent_is_sent_when_redis_is_back(make_room, redis_server, wait_until):
    _, broker = make_room()
    redis_server.kill()
    broker.publish("a", Notice("board", 1))
    assert broker._outbox == {("a", "board"): 1}
    broker.publish("a", Notice("board", 2))
    assert broker._outbox == {("a", "board"): 2}

    redis_server.start()

    wait_until(lambda: broker._outbox == {})


def test_frozen_redis_holds_up_one_notice_briefly_and_the_next_not_at_all(make_room, redis_server):
    hub, broker = make_room()
    local = hub.subscribe(["a"])
    broker.publish("a", Notice("board", 1))
    assert local.take(5) == Notice("board", 1)

    with redis_server.frozen():
        begin = time.monotonic()
        broker.publish("a", Notice("board", 2))
        first = time.monotonic() - begin
        begin = time.monotonic()
        broker.publish("a", Notice("board", 3))
        second = time.monotonic() - begin
        assert local.take(5) == Notice("board", 3)

    assert first < 2 * SOCKET_TIMEOUT_SECONDS
    assert second < SOCKET_TIMEOUT_SECONDS


def test_frozen_redis_is_noticed_by_its_silence(make_room, redis_server, wait_until):
    _, broker = make_room()
    with redis_server.frozen():
        wait_until(lambda: not broker._connected.is_set())

    wait_until(broker.healthy)


def test_stream_opens_although_redis_is_down(make_room, redis_server):
    redis_server.kill()
    hub, broker = make_room()
    local = hub.subscribe(["a"])

    broker.publish("a", Notice("board", 1))

    assert [local.take(5), broker.healthy()] == [Notice("board", 1), False]


def test_broker_that_sends_but_does_not_hear_is_not_healthy(make_room):
    _, broker = make_room()
    assert broker.healthy() is True

    broker._connected.clear()

    assert broker.healthy() is False


def test_outbox_is_bounded(make_room, redis_server):
    _, broker = make_room()
    redis_server.kill()
    for number in range(MOST_UNSENT + 10):
        broker.publish(f"channel-{number}", Notice("board", 1))

    assert len(broker._outbox) == MOST_UNSENT


@pytest.mark.parametrize("payload", ["", "[]", "{}", '{"event": "board", "revision": "x"}', "null"])
def test_foreign_message_is_ignored(make_room, redis_server, payload):
    hub, broker = make_room()
    local = hub.subscribe(["a"])
    with Redis.from_url(redis_server.url) as foreign:
        foreign.publish(f"{PREFIX}a", payload)
        foreign.publish(f"{PREFIX}a", '{"event": "board", "revision": 204}')

    assert local.take(5) == Notice("board", 204)
    assert broker.healthy() is True


def test_stopped_broker_leaves_no_thread(make_room):
    _, broker = make_room()

    broker.stop()

    assert broker._listener.is_alive() is False


def test_unknown_kind_of_address_is_refused():
    with pytest.raises(ValueError, match="scheme"):
        RedisBroker("https://example.org", Hub(1))
