"""Tables of the answers: numbers only. Nothing in them leads to a device, a card, a moment or another answer."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.kernel.database import Base, words
from participation.reach.domain import LONGEST_DISTRICT, OTHER, SKIPPED, Question

__all__ = ["OTHER", "SKIPPED", "AnswerCount", "AnswerKey", "Question"]


class AnswerCount(Base):
    """How often an answer was given in a workshop. The rows are there, at zero, before anybody answers."""

    __tablename__ = "answer_count"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[Question] = mapped_column(words(Question), primary_key=True)
    answer: Mapped[str] = mapped_column(String(LONGEST_DISTRICT), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)


class AnswerKey(Base):
    """A form that was counted: a random key that the page made and that stands nowhere else; goes when it is over."""

    __tablename__ = "answer_key"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(36), primary_key=True)
