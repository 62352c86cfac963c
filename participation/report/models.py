"""Tables of reports."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.concept.models import Concept, FieldOfAction
from participation.kernel import clock
from participation.kernel.database import Base


class IntegrationReport(Base):
    """A report on a concept for a period: what moved after the day ``since``, up to and with the day ``until``."""

    __tablename__ = "integration_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"), index=True)
    since: Mapped[date]
    until: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))

    concept: Mapped[Concept] = relationship()
    created_by: Mapped[StaffUser | None] = relationship()
    recommendations: Mapped[list["Recommendation"]] = relationship(
        back_populates="report", order_by="Recommendation.id", cascade="all, delete-orphan"
    )


class Recommendation(Base):
    """What the office recommends for a field of action; without a field for all that belongs to none.

    When two fields are merged, both texts belong to the one that stays.
    """

    __tablename__ = "recommendation"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("integration_report.id", ondelete="CASCADE"), index=True)
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field_of_action.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))

    report: Mapped[IntegrationReport] = relationship(back_populates="recommendations")
    field: Mapped[FieldOfAction | None] = relationship()
    changed_by: Mapped[StaffUser | None] = relationship()
