"""The hub and the subscriptions that it hands out."""

import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from participation.live import hub as hub_module
from participation.live.errors import StreamsExhausted
from participation.live.hub import Hub
from participation.live.topics import MOST_TOPICS, Notice


@pytest.fixture
def clock():
    return SimpleNamespace(now=1000.0)


@pytest.fixture
def hub(clock):
    return Hub(3, pace_seconds=0.1, patience_seconds=30, clock=lambda: clock.now)


def taken(subscription):
    """Return all that may be sent now."""
    return list(iter(lambda: subscription.take(0), None))


def test_notice_reaches_every_subscription_of_its_channel_and_no_other(hub):
    first, second, other = hub.subscribe(["a"]), hub.subscribe(["a", "b"]), hub.subscribe(["b"])

    hub.publish("a", Notice("stage", 17))

    assert [taken(first), taken(second), taken(other)] == [[Notice("stage", 17)], [Notice("stage", 17)], []]


def test_reserved_seats_stay_free_for_those_who_may_take_them(clock):
    hub = Hub(3, reserved=1, clock=lambda: clock.now)
    phones = [hub.subscribe(["a"]), hub.subscribe(["a"])]
    with pytest.raises(StreamsExhausted):
        hub.subscribe(["a"])

    projector = hub.subscribe(["a"], on_reserved=True)

    with pytest.raises(StreamsExhausted):
        hub.subscribe(["a"], on_reserved=True)
    assert (hub.streams, len(phones), projector.ended) == (3, 2, False)


def test_newer_notice_replaces_the_one_that_waits(hub):
    subscription = hub.subscribe(["a"])

    for revision in range(1, 501):
        hub.publish("a", Notice("board", revision))

    assert len(subscription._topics) == 1
    assert taken(subscription) == [Notice("board", 500)]


def test_events_and_channels_do_not_replace_each_other(hub):
    subscription = hub.subscribe(["a", "b"])

    hub.publish("a", Notice("stage", 17))
    hub.publish("a", Notice("board", 204))
    hub.publish("b", Notice("board", 9))

    assert taken(subscription) == [Notice("stage", 17), Notice("board", 204), Notice("board", 9)]


@pytest.mark.parametrize("late", [203, 204])
def test_revision_that_is_not_higher_is_ignored_while_one_waits_and_after_it_was_sent(hub, clock, late):
    subscription = hub.subscribe(["a"])
    hub.publish("a", Notice("board", 204))
    hub.publish("a", Notice("board", late))
    assert taken(subscription) == [Notice("board", 204)]

    hub.publish("a", Notice("board", late))
    clock.now += 1

    assert taken(subscription) == []


def test_burst_sends_its_first_notice_at_once_and_its_last_after_the_pace(hub, clock):
    subscription = hub.subscribe(["a"])
    hub.publish("a", Notice("board", 1))
    assert taken(subscription) == [Notice("board", 1)]

    hub.publish("a", Notice("board", 2))
    clock.now += 0.09
    hub.publish("a", Notice("board", 3))
    assert taken(subscription) == []

    clock.now += 0.02
    assert taken(subscription) == [Notice("board", 3)]


def test_pace_of_the_board_does_not_hold_up_the_stage(hub):
    subscription = hub.subscribe(["a"])
    hub.publish("a", Notice("board", 1))
    taken(subscription)

    hub.publish("a", Notice("board", 2))
    hub.publish("a", Notice("stage", 17))

    assert taken(subscription) == [Notice("stage", 17)]


def test_reader_that_leaves_a_notice_waiting_too_long_is_dropped(hub, clock):
    slow, quick = hub.subscribe(["a"]), hub.subscribe(["a"])
    hub.publish("a", Notice("board", 1))
    taken(quick)
    clock.now += 30.1

    hub.publish("a", Notice("board", 2))

    assert [slow.ended, quick.ended] == [True, False]
    assert [taken(slow), taken(quick)] == [[], [Notice("board", 2)]]


