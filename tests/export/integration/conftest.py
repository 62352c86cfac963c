from datetime import UTC, datetime
from pathlib import Path

import pytest

from participation.kernel import clock
from tests.export.integration.lived import a_lived_workshop


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The fonts that the set-up puts beside the other served files."""
    return Path(__file__).parents[3] / "static" / "vendor" / "fonts-pdf"


@pytest.fixture
def written_at() -> datetime:
    return datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


@pytest.fixture
def lived(database, monkeypatch, written_at):
    """A workshop of the evening of 20 November 2026, in five languages."""
    monkeypatch.setattr(clock, "now", lambda: written_at)
    return a_lived_workshop()
