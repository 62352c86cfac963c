"""Cards on their way from a device to the database."""

import threading
import uuid

import pytest
from sqlalchemy import func, select

from participation.access.models import LogEntry, Participant
from participation.contributions.errors import (
    CardEmpty,
    CardTooLong,
    CardUnknown,
    LanguageUnknown,
    TopicUnknown,
)
from participation.contributions.events import CardSubmitted
from participation.contributions.models import Card, CardState
from participation.contributions.queries import list_own_cards
from participation.contributions.services import CardDraft, hide_card, submit_card, submit_cards, withdraw_card
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.events import take_waiting
from participation.kernel.ids import KeyInvalid
from participation.kernel.transaction import transaction
from participation.workshop.errors import StepClosed, TableUnknown
from participation.workshop.events import BoardChanged
from participation.workshop.models import Phase, StepKind, Workshop, WorkshopState
from tests.factories import (
    a_card,
    a_cluster,
    a_moderator,
    a_participant,
    a_table,
    a_workshop,
    an_inversion,
    end_step,
    run_step,
    step_of,
)

KEY = "0b0e7b52-1f5c-4a55-9d5e-0f0f6a1c2d3e"
CARD = {"text": "Kein Bus am Abend", "language": "de", "key": KEY}


@pytest.fixture
def workshop(database):
    workshop = a_workshop()
    run_step(workshop)
    return workshop


@pytest.fixture
def resident(workshop):
    return a_participant(workshop)


def submit(workshop, participant, **values):
    with transaction():
        return submit_card(workshop, participant, **CARD | values)


def count_stored():
    return db.session.scalar(select(func.count()).select_from(Card))


def test_card_is_stored_as_it_was_written(workshop, resident):
    card, new = submit(workshop, resident, text="  Kein Bus\tam Abend ", language="ar-EG")

    assert new
    assert (card.text, card.language, card.state, card.key) == ("Kein Bus am Abend", "ar", CardState.VISIBLE, KEY)
    assert (card.participant_id, card.step, card.on_paper) == (resident.id, workshop.current_step, False)
    assert (card.table_id, card.inversion_id, card.redacted_at, card.reason) == (None, None, None, "")
    assert card.created_at <= clock.now()


def test_stored_card_raises_the_board_and_carries_its_revision(workshop, resident):
    before = workshop.board_revision
    card, _new = submit(workshop, resident)

    assert (card.revision, workshop.board_revision) == (before + 1, before + 1)


def test_stored_card_is_announced_after_commit(workshop, resident):
    with transaction():
        card, _new = submit_card(workshop, resident, **CARD)
        announced = take_waiting()
        code = workshop.code

    assert announced == [BoardChanged(code, card.revision), CardSubmitted(code, card.id)]


def test_card_sent_twice_with_one_key_is_stored_once(workshop, resident):
    first, new = submit(workshop, resident)
    revision = first.revision
    again, new_again = submit(workshop, resident, key=KEY.upper())

    assert (new, new_again) == (True, False)
    assert (again, again.revision, count_stored()) == (first, revision, 1)


def test_key_answers_its_card_even_after_the_step_closed(workshop, resident):
    first, _new = submit(workshop, resident)
    end_step(workshop.current_step)

    assert submit(workshop, resident, text="") == (first, False)


def test_key_answers_its_card_even_when_it_was_withdrawn(workshop, resident):
    first, _new = submit(workshop, resident)
    with transaction():
        withdraw_card(workshop, resident, first.id)

    assert submit(workshop, resident) == (first, False)
    assert first.state is CardState.WITHDRAWN


def test_key_of_somebody_else_neither_shows_nor_overwrites_the_card(workshop, resident):
    first, _new = submit(workshop, resident)
    with pytest.raises(KeyInvalid) as refusal:
        submit(workshop, a_participant(workshop), text="Mine")

    assert refusal.value.args == ()
    assert (first.text, first.participant_id, count_stored()) == ("Kein Bus am Abend", resident.id, 1)


