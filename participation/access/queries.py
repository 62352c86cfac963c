"""Reads of the door."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from participation.access.models import LogEntry, Participant, StaffUser
from participation.kernel.database import Base, db
from participation.kernel.ids import hash_token

_BY_TOKEN = select(Participant).where(
    Participant.workshop_id == bindparam("workshop_id"), Participant.token_hash == bindparam("token_hash")
)
_people = Base.metadata.tables[Participant.__tablename__]
_BY_TOKENS = select(
    _people.c.token_hash, *(_people.c[name] for name in ("id", "workshop_id", "language", "table_id", "joined_at"))
).where(
    _people.c.workshop_id == bindparam("workshop_id"),
    _people.c.token_hash.in_(bindparam("token_hashes", expanding=True)),
)
"""Written once, the second below the object mapper: every request of a phone asks one of them."""


@dataclass(frozen=True, slots=True)
class Present:
    """A participant as a hall that sends in one moment needs them: each field as in ``models.Participant``."""

    id: int
    workshop_id: int
    language: str
    table_id: int | None
    joined_at: datetime


Sender = Participant | Present
"""Whoever sends something."""


def find_user(user_id: int) -> StaffUser | None:
    """Return the staff user with this id, if there is one."""
    return db.session.get(StaffUser, user_id)


def find_user_by_name(name: str) -> StaffUser | None:
    """Return the staff user with this name, in any case.

    Names are compared here: SQLite, and PostgreSQL in the locale C, know the case of ASCII letters only.
    """
    wanted = name.strip().lower()
    named = db.session.execute(select(StaffUser.id, StaffUser.name)).all()
    found = next((user_id for user_id, known in named if known.lower() == wanted), None)
    return None if found is None else db.session.get(StaffUser, found)


def list_users() -> list[StaffUser]:
    """Return all staff users by name."""
    return list(db.session.scalars(select(StaffUser).order_by(StaffUser.name)))


def find_participant(workshop_id: int, token: str | None) -> Participant | None:
    """Return the participant of the workshop whose device holds ``token``."""
    if not token:
        return None
    return db.session.scalar(_BY_TOKEN, {"workshop_id": workshop_id, "token_hash": hash_token(token)})


def find_participants(workshop_id: int, tokens: Collection[str]) -> dict[str, Present]:
    """Return the participants of the workshop by the tokens of their devices, without those who have not joined."""
    by_hash = {hash_token(token): token for token in tokens}
    values = {"workshop_id": workshop_id, "token_hashes": list(by_hash)}
    found = db.session.connection().execute(_BY_TOKENS, values)
    return {by_hash[token_hash]: Present(*values) for token_hash, *values in found}


def count_participants(workshop_id: int) -> int:
    """Return how many devices have joined the workshop and have not gone on into another room."""
    here = Participant.workshop_id == workshop_id, Participant.left_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(Participant).where(*here)) or 0


def count_languages(workshop_id: int) -> int:
    """Return in how many languages the workshop is being read."""
    languages = func.count(Participant.language.distinct())
    return db.session.scalar(select(languages).where(Participant.workshop_id == workshop_id)) or 0


def list_log(workshop_id: int, limit: int = 200) -> list[LogEntry]:
    """Return the latest moves of staff in a workshop, newest first."""
    return list(
        db.session.scalars(
            select(LogEntry).where(LogEntry.workshop_id == workshop_id).order_by(LogEntry.id.desc()).limit(limit)
        )
    )


def list_log_of(subject_type: str, subject_id: int) -> list[LogEntry]:
    """Return every move of staff on one thing, oldest first, with who made it."""
    statement = (
        select(LogEntry)
        .where(LogEntry.subject_type == subject_type, LogEntry.subject_id == subject_id)
        .options(joinedload(LogEntry.actor))
        .order_by(LogEntry.id)
    )
    return list(db.session.scalars(statement))
