"""Revisions: one number for the stage, one for the board, raised in the transaction that changes something.

The row of the workshop orders concurrent writers, so revisions become visible in their order on PostgreSQL too.
"""

from sqlalchemy import bindparam, update
from sqlalchemy.orm.attributes import set_committed_value

from participation.kernel.database import Base, db
from participation.kernel.events import emit
from participation.workshop.events import BoardChanged, StageChanged
from participation.workshop.models import Workshop

_workshop = Base.metadata.tables[Workshop.__tablename__]
_RAISE_BOARD = (
    update(_workshop)
    .where(_workshop.c.id == bindparam("workshop_id"))
    .values(board_revision=_workshop.c.board_revision + bindparam("by"))
    .returning(_workshop.c.board_revision)
)
"""Written once and below the object mapper: it runs for every card and every ballot."""


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


def touch_board(workshop: Workshop, by: int = 1) -> int:
    """Raise the board revision and tell projector and consoles after commit; returns the new revision.

    Several things that change together, each with a revision of its own, raise it ``by`` their number.
    """
    db.session.flush()
    values = {"workshop_id": workshop.id, "by": by}
    revision: int | None = db.session.connection().execute(_RAISE_BOARD, values).scalar()
    if revision is None:
        raise LookupError(workshop.id)
    set_committed_value(workshop, "board_revision", revision)
    emit(BoardChanged(workshop.code, revision))
    return revision
