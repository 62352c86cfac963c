"""The line breaks at every point between tap and answer, and the agenda goes on meanwhile."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from participation.contributions.models import Card, CardState
from participation.contributions.services import approve_card, hide_card
from participation.hall.services import finish, walk
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.queries import list_plans
from participation.prioritisation.models import Ballot, Round, Subject
from participation.workshop.models import Phase, Step, StepKind, Workshop
from participation.workshop.queries import get_workshop
from tests.browser.conftest import PHONE
from tests.browser.navigators.phone import wait_for_copy
from tests.browser.wire import Cut, Wire, wired
from tests.factories import AGENDA, a_cluster, a_plan, a_round, a_workshop, fill_plan, run_step, step_of

TEXT = "Kein Bus am Abend"


@dataclass
class Hall:
    """One workshop on the shared server, and one phone in it at the end of a line that can be cut."""

    app: Flask
    wire: Wire
    code: str
    page: Page

    def write(self, text: str = TEXT) -> None:
        self.page.locator("#text").fill(text)
        self.page.locator("#write button.button--main").click()

    def own(self, text: str = TEXT):
        return self.page.locator("li.own", has_text=text)

    def cards(self):
        with self.app.app_context():
            rows = db.session.query(Card).filter_by(workshop_id=get_workshop(self.code).id).order_by(Card.id)
            return [(card.text, card.state, card.late, card.step.phase) for card in rows]

    def go_to(self, kind, phase=Phase.CRITIQUE):
        with self.app.app_context(), transaction():
            workshop = get_workshop(self.code)
            walk(workshop, step_of(workshop, kind, phase).position, None)

    def begin(self, state):
        """Let the step of this state run, with what it needs."""
        with self.app.app_context():
            workshop = get_workshop(self.code)
            step = run_step(workshop, state.kind, state.phase)
            state.prepare(workshop, step)

    def dots(self):
        """The titles of the options that got dots, one a dot of each ballot."""
        with self.app.app_context():
            (round_,) = db.session.query(Round).filter_by(workshop_id=get_workshop(self.code).id)
            titles = {option.id: option.titles["de"] for option in round_.options}
            ballots = db.session.query(Ballot).filter_by(round_id=round_.id)
            return [titles[id_] for ballot in ballots for id_, dots in ballot.chosen.items() for _dot in range(dots)]

    def fields(self):
        with self.app.app_context():
            return sorted(field.text for plan in list_plans(get_workshop(self.code).id) for field in plan.fields)

    def unplug(self):
        self.wire.unplug()

    def plug_in(self):
        self.wire.cut = Cut.NOWHERE

    def join(self):
        """Open the page, and wait until the service worker has its copy."""
        self.page.goto(f"/{self.code}")
        wait_for_copy(self.page)


@pytest.fixture(scope="module")
def line(shared_app, shared_server):
    with wired(shared_server.port) as wire:
        yield shared_app, wire


@pytest.fixture
def hall(browser, line):
    app, wire = line
    wire.cut = Cut.NOWHERE
    with app.app_context():
        workshop = a_workshop(agenda=[(Phase.PREPARATION, StepKind.SCALE), *AGENDA])
        run_step(workshop)
        code = workshop.code
    faults = []
    context = browser.new_context(base_url=wire.address, locale="de", viewport=PHONE, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield Hall(app, wire, code, page)
    context.close()
    assert faults == []


TAKE_HOME_CODE = re.compile(r"^\s*\w{4}\s+\w{4}\s+\w{4}\s*$")
STORED = (TEXT, CardState.VISIBLE, False, Phase.CRITIQUE)
LATE = (TEXT, CardState.WAITING, True, Phase.CRITIQUE)


@pytest.mark.parametrize(("cut", "meanwhile"), [(Cut.BEFORE_THE_SERVER, []), (Cut.BEFORE_THE_ANSWER, [STORED])])
def test_line_cut_under_way_waits_and_stores_once(hall, cut, meanwhile):
    hall.join()
    hall.wire.cut = cut
    hall.write()
    expect(hall.own()).to_have_attribute("data-state", "network")
    assert (hall.wire.cuts > 0, hall.cards()) == (True, meanwhile)
    hall.wire.cut = Cut.NOWHERE
    expect(hall.own()).to_have_attribute("data-state", "visible", timeout=20_000)
    expect(hall.own()).to_have_count(1)
    assert hall.cards() == [STORED]


def test_phone_in_the_pocket_sends_when_the_network_is_back(hall):
    """Background Sync: the page is gone, the service worker sends. The test rings where the browser would."""
    hall.join()
    session = hall.page.context.new_cdp_session(hall.page)
    registrations = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: registrations.extend(told["registrations"]))
    session.send("ServiceWorker.enable")
    hall.unplug()
    hall.write()
    expect(hall.own()).to_have_attribute("data-state", "network")
    hall.page.goto("about:blank")
    hall.plug_in()
    here = next(each for each in registrations if each["scopeURL"].endswith(hall.code))
    ring = {"origin": hall.wire.address, "registrationId": here["registrationId"], "tag": "outbox", "lastChance": False}
    session.send("ServiceWorker.dispatchSyncEvent", ring)
    for _try in range(100):
        if hall.cards():
            break
        hall.page.wait_for_timeout(100)
    assert hall.cards() == [STORED]
    hall.page.goto(f"/{hall.code}")
    expect(hall.own()).to_have_attribute("data-state", "visible")
    expect(hall.own()).to_have_count(1)
    assert hall.cards() == [STORED]


def test_card_that_comes_late_waits_for_the_moderator_and_its_author_sees_the_decision(hall):
    hall.join()
    hall.unplug()
    hall.write()
    expect(hall.own()).to_have_attribute("data-state", "network")
    hall.write("Halle zu")
    hall.go_to(StepKind.COLLECT, Phase.FANTASY)
    hall.plug_in()
    expect(hall.own()).to_have_attribute("data-state", "late", timeout=20_000)
    expect(hall.own("Halle zu")).to_have_attribute("data-state", "late")
    expect(hall.page.locator(".kept")).to_have_count(0)
    assert hall.cards() == [LATE, ("Halle zu", *LATE[1:])]
    with hall.app.app_context(), transaction():
        first, second = db.session.query(Card).filter_by(workshop_id=get_workshop(hall.code).id).order_by(Card.id)
        approve_card(first, None)
        hide_card(second, None, "Sie kam zu spät")
    hall.page.reload()
    expect(hall.own()).to_have_attribute("data-state", "visible")
    expect(hall.own("Halle zu")).to_have_attribute("data-state", "hidden")
    expect(hall.own("Halle zu").locator("q")).to_have_text("Sie kam zu spät")


def test_dots_that_come_after_the_vote_are_told_and_not_counted(hall):
    with hall.app.app_context():
        workshop = get_workshop(hall.code)
        step = run_step(workshop, StepKind.VOTE)
        a_round(step, {a_cluster(workshop).id: "Busse", a_cluster(workshop).id: "Hallen"})
    hall.join()
    hall.unplug()
    hall.page.locator("[name=option]").first.check()
    hall.page.locator("#ballot button.button--main").click()
    expect(hall.page.locator("#ballot .sending")).to_have_attribute("data-state", "network")
    hall.go_to(StepKind.INVERT, Phase.FANTASY)
    hall.plug_in()
    expect(hall.page.locator(".kept h2")).to_have_text("Ihre Punkte wurden nicht gezählt", timeout=20_000)
    hall.page.reload()
    expect(hall.page.locator(".kept h2")).to_have_text("Ihre Punkte wurden nicht gezählt")
    hall.page.locator("[data-away]").click()
    expect(hall.page.locator(".kept")).to_have_count(0)
    hall.page.reload()
    expect(hall.page.locator("#now")).to_be_visible()
    expect(hall.page.locator(".kept")).to_have_count(0)
    with hall.app.app_context():
        round_ = db.session.query(Round).filter_by(workshop_id=get_workshop(hall.code).id).one()
        assert db.session.query(Ballot).filter_by(round_id=round_.id).count() == 0


def nothing(*_of_this):
    """In this state there is nothing to do, or to prepare."""


@dataclass(frozen=True)
class State:
    """A kind of step: what is done in it without a network, what the page then says, and what has come of it later."""

    kind: StepKind
    phase: Phase
    prepare: Callable[[Workshop, Step], object]
    do: Callable[[Hall], object]
    waits: Callable[[Hall], object]
    returns: Callable[[Hall], object]
    before: Callable[[Hall], object] = nothing


def look_on(hall):
    """Who only looks sees the page as it was last seen."""
    expect(hall.page.locator("#now h1")).to_have_text("Was?")


def goes_on_by_itself(hall):
    """The agenda went on meanwhile: the page follows, untouched."""
    hall.go_to(StepKind.COLLECT, Phase.FANTASY)
    expect(hall.page.locator("#text")).to_be_editable(timeout=20_000)


def write_on(hall):
    hall.write()
    hall.page.locator("#text").fill("Noch im Satz")


def card_waits(hall):
    expect(hall.own()).to_have_attribute("data-state", "network")
    expect(hall.own().locator("[data-when=network]")).to_be_visible()
    expect(hall.page.locator("#text")).to_have_value("Noch im Satz")
    assert hall.cards() == []


def card_arrives(hall):
    expect(hall.own()).to_have_attribute("data-state", "visible", timeout=20_000)
    expect(hall.own()).to_have_count(1)
    expect(hall.page.locator("#text")).to_have_value("Noch im Satz")
    assert hall.cards() == [STORED]


def two_topics(workshop, step):
    a_round(step, {a_cluster(workshop).id: "Busse", a_cluster(workshop).id: "Hallen"})


def three_answers(_workshop, step):
    a_round(step, {1: "schlecht", 2: "gut", 3: "sehr gut"}, subject=Subject.SCALE, dots=1, limit=1)


def give_dots(hall):
    hall.page.locator("[name=option]").first.check()
    hall.page.locator("#ballot button.button--main").click()


def answer(hall):
    hall.page.locator("button.choice").nth(1).click()


def ballot_waits(hall):
    expect(hall.page.locator("#ballot .sending")).to_have_attribute("data-state", "network")
    expect(hall.page.locator("#ballot [data-when=network]")).to_be_visible()
    assert hall.dots() == []


def dots_count(hall):
    expect(hall.page.locator("#ballot .sending")).to_have_attribute("data-state", "counted", timeout=20_000)
    assert hall.dots() == ["Busse"]


def answer_counts(hall):
    expect(hall.page.locator("button.choice").nth(1)).to_have_attribute("aria-pressed", "true", timeout=20_000)
    expect(hall.page.locator("#ballot .sending")).to_have_attribute("data-state", "counted")
    assert hall.dots() == ["gut"]


def begun_plan(workshop, _step):
    fill_plan(a_plan(workshop), what="Ein Abendbus")


def fill_a_field(hall):
    hall.page.locator("#text").fill("Bis Juni")
    hall.page.locator("form.write button.button--main").click()
    expect(hall.page.locator(".unsent")).to_be_visible()


def field_is_kept(hall):
    expect(hall.page.locator("#text")).to_have_value("Bis Juni")
    expect(hall.page.locator("ol.canvas li.canvas--full")).to_have_count(1)


def field_is_sent_by_hand(hall):
    expect(hall.page.locator("#text")).to_have_value("Bis Juni")
    hall.page.locator("form.write button.button--main").click()
    expect(hall.page.locator("ol.canvas li.canvas--full")).to_have_count(2)
    assert hall.fields() == ["Bis Juni", "Ein Abendbus"]


def write_before(hall):
    """Who has written a card has a code at the end."""
    hall.join()
    hall.write()
    expect(hall.own()).to_have_attribute("data-state", "visible")


def code_is_there(hall):
    expect(hall.page.locator(".take-home__code")).to_have_text(TAKE_HOME_CODE)
    expect(hall.page.locator("li.outcome")).to_contain_text(TEXT)


def workshop_ends(hall):
    with hall.app.app_context(), transaction():
        finish(get_workshop(hall.code), None)
    expect(hall.page.locator("#now .notice")).to_be_visible(timeout=20_000)
    code_is_there(hall)


STATES = {
    "welcome": State(StepKind.WELCOME, Phase.PREPARATION, nothing, nothing, look_on, goes_on_by_itself),
    "collect": State(StepKind.COLLECT, Phase.CRITIQUE, nothing, write_on, card_waits, card_arrives),
    "vote": State(StepKind.VOTE, Phase.CRITIQUE, two_topics, give_dots, ballot_waits, dots_count),
    "invert": State(StepKind.INVERT, Phase.FANTASY, nothing, nothing, look_on, goes_on_by_itself),
    "plan": State(StepKind.PLAN, Phase.REALISATION, begun_plan, fill_a_field, field_is_kept, field_is_sent_by_hand),
    "scale": State(StepKind.SCALE, Phase.PREPARATION, three_answers, answer, ballot_waits, answer_counts),
    "closing": State(StepKind.CLOSING, Phase.FOLLOW_UP, nothing, nothing, code_is_there, workshop_ends, write_before),
}


@pytest.mark.parametrize("state", STATES)
def test_phone_that_loses_the_network_says_so_keeps_what_was_made_and_sends_it_once(hall, state):
    """Without a network the page is closed and opened again, too."""
    state = STATES[state]
    state.before(hall)
    hall.begin(state)
    hall.join()
    hall.unplug()
    state.do(hall)
    state.waits(hall)
    connection = hall.page.locator("#connection")
    expect(connection).to_be_visible()
    hall.page.reload()
    state.waits(hall)
    expect(connection).to_be_visible()
    hall.plug_in()
    state.returns(hall)
    expect(connection).to_be_hidden()
