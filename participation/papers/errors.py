"""Named refusals around council papers."""

from participation.kernel.errors import DomainError


class PaperUnknown(DomainError):
    """There is no such paper, or no such version of it."""


class PaperChanged(DomainError):
    """Somebody else saved this paper since it was opened; what they saved is the version before."""


class ResolutionMissing(DomainError):
    """A paper is to be printed that proposes nothing: there is nothing that a committee could decide."""


class AmountUnreadable(DomainError):
    """An amount was written that is none; `written` is what stood there."""

    def __init__(self, written: str) -> None:
        super().__init__(written)
        self.written = written
