"""Servers that the live tests talk to; all waiting has a deadline."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
DEADLINE_SECONDS = 10


def ask_until(condition):
    """Ask ``condition`` until it holds; fail after the deadline."""
    end = time.monotonic() + DEADLINE_SECONDS
    between = threading.Event()
    while not condition():
        if time.monotonic() > end:
            pytest.fail("did not happen in time")
        # Leaves the processor to what is waited for; nothing depends on the length.
        between.wait(0.005)


@pytest.fixture
def wait_until():
    return ask_until


class Stream:
    """An open stream, read chunk by chunk."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=DEADLINE_SECONDS)
        self.connection.request("GET", "/live")
        self.response = self.connection.getresponse()

    def read_message(self):
        """Return the lines up to the next blank line; an empty list at the end of the stream."""
        lines = []
        while line := self.response.readline():
            if line == b"\n":
                return lines
            lines.append(line.decode().rstrip("\n"))
        return lines

    def read_notice(self):
        """Return the next message that is no heartbeat; an empty list at the end of the stream."""
        while (message := self.read_message()) == [":"]:
            pass
        return message

    def close(self):
        self.response.close()
        self.connection.close()


class Server:
    """A gunicorn process on a free port of the loopback."""

    def __init__(self, worker_class, log, redis_url, limit):
        command = [
            *(sys.executable, "-m", "gunicorn", "--config", HERE / "live_server.py"),
            *("--worker-class", worker_class, "--pythonpath", f"{HERE},{ROOT}", "--log-file", log),
            "live_server:create_app()",
        ]
        environ = {
            **os.environ,
            "LIVE_STREAM_LIMIT": str(limit),
            **({"LIVE_REDIS_URL": redis_url} if redis_url else {}),
        }
        self.log = log
        self.process = subprocess.Popen(command, env=environ, cwd=ROOT)
        self.streams = ExitStack()
        ask_until(lambda: log.exists() and "Booting worker" in log.read_text())
        address = log.read_text().partition("Listening at: http://127.0.0.1:")[2]
        self.port = int(address.split()[0])

    def open_stream(self):
        stream = Stream(self.port)
        self.streams.callback(stream.close)
        return stream

    def ask(self, method, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE_SECONDS)
        try:
            connection.request(method, path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def count_streams(self):
        return int(self.ask("GET", "/streams")[1])

    def stop(self):
        """Ask the server to stop, wait, and return the seconds that it took."""
        begin = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(40)
        return time.monotonic() - begin


@pytest.fixture
def start_server(tmp_path):
    """Return a function that starts a server; all of them are stopped at the end."""
    with ExitStack() as servers:

        def start(worker_class="gthread", redis_url=None, limit=2):
            log = tmp_path / f"server-{time.monotonic_ns()}.log"
            server = Server(worker_class, log, redis_url, limit)
            servers.callback(server.stop)
            servers.enter_context(server.streams)
            return server

        yield start


class RedisServer:
    """A Redis process on a socket file, which can be killed and started again."""

    def __init__(self, folder):
        self.program = shutil.which("redis-server")
        if self.program is None:
            pytest.fail("redis-server is missing: install it, e.g. apt-get install redis-server", pytrace=False)
        self.path = folder / "redis.sock"
        self.url = f"unix://{self.path}"
        self.process = None

    def start(self):
        options = ["--port", "0", "--unixsocket", self.path, "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen([self.program, *options], stdout=subprocess.DEVNULL)
        ask_until(self.answers)

    def answers(self):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            try:
                connection.connect(str(self.path))
                connection.sendall(b"PING\r\n")
                return connection.recv(16) == b"+PONG\r\n"
            except OSError:
                return False

    def kill(self):
        self.process.kill()
        self.process.wait(DEADLINE_SECONDS)

    @contextmanager
    def frozen(self):
        """Let Redis accept connections and answer nothing."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


@pytest.fixture
def redis_server(tmp_path):
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.kill()
