"""Answering requests in place of the server."""

from collections.abc import Callable
from re import Pattern
from typing import Any

from playwright.sync_api import Page, Route

PROBE = "**/is-anybody/listening"
HEARD = "heard"
ASK = "() => fetch('/is-anybody/listening', { method: 'POST' }).then((answer) => answer.text())"


def intercept(
    page: Page, address: str | Pattern[str], answer: Callable[[Route], Any], *, times: int | None = None
) -> None:
    """Let ``answer`` deal with the requests of an open page to this address, at most so many ``times``.

    Returns when the page keeps to it: Chromium tells the page by another way than that by which keys and clicks come,
    so on a busy machine a key may arrive first, and what it sends would reach the server.
    """
    page.route(address, answer, times=times)
    page.route(PROBE, lambda route: route.fulfill(body=HEARD))
    while page.evaluate(ASK) != HEARD:
        pass
    page.unroute(PROBE)
