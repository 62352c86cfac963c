"""Rules of the dot vote (METHOD, Craft rules): how many dots, what a ballot may hold, how options are ranked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from participation.prioritisation.errors import (
    CardCountInvalid,
    CountInvalid,
    CountsAgree,
    NoDots,
    NoTie,
    OptionForeign,
    OptionUntitled,
    RulesInvalid,
    TooFewOptions,
    TooManyDots,
    TooManyOnOne,
    VotingCardCast,
    VotingCardOnPaper,
    VotingCardUnused,
    VotingCardVoid,
)

FEWEST_DOTS = 3
MOST_DOTS = 5
LIMIT_ON_ONE = 2
FEWEST_OPTIONS = 2
MOST_PAPER_DOTS = 99_999
"""More dots than a city has at one poster; a larger number is a slip of the finger."""


class RoundState(StrEnum):
    """A round is open, then closed; it is never opened again."""

    OPEN = "open"
    CLOSED = "closed"


class Subject(StrEnum):
    """What the options of a round stand for."""

    CLUSTER = "cluster"
    PLAN = "plan"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class OptionDraft:
    """What will be voted for: the id of its cluster or plan (or the value on a scale), its titles by language.

    The first title is the original; it stands in for languages that have none.
    """

    subject_id: int
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a counted option stands: its subject, its shared rank, and its order within a tie once that is broken."""

    subject_id: int
    rank: int
    tie_order: int | None = None

    @property
    def standing(self) -> tuple[int, float]:
        """What decides who comes first; options that nobody has put in order stand level, after those put first."""
        return self.rank, float("inf") if self.tie_order is None else self.tie_order


def check_options(drafts: Iterable[OptionDraft]) -> list[OptionDraft]:
    """Return the options of a new round, each subject once, with the titles that say something.

    Raises ``TooFewOptions`` and ``OptionUntitled``.
    """
    options = list({draft.subject_id: draft for draft in drafts}.values())
    if len(options) < FEWEST_OPTIONS:
        raise TooFewOptions
    titled = [OptionDraft(option.subject_id, _said(option.titles)) for option in options]
    untitled = next((option for option in titled if not option.titles), None)
    if untitled is not None:
        raise OptionUntitled(untitled.subject_id)
    return titled


def _said(titles: Mapping[str, str]) -> dict[str, str]:
    return {language: title.strip() for language, title in titles.items() if title.strip()}


def check_rules(dots: int, limit: int) -> tuple[int, int]:
    """Return the dots of a ballot and its limit on one option, which is never more than the dots.

    Raises ``RulesInvalid`` unless both are one at least.
    """
    if min(dots, limit) < 1:
        raise RulesInvalid
    return dots, min(limit, dots)


def dots_for(options: int) -> int:
    """Return how many dots each person gets: about half the number of options, three to five as a rule."""
    return max(min(FEWEST_DOTS, options), min(MOST_DOTS, round(options / 2)))


def check_ballot(chosen: Sequence[int], options: frozenset[int], dots: int, limit: int) -> Mapping[int, int]:
    """Return the dots by option of a ballot that names an option once for each dot.

    Raises ``NoDots``, ``OptionForeign``, ``TooManyDots`` or ``TooManyOnOne``.
    """
    if not chosen:
        raise NoDots
    if not options.issuperset(chosen):
        raise OptionForeign
    if len(chosen) > dots:
        raise TooManyDots(len(chosen), dots)
    counted = Counter(chosen)
    if max(counted.values()) > limit:
        raise TooManyOnOne(limit)
    return counted


def rank(points: Mapping[int, int]) -> dict[int, int]:
    """Return the rank of each option: equal points share the better rank, the next one leaves a gap (1, 2, 2, 4)."""
    return {option: 1 + sum(other > own for other in points.values()) for option, own in points.items()}


def check_paper(counts: Mapping[int, int], options: frozenset[int]) -> None:
    """Check numbers of paper dots by option; raises ``OptionForeign`` or ``CountInvalid``."""
    if not options.issuperset(counts):
        raise OptionForeign
    if not all(0 <= dots <= MOST_PAPER_DOTS for dots in counts.values()):
        raise CountInvalid(MOST_PAPER_DOTS)


def check_tie(ordered: Sequence[int], ranks: Mapping[int, int | None]) -> int:
    """Return the rank that the options of a tie share; ``ordered`` names one of them or more, first come first.

    Raises ``OptionForeign``, and ``NoTie`` when they do not have equal points with each other and with another one.
    """
    if not set(ordered) <= ranks.keys():
        raise OptionForeign
    shared = {ranks[option] for option in ordered}
    rank_shared = next(iter(shared), None)
    level = sum(rank_of == rank_shared for rank_of in ranks.values())
    if rank_shared is None or len(shared) > 1 or len(ordered) > len(set(ordered)) or level == 1:
        raise NoTie
    return rank_shared


def strongest_of(places: Iterable[Place], count: int) -> list[int]:
    """Return the subjects of the ``count`` strongest options, the strongest first.

    Options that stand level at the edge all stay in: nobody is left out by chance.
    """
    ordered = sorted(places, key=lambda place: place.standing)
    if count < 1 or not ordered:
        return []
    edge = ordered[:count][-1].standing
    return [place.subject_id for place in ordered if place.standing <= edge]


def median_of(dots: Mapping[int, int]) -> float | None:
    """Return the median of values by their dots; a half between two values, ``None`` without a dot.

    A scale of moods has an order but no distances, so it has no mean.
    """
    values = sorted(Counter(dots).elements())
    if not values:
        return None
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2


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
