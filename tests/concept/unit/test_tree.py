"""Figures of a tree and its JSON form."""

import pytest

from participation.concept.tree import (
    ConceptTree,
    GoalEntry,
    IndicatorEntry,
    MeasureEntry,
    TreeCounts,
    counts,
    fields_in_use,
    from_json,
    indicators_of,
    level_of,
    measures_of,
    settled,
    to_json,
    walk,
)
from participation.concept.tree.errors import NestedTooDeep, NewerVersion, NotAConcept, UnfitValue, UnknownKeys

SHARED = MeasureEntry(text="Ein Fest im Park")
LOWEST = GoalEntry("1.1", "Nachbarn kennen sich", ("Sport",), (SHARED, MeasureEntry(text="Ein Treff")))
OTHER = GoalEntry("1.2", "Vereine sind offen", ("Sport", "Kultur"), (SHARED,), (IndicatorEntry("Neue Mitglieder"),))
MAIN = GoalEntry("1", "Begegnung", children=(LOWEST, OTHER))
TREE = ConceptTree("Konzept", "de", ("Leitziel", "Teilziel"), ("Sport", "Kultur", "Arbeit"), (MAIN,))


def test_counts_goals_per_level_and_each_measure_once():
    assert counts(TREE) == TreeCounts({"Leitziel": 1, "Teilziel": 2}, 2, 3, 1)


def test_level_without_goals_is_counted_as_none():
    bare = ConceptTree("Konzept", "de", ("Leitziel", "Teilziel"), (), (GoalEntry("1", "Begegnung"),))

    assert counts(bare).goals == {"Leitziel": 1, "Teilziel": 0}


def test_measure_printed_with_another_number_under_another_goal_is_the_same_measure():
    goals = (
        GoalEntry("1", "A", measures=(MeasureEntry(text="Fest", number="1"),)),
        GoalEntry("2", "B", measures=(MeasureEntry(text="Fest", number="3"),)),
    )

    assert measures_of(goals) == (MeasureEntry(text="Fest", number="1"),)


def test_walk_answers_goals_in_order_of_print_with_their_ancestors():
    assert list(walk(TREE.goals)) == [((), MAIN), ((MAIN,), LOWEST), ((MAIN,), OTHER)]


def test_level_of_a_goal_is_told_by_its_ancestors():
    assert [level_of(TREE, ancestors) for ancestors, _ in walk(TREE.goals)] == ["Leitziel", "Teilziel", "Teilziel"]


def test_fields_in_use_are_counted_per_goal():
    assert fields_in_use(TREE.goals) == {"Sport": 2, "Kultur": 1}


def test_indicators_are_answered_in_order_of_print():
    assert indicators_of(TREE.goals) == (IndicatorEntry("Neue Mitglieder"),)


def test_json_says_its_format_and_version_first():
    assert list(to_json(TREE).items())[:2] == [("format", "participation.concept"), ("version", 3)]


def test_json_may_leave_out_what_has_a_default():
    data = {"format": "participation.concept", "version": 1, "levels": ["Ziel"], "goals": [{"text": "Begegnung"}]}

    assert from_json(data) == ConceptTree("", "", ("Ziel",), (), (GoalEntry(None, "Begegnung"),))


def test_json_says_the_days_of_a_measure():
    measure = MeasureEntry(text="Ein Fest", due_on="2027-06-30", funded_until="2028-12-31")
    tree = ConceptTree("K", "de", ("Ziel",), (), (GoalEntry("1", "Begegnung", measures=(measure,)),))

    assert from_json(to_json(tree)) == tree


@pytest.mark.parametrize("data", [None, [], "text", {}, {"format": "other", "version": 1}])
def test_data_of_another_format_is_refused(data):
    with pytest.raises(NotAConcept):
        from_json(data)


def test_newer_version_is_refused_with_both_versions_named():
    with pytest.raises(NewerVersion) as refused:
        from_json({**to_json(TREE), "version": 4})

    assert (refused.value.found, refused.value.known) == (4, 3)


def test_unknown_keys_are_refused_with_the_place_named():
    data = to_json(TREE)
    data["goals"][0]["children"][1]["measures"][0]["colour"] = "red"

    with pytest.raises(UnknownKeys) as refused:
        from_json(data)

    assert (refused.value.where, refused.value.keys) == ("goals[0].children[1].measures[0]", ("colour",))


