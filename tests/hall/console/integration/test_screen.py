"""The projector in the moderator's hand: what it shows, in which language it asks, how light the hall is."""

import pytest
from lxml import html

from participation.access.queries import list_log
from participation.contributions.models import CardState, Cluster
from participation.contributions.services import merge_clusters
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, StepKind
from participation.workshop.queries import get_workshop
from participation.workshop.screen import Screen
from tests.factories import a_card, a_cluster, a_workshop
from tests.hall.console.desk import refusal, words

PRESSED = "//form[@id='screen']/button[@aria-pressed='true']/@value"


def two_cards(workshop, _step):
    return [a_card(workshop, text=text).id for text in ("Kein Bus", "Zu teuer")]


def an_island(workshop, _step):
    cards = [a_card(workshop, text=text) for text in ("Kein Bus", "Zu teuer")]
    return a_cluster(workshop, title="Abends fährt nichts.", cards=cards).id, [card.id for card in cards]


def screen(console):
    return console.look(lambda workshop: Screen.read(workshop.screen))


def shown(console):
    return screen(console).shown.value, screen(console).subject


def revision(console):
    return console.look(lambda workshop: workshop.stage_revision)


def wall(console, since=None):
    """What the room sees, to which nobody has signed in."""
    query = "" if since is None else f"?since={since}"
    return console.app.test_client().get(f"/{console.code}/board{query}").text


def parsed(page):
    return html.fromstring(page)


def row(console):
    return get_workshop(console.code)


def logged(console):
    """What the log says of the screen, the latest first, and by whom."""
    return console.look(
        lambda workshop: [
            (entry.action, entry.details, entry.actor_id is not None)
            for entry in list_log(workshop.id)
            if entry.action.startswith("screen_")
        ]
    )


@pytest.mark.parametrize("word", ["qr", "blank", "frozen"])
def test_screen_shows_what_the_moderator_chose_and_the_step_again(prepare, word):
    console = prepare()
    assert console.post("screen", shown=word).status_code == 303
    assert (shown(console), console.page().xpath(PRESSED)) == ((word, None), [word])
    console.post("screen", shown="step")
    assert (shown(console), console.page().xpath(PRESSED)) == (("step", None), ["step"])
    assert logged(console) == [("screen_step", {}, True), (f"screen_{word}", {}, True)]


def test_card_stands_large_on_the_screen_and_the_console_says_which(prepare):
    console = prepare(fill=two_cards)
    first = console.made[0]
    console.post("screen", shown="card", subject=first)
    page = wall(console)
    assert ("large__text" in page, "Kein Bus" in page, "Zu teuer" in page) == (True, True, False)
    assert words(console.page(), "//*[@id='screen-says']/q") == ["Kein Bus"]
    assert logged(console) == [("screen_card", {"subject": first}, True)]


def test_island_stands_large_on_the_screen_with_its_cards(prepare):
    console = prepare(StepKind.CLUSTER, fill=an_island)
    island = console.made[0]
    console.post("screen", shown="cluster", subject=island)
    page = wall(console)
    assert [text in page for text in ("Abends fährt nichts.", "Kein Bus", "Zu teuer")] == [True] * 3
    assert words(console.page(), "//*[@id='screen-says']/q") == ["Abends fährt nichts."]
    assert logged(console) == [("screen_cluster", {"subject": island}, True)]


def test_question_clock_and_code_stay_beside_what_is_large(prepare):
    console = prepare(fill=two_cards)
    console.post("screen", shown="card", subject=console.made[0])
    page = wall(console)
    assert ["head__prompt" in page, "data-ends" in page, f"<b>{console.code}</b>" in page] == [True] * 3


@pytest.mark.parametrize("word", ["card", "cluster"])
def test_what_belongs_to_another_workshop_is_refused_with_a_sentence(prepare, word):
    console = prepare(fill=an_island)
    with console.app.app_context():
        other = a_workshop()
        foreign = {"card": a_card(other), "cluster": a_cluster(other)}[word].id
    answer = console.post("screen", shown=word, subject=foreign)
    sentence = {
        "card": "This card is not on the board any more. Somebody has hidden or withdrawn it. "
        "Nothing was changed by you.",
        "cluster": "This topic is not on the board any more. Look at the board as it is now.",
    }[word]
    assert (answer.status_code, refusal(answer), shown(console)) == (409, sentence, ("step", None))


