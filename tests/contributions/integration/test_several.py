"""Several cards at once, the order of islands, titles in several languages, undo up to a move, redo, suggestions."""

import pytest

from participation.contributions.errors import (
    BoardMoved,
    CardsMoved,
    CardUnknown,
    ClusterUnknown,
    LanguageUnknown,
    MoveUnknown,
    NothingToRedo,
    TitleEmpty,
)
from participation.contributions.models import CardState, ClusterTranslation, MoveKind, TranslationState
from participation.contributions.queries import list_clusters, list_dismissed, list_moves, loose_cards
from participation.contributions.services import (
    Lifted,
    create_cluster,
    dismiss_suggestion,
    gather_cards,
    hide_card,
    move_cards,
    order_cluster,
    place_card,
    redo_move,
    undo_back_to,
    undo_move,
    write_titles,
)
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, StepKind
from tests.factories import a_card, a_cluster, a_moderator, a_workshop, run_step


@pytest.fixture
def workshop(database):
    return a_workshop()


@pytest.fixture
def step(workshop):
    return run_step(workshop, StepKind.CLUSTER)


@pytest.fixture
def moderator(workshop):
    return a_moderator(workshop)


def board(workshop):
    clusters = list_clusters(workshop.id, Phase.CRITIQUE)
    return [cluster.cards for cluster in clusters], loose_cards(workshop.id, Phase.CRITIQUE)


def make(service, *arguments, **values):
    with transaction():
        return service(*arguments, **values)


def test_several_cards_are_laid_in_their_order_by_one_move_that_one_undo_takes_back(workshop, step, moderator):
    cards = [a_card(workshop) for _ in range(4)]
    one, two = a_cluster(workshop, cards=cards[:2]), a_cluster(workshop, cards=cards[2:3])
    lifted = [Lifted(cards[3].id), Lifted(cards[0].id, one.id)]
    move = make(move_cards, workshop, step, moderator, lifted, two.id)
    assert (move.kind, board(workshop)) == (MoveKind.PLACED, ([[cards[1]], [cards[2], cards[3], cards[0]]], []))

    make(undo_move, workshop, step, moderator)
    assert board(workshop) == ([cards[:2], [cards[2]]], [cards[3]])


def test_card_lifted_out_of_both_its_islands_arrives_once(workshop, step, moderator):
    card = a_card(workshop)
    one, two, three = (a_cluster(workshop, cards=cards) for cards in ([card], [card], []))
    make(move_cards, workshop, step, moderator, [Lifted(card.id, one.id), Lifted(card.id, two.id)], three.id)
    assert board(workshop) == ([[], [], [card]], [])


def test_several_cards_are_doubled_and_taken_out(workshop, step, moderator):
    cards = [a_card(workshop) for _ in range(2)]
    one, two = a_cluster(workshop, cards=cards), a_cluster(workshop)
    lifted = [Lifted(card.id, one.id) for card in cards]
    assert make(move_cards, workshop, step, moderator, lifted, two.id, double=True).kind is MoveKind.DOUBLED
    assert board(workshop) == ([cards, cards], [])
    assert make(move_cards, workshop, step, moderator, [Lifted(card.id) for card in cards], None).kind is (
        MoveKind.TAKEN_OUT
    )
    assert board(workshop) == ([[], []], cards)


def test_cards_that_lie_as_they_shall_are_no_move(workshop, step, moderator):
    card = a_card(workshop)
    cluster = a_cluster(workshop, cards=[card])
    assert make(move_cards, workshop, step, moderator, [Lifted(card.id)], cluster.id) is None


def test_one_card_that_somebody_else_moved_keeps_all_where_they_lie_and_is_named(workshop, step, moderator):
    cards = [a_card(workshop, text=text) for text in ("Bus", "Halle", "Amt")]
    one, two = a_cluster(workshop), a_cluster(workshop)
    seen = workshop.board_revision
    make(place_card, workshop, step, moderator, cards[1].id, one.id)

    with pytest.raises(CardsMoved) as refused:
        make(move_cards, workshop, step, moderator, [Lifted(card.id) for card in cards], two.id, seen_revision=seen)
    assert (refused.value.cards, board(workshop)) == ("Halle", ([[cards[1]], []], [cards[0], cards[2]]))


def test_card_that_left_the_island_out_of_which_it_is_lifted_is_named(workshop, step, moderator):
    cards = [a_card(workshop, text=text) for text in ("Bus", "Halle")]
    one, two = a_cluster(workshop, cards=cards[:1]), a_cluster(workshop)
    with pytest.raises(CardsMoved) as refused:
        make(move_cards, workshop, step, moderator, [Lifted(card.id, one.id) for card in cards], two.id)
    assert (refused.value.cards, board(workshop)) == ("Halle", ([[cards[0]], []], [cards[1]]))