def test_reader_that_was_only_idle_is_not_dropped(hub, clock):
    subscription = hub.subscribe(["a"])
    clock.now += 3600

    hub.publish("a", Notice("board", 1))
    clock.now += 29.9
    hub.publish("a", Notice("board", 2))

    assert taken(subscription) == [Notice("board", 2)]


def test_queue_is_bounded_by_the_number_of_topics(hub):
    subscription = hub.subscribe(["a"])
    for number in range(MOST_TOPICS):
        hub.publish("a", Notice(f"event-{number}", 1))
    assert subscription.ended is False

    hub.publish("a", Notice("one-too-many", 1))

    assert [subscription.ended, len(subscription._topics)] == [True, MOST_TOPICS]


def test_stream_above_the_limit_is_refused_until_a_seat_is_free(hub, monkeypatch):
    monkeypatch.setattr(hub_module, "RETRY_AFTER_SECONDS", (7, 7))
    seats = [hub.subscribe(["a"]) for _ in range(3)]
    with pytest.raises(StreamsExhausted) as refused:
        hub.subscribe(["a"])
    assert refused.value.retry_after == 7

    seats[0].close()
    seats[0].close()

    assert hub.streams == 2
    assert hub.subscribe(["a"]).ended is False


def test_dropped_reader_keeps_its_seat_until_its_response_is_over(hub, clock):
    slow = hub.subscribe(["a"])
    hub.publish("a", Notice("board", 1))
    clock.now += 31
    hub.publish("a", Notice("board", 2))
    assert hub.streams == 1

    slow.close()

    assert hub.streams == 0


def test_closed_subscriptions_leave_nothing_behind(hub):
    for subscription in [hub.subscribe(["a"]), hub.subscribe(["a", "b"])]:
        subscription.close()

    assert [hub._seats, hub._listening] == [set(), {}]


def test_ending_the_streams_wakes_their_readers_and_welcomes_new_ones():
    hub = Hub(2)
    readers = [hub.subscribe(["a"]), hub.subscribe(["b"])]
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(reader.take, 60) for reader in readers]
        hub.end_streams()
        assert [future.result(timeout=5) for future in waiting] == [None, None]

    for reader in readers:
        reader.close()
    assert hub.subscribe(["a"]).ended is False


def test_closing_the_hub_wakes_its_readers_and_refuses_new_ones():
    hub = Hub(2)
    reader = hub.subscribe(["a"])
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(reader.take, 60)
        hub.close()
        assert waiting.result(timeout=5) is None

    assert reader.ended is True
    with pytest.raises(StreamsExhausted):
        hub.subscribe(["a"])


def test_waiting_reader_is_woken_by_a_notice():
    hub = Hub(1)
    reader = hub.subscribe(["a"])
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(reader.take, 60)
        hub.publish("a", Notice("stage", 17))

        assert waiting.result(timeout=5) == Notice("stage", 17)


def test_reader_hears_the_last_of_a_burst_without_a_further_notice():
    hub = Hub(1, pace_seconds=0.05)
    reader = hub.subscribe(["a"])
    hub.publish("a", Notice("board", 1))
    hub.publish("a", Notice("board", 2))
    reader.take(0)
    hub.publish("a", Notice("board", 3))

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(reader.take, 60).result(timeout=5) == Notice("board", 3)


def test_every_reader_ends_at_the_newest_revision_when_many_threads_publish():
    hub = Hub(8, pace_seconds=0.001)
    readers = [hub.subscribe(["a"]) for _ in range(8)]
    start = threading.Barrier(4)

    def publish(first):
        start.wait(5)
        for revision in range(first, 2001, 4):
            hub.publish("a", Notice("board", revision))

    def read(reader):
        heard = []
        while not heard or heard[-1] < 2000:
            heard.append(reader.take(5).revision)
        return heard

    with ThreadPoolExecutor(12) as pool:
        reading = [pool.submit(read, reader) for reader in readers]
        for future in [pool.submit(publish, first) for first in range(1, 5)]:
            future.result(timeout=20)
        heard = [future.result(timeout=20) for future in reading]

    assert [revisions == sorted(set(revisions)) for revisions in heard] == [True] * 8
