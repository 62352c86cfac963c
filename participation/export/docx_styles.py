"""The named styles of a Word file: all the look of a paragraph, nothing set by hand in the text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from participation.concept.chapter import (
    STYLE_CONCEPT_DETAIL,
    STYLE_GOAL,
    STYLE_GOAL_HEADING,
    STYLE_GOAL_REPEATED,
    STYLE_INDICATOR,
    STYLE_INDICATOR_DETAIL,
    STYLE_INDICATOR_NAME,
    STYLE_MEASURE,
    STYLE_MEASURE_DETAIL,
    STYLE_MEASURE_MARK,
    STYLE_MEASURE_TEXT,
)
from participation.export.document import AMOUNT, AMOUNT_HEADER, BODY, CARD, QUIET, SUBTITLE, TITLE

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle

#: A font that every office has and that holds Latin, Cyrillic and Arabic script.
FONT: Final = "Arial"
INK: Final = "1B1F24"
QUIET_INK: Final = "4A5058"
MARK_PAPER: Final = "FBF1D9"
MARK_INK: Final = "5C3C00"
LINE_SPACING: Final = 1.05
WHITE: Final = "FFFFFF"
TINT: Final = "E6EEEF"

#: Styles that only Word needs.
TABLE_HEADER: Final = "Table Header"
TABLE_HEADING: Final = "Table Heading"
TABLE_TEXT: Final = "Table Text"
TABLE_GAP: Final = "Table Gap"
NOTE: Final = "Note"
LIST_BULLET: Final = "List Bullet"
LIST_NUMBER: Final = "List Number"
CONTENTS_TITLE: Final = "TOC Heading"
CONTENTS: Final = ("toc 1", "toc 2", "toc 3")
#: Styles that an office has in mind when it makes a template; those of our own tables come with the document.
USUAL_STYLES: Final = (TITLE, SUBTITLE, "Heading 1", "Heading 2", "Heading 3", "Header", "Footer", *CONTENTS)
#: Letters of this size need so much contrast (WCAG 2.2, 1.4.3).
ACCENT_CONTRAST: Final = 4.5


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a paragraph style: type size, spaces and `indent` in points, colours as RRGGBB.

    `edge` is the colour of a frame; paragraphs that follow each other share it unless they are `parted`.
    """

    size: float
    ink: str = INK
    bold: bool = False
    before: float = 0
    after: float = 4
    with_next: bool = False
    paper: str = ""
    edge: str = ""
    parted: bool = False
    indent: float = 0
    at_end: bool = False
    """Set against the end of the line, as amounts are."""


def looks(accent: str) -> dict[str, Look]:
    """The look of every paragraph style by its name; `accent` as RRGGBB."""
    return {
        "Normal": Look(10),
        TITLE: Look(24, accent, bold=True, after=6),
        "Heading 1": Look(17, accent, bold=True, before=18, after=8, with_next=True),
        "Heading 2": Look(13, accent, bold=True, before=14, after=6, with_next=True),
        "Heading 3": Look(11, bold=True, before=10, after=4, with_next=True),
        "Header": Look(8, QUIET_INK),
        "Footer": Look(8, QUIET_INK),
        BODY: Look(10, after=6),
        QUIET: Look(8.5, QUIET_INK),
        SUBTITLE: Look(13, QUIET_INK, after=14),
        TABLE_HEADER: Look(9, WHITE, bold=True, after=2, with_next=True),
        TABLE_HEADING: Look(9, bold=True, after=2, with_next=True),
        TABLE_TEXT: Look(9, after=2),
        TABLE_GAP: Look(4, after=0),
        AMOUNT: Look(8.5, after=2, with_next=True, at_end=True),
        AMOUNT_HEADER: Look(9, WHITE, bold=True, after=2, with_next=True, at_end=True),
        NOTE: Look(10, before=2, after=2, paper=TINT, edge=accent),
        LIST_BULLET: Look(10, after=3),
        LIST_NUMBER: Look(10, after=3),
        CONTENTS_TITLE: Look(13, accent, bold=True, before=6, after=6, with_next=True),
        CONTENTS[0]: Look(10, bold=True, before=4, after=2),
        CONTENTS[1]: Look(10, after=2, indent=14),
        CONTENTS[2]: Look(9, QUIET_INK, after=2, indent=28),
        CARD: Look(10, before=3, after=3, edge=accent, parted=True),
        STYLE_GOAL: Look(9, after=2),
        STYLE_GOAL_HEADING: Look(9, bold=True, after=2, with_next=True),
        STYLE_CONCEPT_DETAIL: Look(9, QUIET_INK, after=2, with_next=True),
        STYLE_INDICATOR: Look(8.5, QUIET_INK, before=2, after=2),
        STYLE_INDICATOR_NAME: Look(9, before=6, after=1, with_next=True),
        STYLE_INDICATOR_DETAIL: Look(8.5, QUIET_INK, after=1),
        STYLE_GOAL_REPEATED: Look(8.5, QUIET_INK, before=2, after=2),
        STYLE_MEASURE: Look(9, before=4, after=2, with_next=True),
        STYLE_MEASURE_TEXT: Look(9, after=2),
        STYLE_MEASURE_DETAIL: Look(8.5, QUIET_INK, after=1),
        STYLE_MEASURE_MARK: Look(8.5, MARK_INK, bold=True, before=2, after=4, paper=MARK_PAPER, edge=MARK_INK),
    }


