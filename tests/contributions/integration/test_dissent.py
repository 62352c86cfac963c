"""Lightning marks and reports: who sees a topic differently, and a card that somebody asks to look at."""

import uuid

import pytest
from sqlalchemy import select

from participation.access.models import LogEntry
from participation.contributions.errors import (
    CardUnknown,
    ClusterUnknown,
    MarkedAlready,
    MarkEmpty,
    MarkTooLong,
    MarkUnknown,
    ReasonMissing,
    ReportUnfounded,
)
from participation.contributions.models import CardState, Mark, ReportKind
from participation.contributions.queries import count_reported, list_reported, marks_by_cluster
from participation.contributions.services import (
    hide_card,
    hide_mark,
    merge_clusters,
    report_card,
    set_mark,
    settle_reports,
    show_mark,
    undo_move,
    withdraw_mark,
)
from participation.kernel.database import db
from participation.kernel.ids import KeyInvalid
from participation.kernel.transaction import transaction
from participation.workshop.errors import StepClosed
from participation.workshop.models import Phase, StepKind
from tests.factories import a_card, a_cluster, a_moderator, a_participant, a_workshop, run_step


@pytest.fixture
def workshop(database):
    workshop = a_workshop()
    run_step(workshop, StepKind.CLUSTER)
    return workshop


@pytest.fixture
def cluster(workshop):
    return a_cluster(workshop)


@pytest.fixture
def person(workshop):
    return a_participant(workshop)


def put(workshop, person, cluster, text="Bei uns fährt der Bus", *, key=None, language="de"):
    with transaction():
        return set_mark(
            workshop, person, cluster_id=cluster.id, text=text, language=language, key=key or str(uuid.uuid4())
        )


def standing(workshop):
    return {cluster_id: [mark.text for mark in marks] for cluster_id, marks in marks_by_cluster(workshop.id).items()}


def test_mark_stands_on_its_topic_with_its_words(workshop, cluster, person):
    put(workshop, person, cluster, " Bei uns\nfährt der Bus ")
    assert standing(workshop) == {cluster.id: ["Bei uns fährt der Bus"]}


def test_mark_is_news_for_the_board(workshop, cluster, person):
    before = workshop.board_revision
    put(workshop, person, cluster)
    db.session.refresh(workshop)
    assert (workshop.board_revision, cluster.revision) == (before + 1, before + 1)


def test_mark_sent_twice_with_one_key_is_stored_once(workshop, cluster, person):
    key = str(uuid.uuid4())
    assert put(workshop, person, cluster, key=key).id == put(workshop, person, cluster, key=key).id


def test_key_of_somebody_else_is_refused(workshop, cluster, person):
    key = str(uuid.uuid4())
    put(workshop, person, cluster, key=key)
    with pytest.raises(KeyInvalid):
        put(workshop, a_participant(workshop), cluster, key=key)


def test_device_marks_a_topic_once_until_it_takes_the_mark_back(workshop, cluster, person):
    first = put(workshop, person, cluster)
    with pytest.raises(MarkedAlready):
        put(workshop, person, cluster, "Noch ein Wort")
    with transaction():
        withdraw_mark(workshop, person, first.id)
    put(workshop, person, cluster, "Noch ein Wort")
    assert standing(workshop) == {cluster.id: ["Noch ein Wort"]}


@pytest.mark.parametrize(("text", "error"), [("", MarkEmpty), (" \u200b\n", MarkEmpty), ("x" * 141, MarkTooLong)])
def test_mark_needs_a_word_and_is_short(workshop, cluster, person, text, error):
    with pytest.raises(error):
        put(workshop, person, cluster, text)
    assert db.session.scalars(select(Mark)).all() == []


def test_mark_is_put_only_while_the_room_sorts_this_phase(workshop, cluster, person):
    wishes = a_cluster(workshop, phase=Phase.FANTASY)
    with pytest.raises(StepClosed):
        put(workshop, person, wishes)
    run_step(workshop, StepKind.COLLECT)
    with pytest.raises(StepClosed):
        put(workshop, person, cluster)


