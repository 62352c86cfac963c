"""The office asks about measures: rounds, links, deadlines."""

import pytest
from sqlalchemy import select

from participation.access.queries import list_log_of
from participation.concept.models import Edition, EditionState, Measure, MeasureState
from participation.concept.queries import get_concept
from participation.kernel.database import Base, db
from participation.kernel.transaction import transaction
from participation.monitoring.errors import DeadlinePast, LinkUnknown, NothingToAsk, RoundBegunAlready
from participation.monitoring.letters import address_of
from participation.monitoring.models import Half, StatusRequest, StatusRound
from participation.monitoring.queries import find_measure_of, get_request, get_request_at, get_round, list_asked
from participation.monitoring.queries.reports import ROWS
from participation.monitoring.services import ask_further, begin_round, change_round, renew_link
from tests.factories import a_concept, a_goal, a_measure, an_edition, stands_as
from tests.monitoring.integration.conftest import HALF, begun, in_days, link_of, reported, requests_of, secret_in


def titles_asked(round_id):
    return [row.measure.title for row in list_asked(round_id).rows]


def test_round_asks_about_measures_that_are_carried_out_and_about_no_others(edition):
    for state in MeasureState:
        a_measure(edition, title=state.value, state=state)
    assert titles_asked(begun(edition)) == ["adopted", "in_progress"]


def test_round_asks_the_adopted_edition_and_without_one_the_newest(database):
    concept = a_concept()
    first, second = an_edition(concept, state=EditionState.SUPERSEDED), an_edition(concept)
    for edition, title in ((first, "in the first"), (second, "in the newest")):
        a_measure(edition, title=title, state=MeasureState.ADOPTED)
    assert titles_asked(begun(second)) == ["in the newest"]
    stands_as(first, EditionState.ADOPTED)
    assert titles_asked(begun(second, Half(2027, 1))) == ["in the first"]


@pytest.mark.parametrize(
    ("error", "half", "days", "state"),
    [
        (RoundBegunAlready, HALF, 14, MeasureState.ADOPTED),
        (DeadlinePast, Half(2027, 1), -1, MeasureState.ADOPTED),
        (NothingToAsk, Half(2027, 1), 14, MeasureState.DONE),
    ],
)
def test_round_that_cannot_be_begun_is_refused_by_name_and_leaves_nothing(measure, error, half, days, state):
    edition = measure.edition
    begun(edition)
    measure.state = state
    db.session.commit()
    with pytest.raises(error), transaction():
        begin_round(get_concept(edition.concept_id), half, in_days(days), "", None)
    assert len(db.session.scalars(select(StatusRound)).all()) == 1


def test_measure_that_came_later_is_asked_about_too_and_no_other_gets_a_new_link(edition, measure):
    round_id = begun(edition)
    before = link_of(requests_of(round_id)[0])
    a_measure(edition, title="later", state=MeasureState.IN_PROGRESS)
    with transaction():
        assert ask_further(get_round(round_id), None) == 1
    assert titles_asked(round_id) == ["Schwimmkurse", "later"]
    assert link_of(requests_of(round_id)[0]) == before
    with pytest.raises(NothingToAsk), transaction():
        ask_further(get_round(round_id), None)


def test_secret_of_a_link_is_shown_again_and_stands_in_no_table_and_no_log(asked):
    secret = secret_in(link_of(asked))
    assert link_of(asked) == f"/report/{secret}"
    assert get_request_at(secret).id == asked
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            assert secret not in str(row)


def test_link_cannot_be_shown_when_the_server_has_another_key_and_still_leads_to_its_form(app, asked, client):
    link = link_of(asked)
    app.config["SECRET_KEY"] = "another"
    assert address_of(get_request(asked), "") is None
    assert client.get(link).status_code == 200


