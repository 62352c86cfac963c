"""The rules of a dot vote, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.prioritisation.domain import (
    MOST_PAPER_DOTS,
    OptionDraft,
    Place,
    check_ballot,
    check_options,
    check_paper,
    check_rules,
    check_tie,
    dots_for,
    median_of,
    rank,
    strongest_of,
)
from participation.prioritisation.errors import (
    CountInvalid,
    NoDots,
    NoTie,
    OptionForeign,
    OptionUntitled,
    RulesInvalid,
    TooFewOptions,
    TooManyDots,
    TooManyOnOne,
)

OPTIONS = frozenset({1, 2, 3, 4})


@pytest.mark.parametrize(("options", "dots"), [(2, 2), (3, 3), (4, 3), (6, 3), (8, 4), (10, 5), (12, 5), (40, 5)])
def test_everybody_gets_about_half_as_many_dots_as_there_are_options_three_to_five(options, dots):
    assert dots_for(options) == dots


def test_ballot_names_an_option_once_for_each_dot():
    assert check_ballot([2, 1, 2], OPTIONS, dots=3, limit=2) == {1: 1, 2: 2}


def test_ballot_may_keep_dots_back():
    assert check_ballot([4], OPTIONS, dots=3, limit=2) == {4: 1}


@pytest.mark.parametrize(
    ("chosen", "error"),
    [
        ([], NoDots),
        ([1, 2, 3, 4], TooManyDots),
        ([1, 1, 1], TooManyOnOne),
        ([1, 9], OptionForeign),
    ],
)
def test_ballot_against_the_rules_is_refused(chosen, error):
    with pytest.raises(error):
        check_ballot(chosen, OPTIONS, dots=3, limit=2)


def test_refusal_of_too_many_dots_says_how_many_there_may_be():
    with pytest.raises(TooManyDots) as refused:
        check_ballot([1, 2, 3, 4], OPTIONS, dots=3, limit=2)
    assert (refused.value.given, refused.value.allowed) == (4, 3)


@pytest.mark.parametrize("options", [[], [1], [1, 2, 3]])
def test_nobody_has_a_rank_when_nobody_gave_a_dot(options):
    assert rank(dict.fromkeys(options, 0)) == dict.fromkeys(options)


def test_equal_points_share_the_better_rank_and_the_next_one_leaves_a_gap():
    assert rank({1: 5, 2: 8, 3: 5, 4: 0}) == {1: 2, 2: 1, 3: 2, 4: 4}


@given(st.dictionaries(st.integers(), st.integers(min_value=0, max_value=50)))
def test_whoever_has_more_points_has_the_better_rank(points):
    ranks = rank(points)
    assert not any(points.values()) or all(
        (points[a] > points[b]) == (ranks[a] < ranks[b]) for a in points for b in points
    )


def test_option_named_twice_is_one_option():
    drafts = [OptionDraft(7, {"de": "Bus"}), OptionDraft(8, {"de": "Bad"}), OptionDraft(7, {"de": "Bus"})]
    assert [option.subject_id for option in check_options(drafts)] == [7, 8]


def test_empty_titles_are_left_out_and_the_original_stays_first():
    drafts = [OptionDraft(7, {"ar": " حافلة ", "de": "  ", "en": "Bus"}), OptionDraft(8, {"de": "Bad"})]
    assert list(check_options(drafts)[0].titles.items()) == [("ar", "حافلة"), ("en", "Bus")]


def test_vote_over_one_thing_is_none():
    with pytest.raises(TooFewOptions):
        check_options([OptionDraft(7, {"de": "Bus"}), OptionDraft(7, {"de": "Bus"})])


def test_option_without_a_title_is_refused_by_name():
    with pytest.raises(OptionUntitled) as refused:
        check_options([OptionDraft(7, {"de": "Bus"}), OptionDraft(8, {"de": " "})])
    assert refused.value.subject_id == 8


def test_limit_on_one_option_is_never_more_than_the_dots():
    assert check_rules(1, 2) == (1, 1)


@pytest.mark.parametrize(("dots", "limit"), [(0, 1), (3, 0), (-1, 2)])
def test_rules_without_a_dot_are_refused(dots, limit):
    with pytest.raises(RulesInvalid):
        check_rules(dots, limit)


@pytest.mark.parametrize(
    ("counts", "error"),
    [({1: -1}, CountInvalid), ({1: MOST_PAPER_DOTS + 1}, CountInvalid), ({9: 1}, OptionForeign)],
)
def test_impossible_paper_dots_are_refused(counts, error):
    with pytest.raises(error):
        check_paper(counts, OPTIONS)


def test_tie_is_known_by_the_rank_that_its_options_share():
    assert check_tie([3, 1], {1: 2, 2: 1, 3: 2, 4: 4}) == 2


@pytest.mark.parametrize(
    ("ordered", "error"),
    [
        ([], NoTie),
        ([2], NoTie),
        ([1, 2], NoTie),
        ([1, 1], NoTie),
        ([1, 9], OptionForeign),
    ],
)
def test_options_that_do_not_stand_level_are_no_tie(ordered, error):
    with pytest.raises(error):
        check_tie(ordered, {1: 2, 2: 1, 3: 2, 4: 4})


def test_strongest_are_those_with_the_best_ranks():
    assert strongest_of([Place(1, 3), Place(2, 1), Place(3, 2)], 2) == [2, 3]


def test_tie_at_the_edge_stays_in_whole():
    assert strongest_of([Place(1, 2), Place(2, 1), Place(3, 2), Place(4, 2)], 2) == [2, 1, 3, 4]


def test_broken_tie_is_cut_where_it_was_broken():
    assert strongest_of([Place(1, 2, 2), Place(2, 1), Place(3, 2, 1), Place(4, 2)], 2) == [2, 3]


def test_options_left_out_of_a_broken_tie_stand_level_behind_it():
    assert strongest_of([Place(1, 1, 1), Place(2, 1), Place(3, 1), Place(4, 4)], 2) == [1, 2, 3]


@pytest.mark.parametrize("count", [0, -1])
def test_asking_for_nothing_gives_nothing(count):
    assert strongest_of([Place(1, 1)], count) == []


@pytest.mark.parametrize(
    ("dots", "median"),
    [({}, None), ({1: 0, 2: 0}, None), ({1: 1, 5: 2}, 5), ({2: 1, 3: 1}, 2.5), ({1: 3, 3: 1, 5: 2}, 2), ({4: 7}, 4)],
)
def test_median_lies_in_the_middle_of_all_dots(dots, median):
    assert median_of(dots) == median
