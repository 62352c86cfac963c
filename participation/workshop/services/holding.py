"""One order in which rows are locked (ADR 21): the plenum, then its rooms, then whatever else a change writes.

Nearly every change in a workshop raises one of its revisions, and so ends by locking the workshop's row. A change that
locks a card, a step or a seat first and asks for the workshop's row afterwards would stand against one that does so the
other way round, and PostgreSQL would break one of them off. On SQLite the transaction is alone from its beginning.
"""

from sqlalchemy import select

from participation.kernel.database import db
from participation.workshop.models import Room, Workshop


def hold_workshop(workshop_id: int) -> None:
    """Let changes of a workshop come one after the other; the later one sees what the earlier one did.

    To be called before anything is written or decided: all that was read before is read anew.
    """
    if _is_alone():
        return
    db.session.flush()
    # Not FOR UPDATE: rows that only refer to the workshop (people who join, log entries) need not wait for it.
    db.session.execute(select(Workshop.id).where(Workshop.id == workshop_id).with_for_update(key_share=True))
    db.session.expire_all()


def hold_agenda(workshop: Workshop) -> None:
    """Hold a workshop as ``hold_workshop`` does, and before it the plenum of a room: its agenda concerns both."""
    if _is_alone():
        return
    workshop_id = workshop.id
    plenum_id = db.session.scalar(select(Room.plenum_id).where(Room.workshop_id == workshop_id))
    if plenum_id is not None:
        hold_workshop(plenum_id)
    hold_workshop(workshop_id)


def _is_alone() -> bool:
    return db.session.connection().dialect.name == "sqlite"
