"""A real server on a database of its own, and a real Chromium with as many people as a test needs."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, BrowserContext, Page

from participation.app import create_app
from participation.config import Settings
from participation.kernel.database import db
from tests.browser.city import City
from tests.browser.servers import RunningServer, beside, serving

PHONE = {"width": 360, "height": 780}
LAPTOP = {"width": 1280, "height": 800}
PROJECTOR = {"width": 1920, "height": 1080}
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is the same engine without a window; a new page takes a fifth of the time in it."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Use the system's Chromium; it looks nothing up outside."""
    quiet = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
    more = ("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage")
    named = os.environ.get("PARTICIPATION_TEST_BROWSER")
    path = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    return {**browser_type_launch_args, "executable_path": path, "args": [*quiet, *more]}


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file as a first start leaves it; a copy for each test is faster than a first start for each."""
    folder = tmp_path_factory.mktemp("migrated")
    path = folder / "participation.sqlite"
    app = create_app(Settings(f"sqlite:///{path}", secret_key="tests", instance=folder))
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return path


@pytest.fixture
def database_path(migrated_database: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated_database, tmp_path / "participation.sqlite"))


@pytest.fixture
def live_app(settings: Settings, server: str) -> Flask:
    """The application in this process, on the database of the running server."""
    return beside(settings)


@pytest.fixture
def running(settings: Settings, tmp_path: Path) -> Iterator[RunningServer]:
    """The server, to be killed and started again."""
    with serving(settings, tmp_path) as running:
        yield running


@pytest.fixture
def server(running: RunningServer) -> str:
    """The address of a server as a city would run it."""
    return running.address


@pytest.fixture(scope="module")
def shared_settings(migrated_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a server that the tests of a module share; its log lies beside its database."""
    folder = tmp_path_factory.mktemp("shared")
    path = shutil.copy(migrated_database, folder / "participation.sqlite")
    return Settings(f"sqlite:///{path}", secret_key="tests", instance=folder)


@pytest.fixture(scope="module")
def shared_server(shared_settings: Settings) -> Iterator[RunningServer]:
    with serving(shared_settings, shared_settings.instance) as running:
        yield running


@pytest.fixture(scope="module")
def shared_app(shared_settings: Settings, shared_server: RunningServer) -> Flask:
    """The application in this process, on the database of the shared server."""
    return beside(shared_settings)


@pytest.fixture(scope="module")
def city(shared_server: RunningServer, shared_app: Flask) -> City:
    """A server with a city in which everything has happened, shared by the tests of a module."""
    return City(shared_app, shared_server.address)


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
