"""How often somebody may ask. Counted in memory, for each process; views say for whom they count.

An own counter, because that of the usual library starts a thread for each hit that walks along all that it remembers,
and looks at every request of the hall for the sake of one sign-in page.
"""

import secrets
import time
from collections.abc import Awaitable, Callable
from functools import wraps
from hashlib import blake2b
from math import ceil
from threading import Lock
from typing import TypeVar

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

WINDOW_SECONDS = 60.0
_KEY = secrets.token_bytes(32)
"""Of this process, never written down: with it addresses are counted without being known."""
FEWEST_TO_SWEEP = 10_000

View = TypeVar("View", bound=Callable[..., ResponseReturnValue | Awaitable[ResponseReturnValue]])


class Tally:
    """Counts what somebody did within a minute that begins with the first time.

    Takes the same time however many are counted: who was forgotten is swept out only when there are twice as many
    as after the last sweep.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._counts: dict[str, tuple[int, float]] = {}
        self._sweep_at = FEWEST_TO_SWEEP

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._counts)

    def add(self, key: str, most: int) -> int:
        """Count once more for ``key``; return 0, or the seconds to wait when there were ``most`` already."""
        now = self._clock()
        with self._lock:
            count, ends = self._counts.get(key, (0, 0.0))
            if ends <= now:
                count, ends = 0, now + WINDOW_SECONDS
            if count >= most:
                return max(1, ceil(ends - now))
            self._counts[key] = (count + 1, ends)
            if len(self._counts) >= self._sweep_at:
                self._sweep(now)
        return 0

    def _sweep(self, now: float) -> None:
        self._counts = {key: counted for key, counted in self._counts.items() if counted[1] > now}
        self._sweep_at = max(FEWEST_TO_SWEEP, 2 * len(self._counts))


_tally = Tally()


def at_most(times_a_minute: Callable[[], int], key: Callable[[], str]) -> Callable[[View], View]:
    """Let the decorated view be asked for so often a minute, as the request says, by whom ``key`` names.

    Raises ``TooManyRequests`` with the seconds to wait.
    """

    def limit(view: View) -> View:
        @wraps(view)
        def limited(*args: object, **kwargs: object) -> ResponseReturnValue | Awaitable[ResponseReturnValue]:
            if current_app.config["RATELIMIT_ENABLED"]:
                wait = _tally.add(f"{request.endpoint} {key()}", times_a_minute())
                if wait:
                    raise TooManyRequests(retry_after=wait)
            return view(*args, **kwargs)

        return limited  # type: ignore[return-value]  # wraps keeps the signature, which mypy cannot see

    return limit


def address() -> str:
    """Return a key to count by for the address of a request; the address itself is not kept (DESIGN §8)."""
    return f"address {blake2b(str(request.remote_addr).encode(), key=_KEY, digest_size=16).hexdigest()}"


def init_app(app: Flask) -> None:
    """Install the limits; ``RATELIMIT_ENABLED`` switches them off where a test needs it."""
    app.config.setdefault("RATELIMIT_ENABLED", True)
