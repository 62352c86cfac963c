"""Somebody who uses the keyboard only, and looks where the focus is at each stop."""

import pytest
from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 60
HAS_FOCUS = "(element) => element === document.activeElement"
FAULT = """() => {
  const element = document.activeElement;
  if (element === document.body) return '';
  const name = `${element.localName}.${element.className} ${element.textContent.trim().slice(0, 30)}`;
  const style = getComputedStyle(element);
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return `no focus to see: ${name}`;
  const box = element.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  if (left >= right || top >= bottom) return `outside the window: ${name}`;
  const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return element.contains(above) || above.contains(element) ? '' : `covered: ${name}`;
}"""


class Keyboard:
    """Tab, Enter and letters on ``page``; ``faults`` holds each stop whose focus could not be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []

    def tab(self) -> None:
        self.page.keyboard.press("Tab")
        fault = self.page.evaluate(FAULT)
        if fault:
            self.faults.append(fault)

    def go_to(self, target: Locator) -> None:
        """Press Tab until ``target`` has the focus."""
        expect(target).to_be_visible()
        for _stop in range(MOST_STOPS):
            self.tab()
            if target.evaluate(HAS_FOCUS):
                return
        pytest.fail(f"No way by Tab to {target}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        self.go_to(target)
        self.page.keyboard.press(key)

    def write(self, target: Locator, text: str) -> None:
        self.go_to(target)
        self.page.keyboard.type(text)

    def walk(self) -> int:
        """Press Tab through the whole page, once; returns the number of stops."""
        self.page.evaluate("document.activeElement.blur()")
        for stop in range(MOST_STOPS):
            self.tab()
            if self.page.evaluate("document.activeElement === document.body"):
                return stop
        return pytest.fail("The focus never leaves the page.")
