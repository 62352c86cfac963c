"""Rules of the dot vote (METHOD, Craft rules): how many dots, what a ballot may hold, how options are ranked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from participation.prioritisation.errors import (
    CountInvalid,
    NoDots,
    NoTie,
    OptionForeign,
    OptionUntitled,
    RulesInvalid,
    TooFewOptions,
    TooManyDots,
    TooManyOnOne,
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

    The first title is the original; it stands in for languages that have none. ``machine`` are the languages whose
    title only a machine has translated.
    """

    subject_id: int
    titles: Mapping[str, str]
    machine: frozenset[str] = frozenset()


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
    titled = [OptionDraft(option.subject_id, _said(option.titles), option.machine) for option in options]
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


def rank(points: Mapping[int, int]) -> dict[int, int | None]:
    """Return the rank of each option: equal points share the better rank, the next one leaves a gap (1, 2, 2, 4).

    When nobody gave a dot, no option has a rank: nine first places would say something that the room has not said.
    """
    if not any(points.values()):
        return dict.fromkeys(points)
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
