"""What the worker with threads does while nothing is to be done."""

import pytest

from participation.kernel import garbage
from participation.live.stream_worker import StreamWorker


class Silence:
    """A door at which nobody is."""

    def select(self, _seconds):
        return []


@pytest.mark.parametrize(
    ("seconds", "left", "searches"),
    [(1.0, set(), 1), (0, set(), 0), (1.0, {"a request that waits"}, 0)],
    ids=["at rest", "at work", "at rest while a request waits"],
)
def test_garbage_is_searched_for_when_nobody_waits(monkeypatch, seconds, left, searches):
    searched = []
    monkeypatch.setattr(garbage, "search_at_rest", lambda: searched.append(True))
    worker = StreamWorker.__new__(StreamWorker)
    worker.alive, worker.poller, worker._left = True, Silence(), left
    assert worker.look(seconds) == []
    assert len(searched) == searches
