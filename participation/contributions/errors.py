"""Named refusals around cards and clusters."""

from collections.abc import Sequence
from textwrap import shorten

from participation.kernel.errors import DomainError

SHOWN_CHARACTERS = 40
"""How much of a card a sentence quotes."""


class CardEmpty(DomainError):
    """A card needs at least one visible character."""


class CardTooLong(DomainError):
    """A card holds at most ``limit`` characters as people count them; this one has ``length``."""

    def __init__(self, length: int, limit: int) -> None:
        """Remember how long the text is and how long it may be."""
        super().__init__(length, limit)
        self.length = length
        self.limit = limit


class CardUnknown(DomainError):
    """There is no such card in this workshop, or it is not this person's."""


class LanguageUnknown(DomainError):
    """No language ships under this tag."""


class TopicUnknown(DomainError):
    """The topic that a card answers does not belong to this workshop."""


class ReasonMissing(DomainError):
    """This move of staff needs a reason in words."""


class ClusterUnknown(DomainError):
    """There is no such cluster on this board."""


class TitleEmpty(DomainError):
    """A cluster's title is a sentence; it cannot be empty."""


class TitleTooLong(DomainError):
    """A title holds at most ``limit`` characters as people count them; this one has ``length``."""

    def __init__(self, length: int, limit: int) -> None:
        """Remember how long the title is and how long it may be."""
        super().__init__(length, limit)
        self.length = length
        self.limit = limit


class MarkEmpty(DomainError):
    """A lightning mark says why, with at least one visible character."""


class MarkTooLong(DomainError):
    """A lightning mark holds at most ``limit`` characters as people count them; this one has ``length``."""

    def __init__(self, length: int, limit: int) -> None:
        """Remember how long the text is and how long it may be."""
        super().__init__(length, limit)
        self.length = length
        self.limit = limit


class MarkedAlready(DomainError):
    """A device marks a topic once; its mark stands already."""


class MarkUnknown(DomainError):
    """There is no such mark in this workshop, or it is not this person's."""


class ReportUnfounded(DomainError):
    """A report says what is wrong with the card, by one of the reasons offered."""


class BoardMoved(DomainError):
    """Somebody else moved this card in the meantime; the later of two moves is told so."""


class CardsMoved(BoardMoved):
    """Some of several cards were moved or hidden by somebody else meanwhile; ``cards`` shows the beginning of each."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take the texts of the cards that are no longer as they were."""
        super().__init__(*texts)
        self.cards = " · ".join(shorten(text, SHOWN_CHARACTERS, placeholder="…") for text in texts)


class NothingToUndo(DomainError):
    """No move of this step is left to take back."""


class NothingToRedo(DomainError):
    """No move of this step was taken back that could be made again."""


class MoveUnknown(BoardMoved):
    """This move was not made on this board in this step, or it is taken back already."""


class TooFewTopics(DomainError):
    """Only two topics or more can become one."""


class PaperTooLate(DomainError):
    """The vote on this phase has begun: a card from paper could not be sorted for it any more."""


class TaskTaken(DomainError):
    """Somebody else has this text in hand; ``name`` is who."""

    def __init__(self, name: str) -> None:
        """Remember who translates it."""
        super().__init__(name)
        self.name = name


class TaskDone(DomainError):
    """This text is translated already, or it is not shown any more."""


class LineRefused(DomainError):
    """The line ``number`` of several cards cannot be a card; ``why`` is its own refusal."""

    def __init__(self, number: int, why: DomainError) -> None:
        """Remember which line, and why."""
        super().__init__(number, why)
        self.number = number
        self.why = why
