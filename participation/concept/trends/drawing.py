"""Trend → SVG (SVG 1.1), for pages and for paper.

Each shape carries a class, by which the style sheet `concept/trend.css` colours it in light, dark and forced colours,
and the colours of paper as attributes, which every style sheet overrides. Nothing in it is a style or a script.
In right-to-left text time runs from right to left, as people there read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from xml.etree import ElementTree as ET

from participation.concept.trends.canvas import Canvas, Figures, Years
from participation.concept.trends.names import free_place
from participation.concept.trends.trend import Point, Trend
from participation.concept.trends.words import baseline_in_words, describe_trend, target_in_words
from participation.i18n.formats import number

_INK: Final = "#1B1F24"
_QUIET: Final = "#4A5058"
_LINE: Final = "#C9C4BA"
_ACCENT: Final = "#095860"
_PAPER: Final = "#FFFFFF"
_GOOD: Final = "#14592A"

_LOOKS: Final[dict[str, dict[str, str]]] = {
    "grid": {"stroke": _LINE, "stroke-width": "1"},
    "axis": {"stroke": _QUIET, "stroke-width": "1"},
    "baseline": {"stroke": _QUIET, "stroke-width": "1.5", "stroke-dasharray": "2 4"},
    "target": {"stroke": _GOOD, "stroke-width": "2", "stroke-dasharray": "8 4"},
    "line": {"fill": "none", "stroke": _ACCENT, "stroke-width": "2.5", "stroke-linejoin": "round"},
    "point": {"fill": _ACCENT, "stroke": _PAPER, "stroke-width": "1.5"},
    "label": {"fill": _QUIET},
    "name": {"fill": _INK, "stroke": _PAPER, "stroke-width": "4", "stroke-linejoin": "round", "paint-order": "stroke"},
    "value": {
        "fill": _INK,
        "font-weight": "bold",
        "stroke": _PAPER,
        "stroke-width": "4",
        "stroke-linejoin": "round",
        "paint-order": "stroke",
    },
}


@dataclass(frozen=True, slots=True)
class Voice:
    """In which direction the page reads, in which language the names of the concept are, how the drawing is called.

    ``key`` tells the drawing from others on the page. ``for_paper`` says that somebody else sets its texts.
    """

    direction: str
    language: str
    key: str = ""
    for_paper: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A text of a drawing for paper: its place in pixels (the height of its base line), where it is anchored, its look.

    ``anchor`` is "start" (its left edge stands there), "middle" or "end", whatever the direction of the text.
    """

    across: float
    height: float
    anchor: str
    text: str
    colour: str
    bold: bool


def draw_for_paper(trend: Trend, canvas: Canvas, voice: Voice) -> tuple[str, tuple[Label, ...]]:
    """Return the drawing of a trend without its texts, and these: a typesetter shapes every script with its own fonts.

    Texts inside an SVG would make a PDF with Arabic letters break PDF/UA (glyphs that stand for no sign).
    """
    root = _Drawing(trend, canvas, voice).root()
    texts = root.findall("text")
    for element in texts:
        root.remove(element)
    return ET.tostring(root, encoding="unicode"), tuple(map(_label, texts))


def draw_trend(trend: Trend, canvas: Canvas, voice: Voice) -> str:
    """Return the drawing of a trend that has a point at least, with title and description for those who hear it."""
    return ET.tostring(_Drawing(trend, canvas, voice).root(), encoding="unicode")


