"""Long lists in pages: which one is shown when so many rows were found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class PageNumber:
    """Page ``number`` (from 1) of ``pages``, with ``rows`` on each but the last."""

    number: int
    pages: int
    rows: int

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.rows

    def cut(self, found: Sequence[_Row]) -> Sequence[_Row]:
        """Return the rows of this page."""
        return found[self.offset : self.offset + self.rows]


def page_number(found: int, asked: int, rows: int) -> PageNumber:
    """Return the page that was asked for; one beyond the last is the last, one before the first is the first."""
    pages = max(1, -(-found // rows))
    return PageNumber(min(max(asked, 1), pages), pages, rows)
