"""Reads of background work."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import exists, select

from participation.kernel import clock
from participation.kernel.database import LARGEST_NUMBER, db
from participation.kernel.jobs.errors import JobUnknown, ResultGone, ResultUnready
from participation.kernel.jobs.folder import result_path
from participation.kernel.jobs.models import UNFINISHED, Job, JobState

MISSED_FOR = timedelta(seconds=20)
"""A worker that has not said for so long that it is there has ended."""


def list_jobs(owner: str) -> list[Job]:
    """Return the jobs of an owner, the latest first."""
    return list(db.session.scalars(select(Job).where(Job.owner == owner).order_by(Job.id.desc())))


def get_job(job_id: int, owner: str) -> Job:
    """Return a job of this owner; raises ``JobUnknown`` for any other."""
    job = db.session.get(Job, job_id) if job_id <= LARGEST_NUMBER else None
    if job is None or job.owner != owner:
        raise JobUnknown
    return job


def find_same(kind: str, arguments: Mapping[str, Any], owner: str) -> Job | None:
    """Return the owner's unfinished job that does the same already."""
    statement = select(Job).where(Job.owner == owner, Job.kind == kind, Job.state.in_(UNFINISHED))
    return next((job for job in db.session.scalars(statement) if job.arguments == arguments), None)


def result_of(job: Job) -> Path:
    """Return the file with the result; raises ``ResultUnready`` and ``ResultGone``."""
    if not job.is_done:
        raise ResultUnready
    path = result_path(job.id)
    if job.expires_at is None or job.expires_at <= clock.now() or not path.is_file():
        raise ResultGone
    return path


def is_unfinished_work() -> bool:
    """Whether there is a job that waits, or that somebody does or did."""
    return bool(db.session.scalar(select(exists().where(Job.state.in_(UNFINISHED)))))


def is_waiting_work() -> bool:
    """Whether a job needs a process: one waits and nobody works, or a worker has ended in the middle."""
    alive = exists().where(Job.state == JobState.RUNNING, Job.beat_at > clock.now() - MISSED_FOR)
    waiting = exists().where(Job.state.in_(UNFINISHED))
    return bool(db.session.scalar(select(waiting & ~alive)))
