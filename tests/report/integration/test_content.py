"""What a report tells: states on two days, moves, indicators as they were known, what belongs to which field."""

from datetime import date

from participation.concept.models import EditionState, MeasureState
from participation.measures.models import MeasureChange
from participation.report.content import count_states
from participation.report.domain import StateMove
from participation.report.models import Recommendation
from participation.report.queries import content_of
from tests.factories import a_goal, a_measure, an_edition, saved, stands_as


def told(city):
    return content_of(city.report)


def states(city):
    return {entry.measure.title: (entry.before, entry.now) for entry in told(city).measures}


def test_measure_is_told_as_it_stood_on_both_days(city):
    assert states(city) == {
        "Begun": (MeasureState.ADOPTED, MeasureState.IN_PROGRESS),
        "Late": (MeasureState.ADOPTED, MeasureState.ADOPTED),
        "Both": (None, MeasureState.POSTPONED),
    }


def test_only_moves_of_the_period_are_told(city):
    moves = {entry.measure.title: entry.moves for entry in told(city).measures}
    assert moves["Begun"] == (StateMove(date(2026, 2, 1), "adopted", "in_progress", "money is there"),)


def test_moves_before_the_present_edition_are_told_by_lineage(city):
    former = stands_as(an_edition(city.concept), EditionState.SUPERSEDED)
    twin = a_measure(former, lineage=city.late.lineage)
    change = MeasureChange(measure_id=twin.id, before={"state": "recommended"}, after={"state": "adopted"})
    change.at = city.begun.created_at.replace(year=2026, month=1)
    saved(change)
    assert states(city)["Late"] == (MeasureState.RECOMMENDED, MeasureState.ADOPTED)


def test_changes_of_words_are_no_moves(city):
    change = MeasureChange(measure_id=city.late.id, before={"title": "a"}, after={"title": "b"})
    change.at = city.begun.created_at.replace(year=2026, month=1)
    saved(change)
    assert states(city)["Late"] == (MeasureState.ADOPTED, MeasureState.ADOPTED)


def test_measure_belongs_to_its_own_fields_else_to_those_of_its_goals(city):
    fields = {part.field.name: [entry.measure.title for entry in part.measures] for part in told(city).fields}
    assert fields == {"Language": ["Begun", "Both"], "Work": ["Both", "Late"]}


def test_what_belongs_to_no_field_has_a_part_of_its_own(city):
    bare = city.measure("Bare", [], MeasureState.ADOPTED)
    last = told(city).fields[-1]
    assert (last.field, [entry.measure.id for entry in last.measures]) == (None, [bare.id])


def test_drafts_beside_an_adopted_edition_are_counted_and_not_told(city):
    assert told(city).unadopted == 1


def test_before_any_adoption_the_draft_is_told_with_all_its_measures(city):
    stands_as(city.edition, EditionState.DRAFT)
    assert (sorted(states(city)), told(city).unadopted) == (["Begun", "Both", "Draft", "Late"], 0)


def test_indicator_is_told_as_it_was_known_on_the_last_day(city):
    (entry, silent) = told(city).indicators
    assert ([point.value for point in entry.trend.points], silent.trend.points) == ([20, 30], ())
    assert (entry.is_silent(city.report.since), entry.is_silent(date(2025, 12, 30))) == (True, False)


def test_measure_is_overdue_only_while_it_is_to_be_done(city):
    overdue = {entry.measure.title: entry.is_overdue(city.report.until) for entry in told(city).measures}
    assert overdue == {"Begun": False, "Late": True, "Both": False}


def test_sums_count_each_measure_once(city):
    before, now = count_states(told(city).measures)
    assert (before.total(), now.total()) == (2, 3)


def test_two_texts_of_merged_fields_are_both_told(city):
    for text in ("One.", "Two."):
        saved(Recommendation(report=city.report, field_id=city.work.id, text=text))
    assert [part.text for part in told(city).fields] == ["", "One.\n\nTwo."]


def test_report_costs_the_same_for_few_and_for_many(city, statements):
    counts = []
    for more in (0, 3):
        for _ in range(more):
            goal = a_goal(parent=city.top, level=1, fields=[city.work])
            measure = city.measure("More", [goal], MeasureState.ADOPTED)
            saved(MeasureChange(measure_id=measure.id, before={"state": "idea"}, after={"state": "adopted"}))
        city.concept.title  # noqa: B018 - loaded again before the count begins
        statements.clear()
        told(city)
        counts.append(len(statements))
    assert counts[0] == counts[1]
