"""What is overdue: reports, deadlines, money."""

import pytest

from participation.concept.models import EditionState, MeasureState
from participation.monitoring.domain import MONEY_AHEAD
from participation.monitoring.models import Half, Lateness
from participation.monitoring.queries import count_late, list_late
from tests.factories import a_measure, an_edition
from tests.monitoring.integration.conftest import begun, in_days, overdue, reported, requests_of, today


def late(edition, lateness):
    found = [row.measure.title for row in list_late(edition, lateness, today()).rows]
    assert count_late(edition, today())[lateness] == len(found)
    return found


@pytest.mark.parametrize(
    ("lateness", "column", "days"),
    [
        (Lateness.DEADLINE, "due_on", (-2, -1, 0)),
        (Lateness.MONEY, "funded_until", (-1, MONEY_AHEAD.days - 1, MONEY_AHEAD.days)),
    ],
)
def test_measure_is_late_from_its_day_on_the_earliest_first(edition, lateness, column, days):
    for day in reversed(days):
        a_measure(edition, title=str(day), state=MeasureState.IN_PROGRESS, **{column: in_days(day)})
    a_measure(edition, title="without a day", state=MeasureState.IN_PROGRESS)
    assert late(edition, lateness) == [str(day) for day in days[:2]]


@pytest.mark.parametrize("lateness", [Lateness.DEADLINE, Lateness.MONEY])
def test_only_what_is_carried_out_in_this_edition_is_late(edition, lateness):
    days = {"due_on": in_days(-1), "funded_until": in_days(-1)}
    for state in MeasureState:
        a_measure(edition, title=state.value, state=state, **days)
    a_measure(an_edition(), title="elsewhere", state=MeasureState.ADOPTED, **days)
    assert late(edition, lateness) == ["adopted", "in_progress"]


def test_report_is_overdue_when_its_round_is_over_and_it_was_not_handed_in(edition, measure):
    a_measure(edition, title="reported", state=MeasureState.ADOPTED)
    ended = a_measure(edition, title="ended meanwhile", state=MeasureState.ADOPTED)
    round_id = begun(edition)
    reported(requests_of(round_id)[1])
    ended.state = MeasureState.DONE
    assert late(edition, Lateness.REPORT) == []
    overdue(round_id)
    assert late(edition, Lateness.REPORT) == ["Schwimmkurse"]
    row = list_late(edition, Lateness.REPORT, today()).rows[0]
    assert (row.request_id, row.day) == (requests_of(round_id)[0], in_days(-1))


def test_missing_report_of_an_older_round_is_asked_for_no_more(edition, measure):
    overdue(begun(edition), days=200)
    newer = begun(edition, Half(2027, 1))
    assert late(edition, Lateness.REPORT) == ["Schwimmkurse"]
    reported(requests_of(newer)[0])
    overdue(newer)
    assert late(edition, Lateness.REPORT) == []


def test_page_opens_where_something_is_overdue(office, edition, measure):
    assert "Nothing is overdue here." in office.look("/office/monitoring")
    a_measure(edition, title="Teurer Kurs", state=MeasureState.IN_PROGRESS, funded_until=in_days(30))
    page = office.look("/office/monitoring")
    assert ("Teurer Kurs" in page, "Money ends soon (1)" in page) == (True, True)
    assert "Teurer Kurs" not in office.look("/office/monitoring?what=deadline")


def test_page_without_any_concept_says_so(office):
    assert "There is no concept yet." in office.look("/office/monitoring")


def test_edition_that_is_carried_out_is_looked_at_and_not_the_draft_beside_it(office, edition, measure):
    a_measure(an_edition(edition.concept), title="Entwurf", state=MeasureState.ADOPTED, due_on=in_days(-5))
    assert "Entwurf" not in office.look("/office/monitoring?what=deadline")
    assert edition.state is EditionState.ADOPTED
