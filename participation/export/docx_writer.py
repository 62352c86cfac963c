"""Document → Word file (ISO/IEC 29500): real styles, header rows that repeat, right-to-left paragraphs.

The same document and date give the same bytes: every time in the file is the one that is passed in.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Final

import docx
from docx.oxml.ns import qn
from docx.shared import Mm

from participation.export.document import (
    BarChart,
    Block,
    Document,
    Heading,
    List,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Table,
    TableOfContents,
)
from participation.export.docx_markup import (
    element,
    field_end,
    field_start,
    paragraph_element,
    with_children,
    word_language,
)
from participation.export.docx_styles import (
    CONTENTS,
    CONTENTS_TITLE,
    LIST_BULLET,
    LIST_NUMBER,
    NOTE,
    TABLE_GAP,
    add_styles,
)
from participation.export.docx_tables import TableBuilder
from participation.export.text import writable
from participation.kernel.jobs.progress import tell_progress

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

#: The accent colour of the design tokens; a city may change it.
ACCENT: Final = "#095860"

_EPOCH_OF_ZIP: Final = (1980, 1, 1, 0, 0, 0)
_THUMBNAIL: Final = "/thumbnail"


def write_docx(document: Document, written_at: datetime, accent: str = ACCENT) -> bytes:
    """The document as a .docx file on A4; `written_at` (with time zone) is when it was made and changed."""
    word = docx.Document()
    add_styles(word, accent.removeprefix("#"))
    _set_language(word, document)
    _set_page(word, document)
    _set_properties(word, document, written_at.astimezone(UTC))
    blocks = BlockWriter(word, document, accent.removeprefix("#"))
    end = word.element.body.sectPr
    for number, block in enumerate(document.blocks):
        tell_progress(number, len(document.blocks))
        for part in blocks.elements(block):
            end.addprevious(part)
    return _packed(word)


class BlockWriter:
    """Turns the blocks of one document into elements of the body."""

    def __init__(self, word: WordDocument, document: Document, accent: str) -> None:
        self._word = word
        self._document = document
        self._styles = {style.name: style.style_id for style in word.styles}
        self._tables = TableBuilder(self._style_id, document.direction, accent)

    @singledispatchmethod
    def elements(self, block: Block) -> Iterator[BaseOxmlElement]:
        """The elements of the body that print the block."""
        raise TypeError(block)

    @elements.register(Heading)
    def _heading(self, block: Heading) -> Iterator[BaseOxmlElement]:
        style = f"Heading {min(max(block.level, 1), 3)}"
        yield self._paragraph(Paragraph((Run(block.text),), style, block.language, block.direction))

    @elements.register(Paragraph)
    def _text(self, block: Paragraph) -> Iterator[BaseOxmlElement]:
        yield self._paragraph(block)

    @elements.register(List)
    def _list(self, block: List) -> Iterator[BaseOxmlElement]:
        style = LIST_NUMBER if block.numbered else LIST_BULLET
        numbering = self._new_numbering() if block.numbered else None
        for item in block.items:
            yield paragraph_element(item, self._style_id(style), self._document.direction, numbering=numbering)

    @elements.register(Table)
    def _table(self, block: Table) -> Iterator[BaseOxmlElement]:
        yield self._tables.table(block)
        yield self._gap()

    @elements.register(BarChart)
    def _chart(self, block: BarChart) -> Iterator[BaseOxmlElement]:
        title = self._paragraph(Paragraph((Run(block.title, bold=True),)))
        title.get_or_add_pPr().append(element("keepNext"))
        yield title
        yield self._tables.chart(block)
        yield self._gap()

    @elements.register(PageBreak)
    def _page_break(self, _block: PageBreak) -> Iterator[BaseOxmlElement]:
        run = with_children(element("r"), element("br", type="page"))
        yield with_children(self._gap(), run)

    @elements.register(Note)
    def _note(self, block: Note) -> Iterator[BaseOxmlElement]:
        for paragraph in block.paragraphs:
            yield paragraph_element(paragraph, self._style_id(NOTE), self._document.direction)

    @elements.register(TableOfContents)
    def _contents(self, block: TableOfContents) -> Iterator[BaseOxmlElement]:
        """The headings as a field: Word adds the pages when it opens the file, others show the bare list."""
        yield self._paragraph(Paragraph((Run(block.title),), CONTENTS_TITLE))
        entries = [self._entry(heading) for heading in self._headings(block.depth)] or [self._gap()]
        # The field opens after the first paragraph's properties and closes at the end of the last paragraph.
        for run in reversed(field_start(f'TOC \\o "1-{block.depth}" \\h \\z \\u', dirty=True)):
            entries[0].insert(1, run)
        entries[-1].append(field_end())
        yield from entries

    def _headings(self, depth: int) -> Iterator[Heading]:
        headings = (block for block in self._document.blocks if isinstance(block, Heading))
        return (heading for heading in headings if heading.level <= depth)

    def _entry(self, heading: Heading) -> BaseOxmlElement:
        style = CONTENTS[min(max(heading.level, 1), len(CONTENTS)) - 1]
        return self._paragraph(Paragraph((Run(heading.text),), style, heading.language, heading.direction))

    def _paragraph(self, paragraph: Paragraph) -> BaseOxmlElement:
        return paragraph_element(paragraph, self._style_id(paragraph.style), self._document.direction)

    def _gap(self) -> BaseOxmlElement:
        """The small empty paragraph that Word needs between two tables and at the end."""
        return self._paragraph(Paragraph((), TABLE_GAP))

    def _style_id(self, name: str) -> str:
        return str(self._styles[name])

    def _new_numbering(self) -> int:
        """A list definition that counts from 1 again."""
        numbering = self._word.part.numbering_part.element
        style = self._word.styles[LIST_NUMBER].element
        used = style.pPr.numPr.numId.val
        definition = numbering.num_having_numId(used).abstractNumId.val
        fresh = numbering.add_num(definition)
        fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(fresh.numId)


def _set_language(word: WordDocument, document: Document) -> None:
    language = word_language(document.language)
    defaults = word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    defaults.set(qn("w:val"), language)
    if document.direction == "rtl":
        defaults.set(qn("w:bidi"), language)
    theme = word.settings.element.find(qn("w:themeFontLang"))
    theme.set(qn("w:val"), language)


def _set_page(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    footer = section.footer.paragraphs[0]._p  # noqa: SLF001 - fields have no public interface
    alignment = footer.get_or_add_pPr()
    alignment.append(element("jc", val="center"))
    for name, before in (("PAGE", ""), ("NUMPAGES", " / ")):
        if before:
            footer.append(_plain_run(before))
        footer.extend([*field_start(name), _plain_run("1"), field_end()])
    if document.direction == "rtl":
        section._sectPr.append(element("bidi"))  # noqa: SLF001 - no public interface either


def _plain_run(text: str) -> BaseOxmlElement:
    words = element("t")
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    words.text = text
    return with_children(element("r"), words)


def _set_properties(word: WordDocument, document: Document, at: datetime) -> None:
    properties = word.core_properties
    properties.title = writable(document.title)[:255]
    properties.language = document.language
    properties.author = properties.last_modified_by = writable(document.metadata.author)[:255]
    properties.subject = writable(document.metadata.subject)[:255]
    properties.keywords = writable(", ".join(document.metadata.keywords))[:255]
    properties.comments = ""
    properties.created = properties.modified = at
    properties.revision = 1


def _packed(word: WordDocument) -> bytes:
    """The file without the template's thumbnail, and with one fixed time at every part of the archive."""
    package = word.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype.endswith(_THUMBNAIL)]:
        del package.rels[key]
    saved, packed = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EPOCH_OF_ZIP)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return packed.getvalue()
