"""Requests whose forms are short, as those of phones are: read in one piece.

Werkzeug reads a form through a stream that guards its limits piece by piece, and asks the application for each of them.
That takes four times as long as reading some hundred bytes whose number is known beforehand.
"""

from io import BytesIO
from urllib.parse import parse_qsl

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import ClientDisconnected

SHORT = 4096
"""Bytes. A card of 500 characters in any script, as a form writes them, is longer at worst and is left to Werkzeug."""
URLENCODED = "application/x-www-form-urlencoded"
READ = frozenset({"form", "stream", "_cached_data"})
"""What a request has when its body was read, or begun to be."""


class FormRequest(Request):
    """A request that reads a short form in one piece, and leaves all others to Werkzeug."""

    def _load_form_data(self) -> None:
        length = self.environ.get("CONTENT_LENGTH", "")
        if not (self._is_form() and length.isdecimal() and length.isascii() and int(length) <= SHORT):
            super()._load_form_data()
            return
        body = self.environ["wsgi.input"].read(int(length))
        if len(body) < int(length):
            raise ClientDisconnected
        self.__dict__.update(stream=BytesIO(), form=ImmutableMultiDict(_fields(body)), files=ImmutableMultiDict())

    def _is_form(self) -> bool:
        """Whether the body is a form of known length that nobody has read yet."""
        kind = self.environ.get("CONTENT_TYPE", "").partition(";")[0]
        return kind == URLENCODED and "HTTP_TRANSFER_ENCODING" not in self.environ and READ.isdisjoint(self.__dict__)


def _fields(body: bytes) -> list[tuple[str, str]]:
    """Return the fields of a form; none when it is no text, as Werkzeug has it."""
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, errors="werkzeug.url_quote")
    except ValueError:
        return []


def init_app(app: Flask) -> None:
    """Read requests so."""
    app.request_class = FormRequest
