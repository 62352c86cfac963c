"""Smaller answers: pages, sheets and scripts leave compressed (gzip) when the browser takes it.

A first visit in a hall with bad Wi-Fi costs at most 30 KB (DESIGN §6). Streams are never touched: they would wait
in the compressor.
"""

import gzip
from functools import lru_cache

from flask import Flask, Response, request
from isal import igzip

SMALLEST = 500
"""Bytes below which compressing saves nothing worth its time."""
LEVEL = 1
"""Of four (ISA-L), 0 to 3: a page leaves 2 % longer than with the slowest, in half the time."""
KINDS = frozenset(
    {
        "application/atom+xml",
        "application/javascript",
        "application/json",
        "image/svg+xml",
        "text/css",
        "text/html",
        "text/javascript",
    }
)


def compress(response: Response) -> Response:
    """Compress a whole answer of a kind that shrinks; anything else, and streams, pass as they are."""
    if _is_small(response) or response.mimetype not in KINDS or response.content_encoding or request.method == "HEAD":
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code not in range(200, 300) or not request.accept_encodings["gzip"]:
        return response
    if response.is_streamed and not response.direct_passthrough:
        return response
    return _compressed(response)


def _is_small(response: Response) -> bool:
    """Whether it leaves the same for every browser."""
    return not response.is_streamed and (response.content_length or 0) < SMALLEST


def _compressed(response: Response) -> Response:
    is_file = response.direct_passthrough
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) >= SMALLEST:
        response.set_data(_squeeze_file(body) if is_file else igzip.compress(body, LEVEL, mtime=0))
        response.content_encoding = "gzip"
        response.headers.pop("Accept-Ranges", None)
        _weaken_tag(response)
    return response


@lru_cache(maxsize=256)
def _squeeze_file(body: bytes) -> bytes:
    """Compress a static file once, as small as it gets."""
    return gzip.compress(body, 9, mtime=0)


def _weaken_tag(response: Response) -> None:
    """Say by a weak tag that the compressed bytes mean the same as the plain ones (RFC 9110, §8.8.3)."""
    tag, is_weak = response.get_etag()
    if tag is not None and not is_weak:
        response.set_etag(tag, weak=True)


def init_app(app: Flask) -> None:
    """Compress what leaves the application."""
    app.after_request(compress)
