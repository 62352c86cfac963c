"""What can be wrong with a concept in its JSON form."""

from __future__ import annotations

from participation.kernel.errors import DomainError


class NotAConcept(DomainError):
    """The data is no concept in the JSON form: `found` is its "format", or empty."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


class NewerVersion(DomainError):
    """The data was written by a newer program: `found` is its version, `known` the newest that is read here."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found = found
        self.known = known


class UnknownKeys(DomainError):
    """The data has `keys` at `where` (a path such as "goals[0].measures[2]") that the form does not know."""

    def __init__(self, where: str, keys: tuple[str, ...]) -> None:
        super().__init__(where, keys)
        self.where = where
        self.keys = keys
        self.named = ", ".join(keys)


class UnfitValue(DomainError):
    """At `where` something else stands than `needed` ("text", "list", "object", "number" or allowed values)."""

    def __init__(self, where: str, needed: str) -> None:
        super().__init__(where, needed)
        self.where = where
        self.needed = needed


class NestedTooDeep(DomainError):
    """Goals stand deeper than there are levels, or than any concept goes: `allowed` is the greatest depth."""

    def __init__(self, allowed: int) -> None:
        super().__init__(allowed)
        self.allowed = allowed
