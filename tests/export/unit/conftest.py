from datetime import UTC, datetime
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The fonts that the set-up puts beside the other served files."""
    return Path(__file__).parents[3] / "static" / "vendor" / "fonts-pdf"


@pytest.fixture(scope="session")
def written_at() -> datetime:
    return datetime(2026, 11, 14, 18, 0, tzinfo=UTC)
