"""How the room sorts its cards: clusters, moves, the journal."""

import threading

import pytest
from sqlalchemy import select

from participation.access.models import LogEntry
from participation.contributions.errors import (
    BoardMoved,
    CardUnknown,
    ClusterUnknown,
    LanguageUnknown,
    NothingToUndo,
    TitleEmpty,
    TitleTooLong,
)
from participation.contributions.models import BoardMove, CardState, Cluster, MoveKind, TranslationState
from participation.contributions.queries import (
    board_changes,
    card_history,
    get_cluster,
    list_clusters,
    list_moves,
    loose_cards,
)
from participation.contributions.services import (
    create_cluster,
    hide_card,
    merge_clusters,
    place_card,
    split_cluster,
    title_cluster,
    translate_cluster,
    undo_move,
)
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, StepKind
from participation.workshop.queries import get_step, get_workshop
from tests.factories import a_card, a_cluster, a_moderator, a_workshop, run_step, step_of


@pytest.fixture
def workshop(database):
    return a_workshop()


@pytest.fixture
def step(workshop):
    return run_step(workshop, StepKind.CLUSTER)


@pytest.fixture
def moderator(workshop):
    return a_moderator(workshop)


def islands(workshop):
    """Return the board as people see it: cards by cluster, then the loose ones."""
    clusters = list_clusters(workshop.id, Phase.CRITIQUE)
    return [cluster.cards for cluster in clusters], loose_cards(workshop.id, Phase.CRITIQUE)


def make(service, *arguments, **values):
    with transaction():
        return service(*arguments, **values)


def test_cluster_is_created_behind_the_others_with_its_cards_in_the_given_order(workshop, step, moderator):
    cards = [a_card(workshop) for _ in range(3)]
    before = a_cluster(workshop, cards=cards[:1])
    cluster = make(
        create_cluster, workshop, step, moderator, title="Abends  fährt kein Bus", card_ids=[cards[2].id, cards[0].id]
    )

    assert (cluster.title, cluster.language, cluster.phase) == ("Abends fährt kein Bus", "de", Phase.CRITIQUE)
    assert list_clusters(workshop.id, Phase.CRITIQUE) == [before, cluster]
    assert islands(workshop) == ([[], [cards[2], cards[0]]], [cards[1]])
    assert {row.revision for row in (before, cluster, cards[0], cards[2])} == {workshop.board_revision} == {2}
    assert cards[1].revision == 1


def test_cluster_may_get_its_title_later(workshop, step, moderator):
    assert make(create_cluster, workshop, step, moderator).title == ""


def test_card_is_placed_behind_those_that_lie_there(workshop, step, moderator):
    cards = [a_card(workshop) for _ in range(3)]
    cluster = a_cluster(workshop, cards=cards[:2])
    make(place_card, workshop, step, moderator, cards[2].id, cluster.id)

    assert cluster.cards == cards


def test_board_that_was_read_before_a_move_is_up_to_date_after_it(workshop, step, moderator):
    card, cluster = a_card(workshop), a_cluster(workshop)
    with transaction():
        assert (cluster.cards, card.placements) == ([], [])
        place_card(workshop, step, moderator, card.id, cluster.id)
        assert (cluster.cards, [spot.cluster for spot in card.placements]) == ([card], [cluster])
        undo_move(workshop, step, moderator)
        assert (cluster.cards, card.placements) == ([], [])


def test_card_that_fits_two_topics_is_doubled_and_knows_both(workshop, step, moderator):
    card = a_card(workshop)
    one, two = a_cluster(workshop, cards=[card]), a_cluster(workshop)
    move = make(place_card, workshop, step, moderator, card.id, two.id, double=True)

    assert (move.kind, islands(workshop)) == (MoveKind.DOUBLED, ([[card], [card]], []))
    assert [spot.cluster for spot in card.placements] == [one, two]


