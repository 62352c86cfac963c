"""One change of several measures: all of them or none, and why."""

from datetime import date

import pytest

from participation.concept.models import MeasureState
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.errors import (
    DayUnreadable,
    FieldForeign,
    MeasureChanged,
    MeasureIncomplete,
    NothingChosen,
    SeveralRefused,
    StepSkipped,
)
from participation.measures.queries import history, load_measures
from participation.measures.services import SharedChange, change_several
from tests.factories import a_concept, a_field, a_measure, an_office_user
from tests.measures.integration.conftest import COMPLETE


@pytest.fixture
def two(goal):
    return [a_measure(goal.edition, goals=[goal], **COMPLETE | {"title": title}) for title in ("Kurse", "Lotsen")]


def seen(measures):
    return {measure.id: measure.version for measure in measures}


def change(versions, **what):
    with transaction():
        return change_several(versions, None, SharedChange(**what))


def refusals(versions, **what):
    with pytest.raises(SeveralRefused) as refused:
        change(versions, **what)
    return [(measure_id, type(error)) for measure_id, error in refused.value.refusals]


def test_chosen_measures_get_lead_deadline_field_and_state_alike(two, goal):
    sport = a_field(goal.edition.concept, name="Sport")
    change(seen(two), lead=" Schulamt ", due_on="2027-12-31", field_id=sport.id, state=MeasureState.IN_REVIEW)
    for measure in two:
        assert (measure.lead, measure.due_on, measure.state) == (
            "Schulamt",
            date(2027, 12, 31),
            MeasureState.IN_REVIEW,
        )
        assert (measure.fields, measure.text) == ([sport], "Der Verein gibt Kurse.")
        assert len(history(measure)) == 2


def test_field_of_action_is_added_to_those_that_are_there(two, goal):
    first, second = a_field(goal.edition.concept), a_field(goal.edition.concept)
    two[0].fields = [first]
    db.session.commit()
    change(seen(two), field_id=second.id)
    assert [measure.fields for measure in two] == [[first, second], [second]]


def test_nothing_is_changed_when_one_is_refused_and_each_refusal_is_named(two, goal):
    incomplete = a_measure(goal.edition, goals=[goal], title="Fest", text="Ein Fest")
    adopted = a_measure(goal.edition, goals=[goal], state=MeasureState.ADOPTED, **COMPLETE)
    everything = seen([*two, incomplete, adopted])
    assert refusals(everything, lead="Schulamt", state=MeasureState.IN_REVIEW) == [
        (incomplete.id, MeasureIncomplete),
        (adopted.id, StepSkipped),
    ]
    found = load_measures(everything)
    assert [measure.lead for measure in found] == ["Sportverein", "Sportverein", "", "Sportverein"]
    assert [history(measure) for measure in found] == [[], [], [], []]


@pytest.mark.parametrize("what", [{"lead": "Schulamt"}, {"state": MeasureState.IN_REVIEW}])
def test_measure_that_somebody_changed_meanwhile_is_refused(two, what):
    versions = seen(two)
    change({two[0].id: 1}, due_on="2027-01-01")
    assert refusals(versions, **what) == [(two[0].id, MeasureChanged)]
    assert two[1].version == 1


def test_bad_values_are_refused_for_each(two):
    foreign = a_field(a_concept())
    assert refusals(seen(two), due_on="tomorrow") == [(measure.id, DayUnreadable) for measure in two]
    assert refusals(seen(two), field_id=foreign.id) == [(measure.id, FieldForeign) for measure in two]


def test_nothing_chosen_changes_nothing(two):
    with pytest.raises(NothingChosen):
        change({}, lead="Schulamt")
    with pytest.raises(NothingChosen):
        change(seen(two))


def boxes(measures):
    return [f"{measure.id}:{measure.version}" for measure in measures]


def test_page_changes_the_ticked_ones_and_keeps_its_address(desk, two):
    office = desk(an_office_user())
    answer = office.send("/office/measures/chosen?words=kurse&sort=title", measure=boxes(two), lead="Schulamt")
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/office/measures")
    assert {"words=kurse", "sort=title"} <= set(answer.location.partition("?")[2].split("&"))
    assert "2 measures are changed." in office.look("/office/measures")


def test_page_names_each_refused_measure_and_keeps_what_was_typed(desk, two, goal):
    a_measure(goal.edition, title="Fest")
    incomplete = a_measure(goal.edition, goals=[goal], title="Musik", text="Noten")
    answer = desk(an_office_user()).send(
        "/office/measures/chosen", measure=boxes([two[0], incomplete]), state="in_review", reason="Council", lead="X"
    )
    page = answer.get_data(as_text=True)
    notice = page.partition('role="alert"')[2].partition("</section>")[0]
    assert (answer.status_code, "Musik" in notice, "Kurse" in notice) == (422, True, False)
    assert ("The measure is not complete yet." in notice, page.count(" checked>")) == (True, 2)
    assert ('name="reason" maxlength="2000" value="Council"' in page, 'value="in_review" selected' in page) == (
        True,
        True,
    )
    db.session.expire_all()
    assert (two[0].state, two[0].lead) == (MeasureState.DRAFT, "Sportverein")


def test_page_says_when_nothing_was_ticked(desk, two):
    answer = desk(an_office_user()).send("/office/measures/chosen", lead="Schulamt", measure=["x:y", "1"])
    assert (answer.status_code, "Choose at least one measure" in answer.text) == (422, True)
