"""Moves on the board: carried out, journalled with the rows before and after, and taken back.

A move and its undoing are the same act in two directions: rows of the board are turned into other rows, after
it was checked that the board still has the rows to begin with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.contributions.domain import BoardRows, Spot
from participation.contributions.errors import BoardMoved, MoveUnknown, NothingToRedo, NothingToUndo
from participation.contributions.models import (
    BoardMove,
    Card,
    Cluster,
    ClusterTranslation,
    MoveKind,
    Placement,
    TranslationState,
)
from participation.contributions.queries import find_move_to_redo, find_move_to_undo, list_moves
from participation.kernel import clock
from participation.kernel.database import db
from participation.workshop.models import Step, Workshop
from participation.workshop.services import hold_workshop, touch_board

_TRANSLATIONS = "translations"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who moves something on the board of a workshop, and in which step of the agenda."""

    workshop: Workshop
    step: Step
    actor: StaffUser | None


def make_move(hand: Hand, kind: MoveKind, before: BoardRows, after: BoardRows) -> BoardMove:
    """Turn the rows ``before`` into ``after`` and write the move into the journal; raises ``BoardMoved``."""
    _turn(hand.workshop, before, after)
    move = BoardMove(
        workshop_id=hand.workshop.id,
        step_id=hand.step.id,
        actor_id=hand.actor.id if hand.actor else None,
        kind=kind,
        before=before.to_journal(),
        after=after.to_journal(),
    )
    db.session.add(move)
    db.session.flush()
    _log(hand, f"board_{kind.value}", move)
    return move


def undo_move(workshop: Workshop, step: Step, actor: StaffUser | None) -> BoardMove:
    """Take back the latest move of the step that still stands, whoever made it, and return it.

    Called again it takes back the one before. Raises ``NothingToUndo`` when none is left, ``BoardMoved`` when
    what the move left behind has been changed in another step since.
    """
    hold_workshop(workshop.id)
    move = find_move_to_undo(step)
    if move is None:
        raise NothingToUndo
    _take_back(Hand(workshop, step, actor), move)
    return move


def undo_back_to(workshop: Workshop, step: Step, actor: StaffUser | None, move_id: int) -> list[BoardMove]:
    """Take back a move of the step and all that were made after it; returns them, the latest first.

    All or nothing. Raises ``MoveUnknown`` when the move does not stand any more, ``BoardMoved`` as ``undo_move``.
    """
    hold_workshop(workshop.id)
    standing = [move for move in list_moves(step.id) if move.undone_at is None and move.id >= move_id]
    if not standing or standing[-1].id != move_id:
        raise MoveUnknown
    for move in standing:
        _take_back(Hand(workshop, step, actor), move)
    return standing


def redo_move(workshop: Workshop, step: Step, actor: StaffUser | None) -> BoardMove:
    """Make the move again that was taken back last, as long as no other one was made since, and return it.

    Raises ``NothingToRedo``, ``BoardMoved``.
    """
    hold_workshop(workshop.id)
    move = find_move_to_redo(step)
    if move is None:
        raise NothingToRedo
    _turn(workshop, BoardRows.from_journal(move.before), BoardRows.from_journal(move.after))
    move.undone_at = None
    move.undone_by = None
    _log(Hand(workshop, step, actor), "board_redone", move)
    return move


def _take_back(hand: Hand, move: BoardMove) -> None:
    _turn(hand.workshop, BoardRows.from_journal(move.after), BoardRows.from_journal(move.before))
    move.undone_at = clock.now()
    move.undone_by = hand.actor
    _log(hand, "board_undone", move)


def translations_of(cluster: Cluster) -> list[list[str]]:
    """Return the translations of a title as the journal keeps them: language, text, state."""
    return [[known.language, known.text, known.state.value] for known in cluster.translations]


def _log(hand: Hand, action: str, move: BoardMove) -> None:
    log_move(hand.actor, action, "board_move", move.id, workshop_id=hand.workshop.id, step=hand.step.position)


def _turn(workshop: Workshop, before: BoardRows, after: BoardRows) -> None:
    """Turn rows into others and give the cards and clusters concerned the next revision of the board."""
    cards, clusters = _load_cards(before, after), _load_clusters(before, after)
    _turn_clusters(clusters, before.clusters, after.clusters)
    _turn_placements(before.spots, after.spots)
    changed: list[Card | Cluster] = [*cards, *clusters.values()]
    revision = touch_board(workshop)
    for row in changed:
        row.revision = revision
    db.session.flush()
    for row in changed:
        db.session.expire(row, ["placements"])


def _load_cards(before: BoardRows, after: BoardRows) -> list[Card]:
    """Return the cards concerned; raises ``BoardMoved`` when one of them does not exist any more."""
    ids = {spot.card_id for spot in (*before.spots, *after.spots)}
    cards = list(db.session.scalars(select(Card).where(Card.id.in_(ids))))
    if len(cards) != len(ids):
        raise BoardMoved
    return cards


def _load_clusters(before: BoardRows, after: BoardRows) -> dict[int, Cluster]:
    """Return the clusters concerned by their ids, as they are now."""
    ids = {spot.cluster_id for spot in (*before.spots, *after.spots)} | set(before.clusters)
    for values in (*before.clusters.values(), *after.clusters.values()):
        ids |= {into for name, into in values.items() if name == "merged_into_id" and into is not None}
    statement = select(Cluster).where(Cluster.id.in_(ids)).options(selectinload(Cluster.translations))
    found = db.session.scalars(statement, execution_options={"populate_existing": True})
    return {cluster.id: cluster for cluster in found}


def _turn_clusters(
    clusters: Mapping[int, Cluster],
    before: Mapping[int, Mapping[str, Any]],
    after: Mapping[int, Mapping[str, Any]],
) -> None:
    """Set the columns of clusters. Translations are not compared: attaching one is no move."""
    for cluster_id, expected in before.items():
        cluster = clusters[cluster_id]
        if any(getattr(cluster, name) != value for name, value in expected.items() if name != _TRANSLATIONS):
            raise BoardMoved
        for name, value in after[cluster_id].items():
            if name == _TRANSLATIONS:
                _set_translations(cluster, value)
            else:
                setattr(cluster, name, value)


def _set_translations(cluster: Cluster, wanted: Sequence[Sequence[str]]) -> None:
    known = {translation.language: translation for translation in cluster.translations}
    cluster.translations = [
        _with_text(known.get(language) or ClusterTranslation(language=language), text, state)
        for language, text, state in wanted
    ]


def _with_text(translation: ClusterTranslation, text: str, state: str) -> ClusterTranslation:
    translation.text = text
    translation.state = TranslationState(state)
    return translation


def _turn_placements(before: Sequence[Spot], after: Sequence[Spot]) -> None:
    cards = {spot.card_id for spot in (*before, *after)}
    statement = select(Placement).where(Placement.card_id.in_(cards))
    found = db.session.scalars(statement, execution_options={"populate_existing": True})
    lying = {(placement.card_id, placement.cluster_id): placement for placement in found}
    for spot in before:
        placement = lying.pop((spot.card_id, spot.cluster_id), None)
        if placement is None or placement.position != spot.position:
            raise BoardMoved
        db.session.delete(placement)
    if any((spot.card_id, spot.cluster_id) in lying for spot in after):
        raise BoardMoved
    db.session.flush()
    db.session.add_all([Placement(**spot._asdict()) for spot in after])
