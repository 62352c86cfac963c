"""A resident's whole evening: from the poster in Dari to what became of the card; an old phone in a bad network."""

from playwright.sync_api import expect

from participation.concept.models import MeasureState, SpatialReference
from participation.contributions.models import Cluster, TranslationState
from participation.contributions.queries import list_board_cards
from participation.contributions.services import create_cluster, translate_cluster
from participation.export.invitation import invite_to
from participation.hall.qr_code import svg_of
from participation.hall.services import finish, walk
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.services import change_state
from participation.workshop.models import Phase, StepKind
from participation.workshop.queries import get_workshop
from participation.workshop.services import WorkshopDraft, create_workshop, default_process, open_workshop
from tests.browser.conftest import PHONE
from tests.browser.navigators.phone import Phone
from tests.factories import a_goal, a_measure, a_plan, step_of

DARI = "fa-AF"
SLOWER = 4
SLOW_3G = {"offline": False, "latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""Chromium's own profile "Slow 3G": two seconds for each request, 400 kbit/s each way."""
NO_BUS = "شب‌ها هیچ بس نیست"
TOPIC, TOPIC_IN_DARI = "Abends kommt niemand hin", "شب کسی به آنجا رسیده نمی‌تواند"
PLAN, MEASURE = "Ein Bus am Abend", "Nachtbus der Halle"
SMALLEST = {"width": 320, "height": 568}
DIRECTION = "(element) => getComputedStyle(element).direction"


class Evening:
    """What moderator, interpreter and office do meanwhile; pages that listen hear of it."""

    def __init__(self, app, base_url):
        self.app, self.base_url = app, base_url
        with app.app_context(), transaction():
            draft = WorkshopDraft("Werkstatt Sport", "short", ["de", DARI, "en"])
            workshop = create_workshop(default_process(None, None), draft, None)
            open_workshop(workshop, None)
            self.code = workshop.code

    def address_on_the_poster(self):
        """The address in the QR code of the poster in Dari; the code is compared, as nothing here reads pictures."""
        address = f"{self.base_url}/{self.code}?lang={DARI}"
        with self.app.app_context():
            poster = invite_to(get_workshop(self.code), self.base_url, "Amselwehr", only=DARI)
        assert poster.qr == svg_of(address).encode()
        return address

    def begin(self, kind, phase):
        with self.app.app_context(), transaction():
            workshop = get_workshop(self.code)
            walk(workshop, step_of(workshop, kind, phase).position, None)

    def sort(self):
        """The room makes two topics; an interpreter says their titles in Dari."""
        self.begin(StepKind.CLUSTER, Phase.CRITIQUE)
        with self.app.app_context(), transaction():
            workshop = get_workshop(self.code)
            (card,) = list_board_cards(workshop.id, phase=Phase.CRITIQUE)
            topic = self._topic(workshop, TOPIC, TOPIC_IN_DARI, [card.id])
            self._topic(workshop, "Die Halle ist oft zu", "سالن اکثراً بسته است", [])
            self.topic = topic.id

    def plan_and_adopt(self):
        """A table plans for the topic; the office makes a measure of it; the council adopts it after the evening."""
        with self.app.app_context():
            workshop, goal = get_workshop(self.code), a_goal()
            parts = ("lead", "partners", "time_frame", "costs", "funding_source", "first_step", "indicator", "place")
            measure = a_measure(
                goal.edition,
                goals=[goal],
                title=MEASURE,
                state=MeasureState.RECOMMENDED,
                target_groups="alle",
                spatial_reference=SpatialReference.DISTRICT,
                **dict.fromkeys(parts, "steht fest"),
            )
            plan = a_plan(workshop, wishes=[db.session.get_one(Cluster, self.topic)], title=PLAN)
            plan.measures.append(measure)
            db.session.commit()
            with transaction():
                change_state(measure, None, MeasureState.ADOPTED)
                finish(workshop, None)

    def _topic(self, workshop, title, in_dari, card_ids):
        topic = create_cluster(workshop, workshop.current_step, None, title=title, card_ids=card_ids)
        translate_cluster(topic, DARI, in_dari, TranslationState.APPROVED, None)
        return topic


def make_slow(page):
    """Let the phone be four times slower, at the end of a bad line."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def test_dari_speaker_on_a_slow_phone_from_the_poster_to_what_became_of_the_card(live_app, server, person):
    evening = Evening(live_app, server)
    page = person("en", PHONE)
    make_slow(page)
    resident = Phone(page, evening.code, DARI)

    page.goto(evening.address_on_the_poster())
    root = page.locator("html")
    expect(root).to_have_attribute("lang", DARI)
    expect(root).to_have_attribute("dir", "rtl")
    expect(page.locator("#now .notice--good")).to_contain_text("شما وارد شدید.")

    evening.begin(StepKind.COLLECT, Phase.CRITIQUE)
    field = page.locator("#text")
    expect(field).to_have_attribute("lang", DARI)
    expect(page.locator("h1.prompt")).to_have_attribute("lang", DARI)
    assert field.evaluate(DIRECTION) == "rtl"
    resident.send(NO_BUS)
    own = resident.own_card(NO_BUS)
    expect(own.locator(".own__state")).to_contain_text("رسید")
    assert own.locator(".own__text").evaluate(DIRECTION) == "rtl"

    evening.sort()
    evening.begin(StepKind.VOTE, Phase.CRITIQUE)
    resident.give_dots({TOPIC_IN_DARI: 1})

    evening.begin(StepKind.CLOSING, Phase.FOLLOW_UP)
    code = page.locator(".take-home__code").inner_text()
    evening.plan_and_adopt()

    later = person("en", SMALLEST)
    later.goto(f"/t?lang={DARI}")
    later.locator("#take-home").fill(code)
    later.locator("main form button").click()
    outcome = later.locator("li.outcome")
    expect(later.locator("html")).to_have_attribute("lang", DARI)
    expect(outcome.locator(".outcome__card")).to_have_text(NO_BUS)
    expect(outcome.locator("p", has_text="موضوع")).to_contain_text(TOPIC_IN_DARI)
    expect(outcome.get_by_text("جایگاه")).to_have_text("1 نقطه · جایگاه 1 از 2")
    expect(outcome.locator(".outcome__measure")).to_contain_text(f"اقدام: {MEASURE}")
    expect(outcome.locator(".outcome__measure [lang=de]")).to_have_text(MEASURE)
    expect(outcome.locator(".outcome__state")).to_have_text("تصویب‌شده")
    assert outcome.evaluate(DIRECTION) == "rtl"
