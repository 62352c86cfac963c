"""A real server on a database of its own, and a real Chromium with as many people as a test needs."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from participation.app import create_app
from participation.config import Settings

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30
PHONE = {"width": 360, "height": 780}
LAPTOP = {"width": 1280, "height": 800}
PROJECTOR = {"width": 1920, "height": 1080}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Use the system's Chromium; it looks nothing up outside."""
    quiet = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
    more = ("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return {**browser_type_launch_args, "executable_path": path, "args": [*quiet, *more]}


@pytest.fixture
def database_path(tmp_path: Path) -> Path:
    """No file yet: the server creates its database itself, as it does for a city."""
    return tmp_path / "participation.sqlite"


@pytest.fixture
def live_app(settings: Settings, server: str) -> Flask:
    """The application in this process, on the database of the running server."""
    return create_app(settings, TESTING=True)


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(settings: Settings, free_port: int, tmp_path: Path) -> Iterator[str]:
    """The address of a server as a city would run it."""
    address = f"http://127.0.0.1:{free_port}"
    environment = os.environ | {
        "PARTICIPATION_DATABASE_URL": settings.database_url,
        "PARTICIPATION_SECRET_KEY": settings.secret_key,
        "PARTICIPATION_INSTANCE": str(settings.instance),
        "PARTICIPATION_BASE_URL": address,
        "PARTICIPATION_CITY": "Amselwehr",
    }
    command = [sys.executable, "-m", "participation", "serve", "--port", str(free_port)]
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=tmp_path)
    try:
        wait_until_open(free_port, process, tmp_path / "server.log")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=15)


def wait_until_open(port: int, process: subprocess.Popen, log: Path) -> None:
    """Wait until the port takes connections; a server that ends before that tells why."""
    for _attempt in range(START_SECONDS * 10):
        if process.poll() is not None:
            pytest.fail(log.read_text("utf-8"))
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
        except OSError:
            threading.Event().wait(0.1)
        else:
            return
    pytest.fail(f"no server on port {port}: {log.read_text('utf-8')}")


@pytest.fixture
def person(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """Makes somebody with a device of their own: ``person("ar", PHONE)``; faults on their page fail the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def arrive(language: str = "de", size: dict[str, int] | None = None, **options) -> Page:
        context = browser.new_context(
            base_url=server, locale=language, viewport=size or PHONE, reduced_motion="reduce", **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield arrive
    for context in contexts:
        context.close()
    assert faults == []