def test_mark_on_a_topic_of_another_workshop_is_refused(workshop, person):
    with pytest.raises(ClusterUnknown):
        put(workshop, person, a_cluster(a_workshop()))


def test_nobody_takes_back_the_mark_of_somebody_else(workshop, cluster, person):
    mark = put(workshop, person, cluster)
    with pytest.raises(MarkUnknown), transaction():
        withdraw_mark(workshop, a_participant(workshop), mark.id)


def test_mark_goes_with_its_topic_when_it_is_merged_and_comes_back_with_the_undoing(workshop, cluster, person):
    put(workshop, person, cluster)
    into, actor = a_cluster(workshop), a_moderator(workshop)
    with transaction():
        merge_clusters(into, cluster, workshop.current_step, actor)
    assert standing(workshop) == {into.id: ["Bei uns fährt der Bus"]}
    with transaction():
        undo_move(workshop, workshop.current_step, actor)
    assert standing(workshop) == {cluster.id: ["Bei uns fährt der Bus"]}


def test_mark_is_hidden_with_a_logged_reason_and_shown_again(workshop, cluster, person):
    mark, actor = put(workshop, person, cluster), a_moderator(workshop)
    with pytest.raises(ReasonMissing), transaction():
        hide_mark(workshop, mark.id, actor, " ")
    with transaction():
        hide_mark(workshop, mark.id, actor, "Beleidigt jemanden")
    assert standing(workshop) == {}
    with transaction():
        show_mark(workshop, mark.id, actor)
    assert standing(workshop) == {cluster.id: ["Bei uns fährt der Bus"]}
    moves = [(entry.action, entry.reason) for entry in db.session.scalars(select(LogEntry).order_by(LogEntry.id))]
    assert moves == [("hide_mark", "Beleidigt jemanden"), ("show_mark", "")]


def test_marks_cost_the_same_for_one_and_for_three(workshop, cluster, statements):
    workshop_id, costs = workshop.id, []
    for number in (1, 2):
        for _ in range(number):
            put(workshop, a_participant(workshop), cluster)
        db.session.expire_all()
        statements.clear()
        marks_by_cluster(workshop_id)
        costs.append(len(statements))
    assert costs == [2, 2]


def report(workshop, person, card, kind="insult"):
    with transaction():
        return report_card(workshop, person, card.id, kind)


def test_reported_card_hangs_on_until_staff_has_looked(workshop, person):
    card = a_card(workshop)
    report(workshop, person, card)
    assert (card.state, list_reported(workshop.id)) == (CardState.VISIBLE, [(card, [ReportKind.INSULT])])


def test_report_of_one_device_counts_once(workshop, person):
    card = a_card(workshop)
    assert report(workshop, person, card).id == report(workshop, person, card, "person").id
    assert count_reported(workshop.id) == 1


@pytest.mark.parametrize("kind", ["", "boring"])
def test_report_says_what_is_wrong(workshop, person, kind):
    card = a_card(workshop)
    with pytest.raises(ReportUnfounded):
        report(workshop, person, card, kind)


def test_only_a_card_that_everybody_sees_can_be_reported(workshop, person):
    with pytest.raises(CardUnknown):
        report(workshop, person, a_card(workshop, state=CardState.HIDDEN))
    with pytest.raises(CardUnknown):
        report(workshop, person, a_card(a_workshop()))


def test_looking_at_a_card_closes_its_reports_either_way(workshop, person):
    kept, hidden, actor = a_card(workshop), a_card(workshop), a_moderator(workshop)
    report(workshop, person, kept)
    report(workshop, person, hidden)
    with transaction():
        settle_reports(kept, actor)
        hide_card(hidden, actor, "Nennt eine Person")
    assert (count_reported(workshop.id), kept.state, hidden.state) == (0, CardState.VISIBLE, CardState.HIDDEN)


def test_reports_cost_the_same_for_one_and_for_three(workshop, statements):
    workshop_id, costs = workshop.id, []
    for number in (1, 2):
        for _ in range(number):
            report(workshop, a_participant(workshop), a_card(workshop))
        db.session.expire_all()
        statements.clear()
        list_reported(workshop_id)
        costs.append(len(statements))
    assert costs == [2, 2]
