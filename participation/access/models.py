"""Tables of the door."""

from datetime import datetime
from typing import Any

from flask_login import UserMixin
from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.domain import Role
from participation.kernel import clock
from participation.kernel.database import Base, words

__all__ = ["LogEntry", "Participant", "Role", "StaffUser"]


class StaffUser(UserMixin, Base):
    """A member of the integration office or a moderator; signs in with name and password."""

    __tablename__ = "staff_user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    role: Mapped[Role] = mapped_column(words(Role))
    password_hash: Mapped[str] = mapped_column(String(200))
    password_is_one_time: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def is_active(self) -> bool:
        """Whether this user may sign in (asked by Flask-Login)."""
        return self.active

    @property
    def is_office(self) -> bool:
        """Whether this user works in the integration office."""
        return self.role is Role.OFFICE


class Participant(Base):
    """A device in a workshop: a random token, of which only the hash is kept, and nothing else about a person.

    Archiving the workshop deletes the token's hash; cards and counts stay.
    """

    __tablename__ = "participant"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    token_hash: Mapped[str | None] = mapped_column(String(64))
    take_home_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    """The hash of the code under which a person finds their cards later: see ``access.take_home``."""
    language: Mapped[str] = mapped_column(String(20))
    table_id: Mapped[int | None] = mapped_column(ForeignKey("workshop_table.id", ondelete="SET NULL"), index=True)
    hosts_table: Mapped[bool] = mapped_column(default=False)
    """Whether they stay at their table as its host when the others move on; a table has one host at most."""
    joined_at: Mapped[datetime] = mapped_column(default=clock.now)
    left_at: Mapped[datetime | None]
    """When the device went on into another room; its cards and ballots stay where they were given."""

    __table_args__ = (
        Index("ix_participant_token", "workshop_id", "token_hash", unique=True),
        Index(
            "ix_participant_host",
            "table_id",
            unique=True,
            sqlite_where=text("hosts_table"),
            postgresql_where=text("hosts_table"),
        ),
    )


class LogEntry(Base):
    """A move of staff: who, when, what, on what, why."""

    __tablename__ = "log_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    action: Mapped[str] = mapped_column(String(60))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)

    actor: Mapped[StaffUser | None] = relationship()