def test_link_made_anew_voids_the_old_one_and_keeps_what_was_reported(asked):
    reported(asked)
    before = secret_in(link_of(asked))
    with transaction():
        renew_link(asked, None)
    with pytest.raises(LinkUnknown):
        get_request_at(before)
    assert get_request_at(secret_in(link_of(asked))).report.happened == "Es läuft."
    assert [entry.action for entry in list_log_of("status_request", asked)] == ["renew_status_link"]


def test_round_goes_on_when_the_next_edition_is_adopted(edition, measure, asked):
    stands_as(edition, EditionState.SUPERSEDED)
    following = an_edition(edition.concept, state=EditionState.ADOPTED)
    moved = a_measure(following, title="Schwimmkurse für alle", lineage=measure.lineage, state=MeasureState.ADOPTED)
    assert find_measure_of(get_request(asked)).id == moved.id


def test_round_of_a_measure_that_no_edition_has_any_more_is_still_read(edition, measure, asked, office):
    round_id = get_request(asked).round_id
    db.session.delete(measure)
    db.session.commit()
    assert "This measure is in no edition any more." in office.look(f"/office/monitoring/rounds/{round_id}")
    assert office.get(f"/office/monitoring/requests/{asked}").status_code == 404
    assert office.client.get(f"/report/{'x' * 32}").status_code == 404


def test_office_begins_a_round_and_gives_it_more_time_on_its_pages(office, edition, measure):
    address = f"/office/monitoring/concepts/{edition.concept_id}/rounds"
    refused = office.send(address, half="2026-2", deadline="2020-01-01", contact="Olga")
    assert (refused.status_code, 'value="Olga"' in refused.text) == (422, True)
    half = f"{in_days(0).year}-{1 if in_days(0).month < 7 else 2}"
    answer = office.send(address, half=half, deadline=in_days(7).isoformat(), contact="Olga, 0241 1")
    assert answer.status_code == 303
    assert "1 measure has a link now." in office.look(answer.location)
    round_ = db.session.scalar(select(StatusRound))
    later = {"deadline": in_days(30).isoformat(), "contact": "Olga"}
    assert office.send(f"/office/monitoring/rounds/{round_.id}", **later).status_code == 303
    db.session.expire_all()
    assert (round_.deadline, round_.contact) == (in_days(30), "Olga")
    with pytest.raises(DeadlinePast), transaction():
        change_round(get_round(round_.id), in_days(-1), "", None)


def test_pages_of_the_office_ask_the_database_as_often_for_three_measures_as_for_one(office, edition, statements):
    late = {"state": MeasureState.IN_PROGRESS, "due_on": in_days(-3), "lead": "Amt"}
    a_goal(edition, measures=[a_measure(edition, **late)])
    round_id, edition_id = begun(edition), edition.id
    counted = []
    for more in (0, 2):
        if more:
            edition = db.session.get(Edition, edition_id)
            a_goal(edition, measures=[a_measure(edition, **late) for _each in range(more)])
            with transaction():
                ask_further(get_round(round_id), None)
        sent = []
        for address in (
            "/office/monitoring?what=deadline",
            f"/office/monitoring/rounds/{round_id}",
            f"/office/monitoring/rounds/{round_id}/letters.docx",
            f"/office/monitoring/rounds/{round_id}/links.csv",
        ):
            db.session.remove()  # As in a request of its own: what the one before has read is not remembered.
            statements.clear()
            assert office.get(address).status_code == 200
            sent.append(len(statements))
        counted.append(sent)
    assert counted[0] == counted[1]


def test_long_round_is_read_page_by_page(edition):
    db.session.add_all(
        Measure(edition_id=edition.id, position=place, title="m", state=MeasureState.ADOPTED)
        for place in range(ROWS + 1)
    )
    db.session.commit()
    round_id = begun(edition)
    pages = [[row.measure.position for row in list_asked(round_id, None, number).rows] for number in (1, 2, 9)]
    assert pages == [list(range(ROWS)), [ROWS], [ROWS]]
    assert len(db.session.scalars(select(StatusRequest)).all()) == ROWS + 1
