"""The interpreter's desk: what waits in which order, one text in one hand, approve, ask."""

from datetime import timedelta

import pytest

from participation.contributions.errors import ReasonMissing, TaskDone, TaskTaken
from participation.contributions.models import (
    CardState,
    CardTranslation,
    ClusterTranslation,
    TranslationState,
    TranslationTask,
)
from participation.contributions.queries import Subject, count_desk, list_desk, list_doubts
from participation.contributions.services import (
    approve_translation,
    flag_unclear,
    release_task,
    settle_doubt,
    take_task,
)
from participation.contributions.services.interpreting import HELD
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, StepKind
from tests.factories import a_card, a_cluster, a_table, a_workshop, an_interpreter, run_step, step_of

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def workshop(database):
    return a_workshop()


@pytest.fixture
def ada(workshop):
    return an_interpreter(workshop, name="Ada")


@pytest.fixture
def bo(workshop):
    return an_interpreter(workshop, name="Bo")


def translated(model, state, language="de", text="übersetzt"):
    return [model(language=language, text=text, state=state)]


def texts(workshop, **chosen):
    return [entry.text for entry in list_desk(workshop, "de", **chosen)]


def card_of(card):
    return Subject("card", card.id)


def test_desk_holds_what_nobody_answers_for_in_that_language(workshop):
    a_card(workshop, text="open", language="ar")
    a_card(workshop, text="drafted", language="ar", translations=translated(CardTranslation, TranslationState.MACHINE))
    a_card(workshop, text="human", language="ar", translations=translated(CardTranslation, TranslationState.HUMAN))
    a_card(
        workshop, text="approved", language="ar", translations=translated(CardTranslation, TranslationState.APPROVED)
    )
    a_card(workshop, text="easy German", language="de-x-leicht")
    a_card(workshop, text="hidden", language="ar", state=CardState.HIDDEN)
    a_card(workshop, text="waiting", language="ar", state=CardState.WAITING)
    a_card(workshop, text="withdrawn", language="ar", state=CardState.WITHDRAWN)

    assert [(entry.text, entry.draft) for entry in list_desk(workshop, "de")] == [
        ("open", ""),
        ("drafted", "übersetzt"),
    ]


def test_desk_shows_first_what_most_people_see_then_what_waits_longest(workshop):
    dream = step_of(workshop, StepKind.COLLECT, Phase.FANTASY)
    now = clock.now()
    a_card(workshop, text="younger card", language="ar", created_at=now)
    a_card(workshop, text="older card", language="ar", created_at=now - timedelta(minutes=5))
    a_card(workshop, dream, text="card of another phase", language="ar", created_at=now - timedelta(hours=1))
    a_cluster(workshop, title="title", language="en", created_at=now)
    large = a_card(workshop, text="large card", language="tr", created_at=now)
    run_step(workshop, StepKind.CLUSTER)
    workshop.screen = {"show": "card", "subject": large.id}
    db.session.commit()

    assert texts(workshop) == ["large card", "title", "older card", "younger card", "card of another phase"]


def test_desk_of_a_language_pair_and_of_a_table_holds_only_theirs(workshop):
    table = a_table(workshop)
    a_card(workshop, text="arabic", language="ar")
    a_card(workshop, text="turkish", language="tr")
    a_card(workshop, text="at the table", language="ar", table_id=table.id)
    a_cluster(workshop, title="title", language="ar")

    assert texts(workshop, written_in="tr") == ["turkish"]
    assert texts(workshop, table_id=table.id) == ["at the table"]
    assert count_desk(list_desk(workshop, "de")) == {"ar": 3, "tr": 1}


@pytest.mark.parametrize("count", [1, 3])
def test_desk_takes_a_constant_number_of_statements(workshop, statements, count):
    for _ in range(count):
        a_card(workshop, language="ar", translations=translated(CardTranslation, TranslationState.MACHINE))
        a_cluster(workshop, language="ar", translations=translated(ClusterTranslation, TranslationState.MACHINE))
    db.session.expire_all()
    assert workshop.current_step is None
    statements.clear()
    assert len(list_desk(workshop, "de")) == 2 * count
    assert len(statements) == 7


def test_text_is_in_one_hand_only(workshop, ada, bo):
    card = a_card(workshop, language="ar")
    with transaction():
        take_task(workshop, ada, card_of(card), "de")
    with pytest.raises(TaskTaken) as refused, transaction():
        take_task(workshop, bo, card_of(card), "de")
    assert refused.value.name == "Ada"
    with pytest.raises(TaskTaken), transaction():
        approve_translation(workshop, bo, card_of(card), "de", "Kein Bus")
    assert [entry.holder.name for entry in list_desk(workshop, "de")] == ["Ada"]


def test_text_in_hand_for_one_language_is_free_for_another(workshop, ada, bo):
    card = a_card(workshop, language="ar")
    with transaction():
        take_task(workshop, ada, card_of(card), "de")
        take_task(workshop, bo, card_of(card), "en")
    assert [task.holder.name for task in db.session.query(TranslationTask).order_by(TranslationTask.language)] == [
        "Ada",
        "Bo",
    ]


