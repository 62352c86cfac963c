"""The Chromium in which some scenarios look at what people see."""

import shutil

from playwright.async_api import Browser, Playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
"""One with a window first: it is what stands in the hall."""
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")


async def launched(playwright: Playwright) -> Browser | None:
    """Return a running browser; None where there is none."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    return await playwright.chromium.launch(executable_path=path, args=ARGUMENTS) if path else None
