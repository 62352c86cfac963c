"""The same way to the wall in a real browser: until the frame is painted that shows the card."""

import asyncio
import time

from playwright.async_api import Page, async_playwright

from bench.browser import launched
from bench.client import HOST
from bench.figures import Figure, Watch
from bench.people import CREATED, hang_up, joined_phones
from bench.stand import Stand

PAINTED = """
window.drawn = {};
const paint = (id) => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.drawn[id] ??= performance.timeOrigin + performance.now();
}));
new MutationObserver(() => {
  for (const card of document.querySelectorAll("[id^=card-]")) paint(card.id.slice(5));
}).observe(document, { childList: true, subtree: true });
"""
"""Notes for each card the moment of the frame after the one in which it came (milliseconds since 1970)."""
PAUSE_SECONDS = 0.2
PATIENCE_MS = 10_000


async def measure(stand: Stand) -> list[Figure]:
    """Send cards one after the other while Chromium shows the projector's page."""
    code = stand.workshops.collecting("Drawn")
    async with async_playwright() as playwright:
        browser = await launched(playwright)
        if browser is None:
            return []
        page = await browser.new_page(viewport={"width": 1920, "height": 1080})
        await page.add_init_script(PAINTED)
        await page.goto(f"http://{HOST}:{stand.port}/{code}/screen")
        figure = await _watched(stand, code, page)
        await browser.close()
    return [figure]


async def _watched(stand: Stand, code: str, page: Page) -> Figure:
    phones = await joined_phones(stand.port, code, stand.sizes.drawn)
    watch = Watch()
    for phone in phones:
        await asyncio.sleep(PAUSE_SECONDS)
        began = time.time()
        sent = await phone.send_card()
        if sent.answer.status != CREATED:
            watch.failures[str(sent.answer.status)] += 1
            continue
        await page.wait_for_function("(id) => window.drawn[id]", arg=sent.card_id, timeout=PATIENCE_MS)
        drawn = await page.evaluate("(id) => window.drawn[id]", sent.card_id)
        watch.seconds.append(drawn / 1000 - began)
    hang_up(phones)
    return watch.figure("card sent → drawn in Chromium", f"{len(phones)} cards, one after the other, 1920 × 1080")
