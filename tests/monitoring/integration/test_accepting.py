"""The office accepts reports; measures go where they lead, by the flow and with the reason."""

from datetime import date

import pytest
from lxml import html

from participation.concept.errors import EditionNotDraft
from participation.concept.models import EditionState, Measure, MeasureState
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.errors import ReasonMissing, StepSkipped
from participation.measures.queries import get_measure, history
from participation.measures.services import set_deadline
from participation.monitoring.errors import ReportAccepted, ReportChanged, ReportMissing
from participation.monitoring.models import Half
from participation.monitoring.queries import get_request
from participation.monitoring.services import Acceptance, accept_report
from tests.factories import a_measure, an_edition, stands_as
from tests.monitoring.integration.conftest import begun, in_days, reported, requests_of


def accepted(asked, *, seen_version=1, **made):
    with transaction():
        accept_report(asked, None, Acceptance(**made), seen_version=seen_version)


def path_of(measure):
    """Return the changes of a measure, the first one first: what came, and why."""
    db.session.expire_all()
    return [(change.after, change.reason) for change in reversed(history(get_measure(measure.id)))]


def test_accepted_report_takes_the_measure_along_with_the_reason(asked, measure):
    reported(asked, state=MeasureState.IN_PROGRESS, due_on=in_days(200))
    accepted(asked, state=MeasureState.IN_PROGRESS, due_on=in_days(200), reason="Bericht 2026")
    assert path_of(measure) == [
        ({"state": "in_progress"}, "Bericht 2026"),
        ({"due_on": in_days(200).isoformat()}, "Bericht 2026"),
    ]
    assert (measure.state, measure.due_on) == (MeasureState.IN_PROGRESS, in_days(200))
    assert get_request(asked).report.is_accepted


def test_report_is_accepted_without_any_change_of_the_measure(asked, measure):
    reported(asked)
    accepted(asked)
    assert (path_of(measure), measure.state) == ([], MeasureState.ADOPTED)


def test_measure_that_was_done_between_two_reports_takes_both_steps(asked, measure):
    reported(asked, state=MeasureState.DONE)
    accepted(asked, state=MeasureState.DONE, reason="Fertig")
    assert path_of(measure) == [({"state": "in_progress"}, "Fertig"), ({"state": "done"}, "Fertig")]


def test_draft_of_the_next_edition_goes_along(asked, edition, measure):
    draft = an_edition(edition.concept)
    twin = a_measure(draft, lineage=measure.lineage, state=MeasureState.ADOPTED, due_on=measure.due_on)
    reported(asked, due_on=in_days(200))
    accepted(asked, state=MeasureState.IN_PROGRESS, due_on=in_days(200), reason="Bericht")
    db.session.expire_all()
    assert (twin.state, twin.due_on) == (MeasureState.IN_PROGRESS, in_days(200))


def test_draft_in_which_the_deadline_was_changed_keeps_it(edition, measure):
    twin = a_measure(an_edition(edition.concept), lineage=measure.lineage, due_on=in_days(400))
    with transaction():
        set_deadline(get_measure(measure.id), None, in_days(200), "Bericht")
    db.session.expire_all()
    assert (measure.due_on, twin.due_on) == (in_days(200), in_days(400))


def test_measure_of_a_superseded_edition_keeps_its_deadline(edition, measure):
    stands_as(edition, EditionState.SUPERSEDED)
    with pytest.raises(EditionNotDraft), transaction():
        set_deadline(get_measure(measure.id), None, in_days(200), "Bericht")


@pytest.mark.parametrize(
    ("made", "error"),
    [
        ({"state": MeasureState.POSTPONED}, ReasonMissing),
        ({"due_on": date(2040, 1, 1)}, ReasonMissing),
        ({"state": MeasureState.REJECTED, "reason": "Nein"}, StepSkipped),
    ],
)
def test_acceptance_that_the_flow_refuses_changes_nothing(asked, measure, made, error):
    reported(asked)
    with pytest.raises(error):
        accepted(asked, **made)
    assert (path_of(measure), get_request(asked).report.is_accepted) == ([], False)


def test_report_is_accepted_once_as_it_was_read(asked, measure):
    with pytest.raises(ReportMissing):
        accepted(asked, seen_version=0)
    reported(asked)
    reported(asked, happened="Doch anders.")
    with pytest.raises(ReportChanged):
        accepted(asked, state=MeasureState.IN_PROGRESS, reason="Bericht")
    accepted(asked, seen_version=2)
    with pytest.raises(ReportAccepted):
        accepted(asked, seen_version=2, state=MeasureState.IN_PROGRESS, reason="Bericht")
    assert path_of(measure) == []


def test_page_proposes_what_was_reported_and_takes_one_click(office, asked, measure):
    reported(asked, state=MeasureState.DONE, due_on=in_days(120), happened="Alle schwimmen.", reporter="Ada")
    address = f"/office/monitoring/requests/{asked}"
    page = office.look(address)
    assert ("Alle schwimmen." in page, "· Ada" in page) == (True, True)
    assert '<option selected value="done">Done</option>' in page
    answer = office.send(
        f"{address}/accept", seen_version="1", state="done", takes_day="y", reason="Status report, second half of 2026"
    )
    assert answer.status_code == 303
    db.session.expire_all()
    assert (measure.state, measure.due_on) == (MeasureState.DONE, in_days(120))


def test_form_says_where_the_reason_stands_and_that_a_postponement_is_public(office, asked):
    reported(asked)
    page = html.fromstring(office.look(f"/office/monitoring/requests/{asked}"))
    (reason,) = page.xpath("//section[@aria-labelledby='accept']//textarea[@name='reason']")
    hints = [page.get_element_by_id(key).text_content().strip() for key in reason.get("aria-describedby").split()]
    public = "What is postponed or rejected in the adopted edition can be read by everybody, with this reason."
    assert hints == [f"Stands in the history of the measure. {public}"]


def test_page_keeps_the_reason_when_the_report_has_changed_meanwhile(office, asked):
    reported(asked)
    reported(asked, happened="Doch anders.")
    answer = office.send(
        f"/office/monitoring/requests/{asked}/accept", seen_version="1", state="in_progress", reason="Weil es läuft"
    )
    assert answer.status_code == 409
    assert ("Weil es läuft" in answer.text, "Doch anders." in answer.text) == (True, True)
    assert 'name="seen_version" type="hidden" value="2"' in answer.text


def test_reports_of_the_years_stand_on_the_page_of_the_measure_in_each_edition(office, edition, measure, asked):
    reported(asked, happened="Der Anfang.")
    accepted(asked)
    stands_as(edition, EditionState.SUPERSEDED)
    following = an_edition(edition.concept, state=EditionState.ADOPTED)
    moved = a_measure(following, lineage=measure.lineage, state=MeasureState.IN_PROGRESS)
    reported(requests_of(begun(following, Half(2027, 1)))[0], happened="Die Mitte.")
    page = office.look(f"/office/measures/{moved.id}")
    section = page[page.index('id="reports"') :]
    assert section.index("first half of 2027") < section.index("Die Mitte.") < section.index("second half of 2026")
    assert section.index("second half of 2026") < section.index("Der Anfang.") < section.index("accepted on")
    other = a_measure(following, state=MeasureState.IN_PROGRESS)
    assert 'id="reports"' not in office.look(f"/office/measures/{other.id}")
    assert db.session.get(Measure, measure.id).edition.state is EditionState.SUPERSEDED
