"""Tables of measures: what is done for goals."""

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.concept.domain import MeasureState, label_of
from participation.concept.models.document import Edition, FieldOfAction
from participation.concept.models.goals import Goal
from participation.kernel import clock
from participation.kernel.database import Base, words
from participation.kernel.ids import new_key

measure_goal = Table(
    "measure_goal",
    Base.metadata,
    Column("measure_id", ForeignKey("measure.id", ondelete="CASCADE"), primary_key=True),
    Column("goal_id", ForeignKey("goal.id", ondelete="CASCADE"), primary_key=True, index=True),
    # Its place among the measures of this goal and the number printed there; empty for what a document never printed.
    Column("position", Integer),
    Column("number", String(40)),
)
measure_field = Table(
    "measure_field",
    Base.metadata,
    Column("measure_id", ForeignKey("measure.id", ondelete="CASCADE"), primary_key=True),
    Column("field_id", ForeignKey("field_of_action.id", ondelete="CASCADE"), primary_key=True),
)


class Measure(Base):
    """What is done for one or more goals. ``title`` stays empty where the document prints none.

    Its printed number belongs to its place under a goal: see ``measure_goal``.
    """

    __tablename__ = "measure"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    lineage: Mapped[str] = mapped_column(String(36), default=new_key, index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    state: Mapped[MeasureState] = mapped_column(words(MeasureState), default=MeasureState.DRAFT, index=True)
    lead: Mapped[str] = mapped_column(default="")
    partners: Mapped[str] = mapped_column(default="")
    time_frame: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None] = mapped_column(index=True)
    """The day by which it is to be done; ``time_frame`` says it in words."""
    costs: Mapped[str] = mapped_column(default="")
    funding_source: Mapped[str] = mapped_column(default="")
    funded_until: Mapped[date | None]
    first_step: Mapped[str] = mapped_column(default="")
    target_groups: Mapped[str] = mapped_column(default="")
    spatial_reference: Mapped[str | None] = mapped_column(String(60))
    place: Mapped[str] = mapped_column(default="")
    integration_phase: Mapped[str | None] = mapped_column(String(60))
    indicator: Mapped[str] = mapped_column(default="")
    origin_workshop: Mapped[str] = mapped_column(default="")
    origin_rank: Mapped[int | None]
    origin_points: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)

    edition: Mapped[Edition] = relationship(back_populates="measures")
    goals: Mapped[list[Goal]] = relationship(
        secondary=measure_goal, back_populates="measures", order_by="Goal.level, Goal.position"
    )
    fields: Mapped[list[FieldOfAction]] = relationship(secondary=measure_field, order_by=FieldOfAction.position)

    @property
    def label(self) -> str:
        """A line to call the measure by: its title, else the beginning of its text."""
        return label_of(self.title, self.text)
