"""Charts of a Word file (ISO/IEC 29500-1, 21.2): native ones, with their figures in a workbook behind them.

Word and LibreOffice draw them themselves; a picture would need a raster copy beside the SVG, because Word before
2016 and LibreOffice fall back on that. Days stand true to scale on an axis of days; a gap in the values is an
empty day between two points, at which the line is broken.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from xlsxwriter import Workbook

from participation.concept.trends import Point, Trend
from participation.concept.trends.canvas import PAPER, Figures, Years
from participation.export.document import TrendChart
from participation.export.docx_markup import element, with_children
from participation.export.docx_styles import FONT
from participation.export.text import writable

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.parts.document import DocumentPart

_MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PLACED: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
#: Width of the text and height of a chart, in English metric units (360,000 a centimetre).
_WIDTH, _HEIGHT = 6_120_000, 2_200_000
_FACE: Final = f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
_INK, _QUIET, _EDGE, _GOOD = "1B1F24", "4A5058", "C9C4BA", "14592A"
#: Day 0 of a spreadsheet.
_EPOCH: Final = date(1899, 12, 30)
#: Every file is made at the same time, so that the same report gives the same bytes.
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the workbook knows no zone


class ChartWriter:
    """Adds charts to the Word file of `document` and gives the paragraphs that show them."""

    def __init__(self, document: DocumentPart, direction: str, accent: str) -> None:
        self._document, self._direction, self._accent = document, direction, accent
        self._number = 0

    def inline(self, chart: TrendChart, paragraph: BaseOxmlElement) -> BaseOxmlElement:
        """Return the paragraph with the chart in it."""
        self._number += 1
        relation = self._document.relate_to(self._part(chart), RELATIONSHIP_TYPE.CHART)
        drawing = parse_xml(_inline(relation, self._number, chart))
        return with_children(paragraph, with_children(element("r"), with_children(element("drawing"), drawing)))

    def _part(self, chart: TrendChart) -> Part:
        lines = _Lines(chart)
        package = self._document.package
        figures = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{self._number}.xlsx"),
            CONTENT_TYPE.SML_SHEET,
            lines.workbook(),
            package,
        )
        part = Part(PackURI(f"/word/charts/chart{self._number}.xml"), CONTENT_TYPE.DML_CHART, b"", package)
        relation = part.relate_to(figures, RELATIONSHIP_TYPE.PACKAGE)
        part._blob = _chart(lines, self._direction, self._accent, relation).encode()  # noqa: SLF001 - after its relation
        return part


class _Lines:
    """The lines of a chart by day: the values, and baseline and target where they are figures."""

    def __init__(self, chart: TrendChart) -> None:
        self.trend: Trend = chart.trend
        self.days = list(_days(self.trend.runs))
        values = {point.at: point.value for point in self.trend.points}
        self.lines: list[tuple[str, list[float | None], str]] = [
            (chart.value, [values.get(day) for day in self.days], "value")
        ]
        marks = (
            (chart.baseline, self.trend.baseline_figure, "baseline"),
            (chart.target, self.trend.target_figure, "target"),
        )
        for name, figure, kind in marks:
            if figure is not None:
                self.lines.append((name, [figure for _ in self.days], kind))

    def workbook(self) -> bytes:
        """Return the figures as a workbook: days in the first column, a line in each further one."""
        stream = io.BytesIO()
        with Workbook(stream, {"in_memory": True}) as book:
            book.set_properties({"created": _MADE})
            sheet, days = book.add_worksheet("Sheet1"), book.add_format({"num_format": "yyyy-mm-dd"})
            for row, day in enumerate(self.days, start=1):
                sheet.write_number(row, 0, _serial(day), days)
            for column, (name, figures, _kind) in enumerate(self.lines, start=1):
                sheet.write_string(0, column, writable(name))
                for row, figure in enumerate(figures, start=1):
                    if figure is not None:
                        sheet.write_number(row, column, figure)
        return stream.getvalue()

    @property
    def scale(self) -> Figures:
        """Return the scale of the figures, the same as in the drawing."""
        return Figures.around(
            (figure for _, line, _ in self.lines for figure in line if figure is not None), PAPER.figures
        )


def _days(runs: Sequence[Sequence[Point]]) -> Iterator[date]:
    """Go through the days of the values, with an empty day in each gap and at both ends of the years."""
    years = Years.around(point.at for run in runs for point in run)
    first, last = date(years.first, 1, 1), date(years.last, 12, 31)
    if runs[0][0].at > first:
        yield first
    for number, run in enumerate(runs):
        if number:
            yield runs[number - 1][-1].at + timedelta(days=1)
        yield from (point.at for point in run)
    if runs[-1][-1].at < last:
        yield last


def _serial(day: date) -> int:
    return (day - _EPOCH).days


def _inline(relation: str, number: int, chart: TrendChart) -> str:
    name, told = quoteattr(writable(chart.trend.name)), quoteattr(writable(chart.alternative))
    return (
        f'<wp:inline xmlns:wp="{_PLACED}" xmlns:a="{_MAIN}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{_WIDTH}" cy="{_HEIGHT}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{1000 + number}" name="Chart {number}" title={name} descr={told}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_RELATIONS}" r:id="{relation}"/>'
        f"</a:graphicData></a:graphic></wp:inline>"
    )


def _chart(lines: _Lines, direction: str, accent: str, relation: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_MAIN}" xmlns:r="{_RELATIONS}"><c:date1904 val="0"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{_series(lines, accent)}'
        f'<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>'
        f"{_axis_of_days(lines, direction)}{_axis_of_figures(lines, direction)}"
        f"</c:plotArea>{_legend(lines)}"
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_type(_INK)}"
        f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _series(lines: _Lines, accent: str) -> str:
    looks: dict[str, Callable[[], str]] = {
        "value": lambda: (
            f'{_line(accent, 28_575)}<c:marker><c:symbol val="circle"/><c:size val="7"/>'
            f'<c:spPr><a:solidFill><a:srgbClr val="{accent}"/></a:solidFill></c:spPr></c:marker>'
        ),
        "baseline": lambda: f'{_line(_QUIET, 15_875, "sysDot")}<c:marker><c:symbol val="none"/></c:marker>',
        "target": lambda: f'{_line(_GOOD, 22_225, "dash")}<c:marker><c:symbol val="none"/></c:marker>',
    }
    last = len(lines.days) + 1
    days = _figures([float(_serial(day)) for day in lines.days], "yyyy\\-mm\\-dd")
    made = []
    for number, (name, figures, kind) in enumerate(lines.lines):
        column = "BCD"[number]
        made.append(
            f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>'
            f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(writable(name))}</c:v></c:pt></c:strCache>'
            f"</c:strRef></c:tx>{looks[kind]()}"
            f"<c:cat><c:numRef><c:f>Sheet1!$A$2:$A${last}</c:f>{days}</c:numRef></c:cat>"
            f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f>{_figures(figures, 'General')}</c:numRef>"
            f'</c:val><c:smooth val="0"/></c:ser>'
        )
    return "".join(made)


def _figures(figures: Sequence[float | None], code: str) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{figure!r}</c:v></c:pt>'
        for place, figure in enumerate(figures)
        if figure is not None
    )
    return f'<c:numCache><c:formatCode>{code}</c:formatCode><c:ptCount val="{len(figures)}"/>{points}</c:numCache>'


def _line(colour: str, width: int, dash: str = "solid") -> str:
    return (
        f'<c:spPr><a:ln w="{width}" cap="rnd"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f'<a:prstDash val="{dash}"/><a:round/></a:ln></c:spPr>'
    )


def _axis_of_days(lines: _Lines, direction: str) -> str:
    """Whole years, a label at the beginning of each; in right-to-left text they run from the right."""
    years = Years.around(point.at for point in lines.trend.points)
    step = -(-(years.last - years.first + 1) // PAPER.years)
    low, high = _serial(date(years.first, 1, 1)), _serial(date(years.last, 12, 31))
    return (
        f'<c:dateAx><c:axId val="1"/><c:scaling><c:orientation val="{_orientation(direction)}"/><c:max val="{high}"/>'
        f'<c:min val="{low}"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        f'<c:numFmt formatCode="mm/yyyy" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{_line(_QUIET, 9_525)}{_type(_QUIET)}<c:crossAx val="2"/><c:crosses val="autoZero"/>'
        f'<c:auto val="0"/><c:lblOffset val="100"/><c:baseTimeUnit val="days"/><c:majorUnit val="{step}"/>'
        f'<c:majorTimeUnit val="years"/></c:dateAx>'
    )


def _axis_of_figures(lines: _Lines, direction: str) -> str:
    scale, unit = lines.scale, writable(lines.trend.unit)
    side = "r" if direction == "rtl" else "l"
    title = (
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900" b="0">{_FACE}</a:defRPr></a:pPr><a:r>'
        f'<a:rPr sz="900" b="0">{_FACE}</a:rPr><a:t>{escape(unit)}</a:t></a:r></a:p></c:rich></c:tx>'
        f'<c:overlay val="0"/></c:title>'
        if unit
        else ""
    )
    return (
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="{scale.high!r}"/>'
        f'<c:min val="{scale.low!r}"/></c:scaling><c:delete val="0"/><c:axPos val="{side}"/>'
        f"<c:majorGridlines>{_line(_EDGE, 6_350)}</c:majorGridlines>{title}"
        f'<c:numFmt formatCode="#,##0.##########" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_type(_QUIET)}<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="midCat"/>'
        f'<c:majorUnit val="{scale.step!r}"/></c:valAx>'
    )


def _orientation(direction: str) -> str:
    return "maxMin" if direction == "rtl" else "minMax"


def _legend(lines: _Lines) -> str:
    if len(lines.lines) == 1:
        return ""
    return f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_type(_QUIET)}</c:legend>'


def _type(colour: str) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900" b="0"><a:solidFill><a:srgbClr val="{colour}"/>'
        f'</a:solidFill>{_FACE}</a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )
