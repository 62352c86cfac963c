"""A hall that scans the code in one moment joins together."""

import pytest

from participation.access.models import Participant
from participation.hall.devices import Device, settle_all
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.models import WorkshopState
from tests.factories import a_participant, a_workshop


def devices(number):
    return [Device(f"token-{count}", ("de", "ar")[count % 2]) for count in range(number)]


def people(workshop):
    """The language of each, and whether a code for later is missing."""
    columns = Participant.language, Participant.take_home_hash.is_(None)
    return list(map(tuple, db.session.query(*columns).filter_by(workshop_id=workshop.id).order_by(Participant.id)))


def test_devices_that_arrive_in_one_moment_join_each_in_its_language_and_change_the_board_once(database):
    workshop = a_workshop()
    before = workshop.board_revision
    with transaction():
        present = settle_all(workshop, [*devices(3), *devices(1)])
    assert [person.language for person in present] == ["de", "ar", "de", "de"]
    assert people(workshop) == [("de", False), ("ar", False), ("de", False)]
    assert workshop.board_revision == before + 1


def test_device_that_has_joined_stays_as_it_is_and_changes_nothing(database):
    workshop = a_workshop()
    known = a_participant(workshop, token="token-0", language="de")
    before = workshop.board_revision
    with transaction():
        present = settle_all(workshop, devices(1))
    assert ([person.id for person in present], workshop.board_revision) == ([known.id], before)


def test_device_that_reads_another_language_than_before_has_more_to_be_asked(database):
    workshop = a_workshop()
    a_participant(workshop, token="token-0", language="tr")
    with transaction():
        present = settle_all(workshop, devices(2))
    assert [person and person.language for person in present] == [None, "ar"]


@pytest.mark.parametrize(
    "values", [{"invited_only": True}, {"state": WorkshopState.PLANNED}, {"state": WorkshopState.CLOSED}]
)
def test_nobody_joins_by_the_code_alone_where_it_does_not_let_everybody_in(database, values):
    workshop = a_workshop(**values)
    with transaction():
        present = settle_all(workshop, devices(2))
    assert (present, people(workshop)) == ([None, None], [])


@pytest.mark.parametrize("number", [1, 3])
def test_arriving_takes_the_same_number_of_statements_however_many_arrive(statements, number):
    workshop = a_workshop()
    statements.clear()
    with transaction():
        settle_all(workshop, devices(number))
    assert len(statements) == 5
