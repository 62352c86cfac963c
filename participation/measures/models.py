"""Tables of plans, checks, and where measures come from."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.concept.models import Measure, MeasureState
from participation.contributions.models import Cluster
from participation.i18n.wording import ShownText, choose_text
from participation.kernel import clock
from participation.kernel.database import Base, words
from participation.measures.domain import PublicState, Rating
from participation.measures.jury import USUAL_REVIEWERS, Mark, Vote
from participation.workshop.models import Workshop, WorkshopTable

__all__ = [
    "Check",
    "Mark",
    "MeasureChange",
    "Plan",
    "PlanField",
    "PlanFieldVersion",
    "PublicState",
    "Rating",
    "Review",
    "ReviewRound",
    "ReviewRules",
    "Vote",
]

plan_wish = Table(
    "plan_wish",
    Base.metadata,
    Column("plan_id", ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True),
    Column("cluster_id", ForeignKey("cluster.id", ondelete="CASCADE"), primary_key=True, index=True),
)
measure_plan = Table(
    "measure_plan",
    Base.metadata,
    Column("measure_id", ForeignKey("measure.id", ondelete="CASCADE"), primary_key=True),
    Column("plan_id", ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Plan(Base):
    """A table's canvas for one or more wishes (clusters of the fantasy phase)."""

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    table_id: Mapped[int | None] = mapped_column(ForeignKey("workshop_table.id", ondelete="SET NULL"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    language: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    workshop: Mapped[Workshop] = relationship()
    table: Mapped[WorkshopTable | None] = relationship()
    wishes: Mapped[list[Cluster]] = relationship(secondary=plan_wish, order_by=Cluster.position)
    fields: Mapped[list["PlanField"]] = relationship(cascade="all, delete-orphan", order_by="PlanField.id")
    checks: Mapped[list["Check"]] = relationship(cascade="all, delete-orphan", order_by="Check.id")
    measures: Mapped[list[Measure]] = relationship(secondary=measure_plan, order_by=Measure.id)

    def shown_title(self, language: str) -> ShownText:
        """Return the title as somebody sees it who reads ``language``.

        A title that was taken from a wish is translated with it.
        """
        same = (wish for wish in self.wishes if (wish.title, wish.language) == (self.title, self.language))
        wish = next(same, None)
        return choose_text(self.title, self.language, wish.translations if wish else (), language)

    def text_of(self, name: str) -> str:
        """Return what stands in the canvas field ``name``."""
        return next((field.text for field in self.fields if field.name == name), "")


class PlanField(Base):
    """One field of a canvas. ``version`` grows with every change, so that nobody overwrites unseen words."""

    __tablename__ = "plan_field"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"))

    versions: Mapped[list["PlanFieldVersion"]] = relationship(
        cascade="all, delete-orphan", order_by="PlanFieldVersion.version"
    )

    __table_args__ = (UniqueConstraint("plan_id", "name"),)


class PlanFieldVersion(Base):
    """What stood in a field of a canvas at one time: every text that was saved, the present one too."""

    __tablename__ = "plan_field_version"

    field_id: Mapped[int] = mapped_column(ForeignKey("plan_field.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    language: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by_staff: Mapped[bool] = mapped_column(default=False)


class Check(Base):
    """One criterion of feasibility, rated with a reason."""

    __tablename__ = "feasibility_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    criterion: Mapped[str] = mapped_column(String(20))
    rating: Mapped[Rating] = mapped_column(words(Rating))
    reason: Mapped[str] = mapped_column(default="")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (UniqueConstraint("plan_id", "criterion"),)


class MeasureChange(Base):
    """A line of a measure's history: who changed what, when, why."""

    __tablename__ = "measure_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id", ondelete="CASCADE"), index=True)
    version: Mapped[int | None]
    """The version of the measure that the change led to; unknown for what a bundle brought in."""
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reason: Mapped[str] = mapped_column(default="")

    actor: Mapped[StaffUser | None] = relationship()


class ReviewRules(Base):
    """How measures of a concept are reviewed; a concept without a row has the shipped rules.

    A criterion is the key of a shipped one or the office's own words.
    """

    __tablename__ = "review_rules"

    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"), primary_key=True)
    reviewers: Mapped[int] = mapped_column(default=USUAL_REVIEWERS)
    criteria: Mapped[list[str]]


class ReviewRound(Base):
    """One review of a measure by all its reviewers, under the criteria that held when they were named.

    It ends with a decision: ``outcome`` is the state that the measure went to, ``reason`` says why.
    """

    __tablename__ = "review_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id", ondelete="CASCADE"), index=True)
    criteria: Mapped[list[str]]
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    closed_at: Mapped[datetime | None]
    outcome: Mapped[MeasureState | None] = mapped_column(words(MeasureState))
    reason: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))

    measure: Mapped[Measure] = relationship()
    decided_by: Mapped[StaffUser | None] = relationship(foreign_keys=[decided_by_id])
    reviews: Mapped[list["Review"]] = relationship(
        back_populates="round", cascade="all, delete-orphan", order_by="Review.id"
    )

    @property
    def is_open(self) -> bool:
        """Whether the round waits for reviews or for a decision."""
        return self.closed_at is None

    @property
    def is_complete(self) -> bool:
        """Whether all reviews are in. Until then nobody sees anybody else's."""
        return all(review.is_in for review in self.reviews)


class Review(Base):
    """What one reviewer says about a measure. ``marks`` holds, by criterion, a mark and words: ``{"mark", "words"}``.

    ``version`` counts how often it was handed in, 0 for not yet; ``measure_version`` is the version it speaks of.
    """

    __tablename__ = "review"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("review_round.id", ondelete="CASCADE"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = mapped_column(default=0)
    measure_version: Mapped[int | None]
    vote: Mapped[Vote | None] = mapped_column(words(Vote))
    reason: Mapped[str] = mapped_column(default="")
    marks: Mapped[dict[str, Any]] = mapped_column(default=dict)
    handed_in_at: Mapped[datetime | None]

    round: Mapped[ReviewRound] = relationship(back_populates="reviews")
    reviewer: Mapped[StaffUser | None] = relationship()

    __table_args__ = (UniqueConstraint("round_id", "reviewer_id"),)

    @property
    def is_in(self) -> bool:
        """Whether it was handed in."""
        return self.version > 0

    def mark_of(self, criterion: str) -> Mark | None:
        """Return the mark for a criterion."""
        said = self.marks.get(criterion)
        return Mark(said["mark"]) if said else None

    def words_on(self, criterion: str) -> str:
        """Return the words on a criterion."""
        said = self.marks.get(criterion)
        return str(said["words"]) if said else ""
