"""Leading as an autopilot: keys and a presenter's remote, warnings, two consoles, a laptop with a wrong clock."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from participation.access.models import Role
from participation.access.queries import list_log
from participation.access.services import add_user
from participation.hall.services import walk
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.queries import get_workshop
from participation.workshop.services import (
    WorkshopDraft,
    create_workshop,
    default_process,
    open_workshop,
    touch_stage,
)
from tests.browser.conftest import LAPTOP, PROJECTOR
from tests.browser.interception import intercept
from tests.browser.navigators.inspector import findings, overflow
from tests.browser.navigators.office import Office

PASSWORD = "four words are fine"
TITLE = "Zukunftswerkstatt Integration und Zusammenleben in Musterstadt-Nord"
SIZES = ({"width": 1280, "height": 800}, {"width": 1024, "height": 768}, {"width": 820, "height": 1180})
WRONG_BY_AN_HOUR = """
const True = Date;
window.Date = class extends True {
  constructor(...values) { values.length ? super(...values) : super(True.now() + 3600000); }
  static now() { return True.now() + 3600000; }
};
"""
READ_MS = 600
"""Longer than the two presses of a remote must lie apart."""
SETTLED_MS = 1100


class Led:
    """A workshop with the full agenda, and what is true of it in the database."""

    def __init__(self, app):
        self.app = app
        with app.app_context(), transaction():
            draft = WorkshopDraft(TITLE, "full", ["de", "de-x-leicht", "ar", "tr"])
            self.code = create_workshop(default_process(None, None), draft, None).code

    def at(self, position, *, left=None):
        """Let the step run, with so many seconds left."""
        with self.app.app_context(), transaction():
            workshop = get_workshop(self.code)
            open_workshop(workshop, None)
            walk(workshop, position, None)
        if left is not None:
            self.remain(left)

    def remain(self, left):
        """Let the running step have so many seconds left."""
        with self.app.app_context(), transaction():
            workshop = get_workshop(self.code)
            step = workshop.current_step
            step.started_at = clock.now() - timedelta(minutes=step.whole_minutes) + timedelta(seconds=left)
            touch_stage(workshop)

    def ask(self, question):
        with self.app.app_context():
            db.session.rollback()
            return question(get_workshop(self.code))

    @property
    def position(self):
        return self.ask(lambda workshop: workshop.current_step.position)


@pytest.fixture
def server(shared_server):
    return shared_server.address


@pytest.fixture(scope="module")
def signed_in(browser, shared_app, shared_server):
    """What a browser keeps of somebody of the office who has signed in, once for all laptops."""
    with shared_app.app_context(), transaction():
        add_user("Office", Role.OFFICE, PASSWORD)
    with browser.new_context(base_url=shared_server.address, locale="en") as context:
        Office(context.new_page()).sign_in("Office", PASSWORD)
        return context.storage_state()


@pytest.fixture
def led(shared_app):
    return Led(shared_app)


@pytest.fixture
def console(person, led, signed_in):
    """Opens consoles, each on a laptop of its own."""

    def open_one(language="en", size=LAPTOP, script="", **options):
        page = person("en", size, storage_state=signed_in, **options)
        if script:
            page.add_init_script(script)
        page.goto(f"/console/{led.code}/?lang={language}")
        expect(page.locator("html.scripted #next")).to_be_visible()
        return page

    return open_one


def title_is(page, title):
    expect(page.locator("#now-title")).to_have_text(title)


def twice(page, key):
    """Press a key of the remote, read what it says, press it again; then let the move settle."""
    page.keyboard.press(key)
    page.clock.fast_forward(READ_MS)
    page.keyboard.press(key)
    page.clock.fast_forward(SETTLED_MS)


def test_workshop_is_led_by_keys_alone(console, led):
    page = console()
    page.clock.install()
    twice(page, "PageDown")
    title_is(page, "People can join")
    twice(page, "PageDown")
    title_is(page, "Welcome")

    page.keyboard.press("5")
    expect(page.locator(".agenda__row--running td").last).to_have_text(re.compile(r"12\s+17"))
    page.keyboard.press("-")
    expect(page.locator(".agenda__row--running td").last).to_have_text(re.compile(r"12\s+16"))
    page.keyboard.press("p")
    expect(page.locator(".now__paused")).to_be_visible()
    page.keyboard.press("p")
    expect(page.locator(".now__paused")).to_have_count(0)
    page.keyboard.press(".")
    expect(page.locator("#screen-blank")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("b")
    expect(page.locator("#screen-step")).to_have_attribute("aria-pressed", "true")

    page.keyboard.press("i")
    expect(page.locator("#sheet-title")).to_have_text("Insert a step")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#typical-break")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".next__to")).to_have_text(re.compile("Next: Break"))

    page.keyboard.press("g")
    for _row in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#sheet-title")).to_have_text("Step 3: One-dot question")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".agenda__row--skipped")).to_have_count(1)

    page.keyboard.press("x")
    expect(page.locator("#skip-form button")).to_be_focused()
    page.keyboard.press("Enter")
    title_is(page, "Break")
    expect(page.locator(".next__effect")).to_have_text(re.compile("Passes over: One-dot question"))
    page.clock.fast_forward(SETTLED_MS)
    twice(page, "PageDown")
    title_is(page, "Collecting")
    assert led.position == 3

    page.keyboard.press("e")
    expect(page.locator("#end-form button")).to_be_focused()
    page.keyboard.press("Enter")
    title_is(page, "The workshop is closed")


def test_answer_from_before_a_move_does_not_bring_the_old_step_back(console, led, person):
    led.at(0)
    led.at(2)
    page = console()
    held = []
    intercept(page, "**/console/*/work", lambda route: held.append((route, route.fetch())))
    with page.expect_request("**/console/*/work"):
        card = {"text": "Kein Bus am Abend", "language": "de", "key": str(uuid4())}
        assert person().request.post(f"/{led.code}/cards", form=card).ok
    page.locator("#next").click()
    title_is(page, "Sorting")

    [(route, answer)] = held
    with page.expect_response(re.compile(f"/console/{led.code}/(?:[?]|$)")):
        route.fulfill(response=answer)
    expect(page.locator("#work")).to_contain_text("Kein Bus am Abend")
    title_is(page, "Sorting")
    expect(page.locator("#newest")).to_have_count(0)


def test_remote_goes_back_with_the_usual_reason_or_the_one_written(console, led):
    led.at(0)
    led.at(3)
    page = console()
    page.clock.install()
    twice(page, "PageUp")
    title_is(page, "Collecting")
    assert led.ask(lambda workshop: list_log(workshop.id)[0].reason) == "Pressed too early"
    page.keyboard.press("PageUp")
    page.locator("#back-step").select_option(label="1 Welcome · Preparation")
    page.locator("#back-reason").fill("Late guests")
    page.clock.fast_forward(READ_MS)
    page.keyboard.press("PageUp")
    title_is(page, "Welcome")
    assert led.ask(lambda workshop: list_log(workshop.id)[0].reason) == "Late guests"


def test_held_key_and_hasty_double_press_never_make_two_steps(console, led):
    led.at(5)
    page = console()
    page.clock.install()
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    for _repeat in range(3):
        page.keyboard.down("PageDown")
    page.keyboard.up("PageDown")
    assert (led.position, page.locator("body.is-armed").count()) == (5, 1)
    page.clock.fast_forward(READ_MS)
    page.keyboard.press("PageDown")
    title_is(page, "Turning round")
    for _press in range(3):
        page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    page.keyboard.press("+")
    expect(page.locator(".agenda__row--running td").last).to_have_text(re.compile(r"5\s+6"))
    assert led.position == 6


def test_double_click_makes_one_step(console, led):
    led.at(5)
    page = console()
    moves = []
    page.on("request", lambda request: moves.append(request.url) if request.url.endswith("/next") else None)
    page.locator("#next").dblclick()
    title_is(page, "Turning round")
    page.keyboard.press("+")
    expect(page.locator(".agenda__row--running td").last).to_have_text(re.compile(r"5\s+6"))
    assert (len(moves), led.position) == (1, 6)


def test_remote_never_ends_the_workshop(console, led):
    led.at(16)
    page = console()
    page.clock.install()
    for _press in range(4):
        twice(page, "PageDown")
    expect(page.locator("#spoken")).to_have_text(re.compile("ended at the laptop, not by the remote"))
    assert not led.ask(lambda workshop: workshop.is_over)
    page.keyboard.press("Enter")
    title_is(page, "The workshop is closed")


def test_of_two_consoles_pressing_next_one_wins_and_the_other_is_told(console, led):
    led.at(5)
    first, second = console(), console()
    second.route("**/live", lambda route: route.abort())
    second.reload()
    expect(second.locator("html.scripted #next")).to_be_visible()
    first.locator("#next").click()
    title_is(first, "Turning round")
    second.locator("#next").click()
    expect(second.locator("#said-refused")).to_have_text(re.compile("Somebody else has just moved the agenda"))
    title_is(second, "Turning round")
    assert led.position == 6


def test_warnings_stand_and_are_said_once_and_more_time_takes_them_back(console, led):
    led.at(2)
    page = console()
    note, spoken = page.locator("#time-note"), page.locator("#spoken-politely")
    expect(note).to_be_hidden()
    for left, words in (
        (302, "5 minutes left"),
        (62, "1 minute left"),
        (2, "The time is over. Go on, or give more time."),
    ):
        led.remain(left)
        expect(spoken).to_have_text(words)
        expect(note).to_have_text(re.compile(words), use_inner_text=True)
    expect(page.locator("#clock")).to_have_text(re.compile(r"-0:\d\d"))
    expect(page.locator("dialog[open]")).to_have_count(0)
    spoken.evaluate("region => { region.textContent = '' }")
    for _press in range(2):
        with page.expect_response("**/extend"):
            page.keyboard.press("5")
    expect(note).to_be_hidden()
    expect(spoken).to_have_text("")


def test_laptop_with_a_clock_wrong_by_an_hour_shows_the_true_time(console, led):
    led.at(2, left=600)
    page = console(script=WRONG_BY_AN_HOUR)
    assert page.evaluate("Date.now()") / 1000 - clock.now().timestamp() > 3500
    face = page.locator("#clock").inner_text()
    minutes, seconds = map(int, face.split(":"))
    left = led.ask(lambda workshop: (workshop.current_step.ends_at - clock.now()).total_seconds())
    assert abs(minutes * 60 + seconds - left) < 3
    expect(page.locator("#time-note")).to_be_hidden()


def test_projector_on_a_laptop_with_a_wrong_clock_shows_the_true_time(person, led):
    led.at(2, left=600)
    screen = person("de", PROJECTOR)
    screen.add_init_script(WRONG_BY_AN_HOUR)
    screen.goto(f"/{led.code}/screen")
    expect(screen.locator("[data-ends]")).to_have_text(re.compile(r"^(10:00|9:[345]\d)$"))


def test_laptop_that_slept_asks_for_the_truth(console, led):
    led.at(2)
    page = console()
    page.clock.install()
    with page.expect_response(lambda answer: answer.url.endswith(f"/console/{led.code}/")):
        page.clock.fast_forward(30_000)
    expect(page.locator("#clock")).to_have_text(re.compile("^1[45]:"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_next_move_is_in_sight_and_keeps_its_place(console, led, size):
    page = console("de", size)
    feet = set()
    for position in (0, 4, 12, 16):
        led.at(position, left=30)
        page.goto(f"/console/{led.code}/?lang=de")
        expect(page.locator("html.scripted #time-note")).to_be_visible()
        expect(page.locator("#next")).to_be_in_viewport(ratio=1)
        box = page.locator("#next").bounding_box()
        feet.add((round(box["x"]), round(box["y"] + box["height"]), round(box["width"])))
        assert overflow(page) == 0
    assert len(feet) == 1


def test_whole_agenda_is_in_sight_on_a_laptop(console, led):
    led.at(6)
    page = console("de")
    rows = page.locator(".agenda__row")
    assert rows.count() == 17
    for row in rows.all():
        expect(row).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    "opens",
    ["#insert", ".agenda__row:nth-child(3) a", ".agenda__row:nth-child(9) a", ".agenda__row--running a"],
    ids=["insert", "behind", "ahead", "running"],
)
def test_sheets_have_no_barrier(console, led, opens):
    led.at(0)
    led.at(5, left=30)
    page = console("de")
    page.locator(opens).click()
    expect(page.locator("#sheet[open] #sheet-title")).to_be_focused()
    assert findings(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(opens)).to_be_focused()


def test_boxes_and_the_list_of_keys_have_no_barrier(console, led):
    led.at(4)
    page = console("de")
    for opens in ("#back-button", "#skip-button", "#end-button", "#next"):
        page.locator(opens).click()
        assert findings(page) == []
        page.keyboard.press("Escape")
        expect(page.locator(opens)).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys-title")).to_be_in_viewport()
    assert findings(page) == []


def test_list_of_keys_is_true(console, led):
    led.at(3)
    page = console()
    listed = (
        page.locator(".keys__table:nth-child(-n+2) kbd").all_inner_texts()
        or page.locator(".keys__table:nth-child(-n+2) kbd").all_text_contents()
    )
    on_page = page.locator("#desk [data-key]").evaluate_all("found => found.map(({dataset}) => dataset.key)")
    beside = ["PgDn", "PgUp", ".", "C", "W", "?"]
    assert sorted(listed) == sorted([*beside, *(key.upper() for key in on_page)])


def test_words_of_the_new_step_follow_its_kind_and_what_was_typed_stays(console, led):
    led.at(2)
    page = console("en")
    page.keyboard.press("i")
    german, arabic = page.locator("#new-prompt-de"), page.locator("#new-prompt-ar")
    expect(german).to_have_value(re.compile("ärgert"))
    arabic.fill("كلماتي")
    page.locator("#new-kind").select_option("pause")
    expect(german).to_have_value(re.compile("Pause"))
    expect(arabic).to_have_value("كلماتي")
    page.locator("#new-minutes").fill("0")
    page.get_by_role("button", name="Insert it").click()
    expect(page.locator("#sheet [role=alert]")).to_have_text(re.compile("whole number from 1 to 1440"))
    expect(page.locator("#new-prompt-ar")).to_have_value("كلماتي")
    page.locator("#new-minutes").fill("7")
    page.get_by_role("button", name="Insert it").click()
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page.locator(".agenda__row")).to_have_count(18)
    texts = led.ask(lambda workshop: [prompt.text for prompt in workshop.steps[3].prompts])
    assert "كلماتي" in texts