@pytest.mark.parametrize("state", [CardState.HIDDEN, CardState.WAITING, CardState.WITHDRAWN])
def test_card_that_not_everybody_may_see_cannot_be_large(prepare, state):
    console = prepare(fill=lambda workshop, _step: a_card(workshop, text="Geheim", state=state).id)
    assert console.post("screen", shown="card", subject=console.made).status_code == 409
    assert (shown(console), "Geheim" in wall(console)) == (("step", None), False)


def test_hidden_card_leaves_the_spotlight_and_is_not_large_when_it_is_shown_again(prepare):
    console = prepare(fill=two_cards)
    first = console.made[0]
    console.post("screen", shown="card", subject=first)
    console.post(f"cards/{first}/hide", reason="It names a person")
    assert ("Kein Bus" in wall(console), shown(console)) == (False, ("step", None))
    console.post(f"cards/{first}/show")
    assert ("large__text" in wall(console), "Kein Bus" in wall(console)) == (False, True)


def test_withdrawn_card_leaves_the_spotlight(prepare):
    console = prepare(fill=two_cards)
    first = console.made[0]
    console.post("screen", shown="card", subject=first)
    before = console.look(lambda workshop: workshop.board_revision)
    with console.app.app_context():
        db.session.execute(db.text("UPDATE card SET state = 'withdrawn' WHERE id = :id"), {"id": first})
        db.session.commit()
    assert [word in wall(console) for word in ("Kein Bus", "Zu teuer", "large__text")] == [False, True, False]
    assert 'data-show="step"' in wall(console, before)
    assert console.page().xpath(PRESSED) == ["step"]


def test_hidden_card_leaves_a_large_island(prepare):
    console = prepare(StepKind.CLUSTER, fill=an_island)
    island, (first, _second) = console.made
    console.post("screen", shown="cluster", subject=island)
    console.post(f"cards/{first}/hide", reason="It names a person")
    assert [text in wall(console) for text in ("Abends fährt nichts.", "Kein Bus", "Zu teuer")] == [True, False, True]


def test_merged_island_leaves_the_spotlight(prepare):
    console = prepare(StepKind.CLUSTER, fill=an_island)
    console.post("screen", shown="cluster", subject=console.made[0])
    with console.app.app_context():
        other = a_cluster(row(console)).id
        with transaction():
            workshop = row(console)
            into, gone = (db.session.get(Cluster, number) for number in (other, console.made[0]))
            merge_clusters(into, gone, workshop.current_step, None)
    assert 'data-show="step"' in wall(console)


def test_screen_kept_frozen_tells_only_what_not_everybody_may_see_any_more(prepare):
    console = prepare(fill=two_cards)
    first, second = console.made
    console.post("screen", shown="frozen")
    seen = console.look(lambda workshop: workshop.board_revision)
    with console.app.app_context():
        a_card(row(console), text="Neu", revision=seen + 1)
    console.post(f"cards/{first}/hide", reason="It names a person")
    changes = wall(console, seen)
    assert (f'data-gone="{first}"' in changes, f'data-gone="{second}"' in changes) == (True, False)
    assert ("Neu" in changes, 'id="clock"' in changes) == (False, True)


def test_screen_that_is_loaded_while_frozen_asks_for_a_moment(prepare):
    console = prepare(fill=two_cards)
    console.post("screen", shown="frozen")
    page = wall(console)
    assert [text in page for text in ("moment__sign", "Kein Bus", "head__prompt")] == [True, False, True]


