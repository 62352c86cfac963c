"""New numbers follow the way in which a concept is numbered."""

from participation.concept.editions.numbering import NewNumber, number_anew
from participation.concept.tree import GoalEntry, MeasureEntry


def goal(number, *children, measures=()):
    return GoalEntry(number, f"Goal {number}", measures=tuple(measures), children=children)


def measure(number):
    return MeasureEntry(text=f"Measure {number}", number=number)


def after(*goals):
    return [line.after for line in number_anew(goals)]


def test_gap_is_closed_and_the_rest_moves_up():
    assert number_anew((goal("1"), goal("3"))) == (
        NewNumber((0,), None, "1", "1"),
        NewNumber((1,), None, "3", "2"),
    )


def test_goal_without_a_number_gets_one_where_its_level_has_numbers():
    assert after(goal("1"), goal(None), goal("2")) == ["1", "2", "3"]


def test_level_without_any_number_stays_without():
    assert after(goal("1", goal(None), goal(None)), goal("2", goal(None))) == ["1", None, None, "2", None]


def test_number_of_the_parent_before_the_dot_follows_the_parent():
    assert after(goal("1", goal("1.2")), goal("4", goal("4.1"), goal("4.3"))) == ["1", "1.1", "2", "2.1", "2.2"]


def test_sign_of_a_level_stays():
    assert after(goal("Ziel A"), goal("Ziel C"), goal(None)) == ["Ziel A", "Ziel B", "Ziel C"]


def test_counting_that_starts_under_each_parent_starts_there_again():
    assert after(goal("1", goal("1"), goal("3")), goal("2", goal("1"))) == ["1", "1", "2", "2", "1"]


def test_counting_that_goes_on_through_a_level_goes_on():
    assert after(goal("1", goal("1"), goal("2")), goal("2", goal("3")), goal("3", goal("7"))) == [
        "1",
        "1",
        "2",
        "2",
        "3",
        "3",
        "4",
    ]


def test_measures_are_numbered_where_one_of_the_goal_is():
    numbered = goal("1", measures=[measure("1"), measure("3"), measure(None)])
    bare = goal("2", measures=[measure(None)])

    assert after(numbered, bare) == ["1", "1", "2", "3", "2", None]


def test_measures_that_count_through_the_concept_go_on():
    first, second = goal("1", measures=[measure("M1"), measure("M3")]), goal("2", measures=[measure("M4")])

    assert after(first, second) == ["1", "M1", "M2", "2", "M3"]


def test_numbers_that_follow_one_another_stay():
    lines = number_anew((goal("1", goal("1.1"), goal("1.2")), goal("2", goal("2.1"))))

    assert [line.before for line in lines] == [line.after for line in lines]
