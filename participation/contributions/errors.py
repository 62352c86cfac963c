"""Named refusals around cards and clusters."""

from participation.kernel.errors import DomainError


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


class TableUnknown(DomainError):
    """There is no such table in this workshop."""


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


class BoardMoved(DomainError):
    """Somebody else moved this card in the meantime; the later of two moves is told so."""


class NothingToUndo(DomainError):
    """No move of this step is left to take back."""


class PaperTooLate(DomainError):
    """The vote on this phase has begun: a card from paper could not be sorted for it any more."""


class LineRefused(DomainError):
    """The line ``number`` of several cards cannot be a card; ``why`` is its own refusal."""

    def __init__(self, number: int, why: DomainError) -> None:
        """Remember which line, and why."""
        super().__init__(number, why)
        self.number = number
        self.why = why
