"""The addresses of the product, by what a person would call them, and somebody who visits them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.browser.city import PASSWORD, SCENES, City
from tests.browser.conftest import LAPTOP

PROJECTOR_SCENES = ("collect", "cluster", "vote counted", "scale counted", "pause", "check", "closing", "over")
CONSOLE_SCENES = ("collect", "cluster", "vote counted", "invert", "plan", "check", "over")
OFFICE_PAGES: dict[str, Callable[[City], str]] = {
    "home": lambda _city: "/office/",
    "workshop": lambda city: f"/office/workshops/{city.code}",
    "new workshop": lambda _city: "/office/workshops/new",
    "workshop edited": lambda city: f"/office/workshops/{city.code}/edit",
    "tables": lambda city: f"/office/workshops/{city.code}/tables/edit",
    "prompts": lambda city: f"/office/workshops/{city.code}/prompts",
    "plans": lambda city: f"/office/workshops/{city.code}/plans",
    "way of a card": lambda city: f"/office/workshops/{city.code}/cards/{city.card}",
    "concepts": lambda _city: "/office/concepts",
    "upload": lambda _city: "/office/concepts/import",
    "reading page": lambda city: f"/office/concepts/{city.concept}",
    "reading page with a measure": lambda city: f"/office/concepts/{city.concept}?measure={city.measure}",
    "reading page that is edited": lambda city: f"/office/concepts/{city.concept}?edit=1",
    "shape": lambda city: f"/office/concepts/{city.concept}/shape",
    "word template": lambda city: f"/office/concepts/{city.concept}/template",
    "new goal": lambda city: f"/office/concepts/{city.concept}/goals/new",
    "goal": lambda city: f"/office/concepts/{city.concept}/goals/{city.goal}",
    "goal removed": lambda city: f"/office/concepts/{city.concept}/goals/{city.goal}/remove",
    "new indicator": lambda city: f"/office/concepts/{city.concept}/goals/{city.goal}/indicators/new",
    "measures": lambda _city: "/office/measures",
    "measure": lambda city: f"/office/measures/{city.measure}",
    "measure edited": lambda city: f"/office/measures/{city.measure}/edit",
    "trace": lambda city: f"/office/measures/{city.measure}/trace",
    "versions": lambda city: f"/office/measures/{city.measure}/versions",
    "new measure": lambda city: f"/office/measures/new/{city.concept}",
    "rules of review": lambda city: f"/office/measures/review-rules/{city.concept}",
    "own reviews": lambda _city: "/reviews",
    "differing votes": lambda _city: "/steering",
    "consoles": lambda _city: "/console/",
    "password": lambda _city: "/password",
}


class Visitor:
    """A device with one page, which notes what the browser complains about and whom it asks."""

    def __init__(self, page: Page, city: City) -> None:
        self.page = page
        self.city = city
        self.complaints: list[str] = []
        self.hosts: set[str] = set()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._note)
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))

    def _note(self, message) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def open(self, address: str, status: int = 200) -> Page:
        """Go there; an error page in the place of the expected one would pass every examination."""
        answer = self.page.goto(address)
        assert (answer and answer.status) == status
        return self.page

    def take_part(self) -> None:
        """Send a card and sit down at the first table."""
        self.city.play(SCENES["collect"])
        self.open(f"/{self.city.code}")
        self.page.locator("textarea#text").fill("Kein Bus am Abend")
        self.page.locator("#write button.button--main").click()
        expect(self.page.locator("li.own").first).to_have_attribute("data-state", "visible")
        self.city.play(SCENES["plan"])
        self.open(f"/{self.city.code}")
        self.page.locator("button.pick").first.click()
        expect(self.page.locator("ol.canvas")).to_be_visible()

    def sign_in(self) -> None:
        self.open("/login")
        self.page.locator("input[name=name]").fill(self.city.office)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("main form button").click()
        self.page.wait_for_url("**/office/**")


@contextmanager
def visiting(browser: Browser, city: City, language: str, size: dict[str, int], **options) -> Iterator[Visitor]:
    """Let somebody with a device of their own come to the city."""
    context = browser.new_context(
        base_url=city.address, locale=language, viewport=size, reduced_motion="reduce", **options
    )
    context.set_default_timeout(15_000)
    try:
        yield Visitor(context.new_page(), city)
    finally:
        context.close()


@contextmanager
def working(browser: Browser, city: City, **options) -> Iterator[Visitor]:
    """Let a member of the office sign in at a laptop."""
    with visiting(browser, city, "de", LAPTOP, **options) as visitor:
        visitor.sign_in()
        yield visitor
