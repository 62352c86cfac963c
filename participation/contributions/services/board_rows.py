"""The rows of a board as the moves need them: cards, clusters and spots as they are now, new clusters."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager

from participation.contributions.domain import BoardRows, Spot, clean_title
from participation.contributions.errors import BoardMoved, CardsMoved, CardUnknown, ClusterUnknown
from participation.contributions.models import Card, CardState, Cluster, MoveKind, Placement
from participation.contributions.queries import get_cluster
from participation.contributions.services.moves import Hand, make_move
from participation.kernel.database import db
from participation.workshop.models import Step, Workshop


@dataclass(frozen=True, slots=True)
class Lifted:
    """A card that somebody lifted, and the cluster out of which; ``None``: out of wherever it lies."""

    card_id: int
    from_cluster_id: int | None = None


def visible_cards(workshop: Workshop, step: Step, card_ids: Sequence[int]) -> list[Card]:
    """Return these cards as they are now; raises ``CardUnknown`` unless all lie visibly on the board of the step."""
    cards = _cards(workshop, card_ids)
    if any(not _is_on_board(card, step) for card in cards):
        raise CardUnknown
    return cards


def lifted_cards(
    workshop: Workshop, step: Step, lifted: Sequence[Lifted], seen_revision: int | None = None
) -> list[Card]:
    """Return the cards that somebody lifted, as they are now.

    Raises ``CardUnknown`` for a single card that is not on the board, ``BoardMoved`` for a single one that has
    changed after the board revision ``seen_revision``; among several ``CardsMoved`` tells which.
    """
    cards = _cards(workshop, [one.card_id for one in lifted])
    gone = [card for card in cards if not _is_on_board(card, step)]
    changed = [card for card in cards if seen_revision is not None and card.revision > seen_revision]
    if len(cards) > 1 and (gone or changed):
        raise CardsMoved([card.text for card in cards if card in gone or card in changed])
    if gone:
        raise CardUnknown
    if changed:
        raise BoardMoved
    return cards


def cluster_on_board(workshop: Workshop, step: Step, cluster_id: int) -> Cluster:
    """Return a cluster on the board of the step; raises ``ClusterUnknown``."""
    cluster = get_cluster(workshop.id, cluster_id)
    if cluster.phase is not step.phase:
        raise ClusterUnknown
    return cluster


def new_cluster(workshop: Workshop, step: Step, title: str, language: str) -> Cluster:
    """Store a cluster behind the others that is not on the board yet; raises ``TitleEmpty``, ``TitleTooLong``."""
    last = select(func.max(Cluster.position)).where(Cluster.workshop_id == workshop.id, Cluster.phase == step.phase)
    cluster = Cluster(
        workshop_id=workshop.id,
        phase=step.phase,
        position=_after(db.session.scalar(last)),
        title=clean_title(title) if title else "",
        language=language,
        dissolved=True,
    )
    db.session.add(cluster)
    db.session.flush()
    return cluster


def open_cluster(
    hand: Hand, kind: MoveKind, cluster: Cluster, leaving: Sequence[Spot], card_ids: Sequence[int]
) -> None:
    """Put a new cluster on the board with its cards; taking the move back dissolves it."""
    arriving = [Spot(card_id, cluster.id, place) for place, card_id in enumerate(dict.fromkeys(card_ids))]
    make_move(
        hand,
        kind,
        BoardRows(tuple(leaving), {cluster.id: {"dissolved": True}}),
        BoardRows(tuple(arriving), {cluster.id: {"dissolved": False}}),
    )


def spots_of_cards(cards: Sequence[Card]) -> tuple[Spot, ...]:
    """Return where these cards lie."""
    return _spots(Placement.card_id.in_([card.id for card in cards]))


def spots_in(cluster: Cluster) -> tuple[Spot, ...]:
    """Return what lies in a cluster, in its order."""
    return _spots(Placement.cluster_id == cluster.id)


def next_position(cluster: Cluster) -> int:
    """Return the position behind the cards that lie in a cluster."""
    return _after(db.session.scalar(select(func.max(Placement.position)).where(Placement.cluster_id == cluster.id)))


def _cards(workshop: Workshop, card_ids: Sequence[int]) -> list[Card]:
    """Return these cards of the workshop in whatever state they are; raises ``CardUnknown`` for another's."""
    statement = (
        select(Card)
        .join(Card.step)
        .where(Card.id.in_(card_ids), Card.workshop_id == workshop.id)
        .options(contains_eager(Card.step))
        .order_by(Card.id)
    )
    cards = list(db.session.scalars(statement, execution_options={"populate_existing": True}))
    if len(cards) != len(set(card_ids)):
        raise CardUnknown
    return cards


def _is_on_board(card: Card, step: Step) -> bool:
    return card.state is CardState.VISIBLE and card.step.phase is step.phase


def _spots(condition: ColumnElement[bool]) -> tuple[Spot, ...]:
    columns = select(Placement.card_id, Placement.cluster_id, Placement.position).where(condition)
    return tuple(Spot(*row) for row in db.session.execute(columns.order_by(Placement.position, Placement.card_id)))


def _after(last: int | None) -> int:
    return 0 if last is None else last + 1
