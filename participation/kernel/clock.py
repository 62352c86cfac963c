"""The one source of the current time."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the current moment, aware, in UTC. Always called as ``clock.now()`` so that a test can set it."""
    return datetime.now(UTC)
