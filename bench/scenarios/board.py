"""A moderator sorts 300 cards in Chromium: how long a frame takes while a card is dragged, and what a drop costs."""

import asyncio
import time
from dataclasses import dataclass

from playwright.async_api import CDPSession, Page, async_playwright

from bench.browser import launched
from bench.client import HOST
from bench.figures import MILLISECONDS, Figure
from bench.stand import Stand

CARDS = 300
ISLANDS = 15
LAPTOP = (1280, 800)
DROPS = 10
PATIENCE_SECONDS = 20
POINTS = 60
"""Places to which the mouse moves on the way from the pile to the last island and back, for each drag."""

_RECORD = """() => {
  window.frames_taken = [];
  let before = performance.now();
  const note = (now) => {
    if (document.body.classList.contains("is-lifting")) window.frames_taken.push(now - before);
    before = now;
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}"""
_TAKEN = "() => window.frames_taken.length"
_DRAWN = """() => new Promise((done) => {
  addEventListener("console:merged", () => requestAnimationFrame(() => done(performance.now())), {once: true});
})"""


_ISLAND = """() => {
  for (let y = innerHeight - 200; y > 260; y -= 20) {
    for (let x = innerWidth - 60; x > 300; x -= 20) {
      if (document.elementFromPoint(x, y)?.closest(".island[data-order]")) return [x, y];
    }
  }
  return [innerWidth / 2, innerHeight / 2];
}"""
"""A place where an island lies: the board scrolls while a card is over its edge."""


@dataclass(frozen=True, slots=True)
class Drag:
    """One drag, in milliseconds: what a frame took of the page's main thread, and how long the drop took."""

    frame: float
    dropped: float


async def measure(stand: Stand) -> list[Figure]:
    """Drag cards over the whole board with the mouse, then drop each into an island."""
    sorting = stand.workshops.sorting("Board", CARDS, ISLANDS)
    async with async_playwright() as playwright:
        browser = await launched(playwright)
        if browser is None:
            return []
        width, height = LAPTOP
        page = await browser.new_page(
            base_url=f"http://{HOST}:{stand.port}", viewport={"width": width, "height": height}
        )
        await _sign_in(page, sorting.name, sorting.password)
        asked = await _suggested(page, sorting.code)
        await page.goto(f"/console/{sorting.code}/")
        await page.wait_for_selector("#slips-0 .slip")
        await page.evaluate(_RECORD)
        metrics = await page.context.new_cdp_session(page)
        await metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
        drags = [await _drag(page, metrics) for _ in range(DROPS)]
        frames = await page.evaluate("() => window.frames_taken")
        await browser.close()
    told = f"{CARDS} cards, half of them in {ISLANDS} islands; Chromium {width} × {height}, without a GPU"
    dragging = f"{told}; {DROPS} drags of {POINTS} steps; 60 frames a second are 16.7 ms apart"
    return [
        Figure("from drag frame to drag frame", dragging, MILLISECONDS, tuple(frames)),
        Figure(
            "processor time of a drag frame",
            f"{told}; main thread of the page, mean of each drag",
            MILLISECONDS,
            tuple(drag.frame for drag in drags),
        ),
        Figure("card dropped → board drawn", told, MILLISECONDS, tuple(drag.dropped for drag in drags)),
        Figure("suggestions", f"{told}; first request and those of an unchanged board", MILLISECONDS, tuple(asked)),
    ]


async def _sign_in(page: Page, name: str, password: str) -> None:
    await page.goto("/login")
    await page.fill("input[name=name]", name)
    await page.fill("input[name=password]", password)
    await page.click("main form button")
    await page.wait_for_url("**/office/**")


async def _suggested(page: Page, code: str) -> list[float]:
    taken = []
    for _ in range(DROPS):
        began = time.monotonic()
        answer = await page.request.get(f"/console/{code}/board/suggestions", headers={"HX-Request": "true"})
        assert answer.ok, answer.status
        taken.append((time.monotonic() - began) * 1000)
    return taken


async def _drag(page: Page, metrics: CDPSession) -> Drag:
    """Drag the first loose card over the board and drop it into an island."""
    start = await _middle(page, "#slips-0 .slip >> nth=0")
    width, height = LAPTOP
    await page.mouse.move(*start)
    await page.mouse.down()
    busy, taken = await _busy(metrics), await page.evaluate(_TAKEN)
    for step in range(POINTS):
        part = step / POINTS
        x = start[0] + (width - 60 - start[0]) * min(part, 1 - part) * 2
        await page.mouse.move(x, start[1] + (height / 2 - start[1]) * part)
    busy, taken = await _busy(metrics) - busy, await page.evaluate(_TAKEN) - taken
    await _hold_over_an_island(page)
    drawn = asyncio.ensure_future(page.evaluate(_DRAWN))
    began = await page.evaluate("() => performance.now()")
    await page.mouse.up()
    return Drag(busy / max(1, taken), await asyncio.wait_for(drawn, PATIENCE_SECONDS) - began)


async def _hold_over_an_island(page: Page) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not await page.locator("#islands > .is-target[data-order]").count():
        assert time.monotonic() < deadline
        await page.mouse.move(*await page.evaluate(_ISLAND))


async def _busy(metrics: CDPSession) -> float:
    """Return how many milliseconds of processor time the page's main thread has used."""
    told = await metrics.send("Performance.getMetrics")
    return float(next(metric["value"] for metric in told["metrics"] if metric["name"] == "TaskDuration")) * 1000


async def _middle(page: Page, selector: str) -> tuple[float, float]:
    await page.locator(selector).scroll_into_view_if_needed()
    box = await page.locator(selector).bounding_box()
    assert box is not None, selector
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 40)
