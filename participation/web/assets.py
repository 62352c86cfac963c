"""Addresses of static files that change with their content, so that browsers may keep them for a year."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

ONE_YEAR = 365 * 24 * 3600


def asset(path: str) -> str:
    """Return the address of ``static/<path>`` with the fingerprint of its content."""
    return url_for("static", filename=path, v=_fingerprint(str(current_app.static_folder), path, current_app.debug))


@cache
def _kept_fingerprint(folder: str, path: str) -> str:
    return hashlib.sha256(Path(folder, path).read_bytes()).hexdigest()[:10]


def _fingerprint(folder: str, path: str, debug: bool) -> str:  # noqa: FBT001 - Flask's own flag
    return _kept_fingerprint.__wrapped__(folder, path) if debug else _kept_fingerprint(folder, path)


def keep_versioned(response: Response) -> Response:
    """Let browsers keep a static file for a year when its address carries a fingerprint."""
    return kept_for_a_year(response) if request.endpoint == "static" and "v" in request.args else response


def kept_for_a_year(response: Response) -> Response:
    """Let browsers keep what stands at an address that changes with its content."""
    response.cache_control.no_cache = None
    response.cache_control.public = True
    response.cache_control.max_age = ONE_YEAR
    response.cache_control.immutable = True
    return response


def init_app(app: Flask) -> None:
    """Offer ``asset`` to templates."""
    app.jinja_env.globals["asset"] = asset
    app.after_request(keep_versioned)
