"""The real server: ``participation serve`` as a process of its own, on an instance folder that is thrown away."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.client import HOST, Connection

START_SECONDS = 60
STOP_SECONDS = 10
OK = 200
KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class Server:
    """A running server at ``port``; ``environment`` are the settings that it was started with."""

    process: subprocess.Popen[bytes]
    port: int
    environment: dict[str, str]

    def memory(self) -> float | None:
        """Return the megabytes that the server and its workers hold, shared pages counted once; Linux only."""
        if not Path("/proc/self/smaps_rollup").exists():
            return None
        return sum(_proportional_bytes(pid) for pid in _family(self.process.pid)) / 1_000_000

    def processor_seconds(self) -> float | None:
        """Return the processor time that the server and its workers have used since they started; Linux only.

        Unlike the clock on the wall it hardly depends on what else the machine is doing.
        """
        if not Path("/proc/self/stat").exists():
            return None
        return sum(_ticks(pid) for pid in _family(self.process.pid)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running_server(folder: Path, database: str | None = None, redis: str | None = None) -> Iterator[Server]:
    """Run the server for the length of the block; raises ``RuntimeError`` with its log when it does not start."""
    port = _free_port()
    environment = {
        "PARTICIPATION_INSTANCE": str(folder),
        "PARTICIPATION_BASE_URL": f"http://{HOST}:{port}",
        "PARTICIPATION_DATABASE_URL": database or "",
        "PARTICIPATION_REDIS_URL": redis or "",
    }
    command = [sys.executable, "-m", "participation", "serve", f"--port={port}"]
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=os.environ | environment, stdout=output, stderr=output)
    server = Server(process, port, environment)
    try:
        _wait_until_up(server, log)
        yield server
    finally:
        _stop(process)


def _wait_until_up(server: Server, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not asyncio.run(_answers(server.port)):
        if server.process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(log.read_text())
        time.sleep(0.1)


async def _answers(port: int) -> bool:
    connection = Connection(port)
    try:
        answer = await connection.ask("GET", "/healthz", {})
    except (OSError, asyncio.IncompleteReadError):
        return False
    finally:
        connection.close()
    return answer.status == OK


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _family(pid: int) -> list[int]:
    """Return the process and all that it has started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [pid, *(member for child in listed for member in _family(int(child)))]


def _proportional_bytes(pid: int) -> int:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return sum(int(line.split()[1]) * KILOBYTE for line in rollup if line.startswith("Pss:"))


def _ticks(pid: int) -> int:
    """Return user and system time in clock ticks: fields 14 and 15 of ``stat``, counted behind the name in brackets."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
