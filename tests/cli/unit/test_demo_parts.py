"""Who plays what in the demonstration: languages, cards, tables, dots; and what a resident reads off a page."""

from collections import Counter

import pytest

from participation.cli.demo.city import read_script, read_voices
from participation.cli.demo.pages import read_forms
from participation.cli.demo.parts import cast_parts, languages_of, spread_dots
from participation.cli.demo.server import settings_for
from participation.cli.demo.sorting import Move, moves_for
from participation.reach.asked import asked_of
from participation.reach.models import Question

PAGE = """
<form action="/K7M2QX/ballots" data-dots="3">
  <input type="hidden" name="csrf_token" value="t&amp;1">
  <span id="option-4" lang="ar">القاعات &amp; فارغة</span>
  <input type="checkbox" name="option" value="4" aria-labelledby="dot-1 option-4">
  <input type="checkbox" name="option" value="4" aria-labelledby="dot-2 option-4" checked>
  <label><input type="radio" name="parent" value="7"> <span>Every question
    finds an answer</span></label>
  <label><input type="radio" name="parent" value=""><span>None</span></label>
  <textarea name="text">typed</textarea>
</form>
<form action="/K7M2QX/table"><button name="table" value="2"><b>Table 2</b></button><button>Send</button></form>
"""


@pytest.fixture(scope="module")
def script():
    return read_script()


@pytest.fixture(scope="module")
def voices():
    return read_voices()


def test_forty_devices_speak_the_languages_of_the_script(script) -> None:
    assert Counter(languages_of(script.devices, 40)) == Counter(script.devices)


def test_few_devices_keep_the_proportion_of_languages(script) -> None:
    languages = Counter(languages_of(script.devices, 8))

    assert languages == {"de": 4, "de-x-leicht": 1, "en": 1, "ar": 1, "tr": 1}


@pytest.mark.parametrize("number", [1, 3, 8, 40, 200])
def test_every_card_is_dealt_to_one_device(script, voices, number) -> None:
    parts = cast_parts(script, voices, number)

    dealt = Counter(card.text for part in parts for _moment, card in part.cards["critique"])

    assert dealt == Counter(card.text for card in voices.critique.cards)


def test_forty_devices_write_in_their_own_language_only(script, voices) -> None:
    parts = cast_parts(script, voices, 40)

    foreign = [
        card
        for part in parts
        for cards in part.cards.values()
        for _moment, card in cards
        if card.language != part.language
    ]

    assert foreign == []


def test_eight_devices_stay_below_the_cards_that_a_device_may_send_in_a_minute(script, voices) -> None:
    parts = cast_parts(script, voices, 8)

    votes = sum(act.kind in {"vote", "scale"} for act in script.acts)
    most = max(sum(map(len, part.cards.values())) + len(part.writing) + votes for part in parts)

    assert most < 30


def test_scribe_of_each_plan_speaks_the_language_of_its_table(script, voices) -> None:
    parts = cast_parts(script, voices, 40)

    scribes = [next(part for part in parts if "what" in part.writing and part.table == table) for table in range(4)]

    assert [scribe.language for scribe in scribes] == [plan.scribe for plan in voices.plans]


def test_writers_of_a_table_fill_its_canvas_together(script, voices) -> None:
    parts = cast_parts(script, voices, 40)

    filled = [
        {name: text for part in parts if part.table == table for name, text in part.writing.items()}
        for table in range(4)
    ]

    assert filled == [dict(plan.fields) for plan in voices.plans]


def test_dots_of_many_people_follow_the_weights() -> None:
    ballots = [spread_dots([18, 16, 6], 2, 2, (index + 0.5) / 40) for index in range(40)]

    assert [sum(dots) for dots in zip(*ballots, strict=True)] == [36, 32, 12]


def test_ballot_gives_no_option_more_than_the_limit() -> None:
    assert spread_dots([9, 1], 4, 2, 0.5) == [2, 0]


def test_title_is_found_when_three_cards_lie_together(voices) -> None:
    (topic,) = [topic for topic in moves_for([voices.critique.topics[0]]) if topic.card is None]
    moves = moves_for([voices.critique.topics[0]])

    assert (topic, moves.index(topic)) == (Move(0), 3)


def test_every_card_of_every_topic_is_laid_once(voices) -> None:
    moves = [(move.topic, move.card) for move in moves_for(voices.critique.topics) if move.card is not None]

    expected = [(number, card) for number, topic in enumerate(voices.critique.topics) for card in topic.cards]
    assert sorted(moves) == sorted(expected)


def test_page_is_read_as_its_forms() -> None:
    ballot, seat = read_forms(PAGE)

    assert (ballot.action, ballot.data, ballot.hidden) == ("/K7M2QX/ballots", {"dots": "3"}, {"csrf_token": "t&1"})
    assert (seat.action, seat.values("table")) == ("/K7M2QX/table", ["2"])


def test_choice_is_worded_by_what_stands_beside_it() -> None:
    ballot, seat = read_forms(PAGE)

    assert ballot.words_of("option", "4") == "القاعات & فارغة"
    assert ballot.words_of("parent", "7") == "Every question finds an answer"
    assert seat.words_of("table", "2") == "Table 2"


def test_option_can_be_ticked_once_for_each_dot_it_may_get() -> None:
    ballot, _seat = read_forms(PAGE)

    assert (ballot.values("option"), ballot.times("option", "4")) == (["4"], 2)


def test_form_is_called_what_names_it_on_the_page() -> None:
    page = '<b id="topic-3">The hall &amp; its doors</b><form action="/marks" aria-labelledby="topic-3"></form>'

    (form,) = read_forms(page)

    assert form.words == "The hall & its doors"


@pytest.mark.parametrize("number", [8, 40])
def test_every_lightning_mark_is_put_by_a_device_of_its_language(script, voices, number) -> None:
    parts = cast_parts(script, voices, number)

    dealt = [(part.language, topic, dissent) for part in parts for topic, dissent in part.marks["critique"].items()]

    said = [
        (dissent.language, topic, dissent)
        for topic, entry in enumerate(voices.critique.topics)
        for dissent in entry.dissent
    ]
    assert Counter(dealt) == Counter(said)


def test_forty_people_answer_the_voluntary_questions_in_the_proportions_of_the_script(script, voices) -> None:
    parts = cast_parts(script, voices, 40)
    silent = [place for place, part in enumerate(parts, 1) if not part.about]
    offered = asked_of(list(Question), "\n".join(script.districts))
    wrong = [
        (question, answer)
        for part in parts
        for question, answer in part.about.items()
        if answer not in {"", *offered.answers_to(Question(question))}
    ]
    districts = Counter(part.about["district"] for part in parts if part.about)
    assert (silent, wrong, districts.most_common(1)[0][0]) == ([8, 16, 24, 32, 40], [], "Mühlenviertel")


@pytest.mark.parametrize(("configured", "shown"), [(None, "Amselwehr"), ("Lindenfurt", "Lindenfurt")])
def test_pages_bear_the_name_of_the_demonstration_city_unless_another_is_set(monkeypatch, configured, shown) -> None:
    monkeypatch.delenv("PARTICIPATION_CITY", raising=False)
    if configured:
        monkeypatch.setenv("PARTICIPATION_CITY", configured)
    settings = settings_for("http://127.0.0.1:8000", "Amselwehr")

    assert (settings["PARTICIPATION_CITY"], settings["PARTICIPATION_BASE_URL"]) == (shown, "http://127.0.0.1:8000")
