"""Tables of monitoring.

A request names its measure by lineage, which is the same in every edition: a round goes on when the next edition is
adopted, and the reports of years stay together.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.concept.models import Concept, MeasureState
from participation.kernel import clock
from participation.kernel.database import Base, words
from participation.monitoring.domain import Answer, Half, Lateness, Progress

__all__ = ["Answer", "CalendarFeed", "Half", "Lateness", "Progress", "StatusReport", "StatusRequest", "StatusRound"]


class StatusRound(Base):
    """The office asks about the measures of a concept, once for each half of a year."""

    __tablename__ = "status_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"))
    year: Mapped[int]
    half: Mapped[int]
    deadline: Mapped[date]
    """The last day, in the city's time, on which reports are taken."""
    contact: Mapped[str] = mapped_column(String(300), default="")
    """Whom those who report may ask: stands in letters and on the form."""
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))

    concept: Mapped[Concept] = relationship()

    __table_args__ = (UniqueConstraint("concept_id", "year", "half"),)

    @property
    def asks_about(self) -> Half:
        """The half of the year that reports are about."""
        return Half(self.year, self.half)

    def is_over(self, today: date) -> bool:
        """Whether no report is taken any more."""
        return self.deadline < today


class StatusRequest(Base):
    """One measure in a round, and the link at which its lead reports: see ``monitoring.secret_links``."""

    __tablename__ = "status_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("status_round.id", ondelete="CASCADE"))
    lineage: Mapped[str] = mapped_column(String(36), index=True)
    nonce: Mapped[str] = mapped_column(String(36))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)

    round: Mapped[StatusRound] = relationship()
    report: Mapped["StatusReport | None"] = relationship(back_populates="request", cascade="all, delete-orphan")

    __table_args__ = (UniqueConstraint("round_id", "lineage"),)

    @property
    def answer(self) -> Answer:
        """What came back."""
        if self.report is None:
            return Answer.MISSING
        return Answer.ACCEPTED if self.report.is_accepted else Answer.NEW


class StatusReport(Base):
    """What the lead of a measure says about it. ``state`` is how they see it, ``due_on`` the day they now aim at."""

    __tablename__ = "status_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("status_request.id", ondelete="CASCADE"), unique=True)
    version: Mapped[int] = mapped_column(default=0)
    """How often it was handed in."""
    state: Mapped[MeasureState] = mapped_column(words(MeasureState))
    progress: Mapped[Progress] = mapped_column(words(Progress))
    happened: Mapped[str]
    next_steps: Mapped[str] = mapped_column(default="")
    obstacles: Mapped[str] = mapped_column(default="")
    spent: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    reporter: Mapped[str] = mapped_column(String(200), default="")
    handed_in_at: Mapped[datetime] = mapped_column(default=clock.now)
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))

    request: Mapped[StatusRequest] = relationship(back_populates="report")
    accepted_by: Mapped[StaffUser | None] = relationship()

    @property
    def is_accepted(self) -> bool:
        """Whether the office has accepted it."""
        return self.accepted_at is not None


class CalendarFeed(Base):
    """The address at which one of staff has the dates of a concept in a calendar of their own."""

    __tablename__ = "calendar_feed"

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff_user.id", ondelete="CASCADE"))
    nonce: Mapped[str] = mapped_column(String(36))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)

    concept: Mapped[Concept] = relationship()
    owner: Mapped[StaffUser] = relationship()

    __table_args__ = (UniqueConstraint("concept_id", "owner_id"),)