@pytest.mark.parametrize("path", ["next", "go"])
def test_change_of_the_step_ends_the_spotlight_and_keeps_language_and_light(prepare, path):
    console = prepare(fill=two_cards)
    console.post("screen", shown="card", subject=console.made[0])
    console.post("screen/prompt", prompt="ar")
    console.post("screen/hall", hall="dark")
    seen, first = console.look(lambda workshop: (workshop.current_step_id, workshop.steps[0].id))
    assert console.post(path, seen=seen, step=first, reason="Pressed too early").status_code == 303
    assert screen(console) == Screen.read({"prompt": "ar", "hall": "dark"})


def test_end_of_the_workshop_ends_what_stood_on_the_screen(prepare):
    console = prepare()
    console.post("screen", shown="blank")
    console.post("end", seen=console.look(lambda workshop: workshop.current_step_id))
    assert shown(console) == ("step", None)


QUESTIONS = {"de": "Was fehlt?", "en": "What is missing?", "ar": "ما الذي ينقص؟"}


def asked_in_three(workshop, step):
    for prompt in step.prompts:
        prompt.text = QUESTIONS[prompt.language]


@pytest.mark.parametrize(
    ("choice", "large", "small"),
    [("first", ["de"], ["en", "ar"]), ("rotate", ["de", "en", "ar"], []), ("ar", ["ar"], [])],
)
def test_question_speaks_as_the_moderator_chose(prepare, choice, large, small):
    console = prepare(fill=asked_in_three)
    console.post("screen/prompt", prompt=choice)
    tree = parsed(wall(console))
    assert words(tree, "//h1[contains(@class, 'head__prompt')]/span") == [QUESTIONS[tag] for tag in large]
    assert words(tree, "//p[contains(@class, 'head__second')]/span") == [QUESTIONS[tag] for tag in small]
    assert len(tree.xpath("//h1[contains(@class, 'head__prompt')]/span[not(@data-off)]")) == 1


def test_question_without_a_wording_in_the_chosen_language_keeps_the_others(prepare):
    console = prepare()
    console.post("screen/prompt", prompt="ar")
    assert words(parsed(wall(console)), "//h1") == ["Was?"]


@pytest.mark.parametrize("light", ["light", "dark", "auto"])
def test_hall_is_as_light_as_the_moderator_chose(prepare, light):
    console = prepare()
    console.post("screen/hall", hall="dark" if light != "dark" else "light")
    console.post("screen/hall", hall=light)
    assert f'data-hall="{light}"' in wall(console)
    assert logged(console)[0] == ("screen_hall", {"hall": light}, True)


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("screen", {"shown": "card:1"}),
        ("screen", {"shown": ""}),
        ("screen/prompt", {"prompt": "tlh"}),
        ("screen/prompt", {}),
        ("screen/hall", {"hall": "pink"}),
    ],
)
def test_choice_that_the_screen_does_not_have_is_refused_with_a_sentence(prepare, path, sent):
    console = prepare()
    before = revision(console)
    answer = console.post(path, **sent)
    assert (answer.status_code, refusal(answer), revision(console)) == (
        422,
        "The screen cannot show this. Choose one of the buttons under its picture.",
        before,
    )


def test_choice_made_twice_is_logged_once(prepare):
    console = prepare()
    for _press in range(2):
        console.post("screen", shown="qr")
    assert logged(console) == [("screen_qr", {}, True)]


def test_card_and_island_are_put_large_from_their_sheets(prepare):
    console = prepare(StepKind.CLUSTER, fill=an_island)
    island, (first, _second) = console.made
    for path, word, subject in ((f"cards/{first}", "card", first), (f"board/clusters/{island}", "cluster", island)):
        form = console.page(path).xpath("//form[@id='sheet-screen']")[0]
        assert (form.xpath(".//button/@value"), form.xpath(".//input[@name='subject']/@value")) == (
            [word],
            [str(subject)],
        )
        console.post("screen", shown=word, subject=subject)
        assert console.page(path).xpath("//form[@id='sheet-screen']//button/@value") == ["step"]


def test_phase_of_a_large_card_keeps_its_colour(prepare):
    console = prepare(StepKind.COLLECT, Phase.FANTASY, fill=two_cards)
    console.post("screen", shown="card", subject=console.made[0])
    assert "large phase-critique" in wall(console)
