"""An old phone in a bad network: how long until somebody can type, at the first visit and when they come back."""

import time

from playwright.async_api import Browser, async_playwright

from bench.browser import launched
from bench.client import HOST
from bench.figures import Figure
from bench.stand import Stand

SLOWER = 4
SLOW_3G = {"offline": False, "latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""Chromium's own profile "Slow 3G": two seconds for each request, 400 kbit/s each way."""
VISITS = 5
A_PHONE = {"width": 360, "height": 780}


async def measure(stand: Stand) -> list[Figure]:
    """Visit the page with browsers that have nothing kept, and then once more."""
    code = stand.workshops.collecting("Ready to type")
    address = f"http://{HOST}:{stand.port}/{code}"
    first, again = [], []
    async with async_playwright() as playwright:
        browser = await launched(playwright)
        if browser is None:
            return []
        for _visit in range(VISITS):
            one, other = await _visited(browser, address)
            first.append(one)
            again.append(other)
        await browser.close()
    asked = f"Chromium at {SLOWER} times slower CPU, its profile Slow 3G, {VISITS} times"
    return [
        Figure("ready to type, first visit", asked, "ms", tuple(first)),
        Figure("ready to type, come back", asked, "ms", tuple(again)),
    ]


async def _visited(browser: Browser, address: str) -> tuple[float, float]:
    """Return the milliseconds from asking for the page to the first letter in the field, twice."""
    context = await browser.new_context(viewport=A_PHONE, locale="de", has_touch=True)
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", SLOW_3G)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    taken = []
    for _time in range(2):
        began = time.perf_counter()
        await page.goto(address, wait_until="commit")
        await page.locator("#text").press_sequentially("K")
        taken.append(1000 * (time.perf_counter() - began))
        await page.locator("body[data-code]").wait_for()
        await page.wait_for_load_state("load")
        await page.goto("about:blank")
    await context.close()
    return taken[0], taken[1]
