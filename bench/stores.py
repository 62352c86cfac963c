"""PostgreSQL and Redis for one run: started on socket files in a folder of their own, thrown away afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from redis import Redis
from redis.exceptions import RedisError

START_SECONDS = 60
STOP_SECONDS = 15
UNPRIVILEGED = ("postgres", "nobody")
"""PostgreSQL refuses to run as root; the first of these that exists runs it."""
POSTGRESQL_PLACES = "/usr/lib/postgresql"


class ProgramMissing(Exception):
    """A program that this set-up needs is not installed."""


@dataclass(frozen=True, slots=True)
class Stores:
    """Where the server keeps data and news; ``None`` means what it does by itself (SQLite, within the process)."""

    database: str | None = None
    redis: str | None = None


@contextmanager
def running_stores() -> Iterator[Stores]:
    """Run PostgreSQL and Redis, both empty, for the length of the block.

    Raises ``ProgramMissing``, and ``RuntimeError`` with the log when one of them does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="participation-stores-"))
    folder.chmod(0o755)
    try:
        with running_postgresql(folder) as database, _redis(folder) as redis:
            yield Stores(database, redis)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_postgresql(folder: Path, *settings: str) -> Iterator[str]:
    """Run a new PostgreSQL in ``folder`` for the length of the block; ``settings`` are as ``fsync=off``. Gives its URL.

    The user that runs it must be able to reach ``folder``. Raises as ``running_stores``.
    """
    place = folder / "postgresql"
    place.mkdir()
    drop: list[str] = []
    if os.geteuid() == 0:
        user = _unprivileged()
        os.chown(place, user.pw_uid, user.pw_gid)
        drop = [_program("setpriv"), f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    data = place / "data"
    made = [*drop, _program("initdb"), f"--pgdata={data}", "--username=bench", "--auth=trust", "--encoding=UTF8"]
    subprocess.run([*made, "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL, cwd=place)
    chosen = ("listen_addresses=", f"unix_socket_directories={place}", *settings)
    server = [*drop, _program("postgres"), "-D", str(data), *(part for setting in chosen for part in ("-c", setting))]
    address = f"host={place} user=bench dbname=postgres"

    def answers() -> bool:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            return False
        return True

    with _running(server, folder / "postgresql.log", answers):
        yield f"postgresql://bench@/postgres?host={place}"


@contextmanager
def _redis(folder: Path) -> Iterator[str]:
    socket = folder / "redis.sock"
    url = f"unix://{socket}"
    server = [_program("redis-server"), "--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"]

    def answers() -> bool:
        try:
            with Redis.from_url(url) as client:
                return bool(client.ping())
        except (RedisError, OSError):
            return False

    with _running(server, folder / "redis.log", answers):
        yield url


@contextmanager
def _running(command: list[str], log: Path, answers: Callable[[], bool]) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=log.parent)
    deadline = time.monotonic() + START_SECONDS
    try:
        while not answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(log.read_text())
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _unprivileged() -> pwd.struct_passwd:
    present = {user.pw_name: user for user in pwd.getpwall()}
    for name in UNPRIVILEGED:
        if name in present:
            return present[name]
    raise ProgramMissing(UNPRIVILEGED)


def _program(name: str) -> str:
    """Return the path of a program, also where Debian keeps several versions of PostgreSQL beside the path."""
    found = shutil.which(name)
    kept = sorted(Path(POSTGRESQL_PLACES).glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    if found is None and not kept:
        raise ProgramMissing(name)
    return found or str(kept[-1])
