"""The table of background work."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.kernel import clock
from participation.kernel.database import Base, words


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNFINISHED = (JobState.WAITING, JobState.RUNNING)


class Job(Base):
    """A piece of work: of which ``kind``, with which ``arguments``, for whom, and what became of it.

    ``progress`` is in percent. ``worker`` does it and says every few seconds (``beat_at``) that it is still there.
    ``error`` is the full name of the error's class, ``error_values`` are its attributes.
    """

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    arguments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    owner: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(300))
    """The name of the file that comes of it."""
    state: Mapped[JobState] = mapped_column(words(JobState), default=JobState.WAITING)
    progress: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str] = mapped_column(String(120), default="")
    error: Mapped[str] = mapped_column(String(200), default="")
    error_values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    media_type: Mapped[str] = mapped_column(String(120), default="")
    size: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    started_at: Mapped[datetime | None]
    beat_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_job_owner", "owner"), Index("ix_job_state", "state", "id"))

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits or is being done."""
        return self.state in UNFINISHED

    @property
    def is_done(self) -> bool:
        """Whether there is a result."""
        return self.state is JobState.DONE
