"""A device whose clock is wrong, a laptop that sleeps, a page that is loaded anew in the middle."""

import re

import pytest
from playwright.sync_api import expect

from participation.hall.services import walk
from participation.kernel import clock
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, StepKind
from participation.workshop.queries import get_workshop
from tests.browser.conftest import PROJECTOR
from tests.browser.navigators.phone import Phone
from tests.browser.navigators.projector import Projector
from tests.factories import a_workshop, run_step, step_of

MINUTES_WRONG = (-60, 60)
TOLERANCE_SECONDS = 20


@pytest.fixture
def code(live_app):
    with live_app.app_context():
        workshop = a_workshop()
        run_step(workshop)
        return workshop.code


def go_to(live_app, code, kind, phase=Phase.CRITIQUE):
    with live_app.app_context(), transaction():
        workshop = get_workshop(code)
        walk(workshop, step_of(workshop, kind, phase).position, None)


def seconds_left(live_app, code):
    """Return what the server's clock says."""
    with live_app.app_context():
        return (get_workshop(code).current_step.ends_at - clock.now()).total_seconds()


def set_wrong(page, minutes):
    """Let the clock of this device be wrong."""
    page.add_init_script(
        f"""const Right = Date;
        const wrong = {minutes} * 60000;
        globalThis.Date = class extends Right {{
          constructor(...parts) {{ parts.length ? super(...parts) : super(Right.now() + wrong); }}
          static now() {{ return Right.now() + wrong; }}
        }};"""
    )


def shown_seconds(page):
    face = page.locator("[data-ends]").first
    expect(face).to_have_text(re.compile(r"^\d+:\d\d$"))
    minutes, seconds = face.text_content().split(":")
    return 60 * int(minutes) + int(seconds)


@pytest.mark.parametrize("minutes", MINUTES_WRONG)
def test_time_left_follows_the_clock_of_the_server(live_app, person, code, minutes):
    phone, screen = person(), person(size=PROJECTOR)
    for page, address in ((phone, f"/{code}"), (screen, f"/{code}/screen")):
        set_wrong(page, minutes)
        page.goto(address)
        assert abs(shown_seconds(page) - seconds_left(live_app, code)) < TOLERANCE_SECONDS


def test_pages_that_slept_while_the_agenda_went_on_show_where_it_stands_when_they_wake(live_app, person, code, running):
    phone, projector = Phone(person("de"), code, "de"), Projector(person(size=PROJECTOR), code)
    phone.join()
    phone.send("Kein Bus am Abend")
    projector.open()
    projector.has_card("Kein Bus am Abend")

    # A lid that closes and a server that goes look alike to a page: its stream is cut.
    running.kill()
    go_to(live_app, code, StepKind.CLUSTER)
    running.start()

    expect(phone.page.locator("#write")).to_have_count(0, timeout=40_000)
    expect(projector.page.locator("#board")).to_have_attribute("data-kind", "cluster", timeout=40_000)
    with live_app.app_context():
        revision = str(get_workshop(code).stage_revision)
    expect(projector.page.locator("#board")).to_have_attribute("data-stage", revision)


def test_screen_loaded_anew_in_the_middle_shows_everything_and_goes_on(live_app, person, code):
    phone, projector = Phone(person("de"), code, "de"), Projector(person(size=PROJECTOR), code)
    phone.join()
    projector.open()
    phone.send("Kein Bus am Abend")
    projector.has_card("Kein Bus am Abend")

    projector.page.reload()
    projector.has_card("Kein Bus am Abend")
    phone.send("Halle zu")

    projector.has_card("Halle zu")
