"""Two trees side by side: what was added, changed and removed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.concept.comparison import Change, Changes, compare
from participation.concept.tree import ConceptTree, GoalEntry, IndicatorEntry, MeasureEntry

FEST = MeasureEntry(text="Der Verein lädt zum Fest in den Park ein")
TREFF = MeasureEntry(text="Die Bücherei öffnet am Abend", title="Abendtreff")
LOW_1 = GoalEntry("1.1", "Nachbarn kennen einander", ("Sport",), (FEST,))
LOW_2 = GoalEntry("1.2", "Vereine stehen allen offen", ("Sport",), (TREFF,), (IndicatorEntry("Neue Mitglieder"),))
MAIN = GoalEntry("1", "Begegnung", children=(LOW_1, LOW_2))


def _tree(*children, fields=("Sport", "Kultur")):
    return ConceptTree("K", "de", ("Leitziel", "Teilziel"), fields, (replace(MAIN, children=children),))


OLD = _tree(LOW_1, LOW_2)


def test_equal_trees_give_no_change():
    assert compare(OLD, OLD) == Changes()
    assert not compare(OLD, OLD)


def test_day_that_changed_is_told_among_what_the_measure_says():
    dated = replace(FEST, due_on="2027-06-30")

    changes = compare(OLD, _tree(replace(LOW_1, measures=(dated,)), LOW_2))

    assert [(change.before, change.after) for change in changes.changed] == [
        (FEST.text, f"{FEST.text}\nFrist: 30.06.2027")
    ]


def test_new_goal_is_added_with_everything_below_it():
    empty = replace(OLD, goals=())

    path, below = ("1 Begegnung",), ("1 Begegnung", "1.2 Vereine stehen allen offen")
    assert compare(empty, _tree(LOW_2)).added == (
        Change("added", (), "goal", after="1 Begegnung"),
        Change("added", path, "goal", after="1.2 Vereine stehen allen offen"),
        Change("added", below, "measure", after="Abendtreff\nDie Bücherei öffnet am Abend"),
        Change("added", below, "indicator", after="Indikator: Neue Mitglieder"),
    )


def test_goal_that_is_gone_is_removed_with_everything_below_it():
    changes = compare(OLD, _tree(LOW_1))

    assert [(change.what, change.before) for change in changes.removed] == [
        ("goal", "1.2 Vereine stehen allen offen"),
        ("measure", "Abendtreff\nDie Bücherei öffnet am Abend"),
        ("indicator", "Indikator: Neue Mitglieder"),
    ]
    assert (changes.added, changes.changed) == ((), ())


def test_goal_with_the_same_number_and_another_text_is_changed():
    changes = compare(OLD, _tree(replace(LOW_1, text="Es gibt ein Fest"), LOW_2))

    change = Change("changed", ("1 Begegnung",), "goal", "1.1 Nachbarn kennen einander", "1.1 Es gibt ein Fest")
    assert changes == Changes(changed=(change,))


def test_goal_put_in_shifts_numbers_without_being_taken_for_another():
    new = GoalEntry("1.1", "Alle finden Rat")
    changes = compare(OLD, _tree(new, replace(LOW_1, number="1.2"), replace(LOW_2, number="1.3")))

    path = ("1 Begegnung",)
    assert changes == Changes(
        added=(Change("added", path, "goal", after="1.1 Alle finden Rat"),),
        changed=(
            Change("changed", path, "goal", "1.1 Nachbarn kennen einander", "1.2 Nachbarn kennen einander"),
            Change("changed", path, "goal", "1.2 Vereine stehen allen offen", "1.3 Vereine stehen allen offen"),
        ),
    )


def test_goal_without_number_is_matched_by_likeness_of_its_text():
    old, new = GoalEntry(None, "Nachbarn kennen einander"), GoalEntry(None, "Nachbarn kennen sich und einander")

    path = ("1 Begegnung",)
    assert compare(_tree(old), _tree(new)).changed == (Change("changed", path, "goal", old.text, new.text),)


def _two(first, second):
    return replace(OLD, goals=(replace(MAIN, children=first), GoalEntry("2", "Bildung", children=second)))


def test_goal_under_another_goal_has_moved_and_is_neither_added_nor_removed():
    changes = compare(_two((LOW_1, LOW_2), ()), _two((LOW_1,), (replace(LOW_2, number="2.1"),)))

    before, after = "1 Begegnung › 1.2 Vereine stehen allen offen", "2 Bildung › 2.1 Vereine stehen allen offen"
    assert changes == Changes(changed=(Change("changed", (), "place", before, after),))


def test_goal_moves_out_of_one_that_is_gone_and_into_one_that_is_new():
    lost = GoalEntry("3", "Ganz altes", children=(LOW_1,))
    come = GoalEntry("4", "Etwas neues", children=(LOW_1,))
    changes = compare(replace(OLD, goals=(MAIN, lost)), replace(OLD, goals=(come, MAIN)))

    assert [(change.what, change.before, change.after) for change in changes.changed] == [
        ("place", "3 Ganz altes › 1.1 Nachbarn kennen einander", "4 Etwas neues › 1.1 Nachbarn kennen einander")
    ]
    assert [change.after for change in changes.added] == ["4 Etwas neues"]
    assert [change.before for change in changes.removed] == ["3 Ganz altes"]


def test_what_changes_below_a_goal_that_has_moved_is_told_there():
    moved = replace(LOW_2, measures=(replace(TREFF, lead="Sportamt"),))
    changes = compare(_two((LOW_1, LOW_2), ()), _two((LOW_1,), (moved,)))

    assert [(change.what, change.path) for change in changes.changed] == [
        ("place", ()),
        ("measure", ("2 Bildung", "1.2 Vereine stehen allen offen")),
    ]
    assert (changes.added, changes.removed) == ((), ())


def test_reworded_measure_is_changed():
    reworded = replace(FEST, text="Der Verein lädt zum Sommerfest in den Park ein", lead="Sportamt")
    changes = compare(OLD, _tree(replace(LOW_1, measures=(reworded,)), LOW_2))

    path = ("1 Begegnung", "1.1 Nachbarn kennen einander")
    after = "Der Verein lädt zum Sommerfest in den Park ein\nFederführung: Sportamt"
    assert changes == Changes(changed=(Change("changed", path, "measure", FEST.text, after),))


def test_measure_with_the_same_title_and_another_text_is_changed():
    changed = replace(TREFF, text="Ganz anderes geschieht")
    changes = compare(OLD, _tree(LOW_1, replace(LOW_2, measures=(changed,))))

    assert [(change.what, change.after) for change in changes.changed] == [
        ("measure", "Abendtreff\nGanz anderes geschieht")
    ]


def test_measure_with_nothing_in_common_is_removed_and_added():
    changes = compare(OLD, _tree(replace(LOW_1, measures=(MeasureEntry(text="Busse fahren"),)), LOW_2))

    path = ("1 Begegnung", "1.1 Nachbarn kennen einander")
    assert changes == Changes(
        added=(Change("added", path, "measure", after="Busse fahren"),),
        removed=(Change("removed", path, "measure", FEST.text),),
    )


@pytest.mark.parametrize(("old", "new", "changed"), [(None, "1", 0), ("1", None, 0), ("1", "2", 1)])
def test_number_of_a_measure_counts_only_where_both_have_one(old, new, changed):
    before, after = (_tree(replace(LOW_1, measures=(replace(FEST, number=number),))) for number in (old, new))

    assert len(compare(before, after).changed) == changed


def test_field_of_a_goal_is_added_and_removed():
    changes = compare(OLD, _tree(replace(LOW_1, fields=("Kultur",)), LOW_2))

    path = ("1 Begegnung", "1.1 Nachbarn kennen einander")
    assert changes == Changes(
        added=(Change("added", path, "field", after="Kultur"),),
        removed=(Change("removed", path, "field", before="Sport"),),
    )


def test_field_of_the_concept_is_added():
    changes = compare(OLD, replace(OLD, fields_of_action=("Sport", "Kultur", "Arbeit")))

    assert changes == Changes(added=(Change("added", (), "field", after="Arbeit"),))


def test_indicator_with_another_target_is_changed():
    indicators = (IndicatorEntry("Neue Mitglieder", target="100"),)
    changes = compare(OLD, _tree(LOW_1, replace(LOW_2, indicators=indicators)))

    before, after = "Indikator: Neue Mitglieder", "Indikator: Neue Mitglieder · Zielwert: 100"
    path = ("1 Begegnung", "1.2 Vereine stehen allen offen")
    assert changes == Changes(changed=(Change("changed", path, "indicator", before, after),))


measures = st.builds(MeasureEntry, text=st.sampled_from(["", "A", "B", "Ein Fest"]), title=st.sampled_from(["", "A"]))
goals = st.builds(
    GoalEntry,
    number=st.none() | st.sampled_from(["1", "2"]),
    text=st.sampled_from(["A", "B", "Ein Fest"]),
    measures=st.lists(measures, max_size=5).map(tuple),
)


@settings(deadline=None)
@given(st.lists(goals, max_size=5))
def test_tree_never_differs_from_itself_even_with_entries_alike(children):
    assert compare(_tree(*children), _tree(*children)) == Changes()
