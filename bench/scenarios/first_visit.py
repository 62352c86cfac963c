"""The first visit of a phone: everything that the page links, in bytes on the wire."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from bench.client import Connection
from bench.figures import Figure
from bench.people import OK
from bench.stand import Stand

_LINKED = re.compile(r'<(?:link|script)\b[^>]*?\b(?:href|src)="([^"]+)"')
_IMPORTED = re.compile(r'(?:^import\b[^"\n]*|\bimport\(|@import\s*(?:url\()?|\burl\()\s*["\']?([^"\')]+)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visit took."""

    requests: int
    received: int


async def measure(stand: Stand) -> list[Figure]:
    """Visit the page once as a client that cannot unpack anything, once as browsers do."""
    code = stand.workshops.collecting("First visit")
    plain = await _visit(stand.port, f"/{code}", "identity")
    packed = await _visit(stand.port, f"/{code}", "gzip")
    asked = "page, style sheets, scripts and what those import; heads of the answers included"
    return [
        Figure("first visit, requests", asked, "requests", (plain.requests,)),
        Figure("first visit, without compression", asked, "bytes", (plain.received,)),
        Figure("first visit, as sent to a browser", f"{asked}; gzip allowed", "bytes", (packed.received,)),
    ]


async def _visit(port: int, page: str, encoding: str) -> Visit:
    connection = Connection(port)
    waiting, received, seen = [page], 0, {page}
    while waiting:
        path = waiting.pop(0)
        headers = {"Accept-Language": "de", "Accept-Encoding": encoding}
        answer = await connection.ask("GET", path, headers)
        assert answer.status == OK, (path, answer.status)
        received += answer.received
        new = [found for found in _links(path, answer.text, is_page=path == page) if found not in seen]
        seen.update(new)
        waiting += new
    connection.close()
    return Visit(len(seen), received)


def _links(path: str, text: str, *, is_page: bool) -> list[str]:
    """Return the addresses that a browser fetches after reading ``text``, once each; ``data:`` costs no request."""
    found = (_LINKED if is_page else _IMPORTED).findall(text)
    return list(dict.fromkeys(urljoin(path, link) for link in found if not link.startswith(("data:", "#"))))
