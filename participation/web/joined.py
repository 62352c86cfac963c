"""Several static files sent as one: a style sheet or a script of parts, each of which can be read alone.

What a page draws its first picture with may also stand in the page itself. It is allowed by its hash (Content Security
Policy Level 3, §6.7.3.3): the policy names this one text, and no other style in a page takes effect (docs/adr/0019).
"""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from flask import Response, current_app

from participation.web.assets import kept_for_a_year

MOST_KEPT = 32
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SCRIPT_COMMENT = re.compile(r"^\s*(//.*)?\n", re.MULTILINE)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Joined:
    """Files under ``static/``, in the order in which they count, as one text without comments."""

    paths: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole, read once; while it is being written each time."""
        read = _read.__wrapped__ if current_app.debug else _read
        return read(str(current_app.static_folder), self.paths)

    @property
    def fingerprint(self) -> str:
        """What changes with the text; for its address."""
        return _digest(self.text).hex()[:10]

    @property
    def source(self) -> str:
        """The source expression that allows exactly this text between ``<style>`` and ``</style>``."""
        return f"'sha256-{base64.b64encode(_digest(self.text)).decode()}'"

    def answer(self, mimetype: str) -> Response:
        """Return the text to a browser, which may keep it: its address changes with it."""
        return kept_for_a_year(Response(self.text, mimetype=mimetype))


def _without_space(sheet: str) -> str:
    return _SPACE.sub(" ", _STYLE_COMMENT.sub("", sheet)).strip()


def _without_remarks(script: str) -> str:
    return _SCRIPT_COMMENT.sub("", script)


_SHRINK: dict[str, Callable[[str], str]] = {".css": _without_space, ".js": _without_remarks}


@lru_cache(maxsize=MOST_KEPT)
def _digest(text: str) -> bytes:
    """Return the SHA-256 of a text; each page asks for that of the same few."""
    return hashlib.sha256(text.encode()).digest()


@cache
def _read(folder: str, paths: tuple[str, ...]) -> str:
    whole = "\n".join(Path(folder, path).read_text("utf-8") for path in paths)
    return _SHRINK[Path(paths[0]).suffix](whole)
