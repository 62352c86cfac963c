"""Named refusals of the door."""

from participation.kernel.errors import DomainError


class CredentialsWrong(DomainError):
    """Name and password do not belong together."""


class NameTaken(DomainError):
    """Another staff user has this name."""

    def __init__(self, name: str) -> None:
        """Remember the name in question."""
        super().__init__(name)
        self.name = name


class TakeHomeCodeUnknown(DomainError):
    """No cards are kept under this take-home code."""


class PasswordTooShort(DomainError):
    """A password of the person's own choice needs at least ``minimum`` characters (NIST SP 800-63B, §3.1.1.2)."""

    def __init__(self, minimum: int) -> None:
        """Remember the number of characters it takes."""
        super().__init__(minimum)
        self.minimum = minimum
