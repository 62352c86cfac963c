"""A city's own template: opened, emptied of what it says, and completed by the styles of ours that it lacks.

What stays are its styles, the set-up of its last section's pages, headers and footers with their pictures, fonts and
theme. Whether a file may be a template at all is decided in `template_check`, when it is brought in.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import docx
from docx.oxml.ns import qn

from participation.export.docx_page import add_page_number, has_page_number
from participation.export.docx_styles import ACCENT_CONTRAST, add_missing_styles, contrast_with_white

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section, _Footer

MAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
CONTENT_TYPES: Final = "[Content_Types].xml"

#: What the document goes on needing of its template; any other relation belongs to a text that is thrown away.
_KEPT: Final = ("styles", "numbering", "settings", "fontTable", "theme", "webSettings", "footnotes", "endnotes")
_OF_SECTIONS: Final = ("header", "footer")
#: Settings that would hinder who opens the document: protection, change tracking, questions, mailings.
_UNWANTED_SETTINGS: Final = (
    "writeProtection",
    "documentProtection",
    "trackRevisions",
    "updateFields",
    "mailMerge",
    "readModeInkLockDown",
)
#: Columns, in which no table of a chapter fits, and a part that nothing but a printer of the city's understands.
_UNWANTED_IN_SECTIONS: Final = ("cols", "printerSettings")


def open_template(content: bytes, accent: str) -> tuple[WordDocument, str]:
    """The template as an empty document with every style of ours, and the colour for the heads of its tables.

    `accent` (RRGGBB) is that colour where the template has no dark one for its first headings.
    """
    word = read_template(content)
    head = _colour_of_headings(word) or accent
    add_missing_styles(word, head)
    section = word.sections[-1]
    for footer in _footers_without_number(section):
        add_page_number(footer)
    return word, head


def read_template(content: bytes) -> WordDocument:
    """The template as an empty document."""
    word = docx.Document(io.BytesIO(as_document(content)))
    _empty(word)
    _remove_children(word.settings.element, _UNWANTED_SETTINGS)
    return word


def as_document(content: bytes) -> bytes:
    """The file, a template (.dotx) turned into a document (.docx): they differ by the type of one part."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        if TEMPLATE_TYPE.encode() not in source.read(CONTENT_TYPES):
            return content
        turned = io.BytesIO()
        with zipfile.ZipFile(turned, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                part = source.read(name)
                fit = part.replace(TEMPLATE_TYPE.encode(), MAIN_TYPE.encode()) if name == CONTENT_TYPES else part
                target.writestr(name, fit)
    return turned.getvalue()


def _empty(word: WordDocument) -> None:
    """Throw the text away but for the last section, which takes over headers that it had of those before it."""
    body = word.element.body
    last = body.get_or_add_sectPr()
    for before in reversed(list(body.iter(qn("w:sectPr")))):
        if before is not last:
            _take_over(before, last)
    for child in list(body):
        if child is not last:
            body.remove(child)
    _remove_children(last, _UNWANTED_IN_SECTIONS)
    for background in word.element.findall(qn("w:background")):
        background.clear()
    _drop_relations(word, {reference.get(qn("r:id")) for reference in _references(last)})


def _drop_relations(word: WordDocument, used: set[str]) -> None:
    """Let go of what only the text needed; `used` are the ids of the headers and footers that stay."""
    relations = word.part.rels
    for key, relation in list(relations.items()):
        kind = relation.reltype.rpartition("/")[2]
        if kind not in _KEPT and not (kind in _OF_SECTIONS and key in used):
            del relations[key]


def _remove_children(parent: BaseOxmlElement, names: Iterable[str]) -> None:
    for name in names:
        for child in parent.findall(qn(f"w:{name}")):
            parent.remove(child)


def _take_over(before: BaseOxmlElement, last: BaseOxmlElement) -> None:
    present = {(reference.tag, reference.get(qn("w:type"))) for reference in _references(last)}
    for reference in _references(before):
        if (reference.tag, reference.get(qn("w:type"))) not in present:
            last.insert(0, reference)


def _references(section: BaseOxmlElement) -> list[BaseOxmlElement]:
    return [*section.findall(qn("w:headerReference")), *section.findall(qn("w:footerReference"))]


def _colour_of_headings(word: WordDocument) -> str:
    """The colour of the template's first headings as RRGGBB, if white letters can be read on it."""
    found = next((style for style in word.styles if style.name == "Heading 1"), None)
    colour = found.font.color.rgb if found is not None and found.font.color is not None else None
    return str(colour) if colour is not None and contrast_with_white(str(colour)) >= ACCENT_CONTRAST else ""


def _footers_without_number(section: Section) -> Iterator[_Footer]:
    """The footers of pages that say nowhere which page they are."""
    pairs = [(section.header, section.footer)]
    if section.different_first_page_header_footer:
        pairs.append((section.first_page_header, section.first_page_footer))
    for header, footer in pairs:
        if not (has_page_number(header) or has_page_number(footer)):
            yield footer
