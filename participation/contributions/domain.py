"""Rules of a card and of the board: what a text may be, the states of a card, what a move changes."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol, Self

import regex

from participation.contributions.errors import (
    BoardMoved,
    CardEmpty,
    CardTooLong,
    MarkEmpty,
    MarkTooLong,
    TitleEmpty,
    TitleTooLong,
)
from participation.kernel.errors import DomainError

SUGGESTED_LENGTH = 140
"""Half a sentence, readable from afar: what the field suggests (METHOD, Craft rules)."""
LENGTH_LIMIT = 500
"""Characters a card accepts, as people count them: an emoji of seven code points is one."""
TITLE_LIMIT = 200
"""Characters a title accepts: one sentence on a sheet that is read from afar."""
MARK_LIMIT = 140
"""Characters of a lightning mark: a word why (METHOD, Craft rules)."""
LATE_LIMIT = 10
"""Late cards of one device that may wait at once: what a phone gathers in a step without a network, and no flood."""
_LONGEST_CHARACTER = 20
"""Code points that count as one character; the longest emoji has ten, a tower of accents has hundreds."""

_LINE_ENDS = regex.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = regex.compile(
    r"[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\ufeff\ufff9-\ufffb\U000e0000-\U000e007f--\t\n]", regex.V1
)
_SPACES = regex.compile(r"[^\S\n]+")
_PRINTS = regex.compile(r"[[\p{L}\p{N}\p{P}\p{S}]--\p{Default_Ignorable_Code_Point}--\u2800]", regex.V1)
_CHARACTER = regex.compile(r"\X")


class CardState(StrEnum):
    """``waiting`` until a moderator lets it through; ``withdrawn`` by its author, ``hidden`` by staff."""

    VISIBLE = "visible"
    WAITING = "waiting"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


class ReportKind(StrEnum):
    """Why somebody thinks that a card should not hang there."""

    PERSON = "person"
    INSULT = "insult"
    OTHER = "other"


class MoveKind(StrEnum):
    """A move on the board, for its history."""

    PLACED = "placed"
    DOUBLED = "doubled"
    TAKEN_OUT = "taken_out"
    CREATED = "created"
    TITLED = "titled"
    MERGED = "merged"
    SPLIT = "split"
    ORDERED = "ordered"
    GATHERED = "gathered"


def clean_text(raw: str) -> str:
    """Return the text of a card as it will be kept for ever; lines are separated by a single line feed.

    What prints nothing and can garble a screen or a document goes: control characters, halves of characters,
    code points that are none (XML 1.0, section 2.2). Spaces and empty lines are folded. Direction marks and
    joiners stay: Arabic, Farsi and emoji need them. Raises ``CardEmpty`` and ``CardTooLong``.
    """
    return _bounded("\n".join(_lines(raw)), LENGTH_LIMIT, CardEmpty, CardTooLong)


def is_sent_again(raw: str, topic_id: int | None, stored: str, stored_topic_id: int | None, state: CardState) -> bool:
    """Whether a form repeats the device's latest card of the step: the same thought, to the same topic.

    Without script, *Back* shows the form again with its text and a new key, and people send once more to be sure.
    Who withdrew the card means it when they send it again.
    """
    return state is not CardState.WITHDRAWN and topic_id == stored_topic_id and "\n".join(_lines(raw)) == stored


def may_come_late(joined_at: datetime, ended_at: datetime | None, seen: int, now: int) -> bool:
    """Whether a card for a step that is over was sent before its page knew so.

    The device was there before the step ended (both on the server's clock), and the page had ``seen`` an earlier
    revision of the stage than the one ``now``: whose page knew that the step is over could not send for it.
    """
    return ended_at is not None and joined_at <= ended_at and seen < now


def clean_title(raw: str) -> str:
    """Return a title in one line, cleaned like a card's text. Raises ``TitleEmpty`` and ``TitleTooLong``."""
    return _bounded(" ".join(_lines(raw)), TITLE_LIMIT, TitleEmpty, TitleTooLong)


def clean_mark(raw: str) -> str:
    """Return why somebody sees a topic differently, in one line, cleaned like a card's text.

    Raises ``MarkEmpty`` and ``MarkTooLong``.
    """
    return _bounded(" ".join(_lines(raw)), MARK_LIMIT, MarkEmpty, MarkTooLong)


def count_characters(text: str) -> int:
    """Return the number of characters as a person counts them (extended grapheme clusters, UAX #29).

    A letter under a tower of accents counts as several, so that a limit on characters also limits bytes.
    """
    return sum(-(-len(character) // _LONGEST_CHARACTER) for character in _CHARACTER.findall(text))


def _bounded(text: str, limit: int, empty: type[DomainError], too_long: Callable[[int, int], DomainError]) -> str:
    """Return the text if it prints something and holds at most ``limit`` characters; else raise what it is."""
    if not _PRINTS.search(text):
        raise empty
    length = count_characters(text)
    if length > limit:
        raise too_long(length, limit)
    return text


def _lines(raw: str) -> list[str]:
    """Return the printable lines of a text, without spaces at their ends and without empty ones."""
    text = _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", raw))
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return [line.strip() for line in text.split("\n") if line.strip()]


class Spot(NamedTuple):
    """A card lies in a cluster. Positions order the cards of a cluster; gaps are allowed."""

    card_id: int
    cluster_id: int
    position: int


@dataclass(frozen=True, slots=True)
class BoardRows:
    """Rows of the board before or after a move; ``clusters`` holds only the columns that the move changes."""

    spots: tuple[Spot, ...] = ()
    clusters: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    def to_journal(self) -> dict[str, Any]:
        """Return the rows as the journal keeps them, fit for JSON."""
        return {
            "placements": [list(spot) for spot in self.spots],
            "clusters": {str(cluster_id): dict(values) for cluster_id, values in self.clusters.items()},
        }

    @classmethod
    def from_journal(cls, rows: Mapping[str, Any]) -> Self:
        """Return the rows that ``to_journal`` wrote."""
        return cls(
            tuple(Spot(*row) for row in rows["placements"]),
            {int(cluster_id): values for cluster_id, values in rows["clusters"].items()},
        )


def leave_and_arrive(
    lying: Sequence[Spot], arrival: Spot | None, origin_id: int | None, *, double: bool
) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
    """Return which spots one card leaves and at which it arrives.

    ``lying`` is where the card lies now, ``arrival`` where it shall lie (``None``: nowhere), ``origin_id`` the
    cluster that it shall leave (``None``: all of them). A doubled card leaves nothing. Both results are empty
    when the card lies as it shall. Raises ``BoardMoved`` when the card no longer lies in ``origin_id``.
    """
    if origin_id is not None and all(spot.cluster_id != origin_id for spot in lying):
        raise BoardMoved
    target_id = arrival.cluster_id if arrival else None
    leaving = tuple(
        spot for spot in lying if not double and spot.cluster_id != target_id and origin_id in {None, spot.cluster_id}
    )
    lies_there = any(spot.cluster_id == target_id for spot in lying)
    return leaving, () if arrival is None or lies_there else (arrival,)


def pour(into: Sequence[Spot], other: Sequence[Spot], into_id: int) -> tuple[Spot, ...]:
    """Return the spots at which the cards of ``other`` arrive behind those of ``into``.

    A card that lies in both arrives nowhere: it is there already.
    """
    there = {spot.card_id for spot in into}
    first = 1 + max((spot.position for spot in into), default=-1)
    arriving = [spot.card_id for spot in sorted(other, key=lambda spot: spot.position) if spot.card_id not in there]
    return tuple(Spot(card_id, into_id, first + place) for place, card_id in enumerate(arriving))


def order_before(positions: Mapping[int, int], moved_id: int, before_id: int | None) -> dict[int, int]:
    """Return the positions of clusters when one stands before another; ``None``: behind all.

    ``positions`` is in the order of the board. The numbers in use are dealt out anew, so that only the clusters
    between both places get another one.
    """
    order = [cluster_id for cluster_id in positions if cluster_id != moved_id]
    order.insert(len(order) if before_id is None else order.index(before_id), moved_id)
    numbers: list[int] = []
    for number in sorted(positions.values()):
        numbers.append(max(number, numbers[-1] + 1) if numbers else number)
    return dict(zip(order, numbers, strict=True))


def is_keyword(title: str) -> bool:
    """Whether a title is a single word, which names a subject and says nothing about it (METHOD, Craft rules)."""
    return len(title.split()) == 1


class AgendaStep(Protocol):
    """What the rule below needs to know about a step of the agenda; its words are those of the workshop."""

    position: int
    kind: Any
    phase: Any
    state: Any


def takes_paper(collecting: AgendaStep, agenda: Sequence[AgendaStep]) -> bool:
    """Whether cards from paper can still be typed in for this step.

    From its start until the vote on its phase begins: what is typed during the sorting lies among the unsorted cards,
    and the room sorts it. A card that comes later would stand in no topic that can be voted for (METHOD: the group
    sorts). A phase without a vote takes paper until its sorting is over, without both as long as it is open.
    """
    if collecting.state not in _BEGUN:
        return False
    later = [step for step in agenda if step.phase == collecting.phase and step.position > collecting.position]
    votes = [step for step in later if step.kind == "vote"]
    if votes:
        return votes[0].state not in _BEGUN
    return not any(step.kind == "cluster" and step.state == "done" for step in later)


_BEGUN = frozenset({"running", "done"})
