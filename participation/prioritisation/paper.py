"""Rules of a vote for people without a phone: voting cards are used once, paper counted twice must agree.

Pure like ``domain``: neither web nor database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from participation.prioritisation.domain import MOST_PAPER_DOTS, check_paper
from participation.prioritisation.errors import (
    CardCountInvalid,
    CountInvalid,
    CountsAgree,
    VotingCardCast,
    VotingCardOnPaper,
    VotingCardUnused,
    VotingCardVoid,
)

MOST_CARDS_AT_ONCE = 500
"""Voting cards on one order: more than a hall of 400 needs, and a PDF that is set in seconds."""


class CardUse(StrEnum):
    """What became of a voting card in one vote."""

    UNUSED = "unused"
    PHONE = "phone"
    PAPER = "paper"


class PaperState(StrEnum):
    """How far the paper of a vote that is counted twice has been counted."""

    NOTHING = "nothing"
    FIRST = "first"
    DIFFERS = "differs"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class VotingRules:
    """What is fixed beside dots and options when a vote opens: who may cast, and how paper is counted.

    ``by_cards``: only voting cards cast ballots, not devices. ``counted_twice``: two people count the paper, neither
    sees the other's numbers before both are in.
    """

    by_cards: bool = False
    counted_twice: bool = True


@dataclass(frozen=True, slots=True)
class CountedOption:
    """One line of a recount sheet: the dots of an option by the way they were given, and the result announced.

    ``first`` and ``second`` are the two counts of paper, ``None`` where there was none.
    """

    by_phone: int
    by_card: int
    on_paper: int
    points: int
    first: int | None = None
    second: int | None = None


class Discrepancy(StrEnum):
    """What can be wrong with a counted vote."""

    SUM = "sum"
    PAPER = "paper"
    BALLOTS = "ballots"
    CARDS = "cards"


def use_card(present: CardUse, wanted: CardUse, number: int, *, void: bool) -> CardUse:
    """Return what becomes of a voting card that is to be used by phone or on paper: once, and never both.

    Handing in on paper what was handed in on paper already changes nothing: a scanner reads twice. Raises
    ``VotingCardVoid``, ``VotingCardCast``, ``VotingCardOnPaper``.
    """
    if void:
        raise VotingCardVoid(number)
    if present is CardUse.PHONE:
        raise VotingCardCast(number)
    if present is CardUse.PAPER and wanted is CardUse.PHONE:
        raise VotingCardOnPaper(number)
    return wanted


def free_card(present: CardUse, number: int) -> CardUse:
    """Return what becomes of a card whose handing in was a slip; raises ``VotingCardCast``, ``VotingCardUnused``."""
    if present is CardUse.PHONE:
        raise VotingCardCast(number)
    if present is CardUse.UNUSED:
        raise VotingCardUnused(number)
    return CardUse.UNUSED


def check_card_count(count: int) -> int:
    """Return how many voting cards to make; raises ``CardCountInvalid``."""
    if not 1 <= count <= MOST_CARDS_AT_ONCE:
        raise CardCountInvalid(MOST_CARDS_AT_ONCE)
    return count


def differences(first: Mapping[int, int], second: Mapping[int, int]) -> list[int]:
    """Return the options on which two counts of paper differ; an option that nobody named has no dot."""
    return [option for option in {**first, **second} if first.get(option, 0) != second.get(option, 0)]


def settle(first: Mapping[int, int], second: Mapping[int, int], settled: Mapping[int, int]) -> dict[int, int]:
    """Return the dots by option that count: both counts where they agree, else what was settled.

    Raises ``CountsAgree`` when there is nothing to settle, ``CountInvalid`` when a difference was not settled or the
    number cannot be, ``OptionForeign`` when an option was settled on which both agree.
    """
    open_options = set(differences(first, second))
    if not open_options:
        raise CountsAgree
    check_paper(settled, frozenset(open_options))
    if open_options - settled.keys():
        raise CountInvalid(MOST_PAPER_DOTS)
    return {**first, **settled}


def dots_on_paper(cards: int, options: int, dots: int, limit: int) -> int:
    """Return how many dots so many voting cards can carry on paper: some have given fewer than they may."""
    return cards * min(dots, limit * options)


def discrepancies(
    lines: Sequence[CountedOption], *, ballots: int, dots: int, limit: int, cards: tuple[int, int] | None = None
) -> list[Discrepancy]:
    """Return what does not add up in a counted vote; nothing is the answer of a sound one.

    ``ballots`` is the number of ballots cast by phone or card, ``dots`` and ``limit`` the rules of each. ``cards`` are
    the voting cards that could be used and those handed in on paper, in a vote by cards.
    """
    on_paper = sum(line.on_paper for line in lines)
    cast = sum(line.by_phone + line.by_card for line in lines)
    wrong = {
        Discrepancy.SUM: any(line.by_phone + line.by_card + line.on_paper != line.points for line in lines),
        Discrepancy.BALLOTS: not ballots <= cast <= ballots * min(dots, limit * len(lines))
        or any(line.by_phone + line.by_card > ballots * limit for line in lines),
        Discrepancy.CARDS: cards is not None and ballots + cards[1] > cards[0],
        Discrepancy.PAPER: cards is not None and on_paper > dots_on_paper(cards[1], len(lines), dots, limit),
    }
    return [name for name, found in wrong.items() if found]
