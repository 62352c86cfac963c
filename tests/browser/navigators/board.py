"""The board of the console under somebody's hands: keys, mouse, finger."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from playwright.sync_api import CDPSession, Locator, Page, Route, expect

from tests.browser.interception import intercept
from tests.factories import PASSWORD

HOLD = """() => new Promise((done) => {
  const wait = () => document.body.classList.contains("is-lifting") ? done() : requestAnimationFrame(wait);
  wait();
})"""

WATCH = """() => {
  let was = false, began = 0;
  Object.assign(window, { lifted: 0, stood: null });
  new MutationObserver(() => {
    const is = document.body.classList.contains("is-lifting");
    if (is && !was) window.lifted += 1;
    was = is;
  }).observe(document.body, { attributeFilter: ["class"] });
  addEventListener("touchstart", () => { began = performance.now(); window.stood = null; }, true);
  addEventListener("touchmove", () => { window.stood ??= performance.now() - began; }, true);
}"""
"""Counts how often cards are lifted, and for how many milliseconds the last finger stood still before it moved."""
STOOD_MS = 120
"""A finger that stands longer may want to lift; a page takes 180."""


class Board:
    """A moderator who sorts, reading English."""

    def __init__(self, page: Page, code: str) -> None:
        self.page = page
        self.code = code

    def open(self, name: str) -> None:
        self.page.goto("/login?lang=en")
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()
        self.page.goto(f"/console/{self.code}/?lang=en")
        expect(self.page.locator("html.scripted #board")).to_be_visible()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @contextmanager
    def held_up(self, address: str) -> Iterator[None]:
        """Let the first request to this address wait until the block has ended."""
        held: list[Route] = []
        intercept(self.page, address, lambda route: held.append(route), times=1)  # noqa: PLW0108 - Playwright marks what it calls
        with self.page.expect_request(address):
            yield
        while not held:
            self.page.evaluate("0")  # the request has left the page; its news is on the way
        held[0].continue_()

    def opens_topic(self) -> None:
        """Open the sheet of the topic in which the card lies that has the focus."""
        self.press("m")
        expect(self.page.locator("#sheet[open] #sheet-title")).to_be_focused()

    def shows(self, islands: Mapping[str, Sequence[str]], loose: Sequence[str]) -> None:
        """Wait until the islands hold these cards, in this order, and these are not sorted."""
        titles = self.page.locator("#islands > .island[data-order]")
        expect(titles).to_have_count(len(islands))
        for place, (title, texts) in enumerate(islands.items()):
            expect(titles.nth(place)).to_have_attribute("data-name", title)
            expect(titles.nth(place).locator(".slip__text")).to_have_text(list(texts))
        expect(self.page.locator("#slips-0 .slip__text")).to_have_text(list(loose))

    def says(self, sentence: str) -> None:
        expect(self.page.locator("#spoken")).to_have_text(sentence)

    def tells(self, sentence: str) -> None:
        """Wait for the notice about a move that was made or refused."""
        expect(self.page.locator("#said .notice").first).to_have_text(sentence)

    def card(self, text: str) -> Locator:
        return self.page.locator("#board .slip__face", has_text=text)

    def island(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title, exact=True)

    def walks_to(self, selector: str, key: str = "Tab") -> None:
        """Press a key until this has the focus: a page whose order of Tab does not lead there fails."""
        for _ in range(60):
            if self.page.locator(f"{selector}:focus").count():
                return
            self.page.keyboard.press(key)
        expect(self.page.locator(selector)).to_be_focused()

    def drag(self, text: str, title: str) -> None:
        """Drag with the mouse."""
        self.page.mouse.move(*middle(self.card(text)))
        self.page.mouse.down()
        x, y = middle(self.island(title))
        self.page.mouse.move(x - 20, y, steps=4)
        self.page.evaluate(HOLD)
        self.page.mouse.move(x, y)
        expect(self.island(title)).to_have_class(re.compile("is-target"))
        self.page.mouse.up()

    def laid_bare(self, text: str) -> tuple[float, float]:
        """Scroll until nothing lies over a card, and return where a finger touches it."""
        card = self.card(text)
        card.evaluate("card => card.scrollIntoView({ block: 'center' })")
        point = middle(card)
        assert card.evaluate("(card, [x, y]) => card.contains(document.elementFromPoint(x, y))", list(point))
        return point

    def watch_fingers(self) -> None:
        """Count from now on in ``lifted`` how often cards are lifted."""
        self.page.evaluate(WATCH)

    @property
    def lifted(self) -> int:
        return self.page.evaluate("window.lifted")

    def drag_by_finger(self, text: str, title: str) -> None:
        finger = Finger(self.page)
        finger.touch(*middle(self.card(text)))
        expect(self.page.locator(".slip.sortable-chosen")).to_have_count(1)
        x, y = middle(self.island(title))
        finger.move(x - 20, y)
        self.page.evaluate(HOLD)
        finger.move(x, y)
        expect(self.island(title)).to_have_class(re.compile("is-target"))
        finger.lift()


class Finger:
    """One finger on a touch screen."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)

    def touch(self, x: float, y: float) -> None:
        self._send("touchStart", [{"x": x, "y": y}])

    def move(self, x: float, y: float) -> None:
        self._send("touchMove", [{"x": x, "y": y}])

    def lift(self) -> None:
        self._send("touchEnd", [])

    def swipe_up(self, x: float, y: float) -> bool:
        """Move upwards from here; returns whether that was at once, as a slow machine lets a finger stand first."""
        self.touch(x, y)
        for part in range(1, 9):
            self.move(x, y - part * 15)
        self.lift()
        return self._page.evaluate("window.stood") < STOOD_MS

    def _send(self, kind: str, points: list[dict[str, float]]) -> None:
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def middle(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
