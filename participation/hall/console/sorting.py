"""The board: cards not sorted yet, islands, and the move that can be taken back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from participation.contributions.models import BoardMove, Cluster, Mark
from participation.contributions.queries import (
    find_move_to_redo,
    find_move_to_undo,
    list_clusters,
    loose_cards,
    marks_by_cluster,
)
from participation.hall.console.cards import ShownCard, show_cards
from participation.hall.stage import Stage


@dataclass(frozen=True, slots=True)
class Island:
    """A cluster on the board with its visible cards."""

    cluster: Cluster
    cards: Sequence[ShownCard]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the board of a phase. ``doubled`` holds the ids of cards that lie in two islands or more."""

    loose: Sequence[ShownCard]
    islands: Sequence[Island]
    doubled: frozenset[int]
    undoable: BoardMove | None
    marks: Mapping[int, Sequence[Mark]]
    """Lightning marks by cluster, hidden ones too."""
    redoable: BoardMove | None


def board_of(stage: Stage) -> Board:
    """Return the board of the stage's phase, in a fixed number of statements."""
    workshop = stage.workshop
    clusters = list_clusters(workshop.id, stage.phase)
    islands = [Island(cluster, show_cards(cluster.cards, workshop, stage.language)) for cluster in clusters]
    lying = Counter(shown.card.id for island in islands for shown in island.cards)
    return Board(
        loose=show_cards(loose_cards(workshop.id, stage.phase), workshop, stage.language),
        islands=islands,
        doubled=frozenset(card_id for card_id, places in lying.items() if places > 1),
        undoable=find_move_to_undo(stage.step) if stage.step is not None else None,
        marks=marks_by_cluster(workshop.id, visible_only=False),
        redoable=find_move_to_redo(stage.step) if stage.step is not None else None,
    )
