"""A moderator sorts 300 cards in Chromium: how long a frame takes while a card is dragged, and what a drop costs."""

import asyncio
import shutil
import time

from playwright.async_api import Page, async_playwright

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
UNTHROTTLED = ("--disable-gpu-vsync", "--disable-frame-rate-limit")
"""Frames follow each other as fast as they can be made: the time between two is what one of them takes."""
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")

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
_DRAWN = """() => new Promise((done) => {
  addEventListener("console:merged", () => requestAnimationFrame(() => done(performance.now())), {once: true});
})"""


_ISLAND = """([start, y]) => {
  for (let x = start; x < innerWidth; x += 20) {
    if (document.elementFromPoint(x, y)?.closest(".island[data-order]")) return [x, y];
  }
  return [innerWidth / 2, y];
}"""
"""A place to the right of ``start`` where an island lies: the board scrolls while something is dragged over its edge."""


async def measure(stand: Stand) -> list[Figure]:
    """Drag cards over the whole board with the mouse, then drop each into an island."""
    sorting = stand.workshops.sorting("Board", CARDS, ISLANDS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=[*QUIET, *UNTHROTTLED]
        )
        width, height = LAPTOP
        page = await browser.new_page(
            base_url=f"http://{HOST}:{stand.port}", viewport={"width": width, "height": height}
        )
        await _sign_in(page, sorting.name, sorting.password)
        asked = await _suggested(page, sorting.code)
        await page.goto(f"/console/{sorting.code}/")
        await page.wait_for_selector("#slips-0 .slip")
        await page.evaluate(_RECORD)
        dropped = [await _drag(page, number) for number in range(DROPS)]
        frames = await page.evaluate("() => window.frames_taken")
        await browser.close()
    told = f"{CARDS} cards, half of them in {ISLANDS} islands; Chromium {width} × {height}, drawn without a GPU"
    return [
        Figure("drag frame", f"{told}; {DROPS} drags of {POINTS} steps", MILLISECONDS, tuple(frames)),
        Figure("card dropped → board drawn", told, MILLISECONDS, tuple(dropped)),
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


async def _drag(page: Page, number: int) -> float:
    """Drag the first loose card over the board and drop it into an island; return the milliseconds of the drop."""
    start = await _middle(page, "#slips-0 .slip >> nth=0")
    width, height = LAPTOP
    await page.mouse.move(*start)
    await page.mouse.down()
    for step in range(POINTS):
        part = step / POINTS
        x = start[0] + (width - 60 - start[0]) * min(part, 1 - part) * 2
        await page.mouse.move(x, start[1] + (height / 2 - start[1]) * part)
    goal = await page.evaluate(_ISLAND, [200 + 90 * number, height // 2])
    await page.mouse.move(*goal)
    drawn = asyncio.ensure_future(page.evaluate(_DRAWN))
    began = await page.evaluate("() => performance.now()")
    await page.mouse.up()
    return await asyncio.wait_for(drawn, PATIENCE_SECONDS) - began


async def _middle(page: Page, selector: str) -> tuple[float, float]:
    box = await page.locator(selector).bounding_box()
    assert box is not None, selector
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 40)
