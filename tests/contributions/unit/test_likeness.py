"""Which cards might belong together, and why: proposals over texts, the same for the same texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.contributions.likeness import LARGEST_GROUP, Likeness, Text, attract, group

GERMAN = ("Kein Bus am Abend", "Abends fährt kein Bus mehr", "Der Bus kommt abends nie", "Formulare sind zu schwer")
ARABIC = ("الحافلة لا تأتي مساءً", "لا توجد حافلة في المساء", "القاعة مغلقة دائماً")
TURKISH = ("Akşam otobüs yok", "Otobüsler akşam çalışmıyor", "Salon hep dolu")


def texts(words, language="de", first=1):
    return [Text(first + place, language, text) for place, text in enumerate(words)]


def proposed(known, **values):
    return [(one.keys, one.shared) for one in group(Likeness(known), [text.key for text in known], **values)]


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        (GERMAN, "de", [((1, 2, 3), ("Abends", "Bus"))]),
        (ARABIC, "ar", [((1, 2), ("حافلة", "مساء"))]),
        (TURKISH, "tr", [((1, 2), ("Akşam", "otobüs"))]),
    ],
)
def test_cards_about_one_thing_are_proposed_with_the_words_they_share(words, language, expected):
    assert proposed(texts(words, language)) == expected


def test_words_that_only_join_others_are_no_reason():
    assert proposed(texts(("Es gibt hier keine Bank", "Ich habe keine Zeit", "Das gibt es nicht"))) == []


def test_almost_the_same_words_are_said_to_be_so():
    (found,) = group(Likeness(texts(("Mieten sind zu hoch!", "Zu hoch sind Mieten", "Halle zu"))), (1, 2, 3))
    assert (found.keys, found.shared, found.nearly_equal) == ((1, 2), (), True)


def test_only_texts_of_one_language_are_compared():
    assert proposed([*texts(["Bus fehlt am Abend"], "de"), *texts(["Bus fehlt am Abend"], "tr", first=2)]) == []


def test_letters_that_look_different_in_one_language_are_the_same():
    assert proposed(texts(("IŞIK YOK", "ışık"), "tr")) == [((1, 2), ())]
    assert proposed(texts(("أمسية للنساء", "امسيه للنساء"), "ar")) == [((1, 2), ())]


def test_pair_that_was_dismissed_comes_into_no_group():
    apart = {frozenset((1, 2)), frozenset((1, 3)), frozenset((2, 3))}
    assert proposed(texts(GERMAN), apart=apart) == []
    assert [keys for keys, _shared in proposed(texts(GERMAN), apart={frozenset((1, 2))})] == [(1, 3)]


def test_island_attracts_what_is_like_its_cards():
    found = attract(Likeness(texts(GERMAN)), [3, 4], {7: [1, 2]})
    assert {island: (one.keys, one.shared) for island, one in found.items()} == {7: ((3,), ("Abend", "Bus"))}


def test_island_does_not_attract_what_was_dismissed_for_it():
    assert attract(Likeness(texts(GERMAN)), [3, 4], {7: [1, 2]}, {(3, 7)}) == {}


def test_card_goes_to_the_island_that_it_is_most_like():
    known = texts(
        ("Die Halle ist zu", "Die Halle ist am Wochenende zu", "Wochenende ohne Bus", "Halle zu am Wochenende")
    )
    assert list(attract(Likeness(known), [4], {8: [3], 9: [1, 2]})) == [9]


WORDS = st.lists(st.sampled_from(" ".join((*GERMAN, *ARABIC, *TURKISH, "", "🚌 !")).split(" ")), max_size=6).map(
    " ".join
)
CARDS = st.lists(st.tuples(WORDS | st.text(max_size=20), st.sampled_from(["de", "ar", "tr"])), max_size=14)


@given(cards=CARDS)
def test_every_card_is_in_one_group_at_most_and_no_group_is_a_heap_or_without_reason(cards):
    known = [Text(place, language, words) for place, (words, language) in enumerate(cards)]
    found = group(Likeness(known), range(len(known)))
    keys = [key for one in found for key in one.keys]
    assert len(keys) == len(set(keys))
    assert all(1 < len(one.keys) <= LARGEST_GROUP and 0 <= one.likeness <= 1 for one in found)
    assert all(one.shared or one.nearly_equal for one in found)
    assert all(len({known[key].language for key in one.keys}) == 1 for one in found)


@given(cards=CARDS, order=st.randoms(use_true_random=False))
def test_proposals_do_not_depend_on_the_order_in_which_cards_are_read(cards, order):
    known = [Text(place, language, words) for place, (words, language) in enumerate(cards)]
    shuffled = order.sample(known, len(known))
    assert group(Likeness(known), range(len(known))) == group(Likeness(shuffled), [text.key for text in shuffled])