class _Drawing:
    def __init__(self, trend: Trend, canvas: Canvas, voice: Voice) -> None:
        self._trend, self._canvas, self._voice = trend, canvas, voice
        self._baseline, self._target = trend.baseline_figure, trend.target_figure
        shown = [point.value for point in trend.points]
        shown += [figure for figure in (self._baseline, self._target) if figure is not None]
        self._figures = self._with_room_below(Figures.around(shown, canvas.figures))
        self._years = Years.around(point.at for point in trend.points)
        longest = max(len(number(figure)) for figure in self._figures.labelled())
        self._start = canvas.type_size * (longest * 0.6 + 1)

    def root(self) -> ET.Element:
        """Return the whole drawing; what is drawn later lies above."""
        root = self._frame()
        root.extend(self._scale_of_figures())
        root.extend(self._scale_of_years())
        root.extend(self._marks())
        root.extend(self._course())
        return root

    def _with_room_below(self, figures: Figures) -> Figures:
        """Begin the scale a step lower where the name of the lower line would stand in the years; never below zero."""
        if self._baseline is None or self._target is None or 0 <= figures.low < figures.step:
            return figures
        share = figures.share(min(self._baseline, self._target))
        height = self._canvas.bottom - share * (self._canvas.bottom - self._canvas.top)
        return figures if self._fits_below(height) else replace(figures, low=figures.low - figures.step)

    def _frame(self) -> ET.Element:
        canvas, voice = self._canvas, self._voice
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": "trend__drawing",
                "viewBox": f"0 0 {canvas.width} {canvas.height}",
                "width": str(canvas.width),
                "height": str(canvas.height),
                "font-size": str(canvas.type_size),
                "role": "img",
            },
        )
        if voice.for_paper:
            return root
        root.set("direction", voice.direction)
        root.set("aria-labelledby", f"trend-{voice.key}-title trend-{voice.key}-description")
        title = ET.SubElement(root, "title", {"id": f"trend-{voice.key}-title", "lang": voice.language})
        title.text = self._trend.name
        ET.SubElement(root, "desc", {"id": f"trend-{voice.key}-description"}).text = describe_trend(self._trend)
        return root

    def _scale_of_figures(self) -> Iterator[ET.Element]:
        canvas = self._canvas
        for figure in self._figures.labelled():
            height = self._height(figure)
            yield self._level("axis" if figure == self._figures.low else "grid", height)
            text = self._start - canvas.type_size * 0.5, height + canvas.type_size * 0.35
            yield self._text("label", text, number(figure), "end")
        if self._trend.unit:
            yield self._text("label", (0, canvas.type_size), self._trend.unit, "start", self._voice.language)

    def _scale_of_years(self) -> Iterator[ET.Element]:
        """Ticks between the years, and each year's name in the middle of it."""
        canvas, years = self._canvas, self._years
        low = canvas.bottom + canvas.type_size * 1.4
        for year in range(years.first, years.last + 1):
            across = self._across(date(year, 1, 1))
            yield self._line("axis", (across, canvas.bottom), (across, canvas.bottom + canvas.type_size * 0.4))
        for year in years.labelled(canvas.years):
            yield self._text("label", (self._across(date(year, 7, 2)), low), str(year), "middle")

    def _marks(self) -> Iterator[ET.Element]:
        """The lines of baseline and target, each with its name beside it."""
        marks = [("baseline", self._baseline, baseline_in_words), ("target", self._target, target_in_words)]
        drawn = sorted(((figure, kind, name) for kind, figure, name in marks if figure is not None), reverse=True)
        heights = [self._height(figure) for figure, _kind, _name in drawn]
        are_apart = max(heights, default=0) - min(heights, default=0) > self._canvas.type_size * 3
        runs = [[(self._across(point.at), self._height(point.value)) for point in run] for run in self._trend.runs]
        for number_from_above, (height, (_figure, kind, name)) in enumerate(zip(heights, drawn, strict=True)):
            yield self._level(kind, height)
            places = self._beside(height, is_lower=number_from_above > 0)
            text = name(self._trend)
            at = free_place(text, places if are_apart or len(drawn) == 1 else places[:1], self._canvas.type_size, runs)
            yield self._text("name", at, text, "start")

    def _beside(self, height: float, *, is_lower: bool) -> list[tuple[float, float]]:
        """Return where a name may stand at a line, the best first: of the lower line below it, else above it."""
        size = self._canvas.type_size
        across = self._start + size * 0.5
        above, below = (across, height - size * 0.4), (across, height + size * 1.1)
        if not self._fits_below(height):
            return [above]
        return [below, above] if is_lower else [above, below]

    def _fits_below(self, height: float) -> bool:
        """Whether a name below this height stays above the years."""
        return height + self._canvas.type_size * 1.3 <= self._canvas.bottom

    def _course(self) -> Iterator[ET.Element]:
        for run in self._trend.runs:
            places = " ".join(f"{_short(across)},{_short(height)}" for across, height in map(self._place, run))
            if len(run) > 1:
                yield self._shape("polyline", "line", {"points": places})
        for point in self._trend.points:
            across, height = self._place(point)
            yield self._shape("circle", "point", {"cx": _short(across), "cy": _short(height), "r": "4"})
        last = self._trend.points[-1]
        above = self._across(last.at), self._height(last.value) - self._canvas.type_size * 0.8
        yield self._text("value", above, number(last.value), "middle")

    def _place(self, point: Point) -> tuple[float, float]:
        return self._mirrored(self._across(point.at)), self._height(point.value)

    def _across(self, day: date) -> float:
        return self._start + self._years.share(day) * (self._canvas.end - self._start)

    def _height(self, figure: float) -> float:
        return self._canvas.bottom - self._figures.share(figure) * (self._canvas.bottom - self._canvas.top)

    def _mirrored(self, across: float) -> float:
        return self._canvas.width - across if self._voice.direction == "rtl" else across

    def _level(self, look: str, height: float) -> ET.Element:
        return self._line(look, (self._start, height), (self._canvas.end, height))

    def _line(self, look: str, start: tuple[float, float], end: tuple[float, float]) -> ET.Element:
        places = {
            "x1": _short(self._mirrored(start[0])),
            "y1": _short(start[1]),
            "x2": _short(self._mirrored(end[0])),
            "y2": _short(end[1]),
        }
        return self._shape("line", look, places)

    def _text(self, look: str, at: tuple[float, float], text: str, anchor: str, language: str = "") -> ET.Element:
        """Return a text; on paper, whose typesetter knows no direction, its anchor is mirrored here."""
        if self._voice.for_paper and self._voice.direction == "rtl":
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        places = {"x": _short(self._mirrored(at[0])), "y": _short(at[1]), "text-anchor": anchor}
        if language and not self._voice.for_paper:
            places["lang"] = language
        made = self._shape("text", look, places)
        made.text = text
        return made

    def _shape(self, name: str, look: str, places: dict[str, str]) -> ET.Element:
        return ET.Element(name, {"class": f"trend__{look}", **places, **_LOOKS[look]})


def _label(element: ET.Element) -> Label:
    said = element.attrib
    bold = said.get("font-weight") == "bold"
    return Label(float(said["x"]), float(said["y"]), said["text-anchor"], element.text or "", said["fill"], bold)


def _short(place: float) -> str:
    return f"{place:.1f}".removesuffix(".0")