def test_key_in_another_workshop_is_another_card(workshop, resident):
    first, _new = submit(workshop, resident)
    elsewhere = a_workshop()
    run_step(elsewhere)
    second, new = submit(elsewhere, a_participant(elsewhere))

    assert (new, second.id == first.id, count_stored()) == (True, False, 2)


def test_one_key_sent_by_two_threads_at_once_is_one_card(app, workshop, resident):
    workshop_id, resident_id = workshop.id, resident.id
    start, answers = threading.Barrier(2), []

    def send():
        with app.app_context():
            start.wait(timeout=10)
            with transaction():
                here = db.session.get_one(Workshop, workshop_id)
                card, new = submit_card(here, db.session.get_one(Participant, resident_id), **CARD)
                answers.append((card.id, new))

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    db.session.rollback()
    only = db.session.scalar(select(Card.id))
    assert sorted(answers) == [(only, False), (only, True)]
    assert count_stored() == 1


def test_premoderated_workshop_lets_cards_wait(workshop, resident):
    workshop.premoderated = True
    db.session.commit()

    assert submit(workshop, resident)[0].state is CardState.WAITING


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"text": " \u200b "}, CardEmpty),
        ({"text": "a" * 5000}, CardTooLong),
        ({"language": "xx"}, LanguageUnknown),
        ({"key": "1"}, KeyInvalid),
        ({"inversion_id": 99}, TopicUnknown),
        ({"table_id": 99}, TableUnknown),
    ],
)
def test_refused_card_leaves_everything_as_it_was(workshop, resident, values, error):
    revision = workshop.board_revision
    with pytest.raises(error):
        submit(workshop, resident, **values)

    assert (count_stored(), workshop.board_revision) == (0, revision)


def test_step_that_is_over_takes_no_card(workshop, resident):
    end_step(workshop.current_step)
    with pytest.raises(StepClosed):
        submit(workshop, resident)


def test_paused_step_takes_no_card(workshop, resident):
    workshop.current_step.paused_at = clock.now()
    db.session.commit()
    with pytest.raises(StepClosed):
        submit(workshop, resident)


def test_workshop_that_has_not_begun_takes_no_card(database):
    workshop = a_workshop()
    with pytest.raises(StepClosed):
        submit(workshop, a_participant(workshop))


def test_step_of_another_kind_takes_no_card(workshop, resident):
    run_step(workshop, StepKind.CLUSTER)
    with pytest.raises(StepClosed):
        submit(workshop, resident)


def test_card_written_for_the_step_before_does_not_end_in_the_next(workshop, resident):
    critique = workshop.current_step
    run_step(workshop, StepKind.COLLECT, Phase.FANTASY)
    with pytest.raises(StepClosed):
        submit(workshop, resident, step=critique)


def test_step_of_another_workshop_takes_no_card(workshop, resident):
    with pytest.raises(StepClosed):
        submit(workshop, resident, step=run_step(a_workshop()))


def test_card_knows_the_participants_table_unless_another_is_named(workshop):
    own, other = a_table(workshop), a_table(workshop)
    resident = a_participant(workshop, table_id=own.id)

    assert submit(workshop, resident)[0].table_id == own.id
    assert submit(workshop, resident, key=str(uuid.uuid4()), table_id=other.id)[0].table_id == other.id


def test_table_of_another_workshop_is_unknown(workshop, resident):
    with pytest.raises(TableUnknown):
        submit(workshop, resident, table_id=a_table(a_workshop()).id)


def test_wish_knows_its_topic_even_when_the_topic_was_dropped_meanwhile(workshop, resident):
    topic = an_inversion(workshop, a_cluster(workshop), dropped=True)
    run_step(workshop, StepKind.COLLECT, Phase.FANTASY)

    assert submit(workshop, resident, inversion_id=topic.id)[0].inversion == topic


def test_topic_of_another_workshop_is_unknown(workshop, resident):
    elsewhere = a_workshop()
    with pytest.raises(TopicUnknown):
        submit(workshop, resident, inversion_id=an_inversion(elsewhere, a_cluster(elsewhere)).id)


