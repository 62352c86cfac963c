"""Pages fit the smallest phone with large text, say in which language each text is, and ask no other host."""

from dataclasses import dataclass

import pytest

from tests.browser.city import SCENES
from tests.browser.conftest import PROJECTOR
from tests.browser.navigators.inspector import overflow
from tests.browser.pages import CONSOLE_SCENES, OFFICE_PAGES, PROJECTOR_SCENES, visiting, working

DIRECTIONS = {"de": "ltr", "de-x-leicht": "ltr", "tr": "ltr", "ar": "rtl"}
FITS = (0, [])
"""Nothing is wider than the window, nothing is cut off."""
SMALLEST = {"width": 320, "height": 568}
SCRIPTS = {"fa": "rtl", "he": "rtl", "th": "ltr", "zh": "ltr", "ti": "ltr"}
"""Besides German with its long words and Arabic: mirrored, lines without spaces, wide and high syllables."""
KINDS = ("welcome", "scale", "collect", "cluster", "vote", "vote counted", "invert", "pause", "plan", "check", "over")
OPEN_LIST = "document.querySelector('details.tongue').open = true"
SIDES = """[...document.querySelectorAll('.top__place, .tongue')].map((element) => element.getBoundingClientRect()).map(
    (box) => box.left + box.right < innerWidth ? 'left' : 'right')"""
"""On which side the name of the workshop and the button of the languages lie."""
FOUR_TIMES = "document.documentElement.style.fontSize = '400%'"
"""Chromium's largest text, as people set it in the browser. A script may set it where a sheet of ours may not."""
CUT_OFF = """[...document.querySelectorAll('main *, #own *')].filter((element) =>
    element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1
    && ['hidden', 'clip'].includes(getComputedStyle(element).overflowX)
).map((element) => element.outerHTML.slice(0, 120))"""
OF_PEOPLE = ".own__text, .card__text, .slip__text, .option__title, .canvas__title, .prompt, .island__title"
"""Elements that hold what people of the workshop wrote."""
UNMARKED = f"""[...document.querySelectorAll('{OF_PEOPLE}')].filter((element) => element.textContent.trim()
    && !element.dir && !element.querySelector('[dir]')).map((element) => element.outerHTML.slice(0, 120))"""


def play_all(visitor, address, scenes):
    """Open the address at each of these scenes, one after the other."""
    for scene in scenes:
        visitor.city.play(SCENES[scene])
        yield scene, visitor.open(address)


@dataclass(frozen=True)
class Seen:
    """One step on the smallest phone: what does not fit, what not when letters are large; how texts are marked."""

    too_wide: tuple[int, list[str]]
    too_wide_when_large: tuple[int, list[str]]
    language: tuple[str, str]
    unmarked: list[str]


def look_at(page):
    plain = overflow(page), page.evaluate(CUT_OFF)
    root = page.locator("html")
    marked = (root.get_attribute("lang"), root.get_attribute("dir")), page.evaluate(UNMARKED)
    page.evaluate(FOUR_TIMES)
    return Seen(plain, (overflow(page), page.evaluate(CUT_OFF)), *marked)


@pytest.fixture(scope="module", params=DIRECTIONS)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def steps(browser, city, language):
    """Every step as a phone shows it in this language: each page is loaded once, and looked at for all tests."""
    with visiting(browser, city, "de", SMALLEST) as visitor:
        visitor.take_part()
        return {scene: look_at(page) for scene, page in play_all(visitor, f"/{city.code}?lang={language}", SCENES)}


def test_phone_of_320_pixels_holds_every_step(steps):
    assert {scene: seen.too_wide for scene, seen in steps.items()} == dict.fromkeys(SCENES, FITS)


def test_every_kind_of_page_fits_in_every_script_and_mirrors_where_it_should(browser, city):
    """All languages in one browser, the list of languages open: starting a browser costs more than a page."""
    wrong = {}
    with visiting(browser, city, "de", SMALLEST) as visitor:
        visitor.take_part()
        places = [(kind, f"/{city.code}") for kind in KINDS] + [("over", f"/{city.code}/results"), ("over", "/")]
        for kind, address in places:
            city.play(SCENES[kind])
            for language, direction in SCRIPTS.items():
                page = visitor.open(f"{address}?lang={language}")
                page.evaluate(OPEN_LIST)
                found = (overflow(page), page.evaluate(CUT_OFF), page.evaluate(SIDES))
                if found != (0, [], ["left", "right"] if direction == "ltr" else ["right", "left"]):
                    wrong[kind, address, language] = found
    assert wrong == {}


def test_text_four_times_as_large_stays_on_the_phone(steps):
    assert {scene: seen.too_wide_when_large for scene, seen in steps.items()} == dict.fromkeys(SCENES, FITS)


def test_page_says_its_language_and_direction_and_those_of_each_text(steps, language):
    said = {scene: (seen.language, seen.unmarked) for scene, seen in steps.items()}
    assert said == dict.fromkeys(SCENES, ((language, DIRECTIONS[language]), []))


def test_screen_says_the_direction_of_each_text(browser, city):
    with visiting(browser, city, "de", PROJECTOR) as visitor:
        pages = play_all(visitor, f"/{city.code}/screen", PROJECTOR_SCENES)
        assert {scene: page.evaluate(UNMARKED) for scene, page in pages} == {scene: [] for scene in PROJECTOR_SCENES}


def test_no_page_of_residents_or_the_room_makes_the_browser_complain_or_asks_another_host(browser, city):
    with visiting(browser, city, "ar", PROJECTOR) as visitor:
        visitor.take_part()
        for address, scenes in ((f"/{city.code}", SCENES), (f"/{city.code}/screen", PROJECTOR_SCENES)):
            for _scene, page in play_all(visitor, address, scenes):
                page.wait_for_load_state("load")
        for address in ("/", f"/{city.code}/results", "/login"):
            visitor.open(address).wait_for_load_state("load")
    assert (visitor.complaints, visitor.hosts) == ([], {city.address.removeprefix("http://")})


def test_no_page_of_staff_makes_the_browser_complain_or_asks_another_host(browser, city):
    with working(browser, city) as visitor:
        for _scene, page in play_all(visitor, f"/console/{city.code}/", CONSOLE_SCENES):
            page.wait_for_load_state("load")
        for address in OFFICE_PAGES.values():
            visitor.open(address(city)).wait_for_load_state("load")
    assert (visitor.complaints, visitor.hosts) == ([], {city.address.removeprefix("http://")})
