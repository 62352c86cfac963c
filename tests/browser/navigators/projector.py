"""The screen that the whole room watches."""

from playwright.sync_api import Page, expect


class Projector:
    """The projector page of a workshop."""

    def __init__(self, page: Page, code: str) -> None:
        self.page = page
        self.code = code

    def open(self) -> None:
        self.page.goto(f"/{self.code}/screen")

    def shows(self, kind: str) -> None:
        expect(self.page.locator("#board")).to_have_attribute("data-kind", kind)

    def has_card(self, text: str) -> None:
        expect(self.page.locator("#cards .card", has_text=text)).to_be_visible()

    def lacks_card(self, text: str) -> None:
        expect(self.page.locator("#cards .card", has_text=text)).to_have_count(0)

    def has_island(self, title: str, cards: int) -> None:
        island = self.page.locator(".island", has_text=title)
        expect(island.locator(".island__count")).to_have_text(str(cards))

    def has_result(self, title: str) -> None:
        expect(self.page.locator(".ranking", has_text=title)).to_be_visible()

    def reads(self, text: str) -> None:
        expect(self.page.locator("#scene", has_text=text)).to_be_visible()
