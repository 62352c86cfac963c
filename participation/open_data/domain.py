"""Rules of the open data: pages of a list, and the words that its addresses take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from participation.open_data.errors import ParameterUnfit

USUAL_LIMIT = 50
MOST = 200
"""So many things an answer holds at most."""
FURTHEST = 1_000_000_000


class SortedPhase(StrEnum):
    """The phases whose cards are sorted into topics."""

    CRITIQUE = "critique"
    FANTASY = "fantasy"


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list is asked for: at most ``limit`` things from ``offset`` (from 0) on."""

    limit: int = USUAL_LIMIT
    offset: int = 0

    @classmethod
    def asked(cls, arguments: Mapping[str, str]) -> "Part":
        """Read ``limit`` and ``offset`` of an address; raises ``ParameterUnfit``."""
        limit = whole("limit", arguments.get("limit", str(USUAL_LIMIT)), 1, MOST)
        return cls(limit, whole("offset", arguments.get("offset", "0"), 0, FURTHEST))

    def others(self, total: int) -> Iterator[tuple[str, int]]:
        """Yield the other parts of a list of ``total`` things by their relations (RFC 8288), each with its offset."""
        yield "first", 0
        if self.offset > 0:
            yield "prev", max(0, self.offset - self.limit)
        if self.offset + self.limit < total:
            yield "next", self.offset + self.limit
        yield "last", max(0, (total - 1) // self.limit * self.limit)


def whole(name: str, value: str, least: int, most: int) -> int:
    """Return a whole number from an address; raises ``ParameterUnfit`` for anything but one from least to most."""
    if not (value.isascii() and value.isdecimal() and len(value) <= len(str(most)) and least <= int(value) <= most):
        raise ParameterUnfit(name, f"{least} – {most}")
    return int(value)


def one_of(name: str, value: str, words: type[StrEnum]) -> str:
    """Return a word from an address; raises ``ParameterUnfit`` for any other than these."""
    known = [word.value for word in words]
    if value not in known:
        raise ParameterUnfit(name, ", ".join(known))
    return value
