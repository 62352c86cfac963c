"""Machine drafts against a local server that speaks both protocols, and breaks in every way that a service breaks."""

import json
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from participation.app import create_app
from participation.config import TranslationSettings
from participation.contributions.drafts import draft_translations
from participation.contributions.models import CardState, CardTranslation, ClusterTranslation, TranslationState
from participation.contributions.services import redact_card
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.machine.models import MachineDay, MachineText
from tests.factories import a_card, a_cluster, a_workshop

LIBRE, DEEPL = "libretranslate", "deepl"


class Service(ThreadingHTTPServer):
    """A translation service: says ``[target] text``. ``fault`` is a status, or a word for how it breaks."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked, self.fault, self.headers_said = [], None, {}
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers.get("Authorization"), body))
        fault = self.server.fault
        if isinstance(fault, int):
            return self._say(fault, b'{"error": "no", "message": "no"}')
        if fault == "slow":
            time.sleep(0.6)
        if fault == "cut":
            return self.connection.close()
        if fault in {"garbage", "list", "empty", "fewer", "other"}:
            said = {
                "garbage": b"<html>",
                "list": b"[]",
                "empty": b"{}",
                "fewer": b'{"translatedText": [], "translations": []}',
            }
            return self._say(200, said.get(fault, b'{"translatedText": [1], "translations": [{"text": null}]}'))
        if self.path == "/translate":
            return self._say(
                200, json.dumps({"translatedText": [f"[{body['target']}] {q}" for q in body["q"]]}).encode()
            )
        texts = [{"text": f"[{body['target_lang']}] {text}"} for text in body["text"]]
        return self._say(200, json.dumps({"translations": texts}).encode())

    def do_GET(self):
        """Note who comes by a redirect."""
        self.server.asked.append((self.path, self.headers.get("Authorization"), None))
        self._say(200, b"{}")

    def _say(self, status, said):
        self.send_response(status)
        for name, value in self.server.headers_said.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_arguments):
        """Say nothing."""


@pytest.fixture
def service():
    made = Service()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def app_with(settings):
    """Return a function that makes the application with a service."""
    made = []

    def make(service, url, **limits):
        chosen = TranslationSettings(service, url, "secret", **{"timeout": 0.3} | limits)
        app = create_app(replace(settings, translation=chosen), TESTING=True, RATELIMIT_ENABLED=False)
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(app_with, service):
    return app_with(LIBRE, service.url)


def drafts(card):
    db.session.expire_all()
    return [(known.language, known.text, known.state) for known in card.translations]


def test_libretranslate_gets_the_text_and_the_pair_and_nothing_else(database, service):
    workshop = a_workshop(languages=["de", "en"], title="Secret workshop")
    cards = [a_card(workshop, text=text, language="ar") for text in ("لا حافلة", "لا دورات")]
    assert draft_translations([workshop.code]) is None
    sent = {"q": ["لا دورات", "لا حافلة"], "source": "ar", "format": "text", "api_key": "secret"}
    assert service.asked == [
        ("/translate", None, sent | {"target": "de"}),
        ("/translate", None, sent | {"target": "en"}),
    ]
    assert drafts(cards[0]) == [
        ("de", "[de] لا حافلة", TranslationState.MACHINE),
        ("en", "[en] لا حافلة", TranslationState.MACHINE),
    ]


def test_deepl_gets_its_own_names_of_languages_and_the_key_in_a_header(app_with, service):
    with app_with(DEEPL, service.url).app_context():
        workshop = a_workshop(languages=["en"])
        card = a_card(workshop, text="Kein Bus", language="de-x-leicht")
        draft_translations([workshop.code])
        assert service.asked == [
            (
                "/v2/translate",
                "DeepL-Auth-Key secret",
                {"text": ["Kein Bus"], "source_lang": "DE", "target_lang": "EN-GB"},
            )
        ]
        assert drafts(card) == [("en", "[EN-GB] Kein Bus", TranslationState.MACHINE)]


def test_only_what_everybody_may_see_is_sent(database, service):
    workshop = a_workshop(languages=["de", "de-x-leicht"])
    for state in (CardState.HIDDEN, CardState.WAITING, CardState.WITHDRAWN):
        a_card(workshop, language="ar", state=state)
    a_card(workshop, language="ar", redacted_at=clock.now())
    a_card(workshop, language="de")
    a_cluster(workshop, title="", language="ar")
    known = [CardTranslation(language="de", text="von Hand", state=TranslationState.HUMAN)]
    card = a_card(workshop, language="ar", translations=known)
    draft_translations([workshop.code])
    assert service.asked == []
    assert drafts(card) == [("de", "von Hand", TranslationState.HUMAN)]


def test_titles_come_before_cards_and_the_board_changes(database, service):
    workshop = a_workshop(languages=["de"])
    board = workshop.board_revision
    a_card(workshop, text="card", language="ar")
    topic = a_cluster(workshop, title="title", language="ar")
    draft_translations([workshop.code])
    assert [body["q"] for _path, _key, body in service.asked] == [["title"], ["card"]]
    assert [(known.text, known.state) for known in db.session.query(ClusterTranslation)] == [
        ("[de] title", TranslationState.MACHINE)
    ]
    assert (workshop.board_revision, topic.revision) == (board + 2, board + 1)


def test_same_words_are_asked_for_once(database, service):
    first, second = a_workshop(languages=["de"]), a_workshop(languages=["de"])
    cards = [a_card(workshop, text="same", language="ar") for workshop in (first, first, second)]
    draft_translations([first.code])
    draft_translations([second.code])
    assert [body["q"] for _path, _key, body in service.asked] == [["same"]]
    assert [len(drafts(card)) for card in cards] == [1, 1, 1]


def test_many_texts_go_in_batches(database, service):
    workshop = a_workshop(languages=["de"])
    for number in range(45):
        a_card(workshop, text=f"text {number}", language="ar")
    draft_translations([workshop.code])
    assert [len(body["q"]) for _path, _key, body in service.asked] == [20, 20, 5]


def test_budget_of_the_day_is_not_exceeded(app_with, service, monkeypatch):
    with app_with(LIBRE, service.url, daily_characters=10).app_context():
        workshop = a_workshop(languages=["de"])
        for text in ("123456", "abcdef", "xyz"):
            a_card(workshop, text=text, language="ar")
        assert draft_translations([workshop.code]) is None
        assert sorted(text for _path, _key, body in service.asked for text in body["q"]) == ["abcdef", "xyz"]
        assert [(day.day, day.characters) for day in db.session.query(MachineDay)] == [(clock.now().date(), 9)]


FAULTS = [
    (429, 60.0, False),
    (456, 3600.0, False),
    (403, 3600.0, False),
    (500, 15.0, False),
    (503, 15.0, False),
    ("slow", 15.0, True),
    ("cut", 15.0, True),
    ("garbage", 15.0, True),
    ("list", 15.0, True),
    ("empty", 15.0, True),
    ("fewer", 15.0, True),
    ("other", 15.0, True),
]


@pytest.mark.parametrize("name", [LIBRE, DEEPL])
@pytest.mark.parametrize("broken", FAULTS, ids=lambda broken: str(broken[0]))
def test_fault_of_the_service_leaves_the_original_and_is_tried_again_later(app_with, service, name, broken):
    fault, wait, spent = broken
    with app_with(name, service.url).app_context():
        workshop = a_workshop(languages=["de"])
        card = a_card(workshop, text="لا حافلة", language="ar")
        service.fault = fault
        assert draft_translations([workshop.code]) == wait
        assert drafts(card) == []
        assert db.session.query(MachineDay).one().characters == (len(card.text) if spent else 0)
        service.fault = None
        assert draft_translations([workshop.code]) is None
        assert len(drafts(card)) == 1


def test_service_that_cannot_be_reached_is_tried_again_ever_later(app_with, service):
    service.shutdown()
    service.server_close()
    with app_with(LIBRE, service.url).app_context():
        workshop = a_workshop(languages=["de"])
        card = a_card(workshop, language="ar")
        assert [draft_translations([workshop.code]) for _ in range(8)] == [15, 30, 60, 120, 240, 480, 600, 600]
        assert (drafts(card), db.session.query(MachineDay).one().characters) == ([], 0)


def test_service_says_how_long_to_wait(database, service):
    workshop = a_workshop(languages=["de"])
    a_card(workshop, language="ar")
    service.fault, service.headers_said = 429, {"Retry-After": "7"}
    assert draft_translations([workshop.code]) == 7


def test_key_goes_nowhere_else_when_the_service_redirects(app_with, service):
    elsewhere = Service()
    service.fault, service.headers_said = 302, {"Location": f"{elsewhere.url}/translate"}
    with app_with(LIBRE, service.url).app_context():
        workshop = a_workshop(languages=["de"])
        a_card(workshop, language="ar")
        assert draft_translations([workshop.code]) == 15
    assert elsewhere.asked == []
    elsewhere.shutdown()
    elsewhere.server_close()


def test_pair_that_the_service_refuses_is_not_asked_for_again(database, service):
    workshop = a_workshop(languages=["de"])
    a_card(workshop, language="ar")
    service.fault = 400
    assert draft_translations([workshop.code]) is None
    a_card(workshop, language="ar")
    assert draft_translations([workshop.code]) is None
    assert len(service.asked) == 1


def test_draft_that_is_no_text_of_a_card_is_left_to_people(database, service):
    workshop = a_workshop(languages=["de"])
    card = a_card(workshop, text="x" * 498, language="ar")
    assert draft_translations([workshop.code]) is None
    assert drafts(card) == []


def test_redaction_forgets_what_the_machine_has_made_of_the_text(database, service):
    workshop = a_workshop(languages=["de"])
    card = a_card(workshop, text="Mr X", language="ar")
    draft_translations([workshop.code])
    with transaction():
        redact_card(card, None, "[…]", "names a person")
    assert (drafts(card), db.session.query(MachineText).count()) == ([], 0)
    draft_translations([workshop.code])
    assert len(service.asked) == 1


def test_nothing_is_translated_where_the_city_has_chosen_no_service(settings):
    app = create_app(settings, TESTING=True)
    with app.app_context():
        workshop = a_workshop(languages=["de"])
        card = a_card(workshop, language="ar")
        assert (draft_translations([workshop.code]), drafts(card)) == (None, [])
        db.engine.dispose()
