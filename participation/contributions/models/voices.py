"""Tables of what people say about topics and cards, and of proposals that were turned down."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.contributions.domain import (
    CardState,
    ReportKind,
)
from participation.contributions.models.board import Card, Cluster
from participation.kernel import clock
from participation.kernel.database import Base, words


class Mark(Base):
    """A lightning mark: somebody sees a topic differently and says why in a word (METHOD, Craft rules).

    Like a card it never changes; its author may take it back, staff may hide it. It stays with its topic to the end.
    """

    __tablename__ = "mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"), index=True)
    key: Mapped[str] = mapped_column(String(36))
    text: Mapped[str]
    language: Mapped[str] = mapped_column(String(20))
    state: Mapped[CardState] = mapped_column(words(CardState), default=CardState.VISIBLE)
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    cluster: Mapped[Cluster] = relationship()

    __table_args__ = (UniqueConstraint("workshop_id", "key"),)


class CardReport(Base):
    """Somebody in the room asks that a card be looked at; one report a device and card. Staff decides."""

    __tablename__ = "card_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"), index=True)
    kind: Mapped[ReportKind] = mapped_column(words(ReportKind))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    settled_at: Mapped[datetime | None]

    card: Mapped[Card] = relationship()

    __table_args__ = (UniqueConstraint("card_id", "participant_id"),)


class DismissedSuggestion(Base):
    """A moderator said that these cards do not belong together, or not into that cluster: it is not proposed again."""

    __tablename__ = "dismissed_suggestion"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    card_ids: Mapped[list[Any]]
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"))
