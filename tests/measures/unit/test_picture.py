"""The picture of a trace: everything inside it, nothing crossing, many cards folded, mirrored for other scripts."""

import itertools
import re
from dataclasses import replace

import pytest

from participation.concept.models import MeasureState
from participation.contributions.models import CardState, TranslationState
from participation.i18n.wording import ShownText
from participation.measures.lettering import length_of, lines_of
from participation.measures.picture import WIDTH, Words, draw_trace
from participation.measures.queries import Trace
from participation.measures.queries.thread import TracedCard, TracedCluster, Worded
from participation.measures.queries.trace import TracedInversion, TracedPlan, TracedWish
from participation.workshop.models import Phase

WORDS = Words(
    kinds={"topic": "▲ Topic", "wish": "☁ Wish", "plan": "■ Plan", "measure": "★ Measure"},
    untitled="untitled",
    more=lambda count: f"and {count} more",
    votes=lambda vote: f"{vote.points} dots",
)
numbers = itertools.count(1)


def a_card(text="No bus in the evening", language="en", *, state=CardState.VISIBLE):
    seen = text if state is CardState.VISIBLE else ""
    shown = ShownText(seen, language, original=True)
    return TracedCard(next(numbers), state, Worded(seen, language), shown, on_paper=False, redacted=False, answers=None)


def a_topic(cards, title="Nobody gets home."):
    return TracedCluster(next(numbers), Phase.CRITIQUE, Worded(title, "en"), (), tuple(cards))


def a_trace(*topics, dreams=()):
    inversions = tuple(TracedInversion(number, Worded("Turned", "en"), topic) for number, topic in enumerate(topics))
    wish = TracedCluster(next(numbers), Phase.FANTASY, Worded("A taxi for all.", "en"), (), tuple(dreams))
    plan = TracedPlan(1, Worded("Taxi", "en"), "K7M2QX", "Workshop", "", {}, (), (TracedWish(wish, inversions),))
    return Trace(1, "Taxi in the evening", MeasureState.ADOPTED, (plan,))


def picture_of(trace, reader="en"):
    return draw_trace(trace, "Adopted", Worded(trace.label, "en"), WORDS, reader)


def kinds(picture):
    return [box.kind.split()[0] for box in picture.boxes]


def words(picture):
    return [" ".join(line.text for line in box.writings) for box in picture.boxes]


def test_cards_stand_above_their_topic_and_everything_above_the_measure():
    picture = picture_of(a_trace(a_topic([a_card(), a_card()]), dreams=[a_card("A taxi")]))
    assert kinds(picture) == ["card", "card", "topic", "card", "wish", "plan", "measure"]
    assert words(picture)[-1] == "★ Measure Taxi in the evening Adopted"


@pytest.mark.parametrize(("cards", "drawn", "more"), [(0, 0, []), (4, 4, []), (5, 3, [2]), (120, 3, [117])])
def test_many_cards_are_folded_and_counted(cards, drawn, more):
    picture = picture_of(a_trace(a_topic([a_card() for _ in range(cards)])))
    assert kinds(picture).count("card") == drawn
    assert [text for text in words(picture) if "more" in text] == [f"and {count} more" for count in more]


def test_hidden_card_is_neither_drawn_nor_counted():
    hidden = [a_card("secret", state=CardState.HIDDEN) for _ in range(9)]
    picture = picture_of(a_trace(a_topic([a_card(), *hidden])))
    assert kinds(picture) == ["card", "topic", "wish", "plan", "measure"]


@pytest.mark.parametrize("reader", ["en", "ar"])
def test_boxes_follow_each_other_inside_the_picture_and_hold_their_lines(reader):
    long = "Everybody waits for a bus that does not come, every evening, and nobody says why this is so. " * 4
    cards = [
        a_card(long),
        a_card("لا توجد دورات للأمهات في المساء " * 5, "ar"),
        a_card("每天晚上都没有公共汽车" * 9, "zh"),
    ]
    picture = picture_of(a_trace(a_topic(cards, long), a_topic([a_card()]), dreams=[a_card()]), reader)
    ends = [0.0, *(box.y + box.height for box in picture.boxes)]
    assert all(box.y >= end for box, end in zip(picture.boxes, ends, strict=False))
    assert ends[-1] <= picture.height
    for box in picture.boxes:
        assert 0 <= box.x <= box.x + box.width <= WIDTH
        assert all(box.x < line.x < box.x + box.width for line in box.writings)
        assert all(box.y < line.y < box.y + box.height for line in box.writings)


def test_picture_is_mirrored_for_scripts_from_right_to_left():
    trace = a_trace(a_topic([a_card()]), dreams=[a_card()])
    left, right = picture_of(trace), picture_of(trace, "ar")
    assert [WIDTH - box.x - box.width for box in right.boxes] == [box.x for box in left.boxes]
    assert [box.y for box in right.boxes] == [box.y for box in left.boxes]

    def starts(picture):
        return [float(re.match(r"M([\d.]+)", rail)[1]) for rail in picture.rails]

    assert [WIDTH - x for x in starts(right)] == starts(left)


def test_every_box_but_the_last_has_a_line_to_what_it_led_to():
    picture = picture_of(a_trace(a_topic([a_card(), a_card()]), a_topic([a_card()]), dreams=[a_card()]))
    assert len(picture.rails) == len(picture.boxes) - 1


def test_what_only_a_machine_translated_carries_its_sign():
    card = a_card("Kein Bus", "de")
    machine = replace(card, shown=ShownText("No bus", "en", original=False, state=TranslationState.MACHINE))
    assert words(picture_of(a_trace(a_topic([machine]))))[0] == "⚙ No bus"


def test_lines_are_broken_at_words_and_what_is_cut_off_says_so():
    assert lines_of("No bus in the evening", 7, 3) == ("No bus in the", "evening")
    assert lines_of("No bus in the evening", 7, 1) == ("No bus in th…",)
    assert lines_of("", 7, 2) == ()


@pytest.mark.parametrize(
    "text", ["Donaudampfschifffahrtsgesellschaft", "每天晚上都没有公共汽车从工厂开出来", "ไม่มีรถเมล์ตอนเย็นหลังเลิกงาน"]
)
def test_text_without_spaces_is_broken_all_the_same(text):
    lines = lines_of(text, 6, 99)
    assert "".join(lines) == text
    assert [line for line in lines if length_of(line) > 6] == []
