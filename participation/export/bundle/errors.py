"""What can be wrong with a bundle; every error names the place, so that a person can look it up."""

from __future__ import annotations

from participation.kernel.errors import DomainError


class BundleUnreadable(DomainError):
    """The file is no JSON text in UTF-8."""


class NotABundle(DomainError):
    """The data is no workshop: `found` is what it says it is ("format"), or empty."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


class BundleTooNew(DomainError):
    """A newer program wrote it: `found` is its version, `known` the newest that is read here."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found = found
        self.known = known


class BundleKeyMissing(DomainError):
    """Something is missing: `where` is its path, such as "cards[3].text"."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class BundleKeyUnknown(DomainError):
    """At `where` stands something that the form does not know."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class BundleValueUnfit(DomainError):
    """At `where` stands something else than `needed` says."""

    def __init__(self, where: str, needed: str) -> None:
        super().__init__(where, needed)
        self.where = where
        self.needed = needed


class BundleValueTwice(DomainError):
    """What stands at `where` may stand there only once."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class BundleReferenceBroken(DomainError):
    """What `where` points at is not in the bundle."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where
