"""The real server, run beside this process: the command ``serve`` in the same interpreter."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from participation.cli.errors import AddressUnusable, PortBusy, ServerStopped
from participation.config import DEFAULT_BASE_URL, PREFIX

START_SECONDS = 30
LOOK_SECONDS = 0.1
STOP_SECONDS = 3
"""What has not ended by then is ended; everything that was answered is on disk."""
OK = 200
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - read, to name an address at which it can be reached


class RunningServer:
    """The server process. ``log`` is the file that holds what it says."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        """Take the process and the file."""
        self._process = process
        self._log = log

    def check(self) -> None:
        """Raise ``ServerStopped`` when the server has ended."""
        if self._process.poll() is not None:
            raise ServerStopped(str(self._log))

    def wait(self) -> None:
        """Wait until the server ends, which nobody has asked it to; raises ``ServerStopped``."""
        self._process.wait()
        self.check()

    def wait_until_up(self, host: str, port: int) -> None:
        """Wait until the server answers; raises ``ServerStopped`` when it ends or stays silent."""
        deadline = time.monotonic() + START_SECONDS
        while not _answers(host, port):
            self.check()
            if time.monotonic() > deadline:
                raise ServerStopped(str(self._log))
            time.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        """Ask the server to end; end it when it does not."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def settings_for(base_url: str, city: str) -> dict[str, str]:
    """Return this process's environment for the server; its pages bear the name of ``city`` unless another is set."""
    return {f"{PREFIX}CITY": city} | os.environ | {f"{PREFIX}BASE_URL": base_url}


@contextmanager
def running_server(host: str, port: int, base_url: str, city: str, log: Path) -> Iterator[RunningServer]:
    """Run the server at ``host:port`` for the length of the block; it calls itself ``base_url``, of ``city``.

    It runs in a process group of its own: an interrupt from the keyboard is for the command, which ends the server.

    Raises ``PortBusy``, ``AddressUnusable``, ``ServerStopped``.
    """
    check_free(host, port)
    command = [sys.executable, "-m", "participation", "serve", "--host", host, "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            env=settings_for(base_url, city),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    server = RunningServer(process, log)
    try:
        server.wait_until_up(reachable(host), port)
        yield server
    finally:
        server.stop()


def check_free(host: str, port: int) -> None:
    """Raise ``PortBusy`` when somebody listens there already, ``AddressUnusable`` when nobody may."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            refusal = PortBusy if error.errno == errno.EADDRINUSE else AddressUnusable
            raise refusal(host, port) from error


def reachable(host: str) -> str:
    """Return where this machine reaches a server that listens at ``host``."""
    return EVERYWHERE.get(host, host)


def public_address(configured: str, host: str, port: int) -> str:
    """Return the address that the QR code says: the ``configured`` one, else that of this machine.

    A server that listens everywhere is named by the address under which the local network knows this machine.
    """
    if configured != DEFAULT_BASE_URL:
        return configured
    name = _address_in_network() if host in EVERYWHERE else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _address_in_network() -> str:
    """Return the address of this machine in its network; a datagram socket learns it without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation (RFC 5737); nothing is sent
        except OSError:
            return "127.0.0.1"
        name: str = probe.getsockname()[0]
        return name


def _answers(host: str, port: int) -> bool:
    connection = HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
