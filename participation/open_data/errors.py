"""What can be wrong with a question to the open data."""

from participation.kernel.errors import DomainError


class NothingPublic(DomainError):
    """There is no such thing, or the public may not see it: the answer is the same, so that it tells nothing."""


class ParameterUnknown(DomainError):
    """The address has a parameter that it does not know."""

    def __init__(self, parameter: str, known: tuple[str, ...]) -> None:
        super().__init__(parameter, known)
        self.parameter = parameter
        self.known = ", ".join(known)


class ParameterUnfit(DomainError):
    """A parameter has a value that cannot be used; ``needed`` says what can."""

    def __init__(self, parameter: str, needed: str) -> None:
        super().__init__(parameter, needed)
        self.parameter = parameter
        self.needed = needed
