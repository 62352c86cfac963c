"""Named refusals of a vote."""

from participation.kernel.errors import DomainError


class RoundClosed(DomainError):
    """The round does not take ballots: it is closed or has not been opened."""


class RoundOpen(DomainError):
    """The round still runs; its counts are secret and it cannot be opened again."""


class RoundUnknown(DomainError):
    """The workshop has no such round."""


class TooFewOptions(DomainError):
    """A vote needs at least two options."""


class OptionUntitled(DomainError):
    """The option for ``subject_id`` has no title in any language; people cannot vote for what they cannot read."""

    def __init__(self, subject_id: int) -> None:
        """Remember which cluster or plan lacks a title."""
        super().__init__(subject_id)
        self.subject_id = subject_id


class RulesInvalid(DomainError):
    """A ballot has one dot at least, and so has the limit on one option."""


class OptionForeign(DomainError):
    """An option of the ballot does not belong to this round."""


class NoDots(DomainError):
    """A ballot without a dot says nothing."""


class TooManyDots(DomainError):
    """The ballot has ``given`` dots, the round allows ``allowed``."""

    def __init__(self, given: int, allowed: int) -> None:
        """Remember both numbers."""
        super().__init__(given, allowed)
        self.given = given
        self.allowed = allowed


class TooManyOnOne(DomainError):
    """One option may get at most ``limit`` dots of a ballot."""

    def __init__(self, limit: int) -> None:
        """Remember the limit."""
        super().__init__(limit)
        self.limit = limit


class NoTie(DomainError):
    """These options do not have equal points."""


class CountInvalid(DomainError):
    """A number of paper dots must be a whole number from zero to ``most``."""

    def __init__(self, most: int) -> None:
        """Remember the largest number that is believed."""
        super().__init__(most)
        self.most = most
