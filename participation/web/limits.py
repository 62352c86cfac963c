"""How often an address may be asked for. Counted in memory, for each process; views say for whom they count."""

from flask import Flask, request
from flask_limiter import Limiter

limiter = Limiter(key_func=lambda: request.remote_addr or "", default_limits=[], storage_uri="memory://")


def init_app(app: Flask) -> None:
    """Install the limits; ``RATELIMIT_ENABLED`` switches them off where a test needs it."""
    app.config.setdefault("RATELIMIT_HEADERS_ENABLED", True)
    limiter.init_app(app)
