"""Work outside request threads: each kind of work has one thread and a bounded list of jobs, each job once.

Only a server has these threads (``start``); in a command or a test an offered job is dropped. Nothing that a job does
may matter for what was answered already: a full list drops jobs, and whoever offers them must be able to do without.
"""

import logging
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar

from flask import Flask, current_app

from participation.kernel.database import db

log = logging.getLogger(__name__)

Work = Callable[[list[Hashable]], float | None]
"""Does some jobs; returns after how many seconds the same jobs shall be tried again, or ``None``."""
AnyWork = TypeVar("AnyWork", bound=Callable[..., float | None])
PAUSE_SECONDS = 0.3
"""Between two rounds, so that the jobs of a burst are done together and requests come first."""

_kinds: dict[Callable[..., float | None], tuple[int, float]] = {}
"""Of each kind of work: how many jobs may wait, and for how many seconds it rests first."""


def works_off(limit: int, *, rests_first: float = 0) -> Callable[[AnyWork], AnyWork]:
    """Register the decorated function as a kind of work, with at most ``limit`` jobs waiting.

    It begins ``rests_first`` seconds after the start of the server: what has time lets those go first who come back.
    """

    def register(work: AnyWork) -> AnyWork:
        _kinds[work] = (limit, rests_first)
        return work

    return register


@dataclass(slots=True)
class _Lane:
    limit: int
    rests_first: float = 0
    jobs: dict[Hashable, None] = field(default_factory=dict)
    news: threading.Condition = field(default_factory=threading.Condition)


def start(app: Flask) -> None:
    """Start a thread for each kind of work; they end with the process."""
    lanes = app.extensions["background"] = {work: _Lane(*kind) for work, kind in _kinds.items()}
    for work, lane in lanes.items():
        threading.Thread(target=_run, args=(app, work, lane), name=work.__qualname__, daemon=True).start()


def offer(work: Callable[..., float | None], job: Hashable) -> bool:
    """Let a job be done soon; returns whether there is somebody to do it and room for it."""
    lane: _Lane | None = current_app.extensions.get("background", {}).get(work)
    if lane is None:
        return False
    with lane.news:
        if job not in lane.jobs and len(lane.jobs) >= lane.limit:
            log.warning("too much waits for %s: a job is dropped", work.__qualname__)
            return False
        lane.jobs[job] = None
        lane.news.notify()
    return True


def _run(app: Flask, work: Work, lane: _Lane) -> None:
    threading.Event().wait(lane.rests_first)
    while True:
        with lane.news:
            while not lane.jobs:
                lane.news.wait()
            jobs = list(lane.jobs)
            lane.jobs.clear()
        again_in = _do(app, work, jobs)
        if again_in is not None:
            with lane.news:
                lane.jobs |= dict.fromkeys(jobs[: lane.limit])
        threading.Event().wait(max(PAUSE_SECONDS, again_in or 0))


def _do(app: Flask, work: Work, jobs: list[Hashable]) -> float | None:
    with app.app_context():
        try:
            return work(jobs)
        except Exception:
            log.exception("%s failed", work.__qualname__)
            return None
        finally:
            db.session.remove()
