"""The conditions of a run: without them its figures say nothing."""

import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.stores import Stores

ROOT = Path(__file__).resolve().parent.parent
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Conditions:
    """On what was measured. ``load`` is the load average of the last minute before the run began."""

    moment: str
    commit: str
    form: str
    cores: int
    load: float
    python: str
    system: str
    server: str

    def lines(self) -> list[str]:
        """Return the conditions as they are printed."""
        return [
            f"{self.moment}, commit {self.commit}, {self.form} form",
            f"{self.cores} cores shared by server and load, load average {self.load:.2f} before the run",
            f"Python {self.python}, {self.system}",
            f"Server: {self.server}",
        ]


def observed(form: str, stores: Stores) -> Conditions:
    """Return the conditions of a run that begins now."""
    return Conditions(
        moment=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        commit=_commit(),
        form=form,
        cores=len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1,
        load=os.getloadavg()[0],
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        server=_server(stores),
    )


def _server(stores: Stores) -> str:
    if stores.database is None:
        return "SQLite, gunicorn gthread, 1 process"
    return "PostgreSQL and Redis on the same cores, gunicorn gevent, 2 processes"


def _commit() -> str:
    """Return the short commit, with a plus when the checkout has changes."""
    commit = _git("rev-parse", "--short", "HEAD")
    return f"{commit}+" if commit != UNKNOWN and _git("status", "--porcelain", "--untracked-files=no") else commit


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607 - as found
    except (OSError, subprocess.CalledProcessError):
        return UNKNOWN
    return done.stdout.strip()
