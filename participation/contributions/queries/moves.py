"""Reads of the journal of the board."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from participation.contributions.domain import BoardRows
from participation.contributions.models import (
    BoardMove,
    Card,
)
from participation.kernel.database import db
from participation.workshop.models import Step


def list_moves(step_id: int) -> list[BoardMove]:
    """Return the moves made on the board in a step, newest first; undone ones say when."""
    statement = (
        select(BoardMove)
        .where(BoardMove.step_id == step_id)
        .options(joinedload(BoardMove.actor), joinedload(BoardMove.undone_by))
        .order_by(BoardMove.id.desc())
    )
    return list(db.session.scalars(statement))


def find_move_to_undo(step: Step) -> BoardMove | None:
    """Return the latest move of the step that still stands, whoever made it."""
    statement = (
        select(BoardMove)
        .where(
            BoardMove.workshop_id == step.workshop_id,
            BoardMove.step_id == step.id,
            BoardMove.undone_at.is_(None),
        )
        .order_by(BoardMove.id.desc())
        .limit(1)
    )
    return db.session.scalar(statement)


def find_move_to_redo(step: Step) -> BoardMove | None:
    """Return the move of the step that was taken back last, unless another one was made since."""
    last_standing = select(func.max(BoardMove.id)).where(BoardMove.step_id == step.id, BoardMove.undone_at.is_(None))
    statement = (
        select(BoardMove)
        .where(BoardMove.step_id == step.id, BoardMove.id > func.coalesce(last_standing.scalar_subquery(), 0))
        .order_by(BoardMove.id)
        .limit(1)
    )
    return db.session.scalar(statement)


def card_history(card_id: int) -> list[BoardMove]:
    """Return every move that a card took part in, oldest first."""
    statement = (
        select(BoardMove)
        .join(Card, Card.workshop_id == BoardMove.workshop_id)
        .where(Card.id == card_id)
        .options(joinedload(BoardMove.actor), joinedload(BoardMove.undone_by))
        .order_by(BoardMove.id)
    )
    return [move for move in db.session.scalars(statement) if card_id in _cards_of(move)]


def _cards_of(move: BoardMove) -> set[int]:
    rows = (BoardRows.from_journal(move.before), BoardRows.from_journal(move.after))
    return {spot.card_id for side in rows for spot in side.spots}
