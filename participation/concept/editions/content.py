"""What an edition says, flat and by lineage: what differences are found between. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from participation.concept.tree import IndicatorEntry, MeasureEntry


@dataclass(frozen=True, slots=True)
class Held:
    """A goal as an edition has it; ``parent`` is the lineage of the goal above it."""

    lineage: str
    parent: str | None
    level: int
    number: str | None
    text: str
    fields: tuple[str, ...] = ()
    indicators: tuple[tuple[str, IndicatorEntry], ...] = ()
    """Each with its lineage, in the order of print."""

    @property
    def label(self) -> str:
        """The goal with its number, as it is called."""
        return f"{self.number or ''} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class HeldMeasure:
    """A measure as an edition has it, with its number at each goal that it stands under, in the order of print."""

    lineage: str
    entry: MeasureEntry
    places: tuple[tuple[str, str | None], ...] = ()
    ends: str | None = None
    """Why it ends with the former edition, where that was decided."""

    @property
    def title(self) -> str:
        """A line to call it by."""
        return self.entry.title or self.entry.text


@dataclass(frozen=True, slots=True)
class Content:
    """An edition: goals from top to bottom as printed, measures in the order of their first place."""

    levels: tuple[str, ...]
    goals: tuple[Held, ...]
    measures: tuple[HeldMeasure, ...]
    by_lineage: dict[str, Held] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the goals."""
        object.__setattr__(self, "by_lineage", {goal.lineage: goal for goal in self.goals})

    def path(self, lineage: str | None) -> tuple[str, ...]:
        """Return the labels of a goal and of those above it, outermost first."""
        labels: list[str] = []
        while lineage is not None and lineage in self.by_lineage:
            goal = self.by_lineage[lineage]
            labels.insert(0, goal.label)
            lineage = goal.parent
        return tuple(labels)
