"""Named refusals around editions."""

from participation.kernel.errors import DomainError


class NoSuchEdition(DomainError):
    """The concept has no edition of this number, or none in this state."""


class DraftPresent(DomainError):
    """The concept has a draft edition already; there is one at most."""


class NothingAdopted(DomainError):
    """The next edition is begun from the adopted one, and none is adopted."""


class DecisionsOpen(DomainError):
    """``number`` measures of the former edition are marked for decision and not settled."""

    def __init__(self, number: int) -> None:
        """Remember how many are open."""
        super().__init__(number)
        self.number = number


class DecisionReasonMissing(DomainError):
    """Ending a measure, or leaving its decision open, needs a reason in words."""


class NotOfFormerEdition(DomainError):
    """Decided is on measures that the former edition has; another one is simply edited."""


class AdoptionAhead(DomainError):
    """An adoption is recorded when it has happened; its date lies ahead."""


class AdoptionIncomplete(DomainError):
    """The record of an adoption says committee and paper number."""


class NumbersMoved(DomainError):
    """The numbers are not those that were shown: somebody changed goals or measures in the meantime."""


class NothingRenumbered(DomainError):
    """There is no renumbering in this draft that could be undone."""
