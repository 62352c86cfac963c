"""Where results lie until they expire: one file a job, under the instance folder, readable by the server only."""

import errno
import hashlib
import os
import socket
from pathlib import Path

from flask import current_app

from participation.kernel.jobs.errors import DiskFull

UNFINISHED_SUFFIX = ".part"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def jobs_folder() -> Path:
    """Return the folder, made when it is not there."""
    folder = Path(current_app.instance_path) / "jobs"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def this_place() -> str:
    """Return what tells this folder on this machine from all others that share the database."""
    return hashlib.sha256(f"{socket.gethostname()}:{jobs_folder()}".encode()).hexdigest()[:16]


def result_path(job_id: int) -> Path:
    """Return where the result of a job lies, or would lie."""
    return jobs_folder() / str(job_id)


def part_path(job_id: int) -> Path:
    """Return where a result lies while it is being written."""
    return result_path(job_id).with_suffix(UNFINISHED_SUFFIX)


def write_result(job_id: int, content: bytes) -> None:
    """Put the result on disk as a whole, or nothing of it. Raises ``DiskFull``."""
    part = part_path(job_id)
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(result_path(job_id))
    except OSError as error:
        part.unlink(missing_ok=True)
        if error.errno in _NO_ROOM:
            raise DiskFull from error
        raise


def remove_result(job_id: int) -> None:
    """Remove what a job has left on disk."""
    result_path(job_id).unlink(missing_ok=True)
    part_path(job_id).unlink(missing_ok=True)
