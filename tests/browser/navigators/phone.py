"""A resident with a phone. Found by what a form is, not by its words: the words come in every language."""

from collections.abc import Mapping

from playwright.sync_api import Page, expect


class Phone:
    """A resident who reads ``language``."""

    def __init__(self, page: Page, code: str, language: str) -> None:
        self.page = page
        self.code = code
        self.language = language

    def join(self) -> None:
        self.page.goto(f"/{self.code}")
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)

    def send(self, text: str, topic: str | None = None) -> None:
        """Write a card, send it, and see that it has arrived."""
        field = self.page.locator("textarea#text")
        expect(field).to_be_visible()
        if topic is not None:
            self.page.locator("label.topic", has_text=topic).click()
        field.fill(text)
        self.page.locator("#write button.button--main").click()
        expect(self.own_card(text)).to_have_attribute("data-state", "visible")
        expect(field).to_have_value("")

    def own_card(self, text: str):
        return self.page.locator("li.own", has_text=text)

    def give_dots(self, dots: Mapping[str, int]) -> None:
        expect(self.page.locator("#ballot")).to_be_visible()
        for title, number in dots.items():
            boxes = self.page.locator("li.option", has_text=title).locator('input[name="option"]')
            for index in range(number):
                boxes.nth(index).check()
        self.page.locator("#ballot button.button--main").click()
        expect(self.page.locator("[data-when=counted], .notice--good").first).to_be_visible()

    def answer_scale(self, place: int) -> None:
        self.page.locator("#ballot button.choice").nth(place - 1).click()
        expect(self.page.locator('#ballot [aria-pressed="true"], [data-when=counted]:visible').first).to_be_visible()

    def sit_down(self, table: str) -> None:
        self.page.get_by_role("button", name=table).click()
        expect(self.page.locator("ol.canvas")).to_be_visible()

    def fill_plan(self, texts: Mapping[str, str]) -> None:
        """Fill the canvas of the own table, field by field, in its order."""
        for text in texts.values():
            filled = self.page.locator("ol.canvas li.canvas--full").count()
            self.page.locator("textarea#text").fill(text)
            self.page.locator("form.write button.button--main").click()
            expect(self.page.locator("ol.canvas li.canvas--full")).to_have_count(filled + 1)


def wait_for_copy(page: Page) -> None:
    """Wait until the service worker runs and has the page, its sheet and its script."""
    whole = page.evaluate(
        """async () => {
          const isWhole = async () =>
            navigator.serviceWorker.controller?.state === "activated" &&
            (await (await caches.open("phone")).keys()).length === 3;
          for (let turn = 0; turn < 400 && !(await isWhole()); turn += 1) await new Promise(requestAnimationFrame);
          return isWhole();
        }"""
    )
    assert whole
