"""Table of the templates that cities bring in for their documents."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.concept.models import Concept
from participation.kernel import clock
from participation.kernel.database import Base


class WordTemplate(Base):
    """The template that documents of a concept look like, as it was brought in; one a concept.

    It is kept here and not as a file, so that a copy of the database holds it.
    """

    __tablename__ = "word_template"

    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"), primary_key=True)
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    uploaded_at: Mapped[datetime] = mapped_column(default=clock.now)

    concept: Mapped[Concept] = relationship()
    uploaded_by: Mapped[StaffUser | None] = relationship()
