"""Files that may take long to make: each kind says when it is large; a process of its own makes it then (ADR 29)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from participation.kernel.database import db
from participation.kernel.jobs.kinds import Result, does
from participation.kernel.jobs.models import Job
from participation.kernel.jobs.services import begin_job
from participation.kernel.jobs.supervising import hurry
from participation.kernel.transaction import transaction

KIND: Final = "export"


@dataclass(frozen=True, slots=True)
class Download:
    """A file about to be written. `write` needs no database: let go of the connection before, it may take seconds."""

    mimetype: str
    write: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Making:
    """A kind of file: `prepare` reads what it tells, `is_large` says whether that is much; both take the same words.

    The words (numbers and texts) are kept in the database while the file waits to be made.
    """

    name: str
    prepare: Callable[..., Download]
    is_large: Callable[..., bool]


_makings: dict[str, Making] = {}


def making(name: str, is_large: Callable[..., bool]) -> Callable[[Callable[..., Download]], Making]:
    """Turn the decorated function, which prepares a file, into a kind of file that is made now or later."""

    def register(prepare: Callable[..., Download]) -> Making:
        _makings[name] = Making(name, prepare, is_large)
        return _makings[name]

    return register


def make_later(kind: Making, file_name: str, owner: str, words: Mapping[str, Any]) -> int:
    """Let a file be made in the background; returns the job's id. Raises `TooManyJobs`.

    A file is written in the language of its paper, not of whoever asks for it.
    """
    arguments = {"making": kind.name, "words": dict(words)}
    with transaction():
        job_id: int = begin_job(KIND, arguments, owner=owner, title=file_name[: Job.title.type.length]).id
    hurry()
    return job_id


@does(KIND)
def make(arguments: Mapping[str, Any]) -> Result:
    """Make a file as a job says."""
    download = _makings[arguments["making"]].prepare(**arguments["words"])
    db.session.rollback()
    return Result(download.mimetype, download.write())
