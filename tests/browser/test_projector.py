"""The projector in halls of 5, 60 and 300 people, on walls of every shape, led from the console."""

import re
from functools import cache
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LAPTOP, PHONE, PROJECTOR
from tests.browser.crowd import CROWDS, a_crowd
from tests.browser.navigators.inspector import findings
from tests.browser.navigators.wall import DRAWN, faults
from tests.factories import PASSWORD, a_moderator

WIDE, OLD, SMALL, LARGE = (1920, 1080), (1024, 768), (1280, 720), (3840, 2160)
HALLS = {
    "de": {5: (WIDE, OLD), 60: (WIDE, OLD, SMALL, LARGE), 300: (WIDE, OLD)},
    "ar": {60: (WIDE, OLD), 300: (WIDE,)},
}
"""How many people look at which walls: each shape with a full one, the extremes with the usual and the old one."""
PAGE_SECONDS = 12
GREEK_LETTERS = "**/noto-sans-greek.woff2*"


@pytest.fixture(scope="module")
def town(shared_app, shared_server):
    """The application and the address of its server."""
    return shared_app, shared_server.address


@pytest.fixture
def visit(browser, town):
    """Opens pages of the town, each on a device of its own."""
    contexts = []

    def arrive(size=PROJECTOR, **options):
        context = browser.new_context(
            base_url=town[1], viewport=size, locale="de", **{"reduced_motion": "reduce"} | options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def crowd(town):
    """Returns the code of a hall that nobody changes, made once."""
    return cache(lambda scene, number, language="de": a_crowd(town[0], scene, number, language).code)


@pytest.fixture(scope="module")
def wall(browser, town):
    """A screen that shows one hall after the other, as a browser that has its files already."""
    context = browser.new_context(base_url=town[1], viewport=PROJECTOR, locale="de", reduced_motion="reduce")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def examined(wall):
    """The same browser's other window, in which axe looks at each page."""
    return wall.context.new_page()


@pytest.mark.parametrize("language", HALLS)
@pytest.mark.parametrize("scene", CROWDS)
def test_every_wall_is_read_from_the_last_row(crowd, wall, scene, language):
    found = {}
    wall.set_viewport_size(PROJECTOR)
    for number, walls in HALLS[language].items():
        wall.goto(f"/{crowd(scene, number, language)}/screen")
        for width, height in walls:
            wall.set_viewport_size({"width": width, "height": height})
            found[number, width] = faults(wall)
    assert {case: list_ for case, list_ in found.items() if list_} == {}


@pytest.mark.parametrize("scene", CROWDS)
def test_no_barrier_stands_on_the_wall_in_a_light_or_a_dark_hall(crowd, examined, scene):
    examined.goto(f"/{crowd(scene, 60)}/screen")
    for scheme in ("light", "dark"):
        examined.emulate_media(color_scheme=scheme)
        assert findings(examined) == []


def test_many_cards_turn_page_by_page_even_without_motion(town, visit):
    page = visit()
    page.clock.install()
    page.goto(f"/{a_crowd(town[0], 'collect', 300).code}/screen")
    position = page.locator("#pages")
    expect(position).to_have_text(re.compile(r"^1–\d+ / 300$"))
    shown = int(position.text_content().split("–")[1].split(" ")[0])
    assert page.locator(".card:visible").count() == shown <= 60
    page.clock.run_for(PAGE_SECONDS * 1000)
    expect(position).to_have_text(re.compile(rf"^{shown + 1}–\d+ / 300$"))


def test_newest_cards_of_a_full_wall_are_larger_than_the_older_ones(town, visit):
    page = visit()
    page.goto(f"/{a_crowd(town[0], 'collect', 60).code}/screen")
    sizes = page.locator(".card:visible").evaluate_all("cards => cards.map((card) => getComputedStyle(card).fontSize)")
    assert sizes == ["32px"] * 8 + ["24px"] * (len(sizes) - 8)


def test_crowded_islands_say_how_many_of_their_cards_are_not_seen(town, visit):
    page = visit()
    page.goto(f"/{a_crowd(town[0], 'cluster', 60).code}/screen")
    for island in page.locator(".island").all():
        count, more = (island.locator(part).text_content() for part in (".island__count", ".more"))
        seen = island.locator(".slip:visible").count()
        assert int(count) == seen + int(more) if seen else int(count) > 0


def test_dark_hall_goes_before_what_the_computer_prefers(town, visit):
    hall = a_crowd(town[0], "collect", 5)
    page = visit(color_scheme="light")
    page.goto(f"/{hall.code}/screen")
    papers = []
    console = lead(town, visit, hall)
    for light in ("dark", "light"):
        console.locator("#screen-hall-choice").select_option(light)
        expect(page.locator("#board")).to_have_attribute("data-hall", light)
        papers.append(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    assert papers == ["rgb(21, 24, 28)", "rgb(250, 248, 244)"]


def lead(town, visit, hall):
    """Sign in as the moderator of the hall and open its console."""
    app, _address = town
    with app.app_context():
        name = a_moderator(hall.row()).name
    page = visit(LAPTOP)
    page.goto("/login")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/console/**")
    page.goto(f"/console/{hall.code}/")
    expect(page.locator("#next")).to_be_visible()
    return page


def first_card(console):
    """Put the focus on the first card and return its id."""
    face = console.locator("[data-pile] .slip__face").first
    face.focus()
    return face.locator("xpath=ancestor::*[@data-card][1]").get_attribute("data-card")


def test_card_hidden_on_the_console_leaves_the_wall(town, visit):
    hall = a_crowd(town[0], "collect", 5)
    wall, console = visit(), lead(town, visit, hall)
    wall.goto(f"/{hall.code}/screen")
    card = first_card(console)
    expect(wall.locator(f"#card-{card}")).to_be_visible()
    console.keyboard.press("h")
    expect(wall.locator(f"#card-{card}")).to_have_count(0)
    expect(wall.locator("#cards .card")).to_have_count(4)


def test_large_card_that_is_hidden_gives_the_wall_back(town, visit):
    hall = a_crowd(town[0], "collect", 5)
    wall, console = visit(), lead(town, visit, hall)
    wall.goto(f"/{hall.code}/screen")
    card = first_card(console)
    console.keyboard.press("l")
    expect(wall.locator(f'.large[data-card="{card}"]')).to_be_visible()
    expect(console.locator("#screen")).to_have_attribute("data-large", f"card-{card}")
    first_card(console)
    console.keyboard.press("h")
    expect(wall.locator(".large")).to_have_count(0)
    expect(wall.locator("#cards .card")).to_have_count(4)


def test_topic_of_a_card_stands_large_by_one_key_and_leaves_by_the_same(town, visit):
    hall = a_crowd(town[0], "cluster", 60)
    wall, console = visit(), lead(town, visit, hall)
    wall.goto(f"/{hall.code}/screen")
    face = console.locator(".island .slip__face").first
    face.focus()
    console.keyboard.press("Shift+L")
    expect(wall.locator(".spread__title")).to_be_visible()
    expect(console.locator("#screen")).to_have_attribute("data-large", re.compile("^cluster-"))
    face.focus()
    console.keyboard.press("Shift+L")
    expect(wall.locator("#islands")).to_be_visible()


def test_frozen_wall_takes_nothing_new_but_loses_what_is_hidden(town, visit):
    hall = a_crowd(town[0], "collect", 5)
    wall, console = visit(), lead(town, visit, hall)
    wall.goto(f"/{hall.code}/screen")
    console.keyboard.press("f")
    expect(wall.locator("#board")).to_have_attribute("data-show", "frozen")
    before = int(wall.locator("#board").get_attribute("data-revision"))
    phone = visit({"width": 360, "height": 780})
    phone.goto(f"/{hall.code}")
    phone.locator("textarea#text").fill("Ganz neu")
    phone.locator("#write button.button--main").click()
    expect(console.get_by_text("Ganz neu")).to_be_visible()
    console.locator("[data-pile] .slip__face").nth(1).focus()
    console.keyboard.press("h")
    expect(wall.locator("#cards .card")).to_have_count(4)
    expect(wall.locator("#board")).not_to_have_attribute("data-revision", str(before))
    assert wall.get_by_text("Ganz neu").count() == 0
    console.keyboard.press("s")
    expect(wall.get_by_text("Ganz neu")).to_be_visible()


def test_screen_is_led_by_keys(town, visit):
    hall = a_crowd(town[0], "collect", 5)
    wall, console = visit(), lead(town, visit, hall)
    wall.goto(f"/{hall.code}/screen")
    for key, sign in (("q", ".invitation"), ("b", ".board--blank"), ("s", "#cards")):
        console.keyboard.press(key)
        expect(wall.locator(sign)).to_be_attached()
    console.keyboard.press("r")
    expect(wall.locator("h1.head__prompt .head__text")).to_have_count(3)
    expect(console.locator("#screen-prompt-choice")).to_have_value("rotate")
    console.keyboard.press("d")
    expect(console.locator("#screen-hall-choice")).to_have_value("light")
    expect(wall.locator("#board")).to_have_attribute("data-hall", "light")


def test_languages_of_the_question_take_turns_in_the_large_line(town, visit):
    hall = a_crowd(town[0], "collect", 5)
    console = lead(town, visit, hall)
    console.locator("#screen-prompt-choice").select_option("rotate")
    expect(console.locator("#screen-prompt-next button")).to_have_attribute("value", "de")
    wall = visit()
    wall.clock.install()
    wall.goto(f"/{hall.code}/screen")
    read = []
    for _turn in range(4):
        read.append(wall.locator(".head__prompt .head__text:not([data-off])").get_attribute("lang"))
        wall.clock.run_for(8000)
    assert read == ["de", "en", "ar", "de"]


def test_picture_in_the_console_shows_what_the_room_sees(town, visit):
    hall = a_crowd(town[0], "collect", 5)
    console = lead(town, visit, hall)
    picture = console.frame_locator("#preview-frame")
    expect(picture.locator("#cards .card")).to_have_count(5)
    card = first_card(console)
    console.keyboard.press("l")
    expect(picture.locator(f'.large[data-card="{card}"]')).to_be_visible()
    expect(console.locator("#screen-step")).to_have_attribute("aria-pressed", "false")
    console.keyboard.press("b")
    expect(picture.locator(".board--blank")).to_be_attached()


PLACES = """() => [...document.querySelectorAll('.island')].map((island) => {
  const { x, y, width, height } = island.getBoundingClientRect();
  return [island.id, island.textContent.replace(/\\s+/g, ' '), x, y, width, height];
})"""


def test_wall_looks_after_a_change_as_if_it_were_drawn_anew(town, visit):
    hall = a_crowd(town[0], "cluster", 5)
    wall, console = visit(), lead(town, visit, hall)
    wall.goto(f"/{hall.code}/screen")
    counted = wall.locator(".island__count").first
    before = counted.text_content()
    console.locator(".island .slip__face").first.focus()
    console.keyboard.press("h")
    expect(counted).to_have_text(str(int(before) - 1))
    wall.evaluate(DRAWN)
    grown = wall.evaluate(PLACES)
    wall.reload()
    wall.evaluate(DRAWN)
    assert wall.evaluate(PLACES) == grown


def test_wall_is_fitted_anew_when_the_letters_of_another_script_have_come(town, visit):
    hall = a_crowd(town[0], "collect", 5)
    wall, held = visit(), []
    wall.goto(f"/{hall.code}/screen")
    wall.evaluate(DRAWN)
    fitted = wall.locator("#cards").get_attribute("data-level")

    def hold(letters):
        held.append(letters)

    wall.route(GREEK_LETTERS, hold)
    with wall.expect_request(GREEK_LETTERS):
        card = {"text": "Δεν υπάρχει λεωφορείο", "language": "de", "key": str(uuid4())}
        assert visit(PHONE).request.post(f"/{hall.code}/cards", form=card).ok
    wall.locator("#cards").evaluate("cards => { cards.dataset.level = 'too large' }")
    (letters,) = held
    letters.continue_()
    expect(wall.locator("#cards")).to_have_attribute("data-level", fitted)


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_resident_reports_a_card_on_the_screen_and_the_moderator_takes_it_off(town, visit, size):
    hall = a_crowd(town[0], "cluster", 5)
    resident, console = visit(size), lead(town, visit, hall)
    resident.goto(f"/{hall.code}")
    resident.goto(f"/{hall.code}/screen")
    card = resident.locator("[data-card]:visible").first.get_attribute("data-card")
    hung = resident.locator(f'#board [data-card="{card}"]:not(.card--gone)')
    hung.locator(".flag").focus()
    expect(hung.locator(".flag__words")).to_have_css("opacity", "1")
    resident.keyboard.press("Enter")
    resident.get_by_role("button", name="Etwas anderes stimmt nicht.").click()
    resident.locator("a.button--main").click()
    expect(hung).to_be_visible()
    expect(console.locator("a.now__queue")).to_have_text(re.compile("1"))
    console.locator("a.now__queue").click()
    console.locator(f'form[action$="/cards/{card}/hide"] button').click()
    expect(hung).to_have_count(0, timeout=1_000)
    expect(console.locator("a.now__queue")).to_have_count(0)


def test_wall_that_does_not_fit_any_more_is_fitted_anew(town, visit):
    wall = visit()
    wall.goto(f"/{a_crowd(town[0], 'collect', 60).code}/screen")
    wall.evaluate(DRAWN)
    cards = wall.locator("#cards")
    fitted, levels = cards.get_attribute("data-level"), cards.get_attribute("data-levels").split()
    assert fitted != levels[0]
    cards.evaluate("(cards, level) => { cards.dataset.level = level }", levels[0])
    expect(cards).to_have_attribute("data-level", fitted)
