"""A document as a neutral tree: what is said, in which language and order; its look is the writers' matter.

Every text can carry its own language (BCP 47 tag) and direction ("ltr" or "rtl"), because people write
Arabic and Turkish beside German. An empty language or direction means: as the element around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from participation.concept.trends import Label, Trend

#: Paragraph styles every writer knows besides those of the concept chapter (participation.concept.chapter).
BODY: Final = "Body"
QUIET: Final = "Quiet"
TITLE: Final = "Title"
SUBTITLE: Final = "Subtitle"
CARD: Final = "Card"
AMOUNT: Final = "Amount"
AMOUNT_HEADER: Final = "Amount Header"

#: Table styles: ruled like the concept chapter, or plain pairs of a name and its value.
GRID: Final = "grid"
PLAIN: Final = "plain"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text of one look inside a paragraph; a line feed in it is a line break."""

    text: str
    bold: bool = False
    italic: bool = False
    language: str = ""
    direction: str = ""
    struck: bool = False
    """Crossed out: what is gone."""
    underlined: bool = False
    """What is new."""
    checked: bool | None = None
    """Not None: the text is the sign of a check box, which can be ticked where the format knows such boxes."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 to 3 stands in the outline of the document."""

    level: int
    text: str
    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs in a named style; with an `outline` level from 1 it is listed in the contents."""

    runs: tuple[Run, ...]
    style: str = BODY
    language: str = ""
    direction: str = ""
    outline: int = 0

    @property
    def text(self) -> str:
        """The paragraph's text without its look."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class List:
    """A list of paragraphs, numbered from 1 or with marks."""

    items: tuple[Paragraph, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell over `span` columns; a heading cell names the rows below it."""

    paragraphs: tuple[Paragraph, ...]
    span: int = 1
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; their spans add up to the number of columns."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are fractions of the text width, one a column, and add up to at most 1.

    The header rows are printed again on every page that the table reaches.
    """

    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    style: str = GRID


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class TableOfContents:
    """The place where the headings are listed, with their pages where the format knows them."""

    title: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One option of a bar chart with its count."""

    label: str
    count: int
    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Counts of options: drawn as bars where the format can draw, else printed as a table of two columns."""

    title: str
    bars: tuple[Bar, ...]
    option_heading: str
    count_heading: str

    @property
    def alternative(self) -> str:
        """The chart in words for those who do not see it: its title and every option with its count."""
        return f"{self.title}: " + "; ".join(f"{bar.label} – {bar.count}" for bar in self.bars)


@dataclass(frozen=True, slots=True)
class TrendChart:
    """How an indicator moves over time; it has a value at least. `alternative` is the same in words.

    `drawing` is an SVG of `PAPER` without its texts, which are `labels`; Word draws its own chart and needs the names
    of its lines for it.
    """

    trend: Trend
    alternative: str
    drawing: str
    labels: tuple[Label, ...]
    value: str
    baseline: str
    target: str


@dataclass(frozen=True, slots=True)
class Note:
    """Paragraphs set apart from the text by a tint and an edge."""

    paragraphs: tuple[Paragraph, ...]


Block = Heading | Paragraph | List | Table | PageBreak | TableOfContents | BarChart | TrendChart | Note


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about itself beside its title."""

    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one main language and direction; the title is metadata, a printed title is a block."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    direction: str = "ltr"
    metadata: Metadata = field(default_factory=Metadata)


def leads_into_table(blocks: Sequence[Block], place: int) -> bool:
    """Return whether the block there is a paragraph right above a table: no page should end between them."""
    return isinstance(blocks[place], Paragraph) and isinstance(next(iter(blocks[place + 1 : place + 2]), None), Table)


def paragraph(text: str, style: str = BODY, language: str = "", direction: str = "") -> Paragraph:
    """A paragraph of one plain run."""
    return Paragraph((Run(text),), style, language, direction)


def cell(text: str, span: int = 1, *, heading: bool = False) -> Cell:
    """A table cell of one plain paragraph."""
    return Cell((paragraph(text),), span, heading)
