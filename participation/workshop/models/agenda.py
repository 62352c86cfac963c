"""Tables of processes, workshops and their agendas."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.concept.models import Concept, Edition, FieldOfAction, Goal
from participation.kernel import clock
from participation.kernel.database import Base, words
from participation.workshop.domain import (
    Pace,
    Phase,
    RoomEntry,
    StepKind,
    StepRules,
    StepState,
    WorkshopState,
)
from participation.workshop.prompts import ShownPrompt, choose_prompt

if TYPE_CHECKING:
    from participation.workshop.models.places import Room, WorkshopTable


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


process_steering = Table(
    "process_steering",
    Base.metadata,
    Column("process_id", ForeignKey("process.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", ForeignKey("staff_user.id", ondelete="CASCADE"), primary_key=True),
)


workshop_interpreter = Table(
    "workshop_interpreter",
    Base.metadata,
    Column("workshop_id", ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", ForeignKey("staff_user.id", ondelete="CASCADE"), primary_key=True),
)


class Process(Base):
    """The way to one edition of a concept: several workshops on one timeline.

    Title and description are written in ``language``; ``translations`` holds both in others, by tag. Without a concept
    its results wait. Residents see it from ``published_at`` on.
    """

    __tablename__ = "process"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(20), default="de")
    translations: Mapped[dict[str, Any]] = mapped_column(default=dict)
    published_at: Mapped[datetime | None]
    concept_id: Mapped[int | None] = mapped_column(ForeignKey("concept.id", ondelete="SET NULL"), index=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    concept: Mapped[Concept | None] = relationship()
    edition: Mapped[Edition | None] = relationship()
    workshops: Mapped[list["Workshop"]] = relationship(back_populates="process", order_by="Workshop.id")
    steering: Mapped[list[StaffUser]] = relationship(secondary=process_steering, order_by=StaffUser.name)


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
    questions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The voluntary questions that the office lets it ask: see ``reach.asked.Asked``."""
    takes_late: Mapped[bool] = mapped_column(default=True)
    """Whether cards that come after their step is over are offered to the moderator, or stay with their author."""
    invited_only: Mapped[bool] = mapped_column(default=False)
    """Whether a device needs a code on paper to take part (ADR 26); a room is as closed as its plenum."""
    adjourned_until: Mapped[datetime | None]
    """When it goes on at another date; ``None`` for a workshop that is not interrupted."""
    current_step_id: Mapped[int | None] = mapped_column(ForeignKey("step.id", use_alter=True, ondelete="SET NULL"))
    stage_revision: Mapped[int] = mapped_column(default=1)
    board_revision: Mapped[int] = mapped_column(default=1)
    screen: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the moderator chose for the projector: see ``workshop.screen.Screen``."""
    pace: Mapped[Pace | None] = mapped_column(words(Pace))
    """How its rooms go along the agenda; ``None`` for a workshop that is not split into rooms."""
    room_entry: Mapped[RoomEntry | None] = mapped_column(words(RoomEntry))
    called_back_at: Mapped[datetime | None]
    """When the rooms are called back to the plenum."""
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
    interpreters: Mapped[list[StaffUser]] = relationship(secondary=workshop_interpreter, order_by=StaffUser.name)
    rooms: Mapped[list["Room"]] = relationship(
        back_populates="plenum", foreign_keys="Room.plenum_id", order_by="Room.position", cascade="all, delete-orphan"
    )
    room: Mapped["Room | None"] = relationship(
        back_populates="workshop", foreign_keys="Room.workshop_id", lazy="joined", cascade="all, delete-orphan"
    )
    """What makes this workshop a room of a larger one; read along with it, because every phone page asks."""

    @property
    def language(self) -> str:
        """The workshop's first language: what the projector speaks."""
        return self.languages[0]

    @property
    def is_over(self) -> bool:
        """Whether the agenda has been walked to its end."""
        return self.state in {WorkshopState.CLOSED, WorkshopState.ARCHIVED}

    @property
    def has_tables(self) -> bool:
        """Whether people sit at tables."""
        return bool(self.tables)


class Step(StepRules, Base):
    """A step of the agenda. ``settings`` holds what its kind needs, e.g. ``{"dots": 3, "limit": 2}`` for a vote.

    ``{"inserted": True}`` marks a step that was put in while the workshop was led: it is no part of the plan.
    ``extended_minutes`` is what the moderator gave or took against the plan, also ahead of the step.
    """

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
    prompts: Mapped[list["StepPrompt"]] = relationship(
        back_populates="step", cascade="all, delete-orphan", order_by="StepPrompt.id"
    )

    __table_args__ = (UniqueConstraint("workshop_id", "position"),)

    @property
    def is_inserted(self) -> bool:
        """Whether the step was put in while the workshop was led."""
        return bool(self.settings.get("inserted"))

    @property
    def has_run(self) -> bool:
        """Whether the step has begun at least once."""
        return self.started_at is not None or self.state in {StepState.RUNNING, StepState.DONE}

    @property
    def planned_minutes(self) -> int:
        """How long the step lasts in the plan; an inserted one was not planned."""
        return 0 if self.is_inserted else self.minutes

    @property
    def whole_minutes(self) -> int:
        """How long the step shall last as things stand, without pauses."""
        return self.minutes + self.extended_minutes

    @property
    def from_plenum(self) -> bool:
        """Whether this step of a room was made from one of the plenum's."""
        return bool(self.settings.get("from_plenum"))

    @property
    def gathers(self) -> bool:
        """Whether the plenum takes up the topics of its rooms in this step, or votes on them."""
        return bool(self.settings.get("gathers"))

    def prompt_in(self, language: str) -> ShownPrompt | None:
        """Return the prompt for somebody who reads ``language``."""
        return choose_prompt(self.prompts, self.workshop.languages[0], language)


class StepPrompt(Base):
    """The prompt of a step in one language."""

    __tablename__ = "step_prompt"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(20))
    text: Mapped[str]

    step: Mapped[Step] = relationship(back_populates="prompts")
    drafts: Mapped[list["PromptDraft"]] = relationship(cascade="all, delete-orphan", order_by="PromptDraft.language")

    __table_args__ = (UniqueConstraint("step_id", "language"),)


class PromptDraft(Base):
    """What a machine makes of a prompt in another language.

    It goes when the prompt is worded anew, or when somebody words it in that language: that is a prompt of its own.
    """

    __tablename__ = "prompt_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    prompt_id: Mapped[int] = mapped_column(ForeignKey("step_prompt.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(20))
    text: Mapped[str]

    __table_args__ = (UniqueConstraint("prompt_id", "language"),)
