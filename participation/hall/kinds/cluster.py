"""Cluster: the room sorts its cards aloud; the screen shows the islands growing, the phone lets people browse them."""

from dataclasses import dataclass
from typing import Any

from participation.access.models import StaffUser
from participation.contributions.models import TITLE_LIMIT, Card, CardState, Cluster, Mark
from participation.contributions.queries import (
    board_changes,
    list_board_cards,
    list_clusters,
    loose_cards,
    marks_by_cluster,
)
from participation.contributions.services import create_cluster
from participation.hall.console.sorting import board_of as sorted_board
from participation.hall.stage import Stage
from participation.workshop.models import Step


@dataclass(frozen=True, slots=True)
class ClusterChanges:
    """What changed on the board: clusters and loose cards as they are now, and the ids of those that are off."""

    clusters: list[Cluster]
    clusters_gone: list[int]
    loose: list[Card]
    loose_gone: list[int]
    marks: dict[int, list[Mark]]


def phone(stage: Stage) -> dict[str, Any]:
    """Return the clusters of the phase to browse."""
    return board_of(stage)


def projector(stage: Stage) -> dict[str, Any]:
    """Return the clusters of the phase and the cards that lie in none yet."""
    return board_of(stage)


def board_of(stage: Stage) -> dict[str, Any]:
    """Return clusters and loose cards of the phase; only cards that everybody may see."""
    return {
        "clusters": list_clusters(stage.workshop.id, stage.phase),
        "loose": loose_cards(stage.workshop.id, stage.phase),
        "marks": marks_by_cluster(stage.workshop.id),
    }


def seen_cards(cluster: Cluster) -> list[Card]:
    """Return the cards of a cluster that everybody may see, in their order; those of rooms behind its own."""
    return cluster.all_cards


def changes(stage: Stage, since: int) -> ClusterChanges:
    """Return what changed on the screen after the board revision ``since``."""
    changed = board_changes(stage.workshop.id, since)
    clusters = [cluster for cluster in changed.clusters if cluster.phase is stage.phase]
    cards = [card for card in changed.cards if card.step.phase is stage.phase]
    return ClusterChanges(
        clusters=[cluster for cluster in clusters if cluster.is_on_board],
        clusters_gone=[cluster.id for cluster in clusters if not cluster.is_on_board],
        loose=[card for card in cards if _is_loose(card)],
        loose_gone=[card.id for card in cards if not _is_loose(card)],
        marks=marks_by_cluster(stage.workshop.id),
    )


def _is_loose(card: Card) -> bool:
    return card.state is CardState.VISIBLE and not card.placements


def console(stage: Stage) -> dict[str, Any]:
    """Return the board: cards not sorted yet, islands, the move that can be taken back."""
    return {"board": sorted_board(stage)}


def enter(step: Step, actor: StaffUser | None) -> None:
    """Lay the harvest of a World Café by table, unless the room has sorted already; prepare nothing else.

    Each table with cards becomes a topic under its question. From there the room sorts on as always.
    """
    workshop = step.workshop
    if not step.settings.get("by_table") or list_clusters(workshop.id, step.phase):
        return
    cards = list_board_cards(workshop.id, phase=step.phase)
    for table in workshop.tables:
        of_table = [card.id for card in cards if card.table_id == table.id]
        if of_table:
            question = table.question_in(workshop.language)[0] or table.name
            create_cluster(workshop, step, actor, title=question[:TITLE_LIMIT], card_ids=of_table)


def leave(step: Step, actor: StaffUser | None) -> None:
    """Leave nothing open."""
    del step, actor
