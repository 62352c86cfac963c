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


class PaperCountedTwice(DomainError):
    """This vote counts paper twice: a single number for an option is not taken."""


class PaperCountedOnce(DomainError):
    """This vote counts paper once: there is no second count."""


class CountedByYou(DomainError):
    """Somebody may make one of the two counts of paper, unless there is nobody else and they say so."""


class CountsComplete(DomainError):
    """Both counts of paper are there already."""


class CountsAgree(DomainError):
    """The counts of paper are not two that differ: there is nothing to settle."""


class PaperUnsettled(DomainError):
    """The paper of this vote was not counted twice with the same result, so it cannot be closed."""


class VotingCardNeeded(DomainError):
    """This vote takes ballots from voting cards only."""


class VotingCardUnknown(DomainError):
    """The workshop has no voting card with this secret or number."""


class VotingCardVoid(DomainError):
    """The voting card ``number`` was declared void."""

    def __init__(self, number: int) -> None:
        """Remember which card."""
        super().__init__(number)
        self.number = number


class VotingCardTooNew(DomainError):
    """The voting card ``number`` was made after the vote had been opened."""

    def __init__(self, number: int) -> None:
        """Remember which card."""
        super().__init__(number)
        self.number = number


class VotingCardCast(DomainError):
    """The voting card ``number`` has cast its ballot by phone in this vote."""

    def __init__(self, number: int) -> None:
        """Remember which card."""
        super().__init__(number)
        self.number = number


class VotingCardOnPaper(DomainError):
    """The voting card ``number`` was handed in on paper in this vote."""

    def __init__(self, number: int) -> None:
        """Remember which card."""
        super().__init__(number)
        self.number = number


class VotingCardUnused(DomainError):
    """The voting card ``number`` was not handed in on paper, so this cannot be taken back."""

    def __init__(self, number: int) -> None:
        """Remember which card."""
        super().__init__(number)
        self.number = number


class NoVotingCards(DomainError):
    """A vote by voting cards cannot open before there are any."""


class VotesWithoutCards(DomainError):
    """This vote is held by devices, not by voting cards."""


class CardCountInvalid(DomainError):
    """So many voting cards cannot be made at once: one to ``most``."""

    def __init__(self, most: int) -> None:
        """Remember how many can be made at once."""
        super().__init__(most)
        self.most = most


class PaperBeyondCards(DomainError):
    """More dots were counted on paper than the ``cards`` handed in on paper can carry."""

    def __init__(self, dots: int, cards: int, allowed: int) -> None:
        """Remember the dots counted, the cards handed in, and how many dots these can carry."""
        super().__init__(dots, cards, allowed)
        self.dots = dots
        self.cards = cards
        self.allowed = allowed
