"""Asks a translation service over HTTP. Only the text and the two languages leave the house.

Two interfaces: LibreTranslate's ``POST /translate`` and DeepL's ``POST /v2/translate``, both with several texts in one
request. The standard library's client is enough, and works under threads and gevent alike.
"""

import http.client
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from participation.machine.errors import MachineFailed, PairRefused

log = logging.getLogger(__name__)

LARGEST_ANSWER = 1_000_000
NO_ANSWER, UNREACHED = "no answer in time", "cannot be reached"
BROKEN, UNFIT = "the answer is broken", "the answer does not fit the question"
SOON, LATER, MUCH_LATER = 15.0, 60.0, 3600.0
"""Seconds until the next attempt: after a fault, after too many requests, after a used-up quota or a refused key."""
QUOTA_EXCEEDED = 456
"""DeepL's own status: the characters of the billing period are used up."""

_DEEPL_TARGETS = {"en": "EN-GB", "pt": "PT-PT"}
"""DeepL asks for a variant where it knows several."""


class _NoRedirect(HTTPRedirectHandler):
    """A key and somebody's words go to the address that the city has set, nowhere else."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:  # noqa: ANN401 - as the standard library has it
        """Follow nothing."""


_opener = build_opener(_NoRedirect)


class Service(Protocol):
    """A translation service."""

    @property
    def name(self) -> str:
        """What it is called, for people."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Return the texts in the language ``target``, in their order; raises ``MachineFailed``."""


@dataclass(frozen=True, slots=True)
class LibreTranslate:
    """LibreTranslate's interface, for a server of one's own or somebody else's."""

    url: str
    key: str | None
    timeout: float
    name: str = "LibreTranslate"

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Return the texts in the language ``target``, in their order; raises ``MachineFailed``."""
        asked = {"q": list(texts), "source": _primary(source), "target": _primary(target), "format": "text"}
        if self.key:
            asked["api_key"] = self.key
        answer = _post(f"{self.url}/translate", asked, {}, self.timeout)
        return _checked(answer.get("translatedText"), len(texts))


@dataclass(frozen=True, slots=True)
class DeepL:
    """DeepL's interface, version 2."""

    url: str
    key: str | None
    timeout: float
    name: str = "DeepL"

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Return the texts in the language ``target``, in their order; raises ``MachineFailed``."""
        wanted = _DEEPL_TARGETS.get(_primary(target), _primary(target).upper())
        asked = {"text": list(texts), "source_lang": _primary(source).upper(), "target_lang": wanted}
        headers = {"Authorization": f"DeepL-Auth-Key {self.key}"}
        found = _post(f"{self.url}/v2/translate", asked, headers, self.timeout).get("translations")
        said = [entry.get("text") for entry in found if isinstance(entry, dict)] if isinstance(found, list) else None
        return _checked(said, len(texts))


def _primary(tag: str) -> str:
    return tag.partition("-")[0]


def _post(url: str, asked: Mapping[str, object], headers: Mapping[str, str], timeout: float) -> dict[str, Any]:
    """Return the JSON object that the service answers; anything else is a fault."""
    said = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "participation"}
    request = Request(url, json.dumps(asked).encode(), {**said, **headers}, method="POST")  # noqa: S310 - checked by Settings
    try:
        with _opener.open(request, timeout=timeout) as answer:
            body = json.loads(answer.read(LARGEST_ANSWER))
    except HTTPError as error:
        raise _refused(error) from None
    except TimeoutError as error:
        raise MachineFailed(NO_ANSWER, SOON, spent=True) from error
    except URLError as error:
        raise MachineFailed(UNREACHED, SOON) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise MachineFailed(BROKEN, SOON, spent=True) from error
    if not isinstance(body, dict):
        raise MachineFailed(BROKEN, SOON, spent=True)
    return body


def _refused(error: HTTPError) -> MachineFailed:
    error.close()
    if error.code == http.HTTPStatus.BAD_REQUEST:
        return PairRefused("the service refuses these languages", MUCH_LATER)
    if error.code == http.HTTPStatus.TOO_MANY_REQUESTS:
        return MachineFailed("too many requests", _wait(error.headers.get("Retry-After")))
    if error.code in {QUOTA_EXCEEDED, http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FORBIDDEN}:
        return MachineFailed(f"quota or key: status {error.code}", MUCH_LATER)
    return MachineFailed(f"status {error.code}", SOON)


def _wait(said: str | None) -> float:
    """Return how long the service asks to wait, at least a minute's share and at most an hour."""
    return min(max(float(said), 1.0), MUCH_LATER) if said and said.isascii() and said.isdecimal() else LATER


def _checked(texts: object, count: int) -> list[str]:
    """Return as many texts as were asked for, each with words in it."""
    said = [text for text in texts if isinstance(text, str) and text.strip()] if isinstance(texts, list) else []
    if len(said) != count or len(said) != len(texts if isinstance(texts, list) else ()):
        raise MachineFailed(UNFIT, SOON, spent=True)
    return said
