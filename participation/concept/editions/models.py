"""Tables beside the editions: what is decided on measures of the former one, and renumberings."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.concept.editions.choices import Choice
from participation.kernel import clock
from participation.kernel.database import Base, words


class MeasureDecision(Base):
    """A measure of the former edition that is marked for decision in a draft; ``choice`` is empty while it is open.

    It names the measure by its lineage, so that what was decided stays known when the measure has ended.
    """

    __tablename__ = "measure_decision"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    lineage: Mapped[str] = mapped_column(String(36), primary_key=True)
    choice: Mapped[Choice | None] = mapped_column(words(Choice))
    reason: Mapped[str] = mapped_column(default="")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    actor: Mapped[StaffUser | None] = relationship()


class Renumbering(Base):
    """One deliberate move that gave goals and measures of a draft new numbers.

    ``lines`` are ``{"goal", "measure", "old", "new"}``: database ids (``measure`` is null for the goal's own number)
    and the numbers before and after.
    """

    __tablename__ = "renumbering"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    lines: Mapped[list[Any]]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    undone_at: Mapped[datetime | None]

    actor: Mapped[StaffUser | None] = relationship()