def test_paper_card_is_typed_in_after_its_step_and_logged(workshop):
    moderator = a_moderator(workshop)
    workshop.premoderated = True
    critique = workshop.current_step
    run_step(workshop, StepKind.CLUSTER)
    card, _new = submit(workshop, None, on_paper=True, step=critique, actor=moderator)

    assert (card.step, card.on_paper, card.state, card.participant_id) == (critique, True, CardState.VISIBLE, None)
    entry = db.session.scalars(select(LogEntry)).one()
    assert (entry.actor, entry.action, entry.subject_id) == (moderator, "enter_paper_card", card.id)


def test_paper_card_of_a_step_ahead_or_of_an_archived_workshop_is_refused(workshop):
    with pytest.raises(StepClosed):
        submit(workshop, None, on_paper=True, step=step_of(workshop, StepKind.COLLECT, Phase.FANTASY))
    workshop.state = WorkshopState.ARCHIVED
    db.session.commit()
    with pytest.raises(StepClosed):
        submit(workshop, None, on_paper=True)


def test_author_withdraws_a_card_while_its_step_is_open(workshop, resident):
    card, _new = submit(workshop, resident)
    for _time in range(2):
        with transaction():
            assert withdraw_card(workshop, resident, card.id) == card

    assert (card.state, card.text) == (CardState.WITHDRAWN, "Kein Bus am Abend")
    assert card.revision == workshop.board_revision == 3


def test_card_stays_when_its_step_is_over(workshop, resident):
    card, _new = submit(workshop, resident)
    end_step(workshop.current_step)
    with pytest.raises(StepClosed), transaction():
        withdraw_card(workshop, resident, card.id)

    assert card.state is CardState.VISIBLE


def test_only_the_author_withdraws_a_card(workshop, resident):
    card, _new = submit(workshop, resident)
    elsewhere = a_workshop()
    for here, person in ((workshop, a_participant(workshop)), (elsewhere, resident)):
        with pytest.raises(CardUnknown), transaction():
            withdraw_card(here, person, card.id)

    assert card.state is CardState.VISIBLE


def test_own_cards_come_newest_first_with_hidden_ones(workshop, resident):
    first, second = (submit(workshop, resident, key=str(uuid.uuid4()))[0] for _ in range(2))
    a_card(workshop)
    with transaction():
        hide_card(first, None, "names a person")

    assert [(card, card.state, card.reason) for card in list_own_cards(resident.id)] == [
        (second, CardState.VISIBLE, ""),
        (first, CardState.HIDDEN, "names a person"),
    ]


@pytest.mark.parametrize("stored", [0, 30])
@pytest.mark.parametrize("sent", [1, 30])
def test_submitting_takes_three_statements_however_many_cards_are_stored_and_sent(
    workshop, resident, statements, stored, sent
):
    for _card in range(stored):
        a_card(workshop)
    with transaction():
        here = db.session.get_one(Workshop, workshop.id)
        person = db.session.get_one(Participant, resident.id)
        assert (here.id, person.id) == (workshop.id, resident.id)
        statements.clear()
        drafts = [
            CardDraft(person, here.current_step, text="Kein Bus", language="de", key=str(uuid.uuid4()))
            for _ in range(sent)
        ]
        submit_cards(here, drafts)

    assert [statement.split()[0] for statement in statements] == ["SELECT", "UPDATE", "INSERT"]


def test_card_is_looked_up_by_its_key_through_an_index(workshop, resident, statements):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads a table of one row without its index")
    submit(workshop, resident)
    statements.clear()
    submit(workshop, resident)
    look = next(statement for statement in statements if "FROM card" in statement)
    plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {look}", (1, KEY)).all()

    assert [step.detail for step in plan] == [
        "SEARCH card USING INDEX sqlite_autoindex_card_1 (workshop_id=? AND key=?)"
    ]
