"""Tables of council papers and of everything that was ever saved in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.kernel import clock
from participation.kernel.database import Base
from participation.papers.domain import PaperContent
from participation.workshop.models import Workshop


class CouncilPaper(Base):
    """A paper about what came out of a workshop; `version` counts from 1, the newest one is the paper."""

    __tablename__ = "council_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("workshop.id", ondelete="SET NULL"), index=True)
    language: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)

    workshop: Mapped[Workshop | None] = relationship()
    versions: Mapped[list["PaperVersion"]] = relationship(
        cascade="all, delete-orphan", order_by="PaperVersion.number.desc()"
    )

    @property
    def content(self) -> PaperContent:
        """What the newest version says."""
        return self.versions[0].said


class PaperVersion(Base):
    """What a paper said at one time, who saved it and when."""

    __tablename__ = "council_paper_version"

    paper_id: Mapped[int] = mapped_column(ForeignKey("council_paper.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))

    actor: Mapped[StaffUser | None] = relationship()

    @property
    def said(self) -> PaperContent:
        """Its content."""
        return PaperContent.from_data(self.content)
