"""Many rows by one statement, on both databases."""

import pytest
from sqlalchemy import event

from participation.access.models import Participant
from participation.config import Settings
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.storing import RowStore
from participation.kernel.transaction import transaction
from tests.factories import a_workshop

PEOPLE = RowStore(
    Participant.__table__,
    ("workshop_id", "token_hash", "language", "joined_at"),
    unique=("workshop_id", "token_hash"),
    returning=("token_hash",),
)
SILENT = RowStore(Participant.__table__, ("workshop_id", "token_hash", "language", "joined_at"))


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request, tmp_path):
    name = "postgresql_url" if request.param == "postgresql" else "database_path"
    found = request.getfixturevalue(name)
    url = found if request.param == "postgresql" else f"sqlite:///{found}"
    return Settings(database_url=url, secret_key="tests", instance=tmp_path)


@pytest.fixture
def workshop_id(app):
    with app.app_context():
        yield a_workshop().id


def people(workshop_id, *hashes):
    now = clock.now()
    return [{"workshop_id": workshop_id, "token_hash": each, "language": "de", "joined_at": now} for each in hashes]


def store(rows, place=PEOPLE):
    with transaction():
        return sorted(value for row in place.store(rows) for value in row)


def hashes():
    return sorted(person.token_hash for person in db.session.query(Participant))


def test_rows_that_are_there_already_are_left_out_and_not_returned(workshop_id):
    assert store(people(workshop_id, "a", "b")) == ["a", "b"]
    assert store(people(workshop_id, "b", "c", "c", "d'\"{},")) == ["c", "d'\"{},"]
    assert hashes() == ["a", "b", "c", "d'\"{},"]


def test_values_are_as_they_were_given_and_other_columns_have_their_defaults(workshop_id):
    [row] = people(workshop_id, "a")
    store([row])
    person = db.session.query(Participant).one()
    assert (person.joined_at, person.language, person.table_id) == (row["joined_at"], "de", None)


def test_rows_of_which_nothing_is_wanted_are_stored(workshop_id):
    assert store(people(workshop_id, "a", "b", "c"), SILENT) == []
    assert hashes() == ["a", "b", "c"]


def test_number_of_statements_does_not_grow_with_the_rows(workshop_id):
    sent = []
    event.listen(db.engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    counts = []
    for number in (1, 3):
        sent.clear()
        store(people(workshop_id, *(f"{number} {each}" for each in range(number))))
        counts.append(sum(statement.startswith("INSERT") for statement in sent))
    assert counts == [1, 1]
