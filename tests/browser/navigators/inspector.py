"""Looks at a page as somebody would who needs it to be accessible and to fit."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[3] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RUN = """async (tags) => (
    await axe.run({runOnly: tags, resultTypes: ['violations'], iframes: false})
).violations.map((finding) => `${finding.id}: ${finding.nodes.map((node) => node.target.join(' ')).join(', ')}`)"""
"""Frames are pages of their own: axe is not in them, and would only wait for their answer."""
LOOKS = {
    "dark": {"color_scheme": "dark"},
    "more contrast": {"contrast": "more"},
    "more contrast, dark": {"contrast": "more", "color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
"""How people set up their device for their eyes, besides light."""
PLAIN = {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none"}
COLOURS = ("color-contrast", "link-in-text-block")
"""What of axe depends on the look. Everything else is the same in each, and examined once."""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WORDLESS = """[...document.querySelectorAll('[lang]')].filter(
    (element) => !['ltr', 'rtl', 'auto'].includes(element.closest('[dir]')?.dir)).length"""


@cache
def _axe() -> str:
    return AXE.read_text("utf-8")


def low_contrast(page: Page) -> list[str]:
    """Return the elements whose text has less than 7 : 1 (WCAG 1.4.6, which high contrast has to reach)."""
    return page.evaluate(RUN, ["color-contrast-enhanced"])


def findings(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 A and AA, each with the elements concerned."""
    if not page.evaluate("'axe' in window"):
        # From now on the browser puts it into each page itself: 550 KB take long through three processes.
        page.add_init_script(path=AXE)
        page.evaluate(_axe())
    return page.evaluate(RUN, list(TAGS))


def findings_in_all_looks(page: Page) -> dict[str, list[str]]:
    """Return what axe finds in light, then against the colours of each other look; with more contrast 7 : 1 is asked.

    Nothing lies under the pointer: in forced colours axe reads the colour of what does wrongly (from the property
    ``-webkit-text-fill-color``, which Chromium leaves as it was; it draws the forced one).
    """
    page.mouse.move(0, 0)
    found = {"light": findings(page)}
    for name, look in LOOKS.items():
        page.emulate_media(**PLAIN | look)
        found[name] = page.evaluate(RUN, list(COLOURS)) + (low_contrast(page) if "contrast" in look else [])
    page.emulate_media(**PLAIN)
    return {name: faults for name, faults in found.items() if faults}


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return page.evaluate(TOO_WIDE)


def texts_without_direction(page: Page) -> int:
    """Return how many texts have a language but no direction."""
    return page.evaluate(WORDLESS)
