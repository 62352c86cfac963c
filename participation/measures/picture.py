"""The trace of a measure as a picture: from cards over topics, wishes and plans down to the measure.

What leads to something stands above it and further in, and a line runs down to it: so the picture is as narrow as a
phone, and lines never cross. Pure geometry in the units of the drawing, from the reader's start side; ``mirrored``
turns it round for scripts from right to left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from participation.i18n.languages import direction_of
from participation.measures.lettering import lines_of
from participation.measures.queries import Trace
from participation.measures.queries.thread import TracedCard, TracedCluster, Worded
from participation.measures.queries.trace import TracedPlan, TracedWish
from participation.prioritisation.queries import Vote

WIDTH = 360
TYPE, SMALL = 15, 12.5
LINE, SMALL_LINE = 20, 18
STEP, GAP, PAD, RAIL = 20, 10, 12, 9
EDGE = 1.5
"""Half of the broadest stroke around a box, so that none is cut off at the side."""
BEND = 8
"""Radius of a line's bend."""
TIP = 4
"""Half the width of the point at a line's end."""
CARDS = 3
"""So many cards of a topic are drawn when it has more than one more; the others are counted."""
CARD_LINES, LINES = 2, 3
MACHINE = "⚙"


@dataclass(frozen=True, slots=True)
class Words:
    """What the picture says besides what people wrote, in the reader's language."""

    kinds: dict[str, str]
    """By ``topic``, ``wish``, ``plan`` and ``measure``: sign and name."""
    untitled: str
    more: Callable[[int], str]
    votes: Callable[[Vote], str]


@dataclass(frozen=True, slots=True)
class Knot:
    """Something that the picture shows, and what led to it."""

    kind: str
    head: str
    text: Worded | None
    below: str = ""
    before: tuple[Knot, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """A line of text. ``direction`` is ``ltr`` or ``rtl``; it begins at ``x`` on that side."""

    x: float
    y: float
    text: str
    part: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class Box:
    """A paper of the picture: ``x`` is its left edge."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    writings: tuple[Writing, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing: boxes from top to bottom and the lines between them as SVG paths."""

    width: int
    height: float
    boxes: tuple[Box, ...]
    rails: tuple[str, ...]


def draw_trace(trace: Trace, state: str, label: Worded, words: Words, reader: str) -> Picture:
    """Return the picture of a trace for a reader of the language ``reader``.

    ``label`` is what the measure is called, ``state`` says how it stands.
    """
    root = Knot(
        "measure",
        words.kinds["measure"],
        label,
        state,
        tuple(_plan(plan, words) for plan in trace.plans),
    )
    return _Drawing(reader).drawn(root)


def _plan(plan: TracedPlan, words: Words) -> Knot:
    wishes = tuple(_wish(wish, words) for wish in plan.wishes)
    return Knot("plan", words.kinds["plan"], plan.title, _last(plan.votes, words), wishes)


def _wish(wish: TracedWish, words: Words) -> Knot:
    topics = tuple(_cluster("topic", inversion.topic, words) for inversion in wish.inversions)
    return _cluster("wish", wish.cluster, words, topics)


def _cluster(kind: str, cluster: TracedCluster, words: Words, before: tuple[Knot, ...] = ()) -> Knot:
    title = cluster.title if cluster.title.text else None
    below = _last(cluster.votes, words)
    return Knot(
        kind,
        words.kinds[kind] if title else f"{words.kinds[kind]} · {words.untitled}",
        title,
        below,
        (*before, *_cards(kind, cluster.cards, words)),
    )


def _cards(kind: str, cards: Sequence[TracedCard], words: Words) -> Iterator[Knot]:
    seen = [card for card in cards if card.shown.text]
    drawn = seen if len(seen) <= CARDS + 1 else seen[:CARDS]
    for card in drawn:
        yield Knot(f"card {kind}-card", "", Worded(card.shown.text, card.shown.language, card.shown.is_machine))
    if len(seen) > len(drawn):
        yield Knot(f"more {kind}-card", words.more(len(seen) - len(drawn)), None)


def _marked(text: Worded) -> Worded:
    """Put the sign of a machine before what only a machine has translated."""
    return Worded(f"{MACHINE} {text.text}", text.language, is_machine=True) if text.is_machine else text


def _last(votes: Sequence[Vote], words: Words) -> str:
    return words.votes(votes[-1]) if votes else ""


@dataclass(slots=True)
class _Drawing:
    """Puts knots under each other, those that led to a knot before it."""

    reader: str
    y: float = EDGE
    boxes: list[Box] = field(default_factory=list)
    rails: list[str] = field(default_factory=list)

    @property
    def mirrored(self) -> bool:
        return direction_of(self.reader) == "rtl"

    def drawn(self, root: Knot) -> Picture:
        self.put(root, 0)
        return Picture(WIDTH, self.y - GAP + EDGE, tuple(self.boxes), tuple(self.rails))

    def put(self, knot: Knot, depth: int) -> float:
        """Draw a knot below what led to it and return the height at which a line leaves it."""
        starts = [self.put(before, depth + 1) for before in knot.before]
        if starts:
            self.y += GAP / 2
        x = depth * STEP
        for number, start in enumerate(starts):
            self.rails.append(self.rail(x + RAIL, start, self.y, is_first=number == 0))
        box = self.box(knot, x)
        self.boxes.append(box)
        self.y += box.height + GAP
        return box.y + box.height / 2

    def rail(self, x: float, start: float, end: float, *, is_first: bool) -> str:
        """Return the way from the edge of a box to the rail beside it; the first one runs down to what it led to."""
        edge, turn = self.across(x + STEP - RAIL), self.across(x + BEND)
        middle = self.across(x)
        bend = f"M{edge:g} {start:g}H{turn:g}Q{middle:g} {start:g} {middle:g} {start + BEND:g}"
        return f"{bend}V{end:g}m-{TIP} -{TIP}l{TIP} {TIP}l{TIP} -{TIP}" if is_first else bend

    def box(self, knot: Knot, x: float) -> Box:
        width = WIDTH - x - 2 * EDGE
        writings = tuple(self.writings(knot, x))
        height = (writings[-1].y if writings else self.y) + PAD - self.y
        left = self.across(x + EDGE) - width if self.mirrored else x + EDGE
        return Box(knot.kind, left, self.y, width, height, writings)

    def writings(self, knot: Knot, x: float) -> Iterator[Writing]:
        """Write head, text and what stands below it, line under line."""
        y = self.y + PAD / 2
        room = WIDTH - x - 2 * PAD
        for part, worded in self.parts(knot):
            size, line = (TYPE, LINE) if part == "text" else (SMALL, SMALL_LINE)
            most = CARD_LINES if knot.kind.startswith("card") else LINES
            direction = direction_of(worded.language)
            at_left = direction == "ltr"
            left = PAD if self.mirrored else x + PAD
            for text in lines_of(worded.text, room / size, most):
                y += line
                yield Writing(left if at_left else left + room, y, text, part, worded.language, direction)

    def parts(self, knot: Knot) -> Iterator[tuple[str, Worded]]:
        if knot.head:
            yield "head", Worded(knot.head, self.reader)
        if knot.text is not None:
            yield "text", _marked(knot.text)
        if knot.below:
            yield "below", Worded(knot.below, self.reader)

    def across(self, x: float) -> float:
        return WIDTH - x if self.mirrored else x
