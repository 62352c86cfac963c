"""Tables of the dot vote."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.kernel import clock
from participation.kernel.database import Base, words
from participation.prioritisation.domain import OptionDraft, RoundState, Subject
from participation.workshop.models import Step

__all__ = ["Ballot", "BallotDot", "Option", "OptionDraft", "PaperCount", "Round", "RoundState", "Subject"]


class Round(Base):
    """A vote. Dots, limit and options are fixed when it opens; counts stay secret until it closes."""

    __tablename__ = "round"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), unique=True)
    subject: Mapped[Subject] = mapped_column(words(Subject))
    state: Mapped[RoundState] = mapped_column(words(RoundState), default=RoundState.OPEN)
    dots: Mapped[int]
    limit: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]
    tie_reason: Mapped[str] = mapped_column(default="")
    """Why ties were broken as they were, one reason a line."""

    step: Mapped[Step] = relationship()
    options: Mapped[list["Option"]] = relationship(
        back_populates="round", order_by="Option.position", cascade="all, delete-orphan"
    )


class Option(Base):
    """What can be voted for, as it was when the round opened: ``titles`` by language.

    ``subject_id`` points to the cluster, the plan, or is the value on a scale (see ``Round.subject``).
    ``points``, ``rank`` are written at closing; equal points share a rank, and where nobody gave a dot there is none.
    ``tie_order`` breaks a tie for what comes next without changing the rank that is shown.
    """

    __tablename__ = "round_option"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    position: Mapped[int]
    subject_id: Mapped[int]
    titles: Mapped[dict[str, str]]
    points: Mapped[int | None]
    rank: Mapped[int | None]
    tie_order: Mapped[int | None]

    round: Mapped[Round] = relationship(back_populates="options")

    __table_args__ = (UniqueConstraint("round_id", "position"),)

    def title_in(self, language: str) -> tuple[str, str]:
        """Return the title in ``language`` and that language; the first one frozen where it is missing."""
        if self.titles.get(language):
            return self.titles[language], language
        tag = next(iter(self.titles))
        return self.titles[tag], tag


class Ballot(Base):
    """One ballot a device; casting again replaces it.

    ``key`` makes a repeated request harmless; ``past_keys`` those that were replaced, so that a request which the
    network delivers late does not bring back what the person has changed since.
    """

    __tablename__ = "ballot"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"))
    key: Mapped[str] = mapped_column(String(36))
    past_keys: Mapped[list[str]] = mapped_column(default=list)
    cast_at: Mapped[datetime] = mapped_column(default=clock.now)

    dots: Mapped[list["BallotDot"]] = relationship(cascade="all, delete-orphan")

    __table_args__ = (UniqueConstraint("round_id", "participant_id"),)

    @property
    def chosen(self) -> dict[int, int]:
        """The dots given, by option id."""
        return {dot.option_id: dot.dots for dot in self.dots}


class BallotDot(Base):
    """The dots that a ballot gives to one option."""

    __tablename__ = "ballot_dot"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id", ondelete="CASCADE"), primary_key=True)
    option_id: Mapped[int] = mapped_column(
        ForeignKey("round_option.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    dots: Mapped[int]

    __table_args__ = (CheckConstraint("dots > 0", name="positive"),)


class PaperCount(Base):
    """Dots stuck on paper for one option, entered by staff; entering again replaces the number."""

    __tablename__ = "paper_count"

    id: Mapped[int] = mapped_column(primary_key=True)
    option_id: Mapped[int] = mapped_column(ForeignKey("round_option.id", ondelete="CASCADE"), unique=True)
    dots: Mapped[int]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (CheckConstraint("dots >= 0", name="not_negative"),)
