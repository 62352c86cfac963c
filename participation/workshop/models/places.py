"""Tables of where people sit and work: tables, visits of a World Café, parallel rooms."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.concept.models import FieldOfAction
from participation.kernel.database import Base
from participation.workshop.models.agenda import Workshop


class WorkshopTable(Base):
    """A group at a table. People call it by its number, from 1; its name may say more.

    ``questions`` is what it talks about in a World Café, by language.
    """

    __tablename__ = "workshop_table"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field_of_action.id", ondelete="SET NULL"))
    questions: Mapped[dict[str, str]] = mapped_column(default=dict)

    workshop: Mapped[Workshop] = relationship(back_populates="tables")
    field: Mapped[FieldOfAction | None] = relationship()

    __table_args__ = (UniqueConstraint("workshop_id", "position"),)

    @property
    def number(self) -> int:
        """The number on its tent, from 1."""
        return self.position + 1

    def question_in(self, language: str) -> tuple[str, str]:
        """Return the question in ``language`` and that language; the first one written where it is missing."""
        if self.questions.get(language):
            return self.questions[language], language
        written = ((text, tag) for tag, text in self.questions.items() if text)
        return next(written, ("", self.workshop.language))


class TableVisit(Base):
    """Somebody sat at a table in a round of a World Café, so that the next rounds take them elsewhere."""

    __tablename__ = "table_visit"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id", ondelete="CASCADE"), primary_key=True, index=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("workshop_table.id", ondelete="CASCADE"))


class Room(Base):
    """A part of a large workshop (the plenum): itself a workshop, with its own code, screen, board and votes (ADR 11).

    Where it is (floor, door) is the place of its workshop.
    """

    __tablename__ = "room"

    id: Mapped[int] = mapped_column(primary_key=True)
    plenum_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), unique=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))

    plenum: Mapped[Workshop] = relationship(back_populates="rooms", foreign_keys=[plenum_id])
    workshop: Mapped[Workshop] = relationship(back_populates="room", foreign_keys=[workshop_id])

    __table_args__ = (UniqueConstraint("plenum_id", "position"),)

    @property
    def title(self) -> str:
        """The title of the room's workshop: that of the plenum and its own name."""
        return f"{self.plenum.title} · {self.name}"[:300]
