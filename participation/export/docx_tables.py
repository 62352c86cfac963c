"""Tables of a Word file: fixed column widths, merged cells, header rows repeated on every page."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from docx.oxml.ns import qn

from participation.export.document import (
    BODY,
    GRID,
    PLAIN,
    Bar,
    BarChart,
    Cell,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
)
from participation.export.docx_contents import Bookmarks
from participation.export.docx_markup import element, keep_with_next, paragraph_element, with_children
from participation.export.docx_styles import TABLE_HEADER, TABLE_HEADING, TABLE_TEXT, TINT

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.oxml.xmlchemy import BaseOxmlElement

EDGE: Final = "B9BDC4"
#: The sides that are ruled, by table style.
RULES: Final = {
    GRID: ("top", "left", "bottom", "right", "insideH", "insideV"),
    PLAIN: ("bottom", "insideH"),
}

#: A row or a table with more lines than this may break over pages; a quarter of a page stays empty at most.
WHOLE_LINES: Final = 14
#: Width of a character of the usual size, and of a bold one in a header, in twentieths of a point.
_CHARACTER: Final = 95
_BOLD: Final = 110
#: From so many columns on, words above them that do not fit stand upright.
_MANY: Final = 6
#: Left and right edge of a cell together, in twentieths of a point.
_EDGES: Final = 200


class TableBuilder:
    """Builds the tables of one document; `style_id` finds the id of a named paragraph style.

    `width` is that of the text in twentieths of a point; `bookmarks` are set at paragraphs that the contents list.
    """

    def __init__(
        self, style_id: Callable[[str], str], direction: str, accent: str, width: int, bookmarks: Bookmarks
    ) -> None:
        self._style_id = style_id
        self._direction = direction
        self._accent = accent
        self._width = width
        self._bookmarks = bookmarks

    def table(self, table: Table) -> BaseOxmlElement:
        """The table as an element of the body."""
        widths = [round(width * self._width) for width in table.widths]
        grid = with_children(element("tblGrid"), *(element("gridCol", w=str(width)) for width in widths))
        made = with_children(element("tbl"), self._properties(table, sum(widths)), grid)
        made.extend(self._row(row, widths, header=True) for row in table.header)
        made.extend(self._row(row, widths) for row in table.rows)
        rows = (*table.header, *table.rows)
        if len(rows) <= WHOLE_LINES and sum(_lines(row, widths) for row in rows) <= WHOLE_LINES:
            _keep_together(made)
        return made

    def chart(self, chart: BarChart) -> BaseOxmlElement:
        """The counts of a bar chart as a table of options and counts."""
        header = Row((cell(chart.option_heading), cell(chart.count_heading)))
        rows = tuple(Row((_label(bar), cell(str(bar.count)))) for bar in chart.bars)
        return self.table(Table((header,), rows, (0.82, 0.18)))

    def _properties(self, table: Table, width: int) -> BaseOxmlElement:
        made = element("tblPr")
        if self._direction == "rtl":
            made.append(element("bidiVisual"))
        made.append(element("tblW", w=str(width), type="dxa"))
        made.append(_borders(RULES[table.style]))
        made.append(element("tblLayout", type="fixed"))
        sides = {"top": "60", "left": "100", "bottom": "40", "right": "100"}
        margins = (element(side, w=value, type="dxa") for side, value in sides.items())
        made.append(with_children(element("tblCellMar"), *margins))
        return made

    def _row(self, row: Row, widths: list[int], *, header: bool = False) -> BaseOxmlElement:
        made = element("tr")
        properties = element("trPr")
        whole = _lines(row, widths) <= WHOLE_LINES
        if whole:
            properties.append(element("cantSplit"))
        upright = _upright_length(row, widths) if header else 0
        if upright:
            properties.append(element("trHeight", val=str(upright), hRule="atLeast"))
        if header:
            properties.append(element("tblHeader"))
        if len(properties):
            made.append(properties)
        column = 0
        for part in row.cells:
            width = sum(widths[column : column + part.span])
            made.append(self._cell(part, width, header=header, upright=bool(upright) and column > 0))
            column += part.span
        if not whole:
            _let_go(made)
        return made

    def _cell(self, part: Cell, width: int, *, header: bool, upright: bool) -> BaseOxmlElement:
        properties = with_children(element("tcPr"), element("tcW", w=str(width), type="dxa"))
        if part.span > 1:
            properties.append(element("gridSpan", val=str(part.span)))
        fill = self._accent if header else TINT if part.heading else ""
        if fill:
            properties.append(element("shd", val="clear", color="auto", fill=fill))
        if upright:
            properties.append(element("textDirection", val="btLr"))
        made = with_children(element("tc"), properties)
        plain = TABLE_HEADER if header else TABLE_HEADING if part.heading else TABLE_TEXT
        # A cell ends with a paragraph, even an empty one.
        for paragraph in part.paragraphs or (Paragraph(()),):
            made.append(self._paragraph(paragraph, plain))
        return made

    def _paragraph(self, paragraph: Paragraph, plain: str) -> BaseOxmlElement:
        style = plain if paragraph.style == BODY else paragraph.style
        made = paragraph_element(paragraph, self._style_id(style), self._direction)
        return self._bookmarks.set_at(made) if paragraph.outline else made


def _label(bar: Bar) -> Cell:
    return Cell((Paragraph((Run(bar.label),), BODY, bar.language, bar.direction),))


def _keep_together(table: BaseOxmlElement) -> None:
    """Let no page end between the rows."""
    for row in table.findall(qn("w:tr"))[:-1]:
        for paragraph in row.iter(qn("w:p")):
            keep_with_next(paragraph)


def _let_go(row: BaseOxmlElement) -> None:
    """Let a row that is higher than most begin on this page and go on on the next, whatever its styles say."""
    for cell_ in row.findall(qn("w:tc")):
        first = cell_.find(qn("w:p"))
        first.get_or_add_pPr().insert(1, element("keepNext", val="0"))


def _upright_length(row: Row, widths: list[int]) -> int:
    """Return how high upright names of columns are; 0 when they stand as usual.

    Upright are those of many narrow columns in which a word would be cut in two; the first column, which names what
    stands in the rows, stays as it is.
    """
    names = [" ".join(paragraph.text for paragraph in part.paragraphs) for part in row.cells]
    words = [max(map(len, name.split()), default=0) for name in names]
    if (
        len(words) != len(widths)
        or len(words) < _MANY
        or all(length * _BOLD <= width - _EDGES for length, width in zip(words[1:], widths[1:], strict=True))
    ):
        return 0
    return max(map(len, names[1:])) * _BOLD + _EDGES


def _borders(sides: tuple[str, ...]) -> BaseOxmlElement:
    lines = (element(side, val="single", sz="4", space="0", color=EDGE) for side in sides)
    return with_children(element("tblBorders"), *lines)


def _lines(row: Row, widths: list[int]) -> float:
    """A guess of how many lines the highest cell of the row takes."""
    most, column = 0.0, 0
    for part in row.cells:
        characters = max(sum(widths[column : column + part.span]) / _CHARACTER, 1)
        said = (paragraph.text for paragraph in part.paragraphs)
        most = max(most, sum(ceil(len(line) / characters) for text in said for line in text.split("\n")))
        column += part.span
    return most
