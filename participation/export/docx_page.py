"""Pages of a Word file: size and margins, the running title, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.oxml.ns import qn
from docx.shared import Mm

from participation.export.document import Document, Run
from participation.export.docx_markup import element, field_end, field_start, run_element

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section, _Footer, _Header
    from docx.settings import Settings

MARGIN: Final = Mm(20)
_TWENTIETHS_OF_A_POINT: Final = 635
"""EMU (English Metric Units) in one of them."""
_MODE_OF_TODAY: Final = "15"
_A4: Final = (Mm(210), Mm(297))
_SMALLEST_WIDTH: Final = Mm(60)


def set_page(section: Section, document: Document) -> None:
    """A4 with page numbers on every page, and the document's title above all but the first."""
    section.page_width, section.page_height = _A4
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.different_first_page_header_footer = True
    for footer in (section.footer, section.first_page_footer):
        add_page_number(footer)
    _write(section.header, document)


def set_settings(settings: Settings) -> None:
    """Let narrow columns hyphenate, and Word open the file as one of today (its mode 15), not of 2010."""
    whole: BaseOxmlElement = settings.element
    tab_stop = whole.find(qn("w:defaultTabStop"))
    tab_stop.addnext(element("autoHyphenation"))
    for setting in whole.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _MODE_OF_TODAY)


def text_width(section: Section) -> int:
    """The width between the margins in twentieths of a point; that of A4 where the section does not say it."""
    whole = section.page_width or _A4[0]
    margins = sum(margin if margin is not None else MARGIN for margin in (section.left_margin, section.right_margin))
    return round(max(whole - margins - (section.gutter or 0), _SMALLEST_WIDTH) / _TWENTIETHS_OF_A_POINT)


def has_page_number(part: _Header | _Footer) -> bool:
    """Whether a header or footer says which page it is."""
    said = [*part._element.iter(qn("w:instrText"))]  # noqa: SLF001 - fields have no public interface
    simple = [field.get(qn("w:instr"), "") for field in part._element.iter(qn("w:fldSimple"))]  # noqa: SLF001
    words = " ".join([*(field.text or "" for field in said), *simple]).upper().split()
    return "PAGE" in words


def add_page_number(footer: _Footer) -> None:
    """Put "1 / 12" into a paragraph of the footer: its only one if that is empty, else a new one."""
    paragraphs = footer.paragraphs
    empty = len(paragraphs) == 1 and not paragraphs[0].text
    paragraph = paragraphs[0] if empty else footer.add_paragraph()
    marked: BaseOxmlElement = paragraph._p  # noqa: SLF001 - fields have no public interface
    marked.get_or_add_pPr().append(element("jc", val="center"))
    for name, before in (("PAGE", ""), ("NUMPAGES", " / ")):
        if before:
            marked.append(run_element(Run(before), "ltr", ""))
        marked.extend([*field_start(name), run_element(Run("1"), "ltr", ""), field_end()])


def _write(header: _Header, document: Document) -> None:
    paragraph: BaseOxmlElement = header.paragraphs[0]._p  # noqa: SLF001 - the run's direction and breaks
    if document.direction == "rtl":
        paragraph.get_or_add_pPr().append(element("bidi"))
    paragraph.append(run_element(Run(document.title), document.direction, ""))
