"""Two editions are told apart by lineage: added, changed, removed, moved, renumbered, goal by goal."""

from participation.concept.editions.content import Content, Held, HeldMeasure
from participation.concept.editions.differences import Difference, GoalDifferences, Part, compare_editions
from participation.concept.tree import IndicatorEntry, MeasureEntry

THEME = Held("t", None, 0, "1", "Ankommen")
OTHER = Held("o", None, 0, "2", "Sport")
RAT = Held("g", "t", 1, "1.1", "Alle finden Rat.", ("Sprache",))
BERATUNG = HeldMeasure("m", MeasureEntry(text="Eine Stelle berät.", title="Beratung"), (("g", "1"),))


def content(*goals, measures=()):
    return Content(("Thema", "Ziel"), goals, tuple(measures))


OLD = content(THEME, RAT, OTHER, measures=[BERATUNG])


def under(goal, *differences, path=("1 Ankommen",)):
    return GoalDifferences("Ziel", path, goal.number or "", goal.text, differences)


def changed(held, **values):
    return Held(**{name: getattr(held, name) for name in held.__slots__ if name != "by_lineage"} | values)


def restated(**values):
    return HeldMeasure("m", MeasureEntry(**{"text": "Eine Stelle berät.", "title": "Beratung"} | values), (("g", "1"),))


def test_equal_editions_have_no_difference():
    assert compare_editions(OLD, OLD) == ()


def test_reworded_goal_is_changed_with_both_texts():
    now = changed(RAT, text="Alle finden schnell Rat.")
    part = Part("text", "Alle finden Rat.", "Alle finden schnell Rat.")

    assert compare_editions(OLD, content(THEME, now, OTHER, measures=[BERATUNG])) == (
        under(now, Difference("goal", ("changed",), "1.1", now.text, (part,), fields=("Sprache",))),
    )


def test_goal_with_another_number_only_is_renumbered():
    now = changed(RAT, number="1.2")

    assert compare_editions(OLD, content(THEME, now, OTHER, measures=[BERATUNG])) == (
        under(
            now,
            Difference("goal", ("renumbered",), "1.2", now.text, (Part("number", "1.1", "1.2"),), fields=("Sprache",)),
        ),
    )


def test_goal_under_another_goal_is_moved_and_keeps_its_measures():
    now = changed(RAT, parent="o")

    assert compare_editions(OLD, content(THEME, OTHER, now, measures=[BERATUNG])) == (
        under(
            now,
            Difference(
                "goal", ("moved",), "1.1", now.text, (Part("stands", "1 Ankommen", "2 Sport"),), fields=("Sprache",)
            ),
            path=("2 Sport",),
        ),
    )


def test_removed_goal_stands_where_it_stood_with_what_went_with_it():
    gone = Difference("goal", ("removed",), "1.1", RAT.text, (Part("text", RAT.text, ""),), fields=("Sprache",))
    parts = (
        Part("text", "Eine Stelle berät.", ""),
        Part("title", "Beratung", ""),
        Part("state", "adopted", ""),
    )

    assert compare_editions(OLD, content(THEME, OTHER)) == (
        under(RAT, gone, Difference("measure", ("removed",), "1", "Beratung", parts)),
    )


def test_added_goal_stands_at_its_place():
    new = Held("n", "o", 1, None, "Der Sport ist offen.")

    assert compare_editions(OLD, content(THEME, RAT, OTHER, new, measures=[BERATUNG])) == (
        under(
            new,
            Difference("goal", ("added",), "", new.text, (Part("text", "", new.text),)),
            path=("2 Sport",),
        ),
    )


def test_measure_tells_each_part_that_changed():
    now = restated(text="Zwei Stellen beraten.", lead="Sozialamt")
    parts = (Part("text", "Eine Stelle berät.", "Zwei Stellen beraten."), Part("lead", "", "Sozialamt"))

    assert compare_editions(OLD, content(THEME, RAT, OTHER, measures=[now])) == (
        under(RAT, Difference("measure", ("changed",), "1", "Beratung", parts)),
    )


def test_measure_under_another_goal_too_is_moved():
    now = HeldMeasure("m", BERATUNG.entry, (("g", "1"), ("o", None)))
    part = Part("stands", "1 Ankommen › 1.1 Alle finden Rat.", "1 Ankommen › 1.1 Alle finden Rat.\n2 Sport")

    assert compare_editions(OLD, content(THEME, RAT, OTHER, measures=[now])) == (
        under(RAT, Difference("measure", ("moved",), "1", "Beratung", (part,))),
    )


def test_measure_with_another_number_at_its_goal_is_renumbered():
    now = HeldMeasure("m", BERATUNG.entry, (("g", "2"),))

    assert compare_editions(OLD, content(THEME, RAT, OTHER, measures=[now])) == (
        under(RAT, Difference("measure", ("renumbered",), "2", "Beratung", (Part("number", "1", "2"),))),
    )


def test_measure_whose_end_is_decided_is_removed_and_says_why():
    now = HeldMeasure("m", BERATUNG.entry, (("g", "1"),), ends="Abgeschlossen")

    (goal,) = compare_editions(OLD, content(THEME, RAT, OTHER, measures=[now]))

    assert [(entry.kinds, entry.reason) for entry in goal.differences] == [(("removed",), "Abgeschlossen")]


def test_indicator_with_another_target_is_changed():
    before, after = (IndicatorEntry("Mitglieder", target=target) for target in ("100", "200"))
    old, new = changed(RAT, indicators=(("i", before),)), changed(RAT, indicators=(("i", after),))

    assert compare_editions(content(THEME, old), content(THEME, new)) == (
        under(
            RAT,
            Difference(
                "indicator", ("changed",), "", "Mitglieder", (Part("target", "100", "200"),), fields=("Sprache",)
            ),
        ),
    )


def test_measure_that_lost_its_goal_stands_at_the_end():
    now = HeldMeasure("m", restated(text="Anders.").entry, ())

    found = compare_editions(OLD, content(THEME, RAT, OTHER, measures=[now]))

    assert [(goal.text, [entry.kinds for entry in goal.differences]) for goal in found] == [
        ("", [("changed", "moved")])
    ]
