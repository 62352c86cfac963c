"""Tables of the dot vote."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.access.models import StaffUser
from participation.contributions.models import TranslationState
from participation.i18n.wording import KnownText, ShownText, choose_text
from participation.kernel import clock
from participation.kernel.database import Base, words
from participation.prioritisation.domain import OptionDraft, RoundState, Subject
from participation.prioritisation.paper import CardUse, CountedOption, Discrepancy, PaperState, VotingRules
from participation.workshop.models import Step

__all__ = [
    "Ballot",
    "BallotDot",
    "CardUse",
    "CountedOption",
    "Discrepancy",
    "Option",
    "OptionDraft",
    "PaperCount",
    "PaperState",
    "PaperTally",
    "Round",
    "RoundState",
    "Subject",
    "VotingCard",
    "VotingCardUse",
    "VotingRule",
    "VotingRules",
]


class Round(Base):
    """A vote. Dots, limit and options are fixed when it opens; counts stay secret until it closes."""

    __tablename__ = "round"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), unique=True)
    subject: Mapped[Subject] = mapped_column(words(Subject))
    state: Mapped[RoundState] = mapped_column(words(RoundState), default=RoundState.OPEN)
    dots: Mapped[int]
    limit: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]
    tie_reason: Mapped[str] = mapped_column(default="")
    """Why ties were broken as they were, one reason a line."""
    by_cards: Mapped[bool] = mapped_column(default=False)
    counted_twice: Mapped[bool] = mapped_column(default=False)
    paper_reason: Mapped[str] = mapped_column(default="")
    """Why the counts of paper were settled as they were where they differed."""
    cards_issued: Mapped[int | None]
    """Voting cards that could be used in this vote, and of them those handed in on paper: written at closing."""
    cards_on_paper: Mapped[int | None]

    step: Mapped[Step] = relationship()
    options: Mapped[list["Option"]] = relationship(
        back_populates="round", order_by="Option.position", cascade="all, delete-orphan"
    )


class Option(Base):
    """What can be voted for, as it was when the round opened: ``titles`` by language.

    ``subject_id`` points to the cluster, the plan, or is the value on a scale (see ``Round.subject``).
    ``points``, ``rank`` are written at closing; equal points share a rank, and where nobody gave a dot there is none.
    ``tie_order`` breaks a tie for what comes next without changing the rank that is shown.
    """

    __tablename__ = "round_option"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    position: Mapped[int]
    subject_id: Mapped[int]
    titles: Mapped[dict[str, str]]
    machine_titles: Mapped[list[str]] = mapped_column(default=list)
    """Languages whose title only a machine had translated when the round opened."""
    points: Mapped[int | None]
    rank: Mapped[int | None]
    tie_order: Mapped[int | None]

    round: Mapped[Round] = relationship(back_populates="options")

    __table_args__ = (UniqueConstraint("round_id", "position"),)

    def shown_title(self, language: str) -> ShownText:
        """Return the title as somebody sees it who reads ``language``; the first one frozen is the original."""
        (original, title), *others = self.titles.items()
        known = [
            KnownText(tag, text, TranslationState.MACHINE if tag in self.machine_titles else TranslationState.HUMAN)
            for tag, text in others
            if text
        ]
        return choose_text(title, original, known, language)

    @property
    def original(self) -> tuple[str, str]:
        """The title as it was written, and its language."""
        tag, title = next(iter(self.titles.items()))
        return title, tag

    def title_in(self, language: str) -> tuple[str, str]:
        """Return the title that a reader of ``language`` sees, and the language it is in."""
        shown = self.shown_title(language)
        return shown.text, shown.language


class Ballot(Base):
    """One ballot a device; casting again replaces it.

    ``key`` makes a repeated request harmless; ``past_keys`` those that were replaced, so that a request which the
    network delivers late does not bring back what the person has changed since.
    """

    __tablename__ = "ballot"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"))
    key: Mapped[str] = mapped_column(String(36))
    past_keys: Mapped[list[str]] = mapped_column(default=list)
    cast_at: Mapped[datetime] = mapped_column(default=clock.now)

    dots: Mapped[list["BallotDot"]] = relationship(cascade="all, delete-orphan")

    __table_args__ = (UniqueConstraint("round_id", "participant_id"),)

    @property
    def chosen(self) -> dict[int, int]:
        """The dots given, by option id."""
        return {dot.option_id: dot.dots for dot in self.dots}


class BallotDot(Base):
    """The dots that a ballot gives to one option."""

    __tablename__ = "ballot_dot"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id", ondelete="CASCADE"), primary_key=True)
    option_id: Mapped[int] = mapped_column(
        ForeignKey("round_option.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    dots: Mapped[int]

    __table_args__ = (CheckConstraint("dots > 0", name="positive"),)


class PaperCount(Base):
    """Dots stuck on paper for one option, entered by staff; entering again replaces the number."""

    __tablename__ = "paper_count"

    id: Mapped[int] = mapped_column(primary_key=True)
    option_id: Mapped[int] = mapped_column(ForeignKey("round_option.id", ondelete="CASCADE"), unique=True)
    dots: Mapped[int]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (CheckConstraint("dots >= 0", name="not_negative"),)


class PaperTally(Base):
    """One of the two counts of a round's paper: ``dots`` in the order of the options.

    ``single_handed`` says that the second count was made by the person of the first, because nobody else was there.
    """

    __tablename__ = "paper_tally"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    turn: Mapped[int]
    dots: Mapped[list[Any]]
    single_handed: Mapped[bool] = mapped_column(default=False)
    counted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    counted_by: Mapped[StaffUser | None] = relationship()

    __table_args__ = (UniqueConstraint("round_id", "turn"),)


class VotingRule(Base):
    """How a workshop votes from now on; a round keeps the rules that stood when it opened."""

    __tablename__ = "voting_rule"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True)
    by_cards: Mapped[bool] = mapped_column(default=False)
    counted_twice: Mapped[bool] = mapped_column(default=True)


class VotingCard(Base):
    """A printed card that casts one ballot in each vote of its workshop. Archiving deletes it.

    ``number`` stands on it for people, its secret in its QR code: only the hash is kept.
    """

    __tablename__ = "voting_card"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    number: Mapped[int]
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    void: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (UniqueConstraint("workshop_id", "number"),)


class VotingCardUse(Base):
    """Whether a card was used in a round, and by which way; never for what (ADR 0013).

    A row for each card is written when the round opens, so that neither its place nor a time tells when a card was
    used.
    """

    __tablename__ = "voting_card_use"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("voting_card.id", ondelete="CASCADE"), primary_key=True, index=True)
    way: Mapped[CardUse] = mapped_column(words(CardUse), default=CardUse.UNUSED)

    card: Mapped[VotingCard] = relationship()