def test_hidden_card_among_several_is_named(workshop, step, moderator):
    cards = [a_card(workshop, text=text) for text in ("Bus", "Halle")]
    cluster = a_cluster(workshop)
    make(hide_card, cards[0], moderator, "It names a person")
    with pytest.raises(CardsMoved) as refused:
        make(move_cards, workshop, step, moderator, [Lifted(card.id) for card in cards], cluster.id)
    assert (refused.value.cards, board(workshop)) == ("Bus", ([[]], [cards[1]]))


@pytest.mark.parametrize("state", [CardState.HIDDEN, CardState.WITHDRAWN, CardState.WAITING])
def test_single_card_that_is_not_on_the_board_is_unknown(workshop, step, moderator, state):
    card = a_card(workshop, state=state)
    with pytest.raises(CardUnknown):
        make(gather_cards, workshop, step, moderator, [Lifted(card.id)])


def test_nothing_lifted_and_cards_of_another_workshop_are_refused(workshop, step, moderator):
    foreign = a_card(a_workshop())
    for lifted in ([], [Lifted(foreign.id)], [Lifted(foreign.id), Lifted(a_card(workshop).id)]):
        with pytest.raises(CardUnknown):
            make(gather_cards, workshop, step, moderator, lifted)


def test_cards_are_gathered_into_a_new_island_and_keep_lying_where_nobody_lifted_them(workshop, step, moderator):
    cards = [a_card(workshop) for _ in range(2)]
    one, _two = a_cluster(workshop, cards=cards[:1]), a_cluster(workshop, cards=cards[:1])
    make(gather_cards, workshop, step, moderator, [Lifted(cards[1].id), Lifted(cards[0].id, one.id)])
    assert board(workshop) == ([[], [cards[0]], [cards[1], cards[0]]], [])
    make(undo_move, workshop, step, moderator)
    assert board(workshop) == ([[cards[0]], [cards[0]]], [cards[1]])


def test_gathering_a_card_that_has_changed_is_refused(workshop, step, moderator):
    card, cluster = a_card(workshop), a_cluster(workshop)
    seen = workshop.board_revision
    make(place_card, workshop, step, moderator, card.id, cluster.id)
    with pytest.raises(BoardMoved):
        make(gather_cards, workshop, step, moderator, [Lifted(card.id)], seen_revision=seen)


def test_moving_many_cards_takes_as_many_statements_as_moving_two(workshop, step, moderator, statements):
    def sent(count):
        cards, cluster = [a_card(workshop) for _ in range(count)], a_cluster(workshop)
        lifted = [Lifted(card.id) for card in cards]
        statements.clear()
        make(move_cards, workshop, step, moderator, lifted, cluster.id)
        return len([one for one in statements if one.startswith("SELECT")])

    assert sent(2) == sent(5)


def test_island_is_put_before_another_and_back_by_undo(workshop, step, moderator):
    one, two, three = (a_cluster(workshop) for _ in range(3))
    move = make(order_cluster, three, step, moderator, two.id)
    assert (move.kind, list_clusters(workshop.id, Phase.CRITIQUE)) == (MoveKind.ORDERED, [one, three, two])
    make(undo_move, workshop, step, moderator)
    assert list_clusters(workshop.id, Phase.CRITIQUE) == [one, two, three]


def test_island_is_put_behind_all(workshop, step, moderator):
    one, two, three = (a_cluster(workshop, position=4) for _ in range(3))
    make(order_cluster, one, step, moderator, None)
    assert list_clusters(workshop.id, Phase.CRITIQUE) == [two, three, one]
    assert make(order_cluster, one, step, moderator, None) is None


def test_island_is_not_put_before_itself_or_one_that_is_gone(workshop, step, moderator):
    one, gone = a_cluster(workshop), a_cluster(workshop, dissolved=True)
    for before in (one.id, gone.id):
        with pytest.raises(ClusterUnknown):
            make(order_cluster, one, step, moderator, before)


def test_title_is_written_in_several_languages_by_one_move(workshop, step, moderator):
    cluster = a_cluster(workshop, title="Kein Bus", language="de")
    move = make(write_titles, cluster, step, moderator, {"de": "Kein Bus fährt", "en": "No bus runs", "ar": " "})
    assert (move.kind, cluster.title_in("en"), cluster.title_in("ar")) == (
        MoveKind.TITLED,
        ("No bus runs", "en"),
        ("Kein Bus fährt", "de"),
    )
    make(undo_move, workshop, step, moderator)
    assert (cluster.title, cluster.title_in("en")) == ("Kein Bus", ("Kein Bus", "de"))