def test_doubled_card_leaves_only_the_cluster_it_is_taken_from(workshop, step, moderator):
    card = a_card(workshop)
    one, two, three = (a_cluster(workshop, cards=cards) for cards in ([card], [card], []))
    move = make(place_card, workshop, step, moderator, card.id, three.id, from_cluster_id=two.id)
    assert (move.kind, islands(workshop)) == (MoveKind.PLACED, ([[card], [], [card]], []))

    move = make(place_card, workshop, step, moderator, card.id, None, from_cluster_id=one.id)
    assert (move.kind, islands(workshop)) == (MoveKind.TAKEN_OUT, ([[], [], [card]], []))


def test_card_taken_out_of_all_lies_loose_again(workshop, step, moderator):
    card = a_card(workshop)
    a_cluster(workshop, cards=[card])
    a_cluster(workshop, cards=[card])
    make(place_card, workshop, step, moderator, card.id, None)

    assert islands(workshop) == ([[], []], [card])


def test_card_that_lies_where_it_shall_is_no_move(workshop, step, moderator):
    card = a_card(workshop)
    cluster = a_cluster(workshop, cards=[card])
    revision = workshop.board_revision

    assert make(place_card, workshop, step, moderator, card.id, cluster.id) is None
    assert make(place_card, workshop, step, moderator, card.id, cluster.id, double=True) is None
    assert (list_moves(step.id), workshop.board_revision) == ([], revision)


def test_later_of_two_moderators_moving_one_card_is_told_so_and_nothing_changes(workshop, step, moderator):
    card = a_card(workshop)
    one, two = a_cluster(workshop), a_cluster(workshop)
    seen = workshop.board_revision
    make(place_card, workshop, step, moderator, card.id, one.id, seen_revision=seen)
    board, revision = islands(workshop), workshop.board_revision
    with pytest.raises(BoardMoved):
        make(place_card, workshop, step, a_moderator(workshop), card.id, two.id, seen_revision=seen)

    assert (islands(workshop), workshop.board_revision, len(list_moves(step.id))) == (board, revision, 1)
    assert make(place_card, workshop, step, None, card.id, two.id, seen_revision=revision).kind is MoveKind.PLACED


