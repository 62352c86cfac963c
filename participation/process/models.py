"""Tables of a process's dates, and of what was joined across its workshops."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.contributions.models import Cluster
from participation.kernel import clock
from participation.kernel.database import Base, words
from participation.measures.models import Plan
from participation.prioritisation.models import Subject
from participation.workshop.models import Process

__all__ = ["DismissedJoining", "JoinedTopic", "JoinedTopicMember", "ProcessEntry", "Subject"]


class ProcessEntry(Base):
    """A date of the process that is no workshop: a council meeting, a festival, the end of a consultation.

    Day and time are the city's. ``titles`` is by language; the first one counts where a reader's is missing.
    """

    __tablename__ = "process_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"), index=True)
    day: Mapped[date]
    last_day: Mapped[date | None]
    time_of_day: Mapped[time | None]
    titles: Mapped[dict[str, str]] = mapped_column(default=dict)
    place: Mapped[str] = mapped_column(String(300), default="")
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)

    process: Mapped[Process] = relationship()


class JoinedTopic(Base):
    """Topics or plans of several workshops that say the same, under one title. Its members stay as they are."""

    __tablename__ = "joined_topic"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"), index=True)
    subject: Mapped[Subject] = mapped_column(words(Subject))
    title: Mapped[str]
    language: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))

    actor: Mapped[StaffUser | None] = relationship()
    members: Mapped[list["JoinedTopicMember"]] = relationship(
        cascade="all, delete-orphan", order_by="JoinedTopicMember.id"
    )


class JoinedTopicMember(Base):
    """A cluster or a plan in a joined topic; it is in one at most."""

    __tablename__ = "joined_topic_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    joined_topic_id: Mapped[int] = mapped_column(ForeignKey("joined_topic.id", ondelete="CASCADE"), index=True)
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), unique=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), unique=True)

    cluster: Mapped[Cluster | None] = relationship()
    plan: Mapped[Plan | None] = relationship()

    @property
    def subject_id(self) -> int | None:
        """The id of the cluster or plan."""
        return self.cluster_id if self.cluster_id is not None else self.plan_id


class DismissedJoining(Base):
    """Topics or plans that the office does not want joined, though they look alike."""

    __tablename__ = "dismissed_joining"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"), index=True)
    subject: Mapped[Subject] = mapped_column(words(Subject))
    subject_ids: Mapped[list[Any]]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
