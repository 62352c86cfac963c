"""Cards change their place: one or several at once are laid into a cluster, doubled, taken out."""

from collections.abc import Sequence

from participation.access.models import StaffUser
from participation.contributions.domain import BoardRows, Spot, leave_and_arrive
from participation.contributions.errors import BoardMoved, CardsMoved, CardUnknown
from participation.contributions.models import BoardMove, Card, Cluster, MoveKind
from participation.contributions.services.board_rows import (
    Lifted,
    cluster_on_board,
    lifted_cards,
    new_cluster,
    next_position,
    open_cluster,
    spots_of_cards,
)
from participation.contributions.services.moves import Hand, make_move
from participation.workshop.models import Step, Workshop
from participation.workshop.services import hold_workshop


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
    lifted = [Lifted(card_id, from_cluster_id)]
    return move_cards(workshop, step, actor, lifted, cluster_id, double=double, seen_revision=seen_revision)


def move_cards(
    workshop: Workshop,
    step: Step,
    actor: StaffUser | None,
    lifted: Sequence[Lifted],
    cluster_id: int | None,
    *,
    double: bool = False,
    seen_revision: int | None = None,
) -> BoardMove | None:
    """Lay several cards into a cluster in one move, in the given order; see ``place_card``.

    Nothing is half done: when one of the cards has changed since ``seen_revision``, none moves, and ``CardsMoved``
    tells which. Raises ``CardUnknown`` when there is no card at all.
    """
    hold_workshop(workshop.id)
    cards = _lift(workshop, step, lifted, seen_revision)
    target = None if cluster_id is None else cluster_on_board(workshop, step, cluster_id)
    leaving, arriving = _leave_and_arrive(cards, lifted, target, double=double)
    if not leaving and not arriving:
        return None
    kind = _kind_of_placing(arriving, double=double)
    return make_move(Hand(workshop, step, actor), kind, BoardRows(leaving), BoardRows(arriving))


def gather_cards(
    workshop: Workshop,
    step: Step,
    actor: StaffUser | None,
    lifted: Sequence[Lifted],
    *,
    double: bool = False,
    seen_revision: int | None = None,
) -> Cluster:
    """Make a new cluster without a title of the cards that somebody lifted, in one move; see ``move_cards``."""
    hold_workshop(workshop.id)
    cards = _lift(workshop, step, lifted, seen_revision)
    leaving, _nothing = _leave_and_arrive(cards, lifted, None, double=double)
    cluster = new_cluster(workshop, step, "", workshop.language)
    hand = Hand(workshop, step, actor)
    open_cluster(hand, MoveKind.CREATED, cluster, leaving, [one.card_id for one in lifted])
    return cluster


def _lift(workshop: Workshop, step: Step, lifted: Sequence[Lifted], seen_revision: int | None) -> list[Card]:
    if not lifted:
        raise CardUnknown
    return lifted_cards(workshop, step, lifted, seen_revision)


def _leave_and_arrive(
    cards: Sequence[Card], lifted: Sequence[Lifted], target: Cluster | None, *, double: bool
) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
    """Return which spots the cards leave and at which they arrive; a card lifted out of two clusters arrives once."""
    lying: dict[int, list[Spot]] = {card.id: [] for card in cards}
    for spot in spots_of_cards(cards):
        lying[spot.card_id].append(spot)
    position = 0 if target is None else next_position(target)
    leaving: dict[Spot, None] = {}
    arriving: dict[int, Spot] = {}
    moved: list[int] = []
    for one in lifted:
        arrival = None if target is None else Spot(one.card_id, target.id, position + len(arriving))
        try:
            left, arrived = leave_and_arrive(lying[one.card_id], arrival, one.from_cluster_id, double=double)
        except BoardMoved:
            moved.append(one.card_id)
            continue
        leaving.update(dict.fromkeys(left))
        for spot in arrived:
            arriving.setdefault(spot.card_id, spot)
    if moved:
        raise CardsMoved([card.text for card in cards if card.id in moved]) if len(lifted) > 1 else BoardMoved
    return tuple(leaving), tuple(arriving.values())


def _kind_of_placing(arriving: Sequence[Spot], *, double: bool) -> MoveKind:
    if not arriving:
        return MoveKind.TAKEN_OUT
    return MoveKind.DOUBLED if double else MoveKind.PLACED
