"""Table of what interpreters have at hand: who translates which text now, and what was unclear."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.contributions.models.board import Card, Cluster
from participation.kernel.database import Base
from participation.workshop.models import StepPrompt


class TranslationTask(Base):
    """A card, the title of a cluster or a prompt, to be translated, as far as somebody has had it in hand.

    ``holder`` works on it until ``held_until``; then it is free again by itself. ``doubt`` is what an interpreter
    asks the moderator about it; empty when nothing is unclear.
    """

    __tablename__ = "translation_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"))
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"))
    prompt_id: Mapped[int | None] = mapped_column(ForeignKey("step_prompt.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(20))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    held_until: Mapped[datetime | None]
    doubt: Mapped[str] = mapped_column(default="")
    doubted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    doubted_at: Mapped[datetime | None]

    card: Mapped[Card | None] = relationship()
    cluster: Mapped[Cluster | None] = relationship()
    prompt: Mapped[StepPrompt | None] = relationship()
    holder: Mapped[StaffUser | None] = relationship(foreign_keys=[holder_id])
    doubted_by: Mapped[StaffUser | None] = relationship(foreign_keys=[doubted_by_id])

    @property
    def subject(self) -> Card | Cluster | StepPrompt:
        """What is to be translated."""
        subject = self.card or self.cluster or self.prompt
        assert subject is not None  # noqa: S101 - the table's own constraint
        return subject

    @property
    def original(self) -> str:
        """Its words."""
        subject = self.subject
        return subject.title if isinstance(subject, Cluster) else subject.text

    __table_args__ = (
        UniqueConstraint("card_id", "language"),
        UniqueConstraint("cluster_id", "language"),
        UniqueConstraint("prompt_id", "language"),
        CheckConstraint(
            "(card_id IS NOT NULL AND cluster_id IS NULL AND prompt_id IS NULL)"
            " OR (card_id IS NULL AND cluster_id IS NOT NULL AND prompt_id IS NULL)"
            " OR (card_id IS NULL AND cluster_id IS NULL AND prompt_id IS NOT NULL)",
            name="one_subject",
        ),
    )
