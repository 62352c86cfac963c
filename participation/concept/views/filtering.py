"""What of a concept is shown: words, a field of action, a state, only drafts. The filter stands in the address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from participation.concept.chapter.vocabulary import STATES_BEFORE_ADOPTION
from participation.concept.models import MEASURE_TEXTS, Measure
from participation.concept.queries import GoalNode, PlacedMeasure


@dataclass(frozen=True, slots=True)
class ChapterFilter:
    """What a person looks for; empty attributes let everything through."""

    words: str = ""
    field_id: int | None = None
    state: str = ""
    only_drafts: bool = False

    @classmethod
    def from_address(cls, arguments: MultiDict[str, str]) -> ChapterFilter:
        """Read the filter from the arguments of an address."""
        return cls(
            words=" ".join(arguments.get("words", "").split())[:200],
            field_id=arguments.get("field", type=int),
            state=arguments.get("state", ""),
            only_drafts=bool(arguments.get("drafts")),
        )

    @property
    def in_use(self) -> bool:
        """Whether it holds anything back."""
        return self != ChapterFilter()

    @property
    def address(self) -> dict[str, str | int]:
        """The arguments that stand for it in an address."""
        said: dict[str, str | int | None] = {
            "words": self.words,
            "field": self.field_id,
            "state": self.state,
            "drafts": "1" if self.only_drafts else "",
        }
        return {name: value for name, value in said.items() if value}

    def apply(self, nodes: Iterable[GoalNode]) -> tuple[GoalNode, ...]:
        """Return the goals that match, each with its ancestors and those of its measures that match."""
        if not self.in_use:
            return tuple(nodes)
        return tuple(kept for node in nodes if (kept := self._kept(node)) is not None)

    def matches(self, node: GoalNode) -> bool:
        """Whether the goal itself is one that was looked for, not only an ancestor of one."""
        return self._measures(node) is not None

    def _kept(self, node: GoalNode) -> GoalNode | None:
        children = self.apply(node.children)
        measures = self._measures(node)
        if measures is None and not children:
            return None
        return replace(node, children=children, measures=measures or ())

    def _measures(self, node: GoalNode) -> tuple[PlacedMeasure, ...] | None:
        """Return the measures to show under a goal that matches, ``None`` for a goal that does not."""
        measures = tuple(placed for placed in node.measures if self._lets_through(placed.measure))
        if (self.state or self.only_drafts) and not measures:
            return None
        if self.field_id is not None and self.field_id not in _fields_of(node):
            return None
        if self.words and not self._found(_texts_of_goal(node)):
            measures = tuple(placed for placed in measures if self._found(_texts_of_measure(placed.measure)))
            return measures or None
        return measures

    def _lets_through(self, measure: Measure) -> bool:
        return (not self.state or measure.state.value == self.state) and (not self.only_drafts or is_draft(measure))

    def _found(self, texts: Iterable[str]) -> bool:
        wanted = self.words.casefold()
        return any(wanted in " ".join(text.casefold().split()) for text in texts)


def is_draft(measure: Measure) -> bool:
    """Whether a measure came from a workshop or is not adopted yet."""
    return bool(measure.origin_workshop) or measure.state.value in STATES_BEFORE_ADOPTION


def walk(nodes: Iterable[GoalNode]) -> Iterator[GoalNode]:
    """Go through goals from top to bottom."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def highlighted(text: str, words: str) -> Markup:
    """Return the text with every place that was looked for marked."""
    if not words:
        return escape(text)
    shown, start, wanted, plain = Markup(), 0, words.casefold(), text.casefold()
    if len(plain) != len(text):  # a letter that folds into two would shift the places
        return escape(text)
    while (at := plain.find(wanted, start)) >= 0:
        end = at + len(wanted)
        shown += escape(text[start:at]) + Markup("<mark>{}</mark>").format(text[at:end])
        start = end
    return shown + escape(text[start:])


def _fields_of(node: GoalNode) -> set[int]:
    own = {field.id for field in node.goal.fields}
    return own | {field.id for placed in node.measures for field in placed.measure.fields}


def _texts_of_goal(node: GoalNode) -> list[str]:
    goal = node.goal
    return [f"{node.number or ''} {goal.text}", *(indicator.name for indicator in goal.indicators)]


def _texts_of_measure(measure: Measure) -> list[str]:
    return [measure.origin_workshop, *(getattr(measure, name) for name in MEASURE_TEXTS)]
