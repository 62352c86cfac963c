"""Revisions: one number for the stage, one for the board, raised in the transaction that changes something.

The row of the workshop orders concurrent writers, so revisions become visible in their order on PostgreSQL too.
"""

from sqlalchemy import update

from participation.kernel.database import db
from participation.kernel.events import emit
from participation.workshop.events import BoardChanged, StageChanged
from participation.workshop.models import Workshop


def touch_stage(workshop: Workshop) -> int:
    """Raise the stage revision and tell phones, projector and consoles after commit; returns the new revision."""
    statement = (
        update(Workshop)
        .where(Workshop.id == workshop.id)
        .values(stage_revision=Workshop.stage_revision + 1)
        .returning(Workshop.stage_revision)
    )
    revision = db.session.scalar(statement)
    if revision is None:
        raise LookupError(workshop.id)
    emit(StageChanged(workshop.code, revision))
    return revision


def touch_board(workshop: Workshop) -> int:
    """Raise the board revision and tell projector and consoles after commit; returns the new revision."""
    statement = (
        update(Workshop)
        .where(Workshop.id == workshop.id)
        .values(board_revision=Workshop.board_revision + 1)
        .returning(Workshop.board_revision)
    )
    revision = db.session.scalar(statement)
    if revision is None:
        raise LookupError(workshop.id)
    emit(BoardChanged(workshop.code, revision))
    return revision
