"""WordprocessingML (ISO/IEC 29500-1, 17) for paragraphs, runs and fields, in the order the schema wants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from participation.export.document import Paragraph, Run
from participation.export.text import writable

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

#: Word wants a region with its most used languages; a tag with another one stays as it is.
_USUAL_REGIONS: Final = {
    "de": "de-DE",
    "en": "en-GB",
    "ar": "ar-SA",
    "tr": "tr-TR",
    "fr": "fr-FR",
    "fa": "fa-IR",
}
#: A font of Word that has both signs of a check box.
_BOX_FONT: Final = "MS Gothic"
_PIECES: Final = re.compile(r"[\n\t]|[^\n\t]+")


def element(name: str, /, **attributes: str) -> BaseOxmlElement:
    """An element of the main namespace with attributes of the same."""
    made: BaseOxmlElement = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def with_children(parent: BaseOxmlElement, *children: BaseOxmlElement) -> BaseOxmlElement:
    """The element with more children at its end."""
    parent.extend(children)
    return parent


def child_of(parent: BaseOxmlElement, name: str, *, at_start: bool = False) -> BaseOxmlElement:
    """The first child of that name in the main namespace, made where there is none."""
    found: BaseOxmlElement | None = parent.find(qn(f"w:{name}"))
    if found is not None:
        return found
    made = element(name)
    parent.insert(0 if at_start else len(parent), made)
    return made


def word_language(tag: str) -> str:
    """A BCP 47 tag as Word knows it: without private parts ("de-x-leicht" is German), with a region."""
    public = tag.partition("-x-")[0].replace("_", "-")
    return _USUAL_REGIONS.get(public, public)


def paragraph_element(
    paragraph: Paragraph, style_id: str, direction: str, *, numbering: int | None = None
) -> BaseOxmlElement:
    """A paragraph; `direction` is that of the text around it, `numbering` the list that it counts in."""
    own = paragraph.direction or direction
    properties = with_children(element("pPr"), element("pStyle", val=style_id))
    if numbering is not None:
        count = with_children(element("numPr"), element("ilvl", val="0"), element("numId", val=str(numbering)))
        properties.append(count)
    if own == "rtl":
        properties.append(element("bidi"))
    if paragraph.outline:
        properties.append(element("outlineLvl", val=str(paragraph.outline - 1)))
    made = with_children(element("p"), properties)
    for run in paragraph.runs:
        element_of = run_element if run.checked is None else checkbox_element
        made.append(element_of(run, run.direction or own, run.language or paragraph.language))
    return made


def keep_with_next(paragraph: BaseOxmlElement) -> None:
    """Let no page end between a paragraph that has a style and what follows it."""
    paragraph.get_or_add_pPr().insert(1, element("keepNext"))


def checkbox_element(run: Run, direction: str, language: str) -> BaseOxmlElement:
    """A check box that can be ticked: a content control of Word 2010 ([MS-DOCX] 2.6.1.2); older ones show its sign."""
    box: BaseOxmlElement = OxmlElement("w14:checkbox")
    states = {"checked": "1" if run.checked else "0", "checkedState": "2612", "uncheckedState": "2610"}
    for name, value in states.items():
        state: BaseOxmlElement = OxmlElement(f"w14:{name}")
        state.set(qn("w14:val"), value)
        if name != "checked":
            state.set(qn("w14:font"), _BOX_FONT)
        box.append(state)
    sign = run_element(run, direction, language)
    fonts = element("rFonts", **dict.fromkeys(("ascii", "hAnsi", "eastAsia"), _BOX_FONT))
    properties = sign.find(qn("w:rPr"))
    if properties is None:
        properties = element("rPr")
        sign.insert(0, properties)
    properties.insert(0, fonts)
    return with_children(
        element("sdt"), with_children(element("sdtPr"), box), with_children(element("sdtContent"), sign)
    )


def run_element(run: Run, direction: str, language: str) -> BaseOxmlElement:
    """A run; line feeds and tabs in its text become breaks and tabs."""
    made = element("r")
    properties = element("rPr")
    properties.extend(_run_properties(run, direction, language))
    if len(properties):
        made.append(properties)
    made.extend(_text_elements(run.text))
    return made


def _run_properties(run: Run, direction: str, language: str) -> Iterator[BaseOxmlElement]:
    if run.bold:
        yield from (element("b"), element("bCs"))
    if run.italic:
        yield from (element("i"), element("iCs"))
    if run.struck:
        yield element("strike")
    if run.underlined:
        yield element("u", val="single")
    if direction == "rtl":
        yield element("rtl")
    if language:
        # The language of right-to-left text stands in an attribute of its own.
        yield element("lang", **{"bidi" if direction == "rtl" else "val": word_language(language)})


def _text_elements(text: str) -> Iterator[BaseOxmlElement]:
    for piece in _PIECES.findall(writable(text)):
        if piece == "\n":
            yield element("br")
        elif piece == "\t":
            yield element("tab")
        else:
            made = element("t")
            made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            made.text = piece
            yield made


def field_start(instruction: str) -> list[BaseOxmlElement]:
    """The runs that open a field; what follows until `field_end` is its last known result."""
    begin = element("fldChar", fldCharType="begin")
    told = element("instrText")
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    told.text = f" {instruction} "
    parts = (begin, told, element("fldChar", fldCharType="separate"))
    return [with_children(element("r"), part) for part in parts]


def field_end() -> BaseOxmlElement:
    """The run that closes a field."""
    return with_children(element("r"), element("fldChar", fldCharType="end"))
