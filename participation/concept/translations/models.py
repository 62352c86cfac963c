"""Table of the translations of a concept's texts."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.i18n.wording import TranslationState
from participation.kernel import clock
from participation.kernel.database import Base, words


class TextTranslation(Base):
    """A text of a concept in another language, wherever in the concept the ``original`` stands.

    ``hash`` is that of the original (`texts.hash_of`), ``place`` where it was first found when it was translated:
    by it the office is shown what has become out of date.
    """

    __tablename__ = "text_translation"

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(20))
    hash: Mapped[str] = mapped_column(String(64))
    original: Mapped[str]
    text: Mapped[str]
    state: Mapped[TranslationState] = mapped_column(words(TranslationState))
    place: Mapped[str] = mapped_column(String(80), default="")
    version: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    author: Mapped[StaffUser | None] = relationship()

    __table_args__ = (UniqueConstraint("concept_id", "language", "hash"),)
