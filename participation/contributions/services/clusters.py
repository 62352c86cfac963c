"""Sorting cards: clusters are made, titled, merged and split; cards are placed, doubled and taken out.

Every move is journalled and can be taken back (see ``moves``). A board holds the cards and clusters of the phase
of the step in which somebody sorts.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from participation.access.models import StaffUser
from participation.contributions.domain import BoardRows, Spot, clean_title, leave_and_arrive, pour
from participation.contributions.errors import BoardMoved, CardUnknown, ClusterUnknown, LanguageUnknown
from participation.contributions.models import (
    BoardMove,
    Card,
    CardState,
    Cluster,
    MoveKind,
    Placement,
)
from participation.contributions.queries import get_cluster
from participation.contributions.services.moves import Hand, lock_board, make_move, translations_of
from participation.i18n.languages import LANGUAGES
from participation.kernel.database import db
from participation.workshop.models import Step, Workshop


def create_cluster(
    workshop: Workshop,
    step: Step,
    actor: StaffUser | None,
    *,
    title: str = "",
    card_ids: Sequence[int] = (),
) -> Cluster:
    """Add a cluster behind the others and lay these cards in it, in this order, out of wherever they lay.

    The title is written in the workshop's first language and may follow later.
    Raises ``CardUnknown``, ``TitleEmpty`` (for a title that prints nothing), ``TitleTooLong``.
    """
    lock_board(workshop)
    cards = _visible_cards(workshop, step, card_ids)
    cluster = _new_cluster(workshop, step, title, workshop.language)
    _open_cluster(Hand(workshop, step, actor), MoveKind.CREATED, cluster, _spots_of_cards(cards), card_ids)
    return cluster


def place_card(
    workshop: Workshop,
    step: Step,
    actor: StaffUser | None,
    card_id: int,
    cluster_id: int | None,
    *,
    from_cluster_id: int | None = None,
    double: bool = False,
    seen_revision: int | None = None,
) -> BoardMove | None:
    """Lay a card into a cluster, behind the cards that lie there; ``None`` as the cluster takes it out.

    The card leaves ``from_cluster_id``, or every cluster when none is named; with ``double`` it leaves nothing
    and lies in both. Returns ``None`` when the card lies as it shall already.

    Raises ``BoardMoved`` when the card has changed after the board revision ``seen_revision``, or does not lie
    in ``from_cluster_id`` any more; ``CardUnknown`` and ``ClusterUnknown`` for what is not on this board.
    """
    lock_board(workshop)
    (card,) = _visible_cards(workshop, step, [card_id])
    if seen_revision is not None and card.revision > seen_revision:
        raise BoardMoved
    arrival = None
    if cluster_id is not None:
        target = _cluster_on_board(workshop, step, cluster_id)
        arrival = Spot(card.id, target.id, _next_position(target))
    leaving, arriving = leave_and_arrive(_spots_of_cards([card]), arrival, from_cluster_id, double=double)
    if not leaving and not arriving:
        return None
    kind = _kind_of_placing(arriving, double=double)
    return make_move(Hand(workshop, step, actor), kind, BoardRows(leaving), BoardRows(arriving))


def title_cluster(cluster: Cluster, step: Step, actor: StaffUser | None, title: str, language: str) -> BoardMove | None:
    """Give a cluster its title. Translations of the former title go with it; taking the move back restores them.

    Returns ``None`` when the title is the same. Raises ``TitleEmpty``, ``TitleTooLong``, ``LanguageUnknown``,
    ``ClusterUnknown``.
    """
    title = clean_title(title)
    if language not in LANGUAGES:
        raise LanguageUnknown
    lock_board(step.workshop)
    cluster = _cluster_on_board(step.workshop, step, cluster.id)
    if (cluster.title, cluster.language) == (title, language):
        return None
    before = {
        "title": cluster.title,
        "language": cluster.language,
        "translations": translations_of(cluster),
    }
    after = {"title": title, "language": language, "translations": []}
    return make_move(
        Hand(step.workshop, step, actor),
        MoveKind.TITLED,
        BoardRows(clusters={cluster.id: before}),
        BoardRows(clusters={cluster.id: after}),
    )


def merge_clusters(into: Cluster, other: Cluster, step: Step, actor: StaffUser | None) -> BoardMove:
    """Pour the cards of ``other`` into ``into``; ``other`` stays, empty, and says where it went.

    Raises ``ClusterUnknown``, also for a cluster and itself.
    """
    workshop = step.workshop
    lock_board(workshop)
    into = _cluster_on_board(workshop, step, into.id)
    other = _cluster_on_board(workshop, step, other.id)
    if into is other:
        raise ClusterUnknown
    leaving = _spots_in(other)
    return make_move(
        Hand(workshop, step, actor),
        MoveKind.MERGED,
        BoardRows(leaving, {other.id: {"merged_into_id": None}}),
        BoardRows(pour(_spots_in(into), leaving, into.id), {other.id: {"merged_into_id": into.id}}),
    )


def split_cluster(
    cluster: Cluster, step: Step, actor: StaffUser | None, card_ids: Sequence[int], title: str = ""
) -> Cluster:
    """Move these cards out of a cluster into a new one behind the others, and return it.

    Raises ``BoardMoved`` when one of the cards does not lie in the cluster any more, ``CardUnknown``,
    ``ClusterUnknown``, ``TitleEmpty``, ``TitleTooLong``.
    """
    workshop = step.workshop
    lock_board(workshop)
    cluster = _cluster_on_board(workshop, step, cluster.id)
    cards = _visible_cards(workshop, step, card_ids)
    leaving = tuple(spot for spot in _spots_of_cards(cards) if spot.cluster_id == cluster.id)
    if not cards:
        raise CardUnknown
    if len(leaving) != len(cards):
        raise BoardMoved
    part = _new_cluster(workshop, step, title, cluster.language)
    _open_cluster(Hand(workshop, step, actor), MoveKind.SPLIT, part, leaving, card_ids)
    return part


def _open_cluster(
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


def _new_cluster(workshop: Workshop, step: Step, title: str, language: str) -> Cluster:
    """Store a cluster behind the others that is not on the board yet."""
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


def _cluster_on_board(workshop: Workshop, step: Step, cluster_id: int) -> Cluster:
    cluster = get_cluster(workshop.id, cluster_id)
    if cluster.phase is not step.phase:
        raise ClusterUnknown
    return cluster


def _visible_cards(workshop: Workshop, step: Step, card_ids: Sequence[int]) -> list[Card]:
    """Return these cards as they are now; raises ``CardUnknown`` unless all lie visibly on the board of the step."""
    statement = (
        select(Card)
        .join(Card.step)
        .where(
            Card.id.in_(card_ids),
            Card.workshop_id == workshop.id,
            Card.state == CardState.VISIBLE,
            Step.phase == step.phase,
        )
    )
    cards = list(db.session.scalars(statement, execution_options={"populate_existing": True}))
    if len(cards) != len(set(card_ids)):
        raise CardUnknown
    return cards


def _spots_of_cards(cards: Sequence[Card]) -> tuple[Spot, ...]:
    return _spots(Placement.card_id.in_([card.id for card in cards]))


def _spots_in(cluster: Cluster) -> tuple[Spot, ...]:
    return _spots(Placement.cluster_id == cluster.id)


def _spots(condition: ColumnElement[bool]) -> tuple[Spot, ...]:
    columns = select(Placement.card_id, Placement.cluster_id, Placement.position).where(condition)
    return tuple(Spot(*row) for row in db.session.execute(columns.order_by(Placement.position, Placement.card_id)))


def _next_position(cluster: Cluster) -> int:
    return _after(db.session.scalar(select(func.max(Placement.position)).where(Placement.cluster_id == cluster.id)))


def _after(last: int | None) -> int:
    return 0 if last is None else last + 1


def _kind_of_placing(arriving: Sequence[Spot], *, double: bool) -> MoveKind:
    if not arriving:
        return MoveKind.TAKEN_OUT
    return MoveKind.DOUBLED if double else MoveKind.PLACED