def add_styles(word: WordDocument, accent: str) -> None:
    """Give the Word file every style of ours and restyle those that it has."""
    for name, look in looks(accent).items():
        style = _style(word, name)
        _apply(style, look)
        _set_fonts(style.element.get_or_add_rPr())


def add_missing_styles(word: WordDocument, accent: str) -> None:
    """Give a template the styles of ours that it lacks, in its own typeface."""
    present = {style.name for style in word.styles}
    for name, look in looks(accent).items():
        if name not in present:
            _apply(_style(word, name), look)


def contrast_with_white(colour: str) -> float:
    """Contrast of a colour (RRGGBB) with white, from 1 to 21 (WCAG 2.2, relative luminance)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)  # noqa: PLR2004
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _style(word: WordDocument, name: str) -> ParagraphStyle:
    """The style of this name; made where there is none, under an id that no other has."""
    found: ParagraphStyle
    if name in {style.name for style in word.styles}:
        found = word.styles[name]
        return found
    used = {style.style_id for style in word.styles}
    made: ParagraphStyle = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if made.style_id in used:
        made.element.styleId = next(said for number in count(2) if (said := f"{made.style_id}{number}") not in used)
    made.base_style = word.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    return made


def _apply(style: ParagraphStyle, look: Look) -> None:
    # The template's own look (theme fonts, italics, letter spacing) goes first.
    style.element.get_or_add_rPr().clear()
    style.font.size = Pt(look.size)
    style.font.bold = look.bold
    style.font.color.rgb = RGBColor.from_string(look.ink)
    style.paragraph_format.space_before = Pt(look.before)
    style.paragraph_format.space_after = Pt(look.after)
    style.paragraph_format.keep_with_next = look.with_next
    style.paragraph_format.widow_control = True
    if look.indent:
        style.paragraph_format.left_indent = Pt(look.indent)
    if look.at_end:
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    style.paragraph_format.line_spacing = LINE_SPACING
    style.quick_style = True
    run_properties = style.element.get_or_add_rPr()
    # Complex scripts (Arabic) take size and weight from properties of their own.
    _set(run_properties, "w:szCs", str(round(look.size * 2)))
    if look.bold:
        _set(run_properties, "w:bCs", "1")
    _set_paper(style.element.get_or_add_pPr(), look)


def _set_fonts(run_properties: BaseOxmlElement) -> None:
    fonts = run_properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


#: The order in which the schema wants the children that are set here.
_ORDER: Final = {
    "w:bCs": ("w:i", "w:iCs", "w:caps", "w:color", "w:spacing", "w:kern", "w:sz", "w:szCs", "w:lang"),
    "w:szCs": ("w:highlight", "w:u", "w:shd", "w:rtl", "w:cs", "w:lang"),
    "w:pBdr": ("w:shd", "w:tabs", "w:bidi", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"),
    "w:shd": ("w:tabs", "w:bidi", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"),
}


def _set(parent: BaseOxmlElement, name: str, value: str | None = None) -> BaseOxmlElement:
    """Replace the child of that name, in its place among the others."""
    for child in parent.findall(qn(name)):
        parent.remove(child)
    element = OxmlElement(name)
    if value is not None:
        element.set(qn("w:val"), value)
    parent.insert_element_before(element, *_ORDER[name])
    return element


def _set_paper(properties: BaseOxmlElement, look: Look) -> None:
    """Tint and frame; any border that the template gives the style is taken away."""
    for child in properties.findall(qn("w:pBdr")):
        properties.remove(child)
    if look.edge:
        # The same on every side: it needs no mirroring in a right-to-left paragraph.
        border = _set(properties, "w:pBdr")
        for side in ("top", "left", "bottom", "right", *(("between",) if look.parted else ())):
            line = OxmlElement(f"w:{side}")
            for key, value in {"val": "single", "sz": "6", "space": "3", "color": look.edge}.items():
                line.set(qn(f"w:{key}"), value)
            border.append(line)
    if look.paper:
        shade = _set(properties, "w:shd", "clear")
        shade.set(qn("w:color"), "auto")
        shade.set(qn("w:fill"), look.paper)
