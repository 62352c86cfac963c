"""Tables of processes, workshops and their agendas."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.concept.models import Concept, Edition, FieldOfAction, Goal
from participation.kernel import clock
from participation.kernel.database import Base, words
from participation.workshop.domain import Phase, StepKind, StepState, WorkshopState, end_of_step

__all__ = [
    "Phase",
    "Process",
    "Step",
    "StepKind",
    "StepPrompt",
    "StepState",
    "Workshop",
    "WorkshopState",
    "WorkshopTable",
]

workshop_goal = Table(
    "workshop_goal",
    Base.metadata,
    Column("workshop_id", ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True),
    Column("goal_id", ForeignKey("goal.id", ondelete="CASCADE"), primary_key=True),
)
workshop_field = Table(
    "workshop_field",
    Base.metadata,
    Column("workshop_id", ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True),
    Column("field_id", ForeignKey("field_of_action.id", ondelete="CASCADE"), primary_key=True),
)
workshop_moderator = Table(
    "workshop_moderator",
    Base.metadata,
    Column("workshop_id", ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", ForeignKey("staff_user.id", ondelete="CASCADE"), primary_key=True),
)


class Process(Base):
    """The way to one edition of a concept: several workshops on one timeline."""

    __tablename__ = "process"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    concept_id: Mapped[int | None] = mapped_column(ForeignKey("concept.id", ondelete="SET NULL"), index=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    concept: Mapped[Concept | None] = relationship()
    edition: Mapped[Edition | None] = relationship()
    workshops: Mapped[list["Workshop"]] = relationship(back_populates="process", order_by="Workshop.id")


class Workshop(Base):
    """One event with a join code.

    ``stage_revision`` and ``board_revision`` count what changed for phones and for the board; they are raised in
    the transaction that changes something, so a reader that saw revision *n* has seen everything up to it.
    """

    __tablename__ = "workshop"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    place: Mapped[str] = mapped_column(String(300), default="")
    planned_for: Mapped[datetime | None]
    state: Mapped[WorkshopState] = mapped_column(words(WorkshopState), default=WorkshopState.PLANNED)
    template: Mapped[str] = mapped_column(String(40))
    languages: Mapped[list[str]]
    premoderated: Mapped[bool] = mapped_column(default=False)
    current_step_id: Mapped[int | None] = mapped_column(ForeignKey("step.id", use_alter=True, ondelete="SET NULL"))
    stage_revision: Mapped[int] = mapped_column(default=1)
    board_revision: Mapped[int] = mapped_column(default=1)
    screen: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the moderator chose for the projector: see ``workshop.screen.Screen``."""
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]

    process: Mapped[Process] = relationship(back_populates="workshops")
    steps: Mapped[list["Step"]] = relationship(
        back_populates="workshop",
        order_by="Step.position",
        foreign_keys="Step.workshop_id",
        cascade="all, delete-orphan",
    )
    current_step: Mapped["Step | None"] = relationship(foreign_keys=[current_step_id], post_update=True)
    tables: Mapped[list["WorkshopTable"]] = relationship(
        back_populates="workshop", order_by="WorkshopTable.position", cascade="all, delete-orphan"
    )
    goals: Mapped[list[Goal]] = relationship(secondary=workshop_goal, order_by=(Goal.level, Goal.position))
    fields: Mapped[list[FieldOfAction]] = relationship(secondary=workshop_field, order_by=FieldOfAction.position)
    moderators: Mapped[list[StaffUser]] = relationship(secondary=workshop_moderator, order_by=StaffUser.name)

    @property
    def language(self) -> str:
        """The workshop's first language: what the projector speaks."""
        return self.languages[0]

    @property
    def is_over(self) -> bool:
        """Whether the agenda has been walked to its end."""
        return self.state in {WorkshopState.CLOSED, WorkshopState.ARCHIVED}


class Step(Base):
    """A step of the agenda. ``settings`` holds what its kind needs, e.g. ``{"dots": 3, "limit": 2}`` for a vote."""

    __tablename__ = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    position: Mapped[int]
    phase: Mapped[Phase] = mapped_column(words(Phase))
    kind: Mapped[StepKind] = mapped_column(words(StepKind))
    minutes: Mapped[int]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[StepState] = mapped_column(words(StepState), default=StepState.AHEAD)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    extended_minutes: Mapped[int] = mapped_column(default=0)
    paused_at: Mapped[datetime | None]
    paused_seconds: Mapped[int] = mapped_column(default=0)

    workshop: Mapped[Workshop] = relationship(back_populates="steps", foreign_keys=[workshop_id])
    prompts: Mapped[list["StepPrompt"]] = relationship(cascade="all, delete-orphan", order_by="StepPrompt.id")

    __table_args__ = (UniqueConstraint("workshop_id", "position"),)

    @property
    def ends_at(self) -> datetime | None:
        """When the running step ends; ``None`` while it is paused or does not run."""
        if self.started_at is None or self.paused_at is not None or self.state is not StepState.RUNNING:
            return None
        return end_of_step(self.started_at, self.minutes, self.extended_minutes, timedelta(seconds=self.paused_seconds))

    @property
    def takes_input(self) -> bool:
        """Whether residents may contribute: the step runs and is not paused."""
        return self.state is StepState.RUNNING and self.paused_at is None

    def prompt_in(self, language: str) -> "StepPrompt | None":
        """Return the prompt in ``language``, else in the workshop's first language, else any."""
        by_language = {prompt.language: prompt for prompt in self.prompts}
        first = self.workshop.languages[0]
        return by_language.get(language) or by_language.get(first) or next(iter(self.prompts), None)


class StepPrompt(Base):
    """The prompt of a step in one language."""

    __tablename__ = "step_prompt"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(20))
    text: Mapped[str]

    __table_args__ = (UniqueConstraint("step_id", "language"),)


class WorkshopTable(Base):
    """A group at a table; ``topic_id`` names the wish (a cluster) it works out."""

    __tablename__ = "workshop_table"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field_of_action.id", ondelete="SET NULL"))

    workshop: Mapped[Workshop] = relationship(back_populates="tables")

    __table_args__ = (UniqueConstraint("workshop_id", "position"),)
