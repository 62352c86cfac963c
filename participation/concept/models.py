"""Tables of the concept."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.concept.domain import (
    BUILT_IN_WORDS,
    KEYED,
    MEASURE_TEXTS,
    REQUIRED_FIELDS,
    Direction,
    EditionState,
    IntegrationPhase,
    MeasureState,
    SpatialReference,
    VocabularyKind,
    missing_fields,
)
from participation.kernel import clock
from participation.kernel.database import Base, words
from participation.kernel.ids import new_key

__all__ = [
    "BUILT_IN_WORDS",
    "KEYED",
    "MEASURE_TEXTS",
    "REQUIRED_FIELDS",
    "Concept",
    "Direction",
    "Edition",
    "EditionState",
    "FieldOfAction",
    "FieldSpelling",
    "Goal",
    "GoalPlace",
    "Indicator",
    "IndicatorValue",
    "IntegrationPhase",
    "Measure",
    "MeasureState",
    "SpatialReference",
    "VocabularyKind",
    "VocabularyWord",
    "missing_fields",
]

goal_field = Table(
    "goal_field",
    Base.metadata,
    Column("goal_id", ForeignKey("goal.id", ondelete="CASCADE"), primary_key=True),
    Column("field_id", ForeignKey("field_of_action.id", ondelete="CASCADE"), primary_key=True),
)
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


class Concept(Base):
    """One city's concept. It names its own levels from the outside in, e.g. Themenfeld, Leitziel, Teilziel."""

    __tablename__ = "concept"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    city: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(20), default="de")
    levels: Mapped[list[str]]
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How its documents are to be read, as a person confirmed it (`reading.Mapping`), but for spellings of fields."""
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    editions: Mapped[list["Edition"]] = relationship(
        back_populates="concept", order_by="Edition.id", cascade="all, delete-orphan"
    )
    fields: Mapped[list["FieldOfAction"]] = relationship(
        back_populates="concept", order_by="FieldOfAction.position", cascade="all, delete-orphan"
    )
    spellings: Mapped[list["FieldSpelling"]] = relationship(cascade="all, delete-orphan")
    words: Mapped[list["VocabularyWord"]] = relationship(
        order_by="VocabularyWord.kind, VocabularyWord.position, VocabularyWord.id", cascade="all, delete-orphan"
    )


class Edition(Base):
    """A state of the concept at a date. A concept has at most one draft and one adopted edition.

    ``as_of`` is the date on which ``committee`` adopted it by the paper ``paper_number``; ``adopted_by`` of staff
    recorded it. ``base`` is the edition that it was begun from.
    """

    __tablename__ = "edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[EditionState] = mapped_column(words(EditionState), default=EditionState.DRAFT)
    as_of: Mapped[date | None]
    committee: Mapped[str] = mapped_column(String(200), default="")
    paper_number: Mapped[str] = mapped_column(String(80), default="")
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    base_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="SET NULL"))
    own_levels: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """The names of its levels since its adoption; those of the concept go on changing with the next draft."""

    concept: Mapped[Concept] = relationship(back_populates="editions")
    base: Mapped["Edition | None"] = relationship(remote_side="Edition.id")
    adopted_by: Mapped[StaffUser | None] = relationship()
    goals: Mapped[list["Goal"]] = relationship(
        back_populates="edition", order_by="Goal.level, Goal.position", cascade="all, delete-orphan"
    )
    measures: Mapped[list["Measure"]] = relationship(
        back_populates="edition", order_by="Measure.position, Measure.id", cascade="all, delete-orphan"
    )

    __table_args__ = tuple(
        Index(f"uq_edition_{state}", "concept_id", unique=True, sqlite_where=text(only), postgresql_where=text(only))
        for state in ("draft", "adopted")
        for only in (f"state = '{state}'",)
    )

    @property
    def levels(self) -> list[str]:
        """The names of its levels, from the outside in."""
        return self.own_levels or self.concept.levels


class FieldOfAction(Base):
    """A cross-cutting field of the concept."""

    __tablename__ = "field_of_action"

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))

    concept: Mapped[Concept] = relationship(back_populates="fields")

    __table_args__ = (UniqueConstraint("concept_id", "name"),)


class FieldSpelling(Base):
    """How a document writes a field of action; confirmed once by a person, used at every later import."""

    __tablename__ = "field_spelling"

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"))
    spelling: Mapped[str] = mapped_column(String(200))
    field_id: Mapped[int] = mapped_column(ForeignKey("field_of_action.id", ondelete="CASCADE"))

    field: Mapped[FieldOfAction] = relationship()

    __table_args__ = (UniqueConstraint("concept_id", "spelling"),)


class VocabularyWord(Base):
    """A word that a concept's measures may use; measures keep its ``key``, people read its ``name``."""

    __tablename__ = "vocabulary_word"

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"))
    kind: Mapped[VocabularyKind] = mapped_column(words(VocabularyKind))
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]

    __table_args__ = (UniqueConstraint("concept_id", "kind", "key"),)


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
        secondary=measure_goal, back_populates="goals", order_by="Measure.position, Measure.id"
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
        return self.title or (self.text if len(self.text) <= 120 else self.text[:117].rstrip() + "…")  # noqa: PLR2004
