"""Whatever two moderators do to a board, taking it all back gives the board they began with."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.contributions.errors import NothingToUndo
from participation.contributions.models import Card, Cluster
from participation.contributions.queries import list_board_cards, list_clusters, list_moves, loose_cards
from participation.contributions.services import (
    Lifted,
    create_cluster,
    merge_clusters,
    move_cards,
    order_cluster,
    place_card,
    split_cluster,
    title_cluster,
    undo_move,
)
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, StepKind
from tests.factories import a_card, a_cluster, a_moderator, a_workshop, run_step


class Board:
    """A board with three cards in two clusters, one of them doubled, and a loose card; and two pairs of hands.

    Each move takes a hand, the clusters on the board turned to one that was picked, and a card; it does nothing
    where the board is too empty for it.
    """

    def __init__(self):
        self.workshop = a_workshop()
        self.step = run_step(self.workshop, StepKind.CLUSTER)
        cards = [a_card(self.workshop) for _ in range(4)]
        a_cluster(self.workshop, cards=cards[:2])
        a_cluster(self.workshop, cards=cards[1:3])
        self.hands = [a_moderator(self.workshop), a_moderator(self.workshop)]

    def look(self):
        clusters = list_clusters(self.workshop.id, Phase.CRITIQUE)
        shown = [
            (
                cluster.id,
                cluster.position,
                cluster.title,
                cluster.language,
                [(spot.card_id, spot.position) for spot in cluster.placements],
            )
            for cluster in clusters
        ]
        return shown, [card.id for card in loose_cards(self.workshop.id, Phase.CRITIQUE)]

    def count_moves(self) -> int:
        return len(list_moves(self.step.id))

    def move(self, name: str, who: int, which_cluster: int, which_card: int) -> None:
        clusters = list_clusters(self.workshop.id, Phase.CRITIQUE)
        picked = which_cluster % len(clusters) if clusters else 0
        card = list_board_cards(self.workshop.id, phase=Phase.CRITIQUE)[which_card]
        with transaction():
            getattr(self, name)(self.hands[who], clusters[picked:] + clusters[:picked], card)

    def undo(self, who: int) -> None:
        with transaction():
            undo_move(self.workshop, self.step, self.hands[who])

    def place(self, hand, clusters: list[Cluster], card: Card, **values) -> None:
        for cluster in clusters[:1]:
            place_card(self.workshop, self.step, hand, card.id, cluster.id, **values)

    def double(self, hand, clusters: list[Cluster], card: Card) -> None:
        self.place(hand, clusters, card, double=True)

    def leave_one(self, hand, clusters: list[Cluster], card: Card) -> None:
        lying = next((spot.cluster_id for spot in card.placements), None)
        self.place(hand, clusters, card, from_cluster_id=lying)

    def take_out(self, hand, _clusters: list[Cluster], card: Card) -> None:
        place_card(self.workshop, self.step, hand, card.id, None)

    def create(self, hand, _clusters: list[Cluster], card: Card) -> None:
        create_cluster(self.workshop, self.step, hand, title="A new one", card_ids=[card.id])

    def title(self, hand, clusters: list[Cluster], card: Card) -> None:
        for cluster in clusters[:1]:
            title_cluster(cluster, self.step, hand, f"Among them: {card.text}", "en")

    def order(self, hand, clusters: list[Cluster], _card: Card) -> None:
        for other in clusters[1:2]:
            order_cluster(clusters[0], self.step, hand, other.id)

    def several(self, hand, clusters: list[Cluster], card: Card) -> None:
        for cluster in clusters[:1]:
            lifted = [Lifted(one.id) for one in (*cluster.cards, card)]
            move_cards(self.workshop, self.step, hand, lifted, clusters[-1].id)

    def merge(self, hand, clusters: list[Cluster], _card: Card) -> None:
        for other in clusters[1:2]:
            merge_clusters(clusters[0], other, self.step, hand)

    def split(self, hand, clusters: list[Cluster], _card: Card) -> None:
        for cluster in clusters[:1]:
            some = [card.id for card in cluster.cards[::2]]
            if some:
                split_cluster(cluster, self.step, hand, some, "A part of it")


MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            ["place", "double", "leave_one", "take_out", "create", "title", "merge", "split", "order", "several"]
        ),
        st.integers(0, 1),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=10,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_moves_taken_back_one_by_one_show_every_earlier_board_again(database, moves):
    board = Board()
    seen = []
    for name, who, which_cluster, which_card in moves:
        before, journalled = board.look(), board.count_moves()
        board.move(name, who, which_cluster, which_card)
        if board.count_moves() > journalled:
            seen.append((before, who))

    for before, who in reversed(seen):
        board.undo(1 - who)
        assert board.look() == before
    with pytest.raises(NothingToUndo):
        board.undo(0)
