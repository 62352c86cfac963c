"""Use cases of background work: begin, cancel, take, finish, forget. They never commit."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select, update

from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.errors import DomainError
from participation.kernel.jobs.errors import JobInterrupted, TooManyJobs
from participation.kernel.jobs.folder import remove_result, this_place
from participation.kernel.jobs.models import UNFINISHED, Job, JobState
from participation.kernel.jobs.queries import MISSED_FOR, find_same

RESULTS_KEPT = timedelta(days=7)
"""So long after its end a job, and the file that came of it, can be fetched."""
MOST_UNFINISHED = 5
"""Of one owner at a time."""
MOST_ATTEMPTS = 2
"""A job whose process ended in the middle is taken once more: the server was restarted. Not a third time: it may be
the job that ends the process."""


def begin_job(kind: str, arguments: Mapping[str, Any], *, owner: str, title: str) -> Job:
    """Put a job into the queue, or return the owner's unfinished one that does the same. Raises ``TooManyJobs``."""
    same = find_same(kind, arguments, owner)
    if same is not None:
        return same
    unfinished = select(func.count()).select_from(Job).where(Job.owner == owner, Job.state.in_(UNFINISHED))
    if (db.session.scalar(unfinished) or 0) >= MOST_UNFINISHED:
        raise TooManyJobs(MOST_UNFINISHED)
    job = Job(kind=kind, arguments=dict(arguments), owner=owner, title=title)
    db.session.add(job)
    db.session.flush()
    return job


def cancel_job(job: Job) -> None:
    """Stop a job; whoever does it notices within seconds. What has ended stays as it is."""
    _end(job.id, JobState.CANCELLED)
    db.session.refresh(job)


def take_job(worker: str) -> Job | None:
    """Take the job that has waited longest for this worker; nobody else gets it."""
    waiting = select(Job.id).where(Job.state == JobState.WAITING).order_by(Job.id).limit(1)
    job_id = db.session.scalar(waiting.with_for_update(skip_locked=True))
    if job_id is None:
        return None
    now = clock.now()
    taken = {"state": JobState.RUNNING, "worker": worker, "started_at": now, "beat_at": now, "progress": 0}
    mine = (Job.id == job_id, Job.state == JobState.WAITING)
    db.session.execute(update(Job).where(*mine).values(**taken, attempts=Job.attempts + 1))
    return db.session.get(Job, job_id, populate_existing=True)


def keep_job(job_id: int, worker: str, progress: int) -> bool:
    """Say that the worker is still there, and how far it is; returns whether the job is still this worker's."""
    values = {"beat_at": clock.now(), "progress": progress}
    return _change(job_id, worker, values)


def finish_job(job_id: int, worker: str, media_type: str, size: int) -> bool:
    """Note that the result lies there; returns whether the job was still this worker's."""
    values = {"state": JobState.DONE, "progress": 100, "media_type": media_type, "size": size}
    return _change(job_id, worker, values | _ending())


def fail_job(job_id: int, worker: str, error: DomainError) -> bool:
    """Note why there is no result; returns whether the job was still this worker's."""
    return _change(job_id, worker, {"state": JobState.FAILED, **_said(error), **_ending()})


def return_orphans() -> int:
    """Put jobs back into the queue whose worker has ended, and return how many.

    The caller is the only one at work in its instance folder, so another worker of this place has ended; one elsewhere
    has when it has not said for a while that it is there. A job that was taken often enough has failed
    (``JobInterrupted``).
    """
    silent = or_(Job.worker.startswith(f"{this_place()}:"), Job.beat_at < clock.now() - MISSED_FOR)
    orphaned = (Job.state == JobState.RUNNING, silent)
    failed = {"state": JobState.FAILED, **_said(JobInterrupted()), **_ending()}
    db.session.execute(update(Job).where(*orphaned, Job.attempts >= MOST_ATTEMPTS).values(**failed))
    returned = update(Job).where(*orphaned).values(state=JobState.WAITING, worker="", progress=0).returning(Job.id)
    return len(db.session.execute(returned).all())


def forget_old_jobs() -> int:
    """Delete jobs that ended long enough ago, with their files; returns how many."""
    old = delete(Job).where(Job.expires_at <= clock.now()).returning(Job.id)
    gone = list(db.session.scalars(old))
    for job_id in gone:
        remove_result(job_id)
    return len(gone)


def _change(job_id: int, worker: str, values: Mapping[str, Any]) -> bool:
    mine = (Job.id == job_id, Job.state == JobState.RUNNING, Job.worker == worker)
    return db.session.execute(update(Job).where(*mine).values(**values).returning(Job.id)).first() is not None


def _end(job_id: int, state: JobState) -> None:
    unfinished = (Job.id == job_id, Job.state.in_(UNFINISHED))
    db.session.execute(update(Job).where(*unfinished).values(state=state, **_ending()))


def _ending() -> dict[str, Any]:
    now = clock.now()
    return {"ended_at": now, "expires_at": now + RESULTS_KEPT}


def _said(error: DomainError) -> dict[str, Any]:
    kind = type(error)
    values = {name: value if isinstance(value, int) else str(value) for name, value in vars(error).items()}
    return {"error": f"{kind.__module__}.{kind.__qualname__}", "error_values": values}