def test_text_is_free_again_when_its_time_is_over(workshop, ada, bo, monkeypatch):
    card = a_card(workshop, language="ar")
    with transaction():
        take_task(workshop, ada, card_of(card), "de")
    later = clock.now() + HELD + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert [entry.holder for entry in list_desk(workshop, "de")] == [None]
    with transaction():
        take_task(workshop, bo, card_of(card), "de")
    assert [entry.holder.name for entry in list_desk(workshop, "de")] == ["Bo"]


def test_taking_a_text_again_keeps_it_for_longer(workshop, ada, bo, monkeypatch):
    card, start = a_card(workshop, language="ar"), clock.now()
    for minutes in (0, 3, 6):
        monkeypatch.setattr(clock, "now", lambda at=start + timedelta(minutes=minutes): at)
        with transaction():
            take_task(workshop, ada, card_of(card), "de")
    assert [entry.holder.name for entry in list_desk(workshop, "de")] == ["Ada"]


def test_text_that_was_let_go_can_be_taken_by_others(workshop, ada, bo):
    card = a_card(workshop, language="ar")
    with transaction():
        take_task(workshop, ada, card_of(card), "de")
        release_task(bo, card_of(card), "de")
    assert [entry.holder.name for entry in list_desk(workshop, "de")] == ["Ada"]
    with transaction():
        release_task(ada, card_of(card), "de")
        take_task(workshop, bo, card_of(card), "de")
    assert [entry.holder.name for entry in list_desk(workshop, "de")] == ["Bo"]


def test_approved_text_takes_the_place_of_the_draft_and_changes_the_board(workshop, ada):
    card = a_card(workshop, language="ar", translations=translated(CardTranslation, TranslationState.MACHINE))
    run_step(workshop, StepKind.CLUSTER)
    board, stage = workshop.board_revision, workshop.stage_revision
    with transaction():
        take_task(workshop, ada, card_of(card), "de")
        approve_translation(workshop, ada, card_of(card), "de", "Kein Bus")
    assert [(known.text, known.state, known.author_id) for known in card.translations] == [
        ("Kein Bus", TranslationState.APPROVED, ada.id)
    ]
    assert (workshop.board_revision, workshop.stage_revision) == (board + 1, stage + 1)
    assert (texts(workshop), db.session.query(TranslationTask).count()) == ([], 0)


def test_approved_title_stands_beside_the_original(workshop, ada):
    topic = a_cluster(workshop, title="لا حافلة", language="ar")
    with transaction():
        approve_translation(workshop, ada, Subject("title", topic.id), "de", "Kein Bus")
    assert (topic.title, topic.title_in("de")) == ("لا حافلة", ("Kein Bus", "de"))


@pytest.mark.parametrize("state", [CardState.HIDDEN, CardState.WITHDRAWN, CardState.WAITING])
def test_text_that_is_not_shown_cannot_be_translated(workshop, ada, state):
    card = a_card(workshop, language="ar", state=state)
    with pytest.raises(TaskDone), transaction():
        approve_translation(workshop, ada, card_of(card), "de", "Kein Bus")
    assert card.translations == []


def test_text_that_somebody_answered_for_meanwhile_is_not_translated_twice(workshop, ada, bo):
    card = a_card(workshop, language="ar")
    with transaction():
        approve_translation(workshop, ada, card_of(card), "de", "Kein Bus")
    with pytest.raises(TaskDone), transaction():
        approve_translation(workshop, bo, card_of(card), "de", "Bus fehlt")
    assert [known.text for known in card.translations] == ["Kein Bus"]


def test_text_of_another_workshop_is_none_of_this_desk(workshop, ada):
    foreign = a_card(a_workshop(), language="ar")
    with pytest.raises(TaskDone), transaction():
        take_task(workshop, ada, card_of(foreign), "de")


def test_unclear_text_goes_to_the_moderator_and_comes_back_when_it_is_settled(workshop, ada, bo):
    first, second = a_card(workshop, text="first", language="ar"), a_card(workshop, text="second", language="ar")
    with transaction():
        flag_unclear(workshop, ada, card_of(first), "de", "  Which hall?  ")
    assert [(task.card.text, task.doubt, task.doubted_by.name) for task in list_doubts(workshop.id)] == [
        ("first", "Which hall?", "Ada")
    ]
    assert [(entry.text, entry.doubt, entry.holder) for entry in list_desk(workshop, "de")] == [
        ("second", "", None),
        ("first", "Which hall?", None),
    ]
    with transaction():
        settle_doubt(workshop, bo, list_doubts(workshop.id)[0].id)
    assert (list_doubts(workshop.id), texts(workshop)) == ([], ["first", "second"])
    assert second.state is CardState.VISIBLE


def test_question_to_the_moderator_needs_words(workshop, ada):
    card = a_card(workshop, language="ar")
    with pytest.raises(ReasonMissing), transaction():
        flag_unclear(workshop, ada, card_of(card), "de", "  ")
    assert list_doubts(workshop.id) == []
