"""Document → Word file (ISO/IEC 29500): real styles, header rows that repeat, right-to-left paragraphs, contents.

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
    TrendChart,
    leads_into_table,
)
from participation.export.docx_charts import ChartWriter
from participation.export.docx_contents import Bookmarks, contents_element
from participation.export.docx_markup import (
    child_of,
    element,
    keep_with_next,
    paragraph_element,
    with_children,
    word_language,
)
from participation.export.docx_page import set_page, set_settings, text_width
from participation.export.docx_styles import (
    LIST_BULLET,
    LIST_NUMBER,
    NOTE,
    TABLE_GAP,
    add_styles,
)
from participation.export.docx_tables import TableBuilder
from participation.export.docx_template import open_template
from participation.export.text import writable
from participation.kernel.jobs.progress import tell_progress

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

#: The accent colour of the design tokens; a city may change it.
ACCENT: Final = "#095860"

_EPOCH_OF_ZIP: Final = (1980, 1, 1, 0, 0, 0)
_THUMBNAIL: Final = "/thumbnail"


def write_docx(document: Document, written_at: datetime, accent: str = ACCENT, template: bytes | None = None) -> bytes:
    """The document as a .docx file; `written_at` (with time zone) is when it was made and changed.

    It stands on A4 in our own styles, or looks as a city's `template` does (one that `template_check` has passed).
    """
    word, colour = _blank(document, accent.removeprefix("#"), template)
    _set_language(word, document)
    if document.direction == "rtl":
        last: BaseOxmlElement = word.element.body.sectPr
        last.insert_element_before(element("bidi"), "w:rtlGutter", "w:docGrid", "w:printerSettings")
    _set_properties(word, document, written_at.astimezone(UTC))
    blocks = BlockWriter(word, document, colour)
    end = word.element.body.sectPr
    for number, block in enumerate(document.blocks):
        tell_progress(number, len(document.blocks))
        for part in blocks.elements(block):
            end.addprevious(part)
            if leads_into_table(document.blocks, number):
                keep_with_next(part)
    return _packed(word)


def _blank(document: Document, accent: str, template: bytes | None) -> tuple[WordDocument, str]:
    """An empty Word file with all styles, and the colour for the heads of tables."""
    if template is not None:
        return open_template(template, accent)
    word = docx.Document()
    add_styles(word, accent)
    set_page(word.sections[0], document)
    set_settings(word.settings)
    return word, accent


class BlockWriter:
    """Turns the blocks of one document into elements of the body."""

    def __init__(self, word: WordDocument, document: Document, accent: str) -> None:
        self._word = word
        self._document = document
        self._styles = {style.name: style.style_id for style in word.styles}
        self._charts = ChartWriter(word.part, document.direction, accent)
        self._bookmarks = Bookmarks()
        width = text_width(word.sections[-1])
        self._tables = TableBuilder(self._style_id, document.direction, accent, width, self._bookmarks)

    @singledispatchmethod
    def elements(self, block: Block) -> Iterator[BaseOxmlElement]:
        """The elements of the body that print the block."""
        raise TypeError(block)

    @elements.register(Heading)
    def _heading(self, block: Heading) -> Iterator[BaseOxmlElement]:
        style = f"Heading {min(max(block.level, 1), 3)}"
        heading = Paragraph((Run(block.text),), style, block.language, block.direction)
        yield self._bookmarks.set_at(self._paragraph(heading))

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
        keep_with_next(title)
        yield title
        yield self._tables.chart(block)
        yield self._gap()

    @elements.register(TrendChart)
    def _trend(self, block: TrendChart) -> Iterator[BaseOxmlElement]:
        """A chart of Word's own: whoever works on the file can change its look and its figures."""
        yield self._charts.inline(block, self._paragraph(Paragraph(())))

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
        yield from contents_element(block, self._document, self._style_id)

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
    """Say in which language the text is, also where a template says another one for some of its styles."""
    language = word_language(document.language)
    styles = word.styles.element
    within = styles
    for name in ("docDefaults", "rPrDefault", "rPr", "lang"):
        within = child_of(within, name, at_start=name in {"docDefaults", "rPrDefault"})
    for told in styles.iter(qn("w:lang")):
        told.set(qn("w:val"), language)
        if document.direction == "rtl":
            told.set(qn("w:bidi"), language)
    theme = word.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), language)


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
