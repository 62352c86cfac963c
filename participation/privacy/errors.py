"""Named refusals."""

from participation.kernel.errors import DomainError


class WorkshopNotClosed(DomainError):
    """Only a workshop that is over can be archived."""
