"""Cards on the console: hide and show with a reason, let through, translate, type in from paper."""

import uuid

from lxml import html

from participation.contributions.models import Card, CardState, TranslationState
from participation.contributions.queries import list_board_cards
from participation.kernel import clock
from participation.kernel.database import db
from participation.workshop.models import Phase, StepKind
from tests.factories import a_card, a_cluster, an_inversion
from tests.hall.console.desk import refusal, words

TEXTS = "//span[@class='slip__text']"


def one_card(workshop, _step):
    return a_card(workshop, text="Kein Bus am Abend").id


def the_card(console):
    def read(workshop):
        (card,) = list_board_cards(workshop.id, visible_only=False)
        return card.state, card.reason

    return console.look(read)


def test_newest_card_comes_first(prepare):
    console = prepare(fill=lambda workshop, _step: [a_card(workshop, text=text) for text in ("First", "Second")])
    assert words(console.page(), f"//ul[@id='newest']{TEXTS}") == ["Second", "First"]


def test_card_is_hidden_with_a_reason_and_shown_again(prepare):
    console = prepare(fill=one_card)
    assert console.post(f"cards/{console.made}/hide", reason="It names a person").status_code == 303
    assert the_card(console) == (CardState.HIDDEN, "It names a person")
    page = console.page()
    assert words(page, TEXTS) == []
    assert words(page, "//li[@class='hidden-card']//p") == ["Kein Bus am Abend", "Reason: It names a person"]
    console.post(f"cards/{console.made}/show")
    assert the_card(console)[0] is CardState.VISIBLE


def test_hiding_in_own_words(prepare):
    console = prepare(fill=one_card)
    console.post(f"cards/{console.made}/hide", reason="", own_words="Promised in the room")
    assert the_card(console) == (CardState.HIDDEN, "Promised in the room")


def test_hiding_without_a_reason_is_refused_in_the_sheet(prepare):
    console = prepare(fill=one_card)
    answer = console.post(f"cards/{console.made}/hide", fragment=True, own_words=" ")
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#sheet-body")
    assert refusal(answer) == "Please say why, in a few words."
    assert the_card(console)[0] is CardState.VISIBLE


def test_card_of_another_workshop_is_not_here(prepare):
    other = prepare(fill=one_card)
    console = prepare()
    assert console.post(f"cards/{other.made}/hide", reason="x").status_code == 409
    assert the_card(other)[0] is CardState.VISIBLE


def test_waiting_card_is_let_through(prepare):
    console = prepare(
        fill=lambda workshop, _step: a_card(workshop, text="Waits", state=CardState.WAITING).id, premoderated=True
    )
    assert words(console.page(), f"//ul[@id='waiting']{TEXTS}") == ["Waits"]
    console.post(f"cards/{console.made}/approve")
    assert words(console.page(), f"//ul[@id='newest']{TEXTS}") == ["Waits"]


def test_translation_stands_before_the_original(prepare):
    console = prepare(fill=lambda workshop, _step: a_card(workshop, text="لا توجد دورات", language="ar").id)
    console.post(f"cards/{console.made}/translations", language="en", text="There are no courses")
    page = console.page()
    assert words(page, TEXTS) == ["There are no courses"]
    original = page.xpath("//span[@class='slip__original']")[0]
    assert (original.text, original.get("lang"), original.get("dir")) == ("لا توجد دورات", "ar", "rtl")

    def states(workshop):
        (card,) = list_board_cards(workshop.id)
        return [translation.state for translation in card.translations]

    assert console.look(states) == [TranslationState.HUMAN]


def test_refused_translation_comes_back_with_what_was_typed(prepare):
    console = prepare(fill=one_card)
    answer = console.post(f"cards/{console.made}/translations", language="de", text="Kein Bus")
    page = html.fromstring(answer.text)
    assert (answer.status_code, words(page, "//textarea[@name='text']")) == (422, ["Kein Bus"])


def test_text_of_a_card_is_escaped(prepare):
    console = prepare(fill=lambda workshop, _step: a_card(workshop, text="<script>alert(1)</script>").id)
    assert words(console.page(), TEXTS) == ["<script>alert(1)</script>"]
    assert words(console.page(f"cards/{console.made}"), "//blockquote") == ["<script>alert(1)</script>"]


def test_card_from_paper_is_stored_once_for_its_key(prepare):
    console = prepare()
    values = {"text": "Vom Papier", "language": "de", "key": str(uuid.uuid4()), "position": "1"}
    assert [console.post("paper", **values).status_code for _ in range(2)] == [303, 303]

    def papers(workshop):
        return [(card.text, card.on_paper, card.state) for card in list_board_cards(workshop.id)]

    assert console.look(papers) == [("Vom Papier", True, CardState.VISIBLE)]


def test_card_from_paper_answers_a_topic(prepare):
    def fill(workshop, _step):
        return an_inversion(workshop, a_cluster(workshop)).id

    console = prepare(StepKind.COLLECT, Phase.FANTASY, fill=fill)
    key = str(uuid.uuid4())
    console.post("paper", text="Ein Wunsch", language="de", key=key, position="5", topic=str(console.made))
    assert console.look(lambda workshop: [card.inversion_id for card in list_board_cards(workshop.id)]) == [
        console.made
    ]


def test_empty_card_from_paper_comes_back_with_its_key(prepare):
    console = prepare()
    key = str(uuid.uuid4())
    answer = console.post("paper", text="  ", language="de", key=key, position="1")
    assert (answer.status_code, html.fromstring(answer.text).xpath("//input[@name='key']/@value")) == (422, [key])
    assert console.look(lambda workshop: list_board_cards(workshop.id)) == []


def test_redaction_is_told_in_the_sheet(prepare, app):
    console = prepare(fill=one_card)
    with app.app_context():
        db.session.get(Card, console.made).redacted_at = clock.now()
        db.session.commit()
    assert "personal data was taken out" in words(console.page(f"cards/{console.made}"), "//p[@class='quiet']")[0]
