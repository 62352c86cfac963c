"""Table of what interpreters have at hand: who translates which text now, and what was unclear."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.contributions.models.board import Card, Cluster
from participation.kernel.database import Base


class TranslationTask(Base):
    """A card, or the title of a cluster, to be translated into one language, as far as somebody has had it in hand.

    ``holder`` works on it until ``held_until``; then it is free again by itself. ``doubt`` is what an interpreter
    asks the moderator about it; empty when nothing is unclear.
    """

    __tablename__ = "translation_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"))
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(20))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    held_until: Mapped[datetime | None]
    doubt: Mapped[str] = mapped_column(default="")
    doubted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    doubted_at: Mapped[datetime | None]

    card: Mapped[Card | None] = relationship()
    cluster: Mapped[Cluster | None] = relationship()
    holder: Mapped[StaffUser | None] = relationship(foreign_keys=[holder_id])
    doubted_by: Mapped[StaffUser | None] = relationship(foreign_keys=[doubted_by_id])

    __table_args__ = (
        UniqueConstraint("card_id", "language"),
        UniqueConstraint("cluster_id", "language"),
        CheckConstraint("(card_id IS NULL) <> (cluster_id IS NULL)", name="one_subject"),
    )
