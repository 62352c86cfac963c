"""The moderator in front of the room."""

import re
from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, Page, expect


class Console:
    """A moderator at a laptop, reading English."""

    def __init__(self, page: Page, code: str) -> None:
        self.page = page
        self.code = code

    def open(self) -> None:
        self.page.goto(f"/console/{self.code}/?lang=en")
        expect(self.page.locator("#next")).to_be_visible()

    def open_doors(self) -> None:
        self.page.get_by_role("button", name="Open the doors").click()
        expect(self.page.locator("#now-title")).to_have_text("People can join")

    def go_on(self, title: str, phase: str) -> None:
        """Press the largest control; the step that runs then is the one expected."""
        self.page.locator("#next").click()
        asked, now = self.page.locator("#next-yes"), self.page.locator("#now-title")
        expect(asked.or_(now.filter(has_text=title)).first).to_be_visible()
        if asked.is_visible():
            asked.click()
        expect(now).to_have_text(title)
        expect(self.page.locator("#now .phase-word")).to_contain_text(phase)

    def close(self) -> None:
        self.page.locator("#next").click()
        self.page.get_by_role("button", name="Yes, close it").click()
        expect(self.page.locator("#now-title")).to_have_text("The workshop is closed")

    def hide(self, text: str, reason: str) -> None:
        self.page.get_by_role("button", name=text).first.click()
        self.page.get_by_label("Another reason").fill(reason)
        self.page.locator("#sheet-hide").get_by_role("button", name="Hide", exact=True).click()
        expect(self.page.locator("#newest").get_by_text(text)).to_have_count(0)

    def sort(self, title: str, texts: Sequence[str]) -> None:
        """Make a topic of these cards."""
        self.page.get_by_role("link", name="New topic from several cards…").click()
        self.page.locator("#new-title").fill(title)
        for text in texts:
            self.page.locator("#sheet-new").get_by_label(text).check()
        self.page.get_by_role("button", name="Make the topic").click()
        expect(self._island(title).locator(".slip")).to_have_count(len(texts))

    def move_by_keys(self, text: str, title: str) -> None:
        """Lift a card that is not sorted yet, walk to the topic, drop it there: nothing but keys."""
        target = self._island(title)
        expect(target).to_be_visible()
        expect(self.page.locator("#island-0").get_by_text(text)).to_be_visible()
        self.page.get_by_role("button", name=text).first.focus()
        self.page.keyboard.press("Space")
        for _island in range(self.page.locator("[data-cluster]").count()):
            if "is-target" in (target.get_attribute("class") or ""):
                break
            self.page.keyboard.press("ArrowRight")
        expect(target).to_have_class(re.compile("is-target"))
        self.page.keyboard.press("Enter")
        expect(target.get_by_text(text)).to_be_visible()

    def sees_in(self, title: str, texts: Sequence[str]) -> None:
        """Wait until the board of this laptop shows these cards in the topic, in this order."""
        expect(self._island(title).locator(".slip__text")).to_have_text(list(texts))

    def undo(self) -> None:
        self.page.locator("#undo-button").click()

    def close_vote(self) -> None:
        self.page.locator("#close-vote > summary").click()
        self.page.get_by_role("button", name="Close and count").click()
        expect(self.page.get_by_role("table", name="Result")).to_be_visible()

    def turn_round(self, opposites: Mapping[str, Mapping[str, str]]) -> None:
        """Choose topics and write the opposite of each, by language."""
        if not self.page.locator("#topics").is_visible():
            self.page.locator("#choose-topics > summary").click()
        for topic in opposites:
            self.page.locator("#topics").get_by_label(topic).check()
        self.page.locator("#topics").get_by_role("button").click()
        for topic, texts in opposites.items():
            item = self.page.locator("li", has_text=topic).filter(has=self.page.locator("textarea"))
            for language, text in texts.items():
                with self.page.expect_response(lambda answer: answer.request.method == "POST"):
                    item.locator(f'textarea[name="text-{language}"]').fill(text)
                    item.locator(f'textarea[name="text-{language}"]').blur()

    def add_table(self, name: str) -> None:
        self.page.locator("#table-name").fill(name)
        self.page.get_by_role("button", name="Add a table").click()
        expect(self.page.get_by_text(name).first).to_be_attached()

    def give_to_table(self, plan: str, table: str) -> None:
        row = self.page.locator(".plan", has_text=plan)
        row.get_by_label("Table of the plan").select_option(label=table)

    def check_plan(self, plan: str, reasons: Mapping[str, str]) -> None:
        """Rate all six criteria: what has a reason is open, the rest is feasible."""
        form = self.page.locator(".check", has_text=plan).locator("form.criteria")
        for criterion in ("competence", "law", "cost", "partners", "time", "effect"):
            rating = "open" if criterion in reasons else "clear"
            form.locator(f'label:has(input[name="rating-{criterion}"][value="{rating}"])').click()
            form.locator(f'input[name="reason-{criterion}"]').fill(reasons.get(criterion, ""))
        form.get_by_role("button", name="Save the check").click()
        expect(self.page.locator(".check", has_text=plan).locator(".check__state")).to_have_text("checked")

    def _island(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title)
