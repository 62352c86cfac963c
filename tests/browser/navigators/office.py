"""The integration office at its desk."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Page, expect


class Office:
    """A member of the office, reading English."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_in(self, name: str, password: str) -> None:
        self.page.goto("/login?lang=en")
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def bring_in(self, document: Path, fields: Mapping[str, str]) -> None:
        """Upload a concept, name its fields of action in full, and create it."""
        self.page.goto("/office/concepts/import")
        self.page.get_by_label("Document with the goals and measures").set_input_files(document)
        self.page.get_by_role("button", name="Read and show").click()
        for written, full in fields.items():
            self.page.get_by_label(written, exact=True).fill(full)
        self.page.get_by_role("button", name="Read again with this").click()
        self.page.get_by_role("button", name="Create the concept").click()
        expect(self.page.get_by_role("link", name="Compare with a document")).to_be_visible()

    def prepare_workshop(self, title: str, languages: Sequence[str], goal: str) -> str:
        """Prepare a short workshop for one goal; returns its code."""
        self.page.goto("/office/workshops/new")
        self.page.get_by_label("Title").fill(title)
        self.page.get_by_label("Short future workshop").check()
        for language in languages:
            self.page.get_by_role("group", name="Further languages").get_by_label(language).check()
        self.page.locator("summary", has_text="Goals in scope").click()
        self.page.get_by_label(goal).check()
        self.page.get_by_role("button", name="Create the workshop").click()
        expect(self.page.get_by_role("heading", level=1, name=title)).to_be_visible()
        return self.page.locator("code.code").inner_text()

    def draft_measure(self, code: str, plan: str) -> None:
        """Make a draft measure from a checked plan; leads to its form."""
        self.page.goto(f"/office/workshops/{code}/plans")
        sheet = self.page.get_by_role("article", name=plan)
        sheet.get_by_role("button", name="Make a draft measure").click()
        expect(self.page.get_by_role("heading", name="Edit the measure")).to_be_visible()

    def complete_measure(self, texts: Mapping[str, str], choices: Mapping[str, str]) -> None:
        """Fill in what was missing and save."""
        for label, text in texts.items():
            self.page.get_by_label(label).fill(text)
        for label, option in choices.items():
            self.page.get_by_label(label).select_option(label=option)
        self.page.get_by_role("button", name="Save").click()
        expect(self.page.get_by_text("The measure is saved.")).to_be_visible()

    def follow_trace(self) -> Sequence[str]:
        """Walk from the measure back to its cards; returns their texts."""
        self.page.get_by_role("link", name="Where does this come from?").click()
        self.page.wait_for_url("**/trace")
        return self.page.locator(".slip > span:first-child").all_inner_texts()

    def download(self, address: str, target: Path) -> Path:
        """Save what the address gives, with the office's rights."""
        answer = self.page.request.get(address)
        assert answer.status == 200, f"{address}: {answer.status}"
        target.write_bytes(answer.body())
        return target