def test_two_moderators_moving_one_card_at_the_same_moment_do_not_both_succeed(app, workshop, step):
    card_id, targets = a_card(workshop).id, [a_cluster(workshop).id, a_cluster(workshop).id]
    code, position, seen = workshop.code, step.position, workshop.board_revision
    start, outcomes = threading.Barrier(2), {}

    def move(target):
        with app.app_context():
            start.wait(timeout=10)
            try:
                with transaction():
                    here = get_workshop(code)
                    place_card(here, get_step(here, position), None, card_id, target, seen_revision=seen)
                    outcomes[target] = "moved"
            except BoardMoved:
                outcomes[target] = "told so"

    threads = [threading.Thread(target=move, args=[target]) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    db.session.rollback()
    assert sorted(outcomes.values()) == ["moved", "told so"]
    moved_to = next(target for target, outcome in outcomes.items() if outcome == "moved")
    assert [[card.id for card in cluster.cards] for cluster in list_clusters(workshop.id, Phase.CRITIQUE)] == [
        [card_id] if target == moved_to else [] for target in targets
    ]


def test_card_that_left_the_cluster_it_is_taken_from_has_moved(workshop, step, moderator):
    card = a_card(workshop)
    one, two = a_cluster(workshop), a_cluster(workshop, cards=[card])
    with pytest.raises(BoardMoved):
        make(place_card, workshop, step, moderator, card.id, None, from_cluster_id=one.id)

    assert two.cards == [card]


@pytest.mark.parametrize("state", [CardState.HIDDEN, CardState.WITHDRAWN, CardState.WAITING])
def test_card_that_is_not_visible_cannot_be_moved(workshop, step, moderator, state):
    card, cluster = a_card(workshop, state=state), a_cluster(workshop)
    with pytest.raises(CardUnknown):
        make(place_card, workshop, step, moderator, card.id, cluster.id)
    with pytest.raises(CardUnknown):
        make(create_cluster, workshop, step, moderator, card_ids=[card.id])

    assert (islands(workshop), list_moves(step.id)) == (([[]], []), [])


def test_card_or_cluster_of_another_board_is_unknown(workshop, step, moderator):
    card, cluster = a_card(workshop), a_cluster(workshop)
    wish = a_card(workshop, step_of(workshop, StepKind.COLLECT, Phase.FANTASY))
    elsewhere = a_workshop()
    for foreign_card in (wish, a_card(elsewhere)):
        with pytest.raises(CardUnknown):
            make(place_card, workshop, step, moderator, foreign_card.id, cluster.id)
    for foreign in (a_cluster(workshop, phase=Phase.FANTASY), a_cluster(elsewhere)):
        with pytest.raises(ClusterUnknown):
            make(place_card, workshop, step, moderator, card.id, foreign.id)
        with pytest.raises(ClusterUnknown):
            make(merge_clusters, cluster, foreign, step, moderator)
        with pytest.raises(ClusterUnknown):
            make(title_cluster, foreign, step, moderator, "Halle zu", "de")
        with pytest.raises(ClusterUnknown):
            make(split_cluster, foreign, step, moderator, [card.id])


def test_title_replaces_the_former_one_with_its_translations_and_undo_brings_both_back(workshop, step, moderator):
    cluster = a_cluster(workshop, title="Bus")
    make(translate_cluster, cluster, "en", "Bus (en)", TranslationState.HUMAN, moderator)
    make(translate_cluster, cluster, "ar", "حافلة", TranslationState.APPROVED, moderator)
    make(title_cluster, cluster, step, moderator, " No bus in the\nevening ", "en")
    assert (cluster.title, cluster.language, cluster.translations) == ("No bus in the evening", "en", [])

    make(translate_cluster, cluster, "ar", "لا حافلة", TranslationState.HUMAN, moderator)
    make(undo_move, workshop, step, moderator)
    assert (cluster.title, cluster.language) == ("Bus", "de")
    assert [(known.language, known.text, known.state) for known in cluster.translations] == [
        ("ar", "حافلة", TranslationState.APPROVED),
        ("en", "Bus (en)", TranslationState.HUMAN),
    ]


def test_same_title_is_no_move(workshop, step, moderator):
    cluster = a_cluster(workshop, title="Halle zu")
    assert make(title_cluster, cluster, step, moderator, "Halle  zu", "de") is None
    assert list_moves(step.id) == []


@pytest.mark.parametrize(
    ("title", "language", "error"),
    [(" ", "de", TitleEmpty), ("a" * 201, "de", TitleTooLong), ("Halle zu", "xx", LanguageUnknown)],
)
def test_title_is_a_sentence_in_a_known_language(workshop, step, title, language, error):
    cluster = a_cluster(workshop, title="before")
    with pytest.raises(error):
        make(title_cluster, cluster, step, None, title, language)

    assert cluster.title == "before"


def test_title_that_prints_nothing_creates_no_cluster(workshop, step, moderator):
    with pytest.raises(TitleEmpty):
        make(create_cluster, workshop, step, moderator, title="\u200b")

    assert db.session.scalars(select(Cluster)).all() == []


def test_merged_cluster_pours_its_cards_and_says_where_it_went(workshop, step, moderator):
    cards = [a_card(workshop) for _ in range(4)]
    into = a_cluster(workshop, cards=[cards[0], cards[1]])
    other = a_cluster(workshop, cards=[cards[3], cards[1], cards[2]])
    move = make(merge_clusters, into, other, step, moderator)

    assert (move.kind, islands(workshop)) == (MoveKind.MERGED, ([[cards[0], cards[1], cards[3], cards[2]]], []))
    assert (other.merged_into_id, other.placements, other.is_on_board) == (into.id, [], False)
    with pytest.raises(ClusterUnknown):
        get_cluster(workshop.id, other.id)
    with pytest.raises(ClusterUnknown):
        make(place_card, workshop, step, moderator, cards[0].id, other.id)


def test_merging_keeps_the_place_of_a_hidden_card(workshop, step, moderator):
    card = a_card(workshop)
    into, other = a_cluster(workshop), a_cluster(workshop, cards=[card])
    make(hide_card, card, moderator, "for now")
    make(merge_clusters, into, other, step, moderator)

    assert ([spot.card for spot in into.placements], into.cards) == ([card], [])


def test_cluster_does_not_merge_with_itself(workshop, step, moderator):
    cluster = a_cluster(workshop)
    with pytest.raises(ClusterUnknown):
        make(merge_clusters, cluster, cluster, step, moderator)

    assert cluster.is_on_board


def test_split_moves_cards_into_a_new_cluster(workshop, step, moderator):
    cards = [a_card(workshop) for _ in range(3)]
    cluster = a_cluster(workshop, cards=cards, language="en")
    doubled_in = a_cluster(workshop, cards=[cards[1]])
    part = make(split_cluster, cluster, step, moderator, [cards[2].id, cards[1].id], "Only the hall")

    assert list_clusters(workshop.id, Phase.CRITIQUE) == [cluster, doubled_in, part]
    assert islands(workshop) == ([[cards[0]], [cards[1]], [cards[2], cards[1]]], [])
    assert (part.title, part.language) == ("Only the hall", "en")


def test_split_needs_cards_that_lie_in_the_cluster(workshop, step, moderator):
    inside, outside = a_card(workshop), a_card(workshop)
    cluster = a_cluster(workshop, cards=[inside])
    with pytest.raises(CardUnknown):
        make(split_cluster, cluster, step, moderator, [])
    with pytest.raises(BoardMoved):
        make(split_cluster, cluster, step, moderator, [inside.id, outside.id])

    assert db.session.scalars(select(Cluster)).all() == [cluster]


def test_undo_takes_back_the_latest_move_whoever_made_it(workshop, step, moderator):
    other_moderator = a_moderator(workshop)
    cards = [a_card(workshop), a_card(workshop)]
    cluster = a_cluster(workshop)
    first = make(place_card, workshop, step, moderator, cards[0].id, cluster.id)
    second = make(place_card, workshop, step, other_moderator, cards[1].id, cluster.id)

    assert make(undo_move, workshop, step, moderator) == second
    assert (islands(workshop), cards[1].revision) == (([[cards[0]]], [cards[1]]), workshop.board_revision)
    assert make(undo_move, workshop, step, moderator) == first
    assert islands(workshop) == ([[]], cards)
    assert [move.undone_at is None for move in list_moves(step.id)] == [False, False]


def test_undo_refuses_when_nothing_is_left(workshop, step, moderator):
    with pytest.raises(NothingToUndo):
        make(undo_move, workshop, step, moderator)
    make(create_cluster, workshop, step, moderator)
    make(undo_move, workshop, step, moderator)
    with pytest.raises(NothingToUndo):
        make(undo_move, workshop, step, moderator)


def test_undo_stays_within_its_step(workshop, step, moderator):
    make(create_cluster, workshop, step, moderator)
    with pytest.raises(NothingToUndo):
        make(undo_move, workshop, step_of(workshop, StepKind.CLUSTER, Phase.FANTASY), moderator)


def test_undo_refuses_when_another_step_has_changed_what_the_move_left(workshop, step, moderator):
    card, cluster = a_card(workshop), a_cluster(workshop)
    make(place_card, workshop, step, moderator, card.id, cluster.id)
    voting = step_of(workshop, StepKind.VOTE, Phase.CRITIQUE)
    make(place_card, workshop, voting, moderator, card.id, None)
    with pytest.raises(BoardMoved):
        make(undo_move, workshop, step, moderator)

    assert islands(workshop) == ([[]], [card])
    assert [move.undone_at for move in list_moves(step.id)] == [None]


def test_undo_refuses_when_another_step_has_put_the_card_back_already(workshop, step, moderator):
    card = a_card(workshop)
    cluster = a_cluster(workshop, cards=[card])
    make(place_card, workshop, step, moderator, card.id, None)
    voting = step_of(workshop, StepKind.VOTE, Phase.CRITIQUE)
    make(place_card, workshop, voting, moderator, card.id, cluster.id)
    with pytest.raises(BoardMoved):
        make(undo_move, workshop, step, moderator)

    assert cluster.cards == [card]


def test_undo_refuses_when_another_step_has_changed_the_title(workshop, step, moderator):
    cluster = a_cluster(workshop)
    make(title_cluster, cluster, step, moderator, "Halle zu", "de")
    make(title_cluster, cluster, step_of(workshop, StepKind.VOTE, Phase.CRITIQUE), moderator, "Bad zu", "de")
    with pytest.raises(BoardMoved):
        make(undo_move, workshop, step, moderator)

    assert cluster.title == "Bad zu"


def test_undo_refuses_when_a_card_it_would_put_back_is_gone(workshop, step, moderator):
    card, cluster = a_card(workshop), a_cluster(workshop)
    make(place_card, workshop, step, moderator, card.id, cluster.id)
    make(place_card, workshop, step, moderator, card.id, None)
    db.session.delete(card)
    db.session.commit()
    with pytest.raises(BoardMoved):
        make(undo_move, workshop, step, moderator)


def test_undone_cluster_is_dissolved_and_never_used_again(workshop, step, moderator):
    card = a_card(workshop)
    cluster = make(create_cluster, workshop, step, moderator, card_ids=[card.id])
    make(undo_move, workshop, step, moderator)

    assert (cluster.dissolved, islands(workshop)) == (True, ([], [card]))
    with pytest.raises(ClusterUnknown):
        make(place_card, workshop, step, moderator, card.id, cluster.id)


def test_every_move_is_journalled_and_logged(workshop, step, moderator):
    card = a_card(workshop)
    one = make(create_cluster, workshop, step, moderator, title="One")
    two = make(create_cluster, workshop, step, moderator, title="Two")
    make(place_card, workshop, step, moderator, card.id, one.id)
    make(place_card, workshop, step, moderator, card.id, two.id, double=True)
    make(place_card, workshop, step, moderator, card.id, None, from_cluster_id=two.id)
    make(title_cluster, one, step, moderator, "Uno", "tr")
    make(split_cluster, one, step, moderator, [card.id])
    make(merge_clusters, one, two, step, moderator)
    make(undo_move, workshop, step, None)

    kinds = ["created", "created", "placed", "doubled", "taken_out", "titled", "split", "merged"]
    moves = db.session.scalars(select(BoardMove).order_by(BoardMove.id)).all()
    assert [(move.kind, move.actor, move.step_id) for move in moves] == [(kind, moderator, step.id) for kind in kinds]
    entries = db.session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
    assert [(entry.action, entry.actor, entry.subject_id) for entry in entries] == [
        *((f"board_{move.kind}", moderator, move.id) for move in moves),
        ("board_undone", None, moves[-1].id),
    ]
    assert [move.kind for move in card_history(card.id)] == ["placed", "doubled", "taken_out", "split"]


def test_board_changes_name_what_changed_since_a_revision_and_nothing_else(workshop, step, moderator):
    card, quiet = a_card(workshop), a_card(workshop)
    one, two = a_cluster(workshop), a_cluster(workshop, cards=[quiet])
    seen = workshop.board_revision
    make(place_card, workshop, step, moderator, card.id, one.id)
    changes = board_changes(workshop.id, seen)
    assert (changes.cards, changes.clusters) == ([card], [one])

    seen = workshop.board_revision
    make(hide_card, card, moderator, "insult")
    make(merge_clusters, one, two, step, moderator)
    changes = board_changes(workshop.id, seen)
    assert (changes.cards, changes.clusters) == ([card, quiet], [one, two])
    assert board_changes(workshop.id, workshop.board_revision).cards == []
