"""Tables of goals: their places in print and their indicators."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Column, ForeignKey, Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.concept.domain import Direction
from participation.concept.models.document import Edition, FieldOfAction
from participation.kernel.database import Base, words
from participation.kernel.ids import new_key

if TYPE_CHECKING:
    from participation.concept.models.measures import Measure

goal_field = Table(
    "goal_field",
    Base.metadata,
    Column("goal_id", ForeignKey("goal.id", ondelete="CASCADE"), primary_key=True),
    Column("field_id", ForeignKey("field_of_action.id", ondelete="CASCADE"), primary_key=True),
)


class Goal(Base):
    """A node of the tree, phrased as already reached. ``level`` counts from 0, the outermost."""

    __tablename__ = "goal"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    lineage: Mapped[str] = mapped_column(String(36), default=new_key, index=True)
    """The same for the same goal in every edition; so it is with measures and indicators."""
    level: Mapped[int]
    position: Mapped[int]
    number: Mapped[str | None] = mapped_column(String(40))
    text: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)

    edition: Mapped[Edition] = relationship(back_populates="goals")
    parent: Mapped["Goal | None"] = relationship(remote_side="Goal.id", back_populates="children")
    children: Mapped[list["Goal"]] = relationship(back_populates="parent", order_by="Goal.position")
    fields: Mapped[list[FieldOfAction]] = relationship(secondary=goal_field, order_by=FieldOfAction.position)
    measures: Mapped[list["Measure"]] = relationship(
        secondary="measure_goal", back_populates="goals", order_by="Measure.position, Measure.id"
    )
    indicators: Mapped[list["Indicator"]] = relationship(
        back_populates="goal", order_by="Indicator.position", cascade="all, delete-orphan"
    )

    places: Mapped[list["GoalPlace"]] = relationship(
        foreign_keys="GoalPlace.goal_id", order_by="GoalPlace.position", back_populates="goal", passive_deletes=True
    )

    __table_args__ = (Index("ix_goal_place", "edition_id", "level", "position"),)


class GoalPlace(Base):
    """A further place at which a goal is printed: under another goal of its parent's level, with a number of its own.

    The goal's own ``parent``, ``position`` and ``number`` are its first place.
    """

    __tablename__ = "goal_place"

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"))
    parent_id: Mapped[int] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    number: Mapped[str | None] = mapped_column(String(40))

    goal: Mapped[Goal] = relationship(foreign_keys=[goal_id], back_populates="places")
    parent: Mapped[Goal] = relationship(foreign_keys=[parent_id])

    __table_args__ = (UniqueConstraint("goal_id", "parent_id"),)


class Indicator(Base):
    """What a goal is measured by."""

    __tablename__ = "indicator"

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    lineage: Mapped[str] = mapped_column(String(36), default=new_key, index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(String(80), default="")
    direction: Mapped[Direction | None] = mapped_column(words(Direction))
    source: Mapped[str] = mapped_column(default="")
    baseline: Mapped[str] = mapped_column(String(80), default="")
    target: Mapped[str] = mapped_column(String(80), default="")
    version: Mapped[int] = mapped_column(default=1)

    goal: Mapped[Goal] = relationship(back_populates="indicators")
    values: Mapped[list["IndicatorValue"]] = relationship(order_by="IndicatorValue.at", cascade="all, delete-orphan")


class IndicatorValue(Base):
    """One reading of an indicator."""

    __tablename__ = "indicator_value"

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"), index=True)
    at: Mapped[date]
    value: Mapped[float]