@pytest.mark.parametrize(
    ("change", "where", "needed"),
    [
        ({"version": "1"}, "version", "number"),
        ({"version": True}, "version", "number"),
        ({"title": 7}, "title", "text"),
        ({"levels": []}, "levels", "list"),
        ({"levels": "Ziel"}, "levels", "list"),
        ({"fields_of_action": ["Sport", 1]}, "fields_of_action[1]", "text"),
        ({"goals": {}}, "goals", "list"),
        ({"goals": ["Begegnung"]}, "goals[0]", "object"),
        ({"goals": [{"number": 1, "text": "A"}]}, "goals[0].number", "text"),
        (
            {"goals": [{"text": "A", "measures": [{"origin": {"rank": "2"}}]}]},
            "goals[0].measures[0].origin.rank",
            "number",
        ),
        (
            {"goals": [{"text": "A", "indicators": [{"direction": "left"}]}]},
            "goals[0].indicators[0].direction",
            "up, down",
        ),
    ],
)
def test_unfit_value_is_refused_with_its_place_and_what_is_needed(change, where, needed):
    with pytest.raises(UnfitValue) as refused:
        from_json({**to_json(TREE), **change})

    assert (refused.value.where, refused.value.needed) == (where, needed)


def test_goals_below_the_lowest_level_are_refused():
    with pytest.raises(NestedTooDeep) as refused:
        from_json({**to_json(TREE), "levels": ["Leitziel"]})

    assert refused.value.allowed == 1


AGAIN = GoalEntry("2.1", "Begegnung", repeated=True)


def test_repetition_of_nothing_is_a_goal_of_its_own_and_one_beside_its_goal_goes():
    full = GoalEntry("1.1", "Begegnung")
    goals = (
        GoalEntry("1", "Sport", children=(full, AGAIN)),
        GoalEntry("2", "Musik", children=(AGAIN, AGAIN, GoalEntry("2.2", "Chor", repeated=True))),
    )
    assert settled(goals) == (
        GoalEntry("1", "Sport", children=(full,)),
        GoalEntry("2", "Musik", children=(AGAIN, GoalEntry("2.2", "Chor"))),
    )


def test_goal_with_several_places_counts_once():
    goals = (GoalEntry("1", "Sport", children=(GoalEntry("1.1", "Begegnung"),)), GoalEntry("2", "M", children=(AGAIN,)))
    tree = ConceptTree("T", "de", ("Thema", "Ziel"), (), goals)
    assert counts(tree).goals == {"Thema": 2, "Ziel": 1}


def test_version_1_is_read_as_a_concept_without_words_values_and_places():
    data = {
        "format": "participation.concept",
        "version": 1,
        "levels": ["Ziel"],
        "goals": [{"text": "Begegnung", "indicators": [{"name": "Gäste"}]}],
    }
    assert from_json(data) == ConceptTree(
        "", "", ("Ziel",), (), (GoalEntry(None, "Begegnung", indicators=(IndicatorEntry("Gäste"),)),)
    )


@pytest.mark.parametrize(
    ("changed", "where", "needed"),
    [
        ({"vocabulary": [{"kind": "colour", "key": "a", "name": "A"}]}, "vocabulary[0].kind", None),
        ({"vocabulary": [{"kind": "actor", "key": "", "name": "A"}]}, "vocabulary[0].key", "text"),
        ({"goals": [{"text": "a", "repeated": "yes"}]}, "goals[0].repeated", "true, false"),
        (
            {"goals": [{"text": "a", "indicators": [{"name": "b", "values": [{"at": "2026", "value": 1}]}]}]},
            "goals[0].indicators[0].values[0].at",
            "2026-11-20",
        ),
        (
            {"goals": [{"text": "a", "indicators": [{"name": "b", "values": [{"at": "2026-01-01", "value": "1"}]}]}]},
            "goals[0].indicators[0].values[0].value",
            "number",
        ),
    ],
)
def test_new_parts_of_the_form_are_named_where_they_do_not_fit(changed, where, needed):
    with pytest.raises(UnfitValue) as refused:
        from_json({**to_json(TREE), **changed})
    assert refused.value.where == where
    assert needed in (None, refused.value.needed)
