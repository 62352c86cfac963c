"""Reads of clusters, inversions, and what changed on a board."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload, selectinload

from participation.contributions.errors import ClusterUnknown, TopicUnknown
from participation.contributions.models import (
    Card,
    Cluster,
    DismissedSuggestion,
    Inversion,
    Placement,
)
from participation.contributions.origins import show_origins
from participation.contributions.queries.cards import drawn_cards
from participation.kernel.database import db
from participation.workshop.models import Phase


@dataclass(frozen=True, slots=True)
class BoardChanges:
    """What changed on a board, in whatever state it is now: whoever shows it decides what may be seen."""

    cards: list[Card]
    clusters: list[Cluster]


def get_cluster(workshop_id: int, cluster_id: int) -> Cluster:
    """Return a cluster that is on the board of the workshop; raises ``ClusterUnknown``."""
    cluster = db.session.scalar(
        select(Cluster).where(Cluster.id == cluster_id, Cluster.workshop_id == workshop_id, _on_board())
    )
    if cluster is None:
        raise ClusterUnknown
    return cluster


def list_clusters(workshop_id: int, phase: Phase) -> list[Cluster]:
    """Return the clusters of a phase in their order, with their cards; without merged and dissolved ones.

    Those of a plenum know the topics of its rooms that they took up (``Cluster.origins``).
    """
    found = db.session.scalars(_drawn_clusters(workshop_id).where(Cluster.phase == phase, _on_board()))
    return show_origins(workshop_id, list(found))


def list_positions(workshop_id: int, phase: Phase) -> dict[int, int]:
    """Return the positions of the clusters on the board of a phase by their ids, in the order of the board."""
    columns = select(Cluster.id, Cluster.position).where(
        Cluster.workshop_id == workshop_id, Cluster.phase == phase, _on_board()
    )
    rows = db.session.execute(columns.order_by(Cluster.position, Cluster.id))
    return {cluster_id: position for cluster_id, position in rows}  # noqa: C416 - rows are no pairs for the type checker


def all_clusters(workshop_id: int) -> dict[int, Cluster]:
    """Return every cluster of the workshop by its id, merged and dissolved ones too, for their titles."""
    return {cluster.id: cluster for cluster in db.session.scalars(select(Cluster).filter_by(workshop_id=workshop_id))}


def list_dismissed(workshop_id: int) -> list[DismissedSuggestion]:
    """Return the suggestions that a moderator of the workshop did not want."""
    return list(db.session.scalars(select(DismissedSuggestion).filter_by(workshop_id=workshop_id)))


def board_changes(workshop_id: int, since: int) -> BoardChanges:
    """Return the cards and clusters that changed after the board revision ``since``.

    Among them are cards that are no longer visible and clusters that were merged or dissolved: a reader takes
    them off.
    """
    cards = drawn_cards(workshop_id).where(Card.revision > since)
    clusters = _drawn_clusters(workshop_id).where(Cluster.revision > since)
    return BoardChanges(list(db.session.scalars(cards)), show_origins(workshop_id, list(db.session.scalars(clusters))))


def get_inversion(workshop_id: int, inversion_id: int) -> Inversion:
    """Return a topic of the workshop that was turned round; raises ``TopicUnknown``."""
    inversion = db.session.scalar(
        select(Inversion).where(Inversion.id == inversion_id, Inversion.workshop_id == workshop_id)
    )
    if inversion is None:
        raise TopicUnknown
    return inversion


def list_inversions(workshop_id: int) -> list[Inversion]:
    """Return the chosen topics in their order, with the clusters that they turn round."""
    statement = (
        select(Inversion)
        .where(Inversion.workshop_id == workshop_id, Inversion.dropped.is_(other=False))
        .options(joinedload(Inversion.cluster).selectinload(Cluster.translations))
        .order_by(Inversion.position, Inversion.id)
    )
    return list(db.session.scalars(statement))


def _on_board() -> ColumnElement[bool]:
    return Cluster.merged_into_id.is_(None) & Cluster.dissolved.is_(other=False)


def _drawn_clusters(workshop_id: int) -> Select[Cluster]:
    return (
        select(Cluster)
        .where(Cluster.workshop_id == workshop_id)
        .options(
            selectinload(Cluster.translations),
            selectinload(Cluster.placements).joinedload(Placement.card).selectinload(Card.translations),
        )
        .order_by(Cluster.position, Cluster.id)
    )
