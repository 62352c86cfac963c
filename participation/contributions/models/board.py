"""Tables of cards, clusters, inversions and the journal of the board."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.contributions.domain import (
    CardState,
    MoveKind,
    is_keyword,
)
from participation.i18n.wording import ShownText, TranslationState, choose_text
from participation.kernel import clock
from participation.kernel.database import Base, words
from participation.workshop.models import Phase, Room, Step


class Card(Base):
    """One contribution. ``text`` never changes after it was stored, ``language`` only when its author corrects it.

    ``key`` is the UUID that the device made: the same key is the same card. ``inversion_id`` is the critique topic
    that a wish answers. ``revision`` is the board revision of its last change.
    """

    __tablename__ = "card"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"), index=True)
    key: Mapped[str] = mapped_column(String(36))
    text: Mapped[str]
    language: Mapped[str] = mapped_column(String(20))
    state: Mapped[CardState] = mapped_column(words(CardState), default=CardState.VISIBLE)
    reason: Mapped[str] = mapped_column(default="")
    on_paper: Mapped[bool] = mapped_column(default=False)
    late: Mapped[bool] = mapped_column(default=False)
    """Whether it came after its step was over; it waits until the moderator takes it in, or not."""
    table_id: Mapped[int | None] = mapped_column(ForeignKey("workshop_table.id", ondelete="SET NULL"), index=True)
    inversion_id: Mapped[int | None] = mapped_column(ForeignKey("inversion.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    redacted_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    guessed_language: Mapped[str | None] = mapped_column(String(20))
    """Another language in which it seems to be written, while its author is asked."""

    step: Mapped[Step] = relationship()
    inversion: Mapped["Inversion | None"] = relationship(foreign_keys=[inversion_id])
    translations: Mapped[list["CardTranslation"]] = relationship(
        cascade="all, delete-orphan", order_by="CardTranslation.language"
    )
    placements: Mapped[list["Placement"]] = relationship(
        back_populates="card", cascade="all, delete-orphan", order_by="Placement.cluster_id"
    )

    __table_args__ = (
        UniqueConstraint("workshop_id", "key"),
        Index("ix_card_board", "workshop_id", "revision"),
    )

    @property
    def waits_late(self) -> bool:
        """Whether it came late and nobody has decided yet."""
        return self.late and self.state is CardState.WAITING


class CardTranslation(Base):
    """A card in another language; the original stays beside it."""

    __tablename__ = "card_translation"

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(20))
    text: Mapped[str]
    state: Mapped[TranslationState] = mapped_column(words(TranslationState))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (UniqueConstraint("card_id", "language"),)


class Cluster(Base):
    """Cards of one phase that belong together under a title, which is a sentence with content.

    A merged cluster stays, empty, and says into which one it went: nothing is lost by regrouping.
    """

    __tablename__ = "cluster"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    phase: Mapped[Phase] = mapped_column(words(Phase))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(20))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"))
    dissolved: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    translations: Mapped[list["ClusterTranslation"]] = relationship(
        cascade="all, delete-orphan", order_by="ClusterTranslation.language"
    )
    placements: Mapped[list["Placement"]] = relationship(
        back_populates="cluster", cascade="all, delete-orphan", order_by="Placement.position, Placement.card_id"
    )

    __table_args__ = (Index("ix_cluster_board", "workshop_id", "phase", "position"),)

    @property
    def cards(self) -> list[Card]:
        """The cards that everybody may see, in their order; hidden and withdrawn ones only keep their place."""
        return [placement.card for placement in self.placements if placement.card.state is CardState.VISIBLE]

    @property
    def origins(self) -> Sequence["GatheredTopic"]:
        """The topics of rooms that a plenum took up in this cluster, as far as ``list_clusters`` has read them."""
        return getattr(self, "_origins", ())

    def show_origins(self, origins: Sequence["GatheredTopic"]) -> None:
        """Remember the topics of rooms that were read for this cluster and for those merged into it."""
        self._origins = tuple(origins)

    @property
    def all_cards(self) -> list[Card]:
        """The cards that everybody may see: those that lie here, and those that stayed in the rooms, each once."""
        told = [*self.cards, *(card for origin in self.origins for card in origin.source.cards)]
        return list(dict.fromkeys(told))

    @property
    def is_on_board(self) -> bool:
        """Whether the cluster still stands for itself: neither merged into another nor dissolved."""
        return self.merged_into_id is None and not self.dissolved

    @property
    def is_keyword(self) -> bool:
        """Whether the title is a single word, which says too little."""
        return is_keyword(self.title)

    def shown_title(self, language: str) -> ShownText:
        """Return the title as somebody sees it who reads ``language``."""
        return choose_text(self.title, self.language, self.translations, language)

    def title_in(self, language: str) -> tuple[str, str]:
        """Return the title that a reader of ``language`` sees, and the language it is in."""
        shown = self.shown_title(language)
        return shown.text, shown.language


class ClusterTranslation(Base):
    """The title of a cluster in another language."""

    __tablename__ = "cluster_translation"

    id: Mapped[int] = mapped_column(primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(20))
    text: Mapped[str]
    state: Mapped[TranslationState] = mapped_column(words(TranslationState))

    __table_args__ = (UniqueConstraint("cluster_id", "language"),)


class Placement(Base):
    """A card lies in a cluster. A card that fits two topics is doubled: it lies in both."""

    __tablename__ = "placement"

    card_id: Mapped[int] = mapped_column(ForeignKey("card.id", ondelete="CASCADE"), primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)

    card: Mapped[Card] = relationship(back_populates="placements")
    cluster: Mapped[Cluster] = relationship(back_populates="placements")


class GatheredTopic(Base):
    """A cluster of a plenum that took up the cluster of a room, with what it got there.

    Its cards stay in the room. ``rank`` and ``points`` are those of the room's last counted vote; without a vote the
    rank is that by the number of cards, and there are no points.
    """

    __tablename__ = "gathered_topic"

    id: Mapped[int] = mapped_column(primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), unique=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), index=True)
    rank: Mapped[int]
    points: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    cluster: Mapped[Cluster] = relationship(foreign_keys=[cluster_id])
    source: Mapped[Cluster] = relationship(foreign_keys=[source_id])
    room: Mapped[Room] = relationship()


class Inversion(Base):
    """A critique topic turned round: its positive opposite, to which wishes are collected."""

    __tablename__ = "inversion"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"))
    position: Mapped[int]
    texts: Mapped[dict[str, str]] = mapped_column(default=dict)
    """The opposite by language; the workshop's first language comes first."""
    dropped: Mapped[bool] = mapped_column(default=False)

    cluster: Mapped[Cluster] = relationship()

    __table_args__ = (UniqueConstraint("workshop_id", "cluster_id"),)

    def text_in(self, language: str) -> tuple[str, str]:
        """Return the opposite in ``language`` and that language; the first one written where it is missing."""
        if self.texts.get(language):
            return self.texts[language], language
        for tag, text in self.texts.items():
            if text:
                return text, tag
        return self.cluster.title_in(language)


class BoardMove(Base):
    """A move on the board: who did what when, and how to take it back.

    ``before`` holds the rows that the move changed as they were, ``after`` what they became, each by table:
    ``{"placements": [[card, cluster, position], …], "clusters": {id: {…}}}``.
    """

    __tablename__ = "board_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    kind: Mapped[MoveKind] = mapped_column(words(MoveKind))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))

    actor: Mapped[StaffUser | None] = relationship(foreign_keys=[actor_id])
    undone_by: Mapped[StaffUser | None] = relationship(foreign_keys=[undone_by_id])

    __table_args__ = (Index("ix_board_move_step", "workshop_id", "step_id", "id"),)
