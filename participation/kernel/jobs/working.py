"""Doing background work, in a process that does nothing else (see ``supervising``)."""

import contextlib
import fcntl
import logging
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask

from participation.kernel.database import db
from participation.kernel.errors import DomainError
from participation.kernel.jobs.errors import JobBroken
from participation.kernel.jobs.folder import UNFINISHED_SUFFIX, jobs_folder, remove_result, this_place, write_result
from participation.kernel.jobs.kinds import Result, doing_of
from participation.kernel.jobs.models import Job
from participation.kernel.jobs.progress import listening
from participation.kernel.jobs.services import fail_job, finish_job, keep_job, return_orphans, take_job
from participation.kernel.transaction import transaction

log = logging.getLogger(__name__)

BEAT_SECONDS = 2.0
GIVEN_UP = 3
"""How the process ends whose job was cancelled."""
_WRITTEN = 99
"""Percent at most before the result lies there."""


def work_off(app: Flask, give_up: Callable[[int], object] = os._exit) -> int:
    """Do all jobs that wait, one after the other, and return how many were taken.

    Only one process at a time does so in one instance folder; any other returns at once. ``give_up`` ends the process
    when somebody cancels the job in hand: no file format can be stopped in the middle from within.
    """
    taken = 0
    with app.app_context(), _alone() as alone:
        if not alone:
            return 0
        worker = f"{this_place()}:{os.getpid()}:{secrets.token_hex(4)}"
        _clear_up()
        while (job_id := _take(worker)) is not None:
            taken += 1
            with _beating(app, job_id, worker, give_up) as note:
                _do(job_id, worker, note)
            db.session.remove()
    return taken


@contextmanager
def _alone() -> Iterator[bool]:
    """Hold the lock of the folder; the system lets go of it when the process ends, however that happens."""
    with (jobs_folder() / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _clear_up() -> None:
    """Take over from a process that has ended: its jobs wait again, what it half wrote is removed."""
    with transaction():
        returned = return_orphans()
    if returned:
        log.warning("jobs taken again, because their process had ended: %s", returned)
    for part in jobs_folder().glob(f"*{UNFINISHED_SUFFIX}"):
        part.unlink(missing_ok=True)


def _take(worker: str) -> int | None:
    with transaction():
        job = take_job(worker)
        return job.id if job else None


def _do(job_id: int, worker: str, note: Callable[[int, int], None]) -> None:
    """Do a job that was taken, and say how it ended."""
    try:
        result = _result_of(job_id, note)
        db.session.rollback()
        write_result(job_id, result.content)
    except DomainError as error:
        _fail(job_id, worker, error)
        return
    except Exception:
        log.exception("job %s is broken", job_id)
        _fail(job_id, worker, JobBroken())
        return
    with transaction():
        kept = finish_job(job_id, worker, result.media_type, len(result.content))
    if not kept:
        remove_result(job_id)


def _result_of(job_id: int, note: Callable[[int, int], None]) -> Result:
    job = db.session.get_one(Job, job_id)
    doing, arguments = doing_of(job.kind), dict(job.arguments)
    with listening(note):
        return doing(arguments)


def _fail(job_id: int, worker: str, error: DomainError) -> None:
    db.session.rollback()
    with transaction():
        fail_job(job_id, worker, error)


@contextmanager
def _beating(
    app: Flask, job_id: int, worker: str, give_up: Callable[[int], object]
) -> Iterator[Callable[[int, int], None]]:
    """Say every few seconds that the job is being done and how far it is, while the block does it."""
    ended = threading.Event()
    percent = [0]

    def note(done: int, of: int) -> None:
        percent[0] = min(_WRITTEN, 100 * done // max(of, 1))

    def beat() -> None:
        while not ended.wait(BEAT_SECONDS):
            kept = True
            with contextlib.suppress(Exception), app.app_context(), transaction():
                kept = keep_job(job_id, worker, percent[0])
            if not kept and not ended.is_set():
                with app.app_context():
                    remove_result(job_id)
                give_up(GIVEN_UP)
                return

    thread = threading.Thread(target=beat, name="beat", daemon=True)
    thread.start()
    try:
        yield note
    finally:
        ended.set()
        thread.join()