def test_translation_that_stays_keeps_its_state_and_an_emptied_one_goes(workshop, step, moderator):
    known = [
        ClusterTranslation(language="en", text="No bus", state=TranslationState.APPROVED),
        ClusterTranslation(language="ar", text="لا حافلة", state=TranslationState.MACHINE),
    ]
    cluster = a_cluster(workshop, title="Kein Bus", language="de", translations=known)
    make(write_titles, cluster, step, moderator, {"de": "Kein Bus fährt", "en": "No bus", "ar": ""})
    assert [(one.language, one.state) for one in cluster.translations] == [("en", TranslationState.APPROVED)]


def test_first_language_with_a_text_becomes_that_of_the_title(workshop, step, moderator):
    cluster = a_cluster(workshop, title="", language="de")
    make(write_titles, cluster, step, moderator, {"de": "", "ar": "لا حافلة في المساء"})
    assert (cluster.title, cluster.language, cluster.translations) == ("لا حافلة في المساء", "ar", [])


def test_same_titles_are_no_move(workshop, step, moderator):
    cluster = a_cluster(workshop, title="Kein Bus fährt", language="de")
    assert make(write_titles, cluster, step, moderator, {"de": " Kein  Bus fährt", "en": ""}) is None


@pytest.mark.parametrize(("titles", "error"), [({"de": " "}, TitleEmpty), ({"xx": "Bus"}, LanguageUnknown)])
def test_titles_without_a_text_or_in_unknown_languages_are_refused(workshop, step, moderator, titles, error):
    cluster = a_cluster(workshop, title="Kein Bus", language="de")
    with pytest.raises(error):
        make(write_titles, cluster, step, moderator, titles)
    assert cluster.title == "Kein Bus"


def two_islands(workshop, step, moderator):
    for title in ("Erstens", "Zweitens", "Drittens"):
        make(create_cluster, workshop, step, moderator, title=title)
    return [move.id for move in reversed(list_moves(step.id))]


def test_moves_are_taken_back_up_to_one_and_say_by_whom(workshop, step, moderator):
    _first, second, _third = two_islands(workshop, step, moderator)
    other = a_moderator(workshop)
    undone = make(undo_back_to, workshop, step, other, second)
    assert [cluster.title for cluster in list_clusters(workshop.id, Phase.CRITIQUE)] == ["Erstens"]
    assert {move.undone_by for move in undone} == {other}


def test_move_that_is_taken_back_already_cannot_be_gone_back_to(workshop, step, moderator):
    *_earlier, third = two_islands(workshop, step, moderator)
    make(undo_move, workshop, step, moderator)
    for move_id in (third, 999):
        with pytest.raises(MoveUnknown):
            make(undo_back_to, workshop, step, moderator, move_id)


def test_moves_taken_back_are_made_again_one_by_one(workshop, step, moderator):
    two_islands(workshop, step, moderator)
    for _ in range(2):
        make(undo_move, workshop, step, moderator)
    make(redo_move, workshop, step, moderator)
    assert [cluster.title for cluster in list_clusters(workshop.id, Phase.CRITIQUE)] == ["Erstens", "Zweitens"]
    make(redo_move, workshop, step, moderator)
    with pytest.raises(NothingToRedo):
        make(redo_move, workshop, step, moderator)
    assert [move.undone_by for move in list_moves(step.id)] == [None] * 3


def test_new_move_ends_what_could_be_made_again(workshop, step, moderator):
    two_islands(workshop, step, moderator)
    make(undo_move, workshop, step, moderator)
    make(create_cluster, workshop, step, moderator, title="Viertens")
    with pytest.raises(NothingToRedo):
        make(redo_move, workshop, step, moderator)


def test_dismissed_suggestion_is_remembered_and_moves_nothing(workshop, step, moderator):
    cards, cluster = [a_card(workshop) for _ in range(2)], a_cluster(workshop)
    make(dismiss_suggestion, workshop, step, moderator, [card.id for card in cards], cluster.id)
    (dismissed,) = list_dismissed(workshop.id)
    assert (dismissed.card_ids, dismissed.cluster_id, dismissed.actor_id) == (
        [card.id for card in cards],
        cluster.id,
        moderator.id,
    )
    assert board(workshop) == ([[]], cards)


def test_suggestion_of_no_or_foreign_cards_cannot_be_dismissed(workshop, step, moderator):
    for card_ids in ([], [a_card(a_workshop()).id]):
        with pytest.raises(CardUnknown):
            make(dismiss_suggestion, workshop, step, moderator, card_ids)
