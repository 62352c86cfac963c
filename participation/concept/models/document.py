"""Tables of a concept as a document: its editions, fields of action and vocabularies."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.concept.domain import EditionState, VocabularyKind
from participation.kernel import clock
from participation.kernel.database import Base, words

if TYPE_CHECKING:
    from participation.concept.models.goals import Goal
    from participation.concept.models.measures import Measure


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
