"""The table of contents of a Word file: a field whose result stands there already, each entry a link to its heading.

The result names no pages: how many lines fit on a page is known to the program that draws them, and a wrong page is
worse than none (ADR 28). The field is not marked as out of date either, because then Word asks before it opens the
file. Who updates it gets the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from participation.export.document import Document, Heading, Paragraph, Run, Table, TableOfContents
from participation.export.docx_markup import (
    element,
    field_end,
    field_start,
    paragraph_element,
    run_element,
    with_children,
)
from participation.export.docx_styles import CONTENTS, CONTENTS_TITLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.oxml.xmlchemy import BaseOxmlElement


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its level from 1, the text with language and direction, the bookmark it leads to."""

    level: int
    text: str
    language: str
    direction: str
    bookmark: str


class Bookmarks:
    """Sets a bookmark at every paragraph that the contents may list, in the order of the document."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def set_at(self, paragraph: BaseOxmlElement) -> BaseOxmlElement:
        """Put the next bookmark around what the paragraph says."""
        number = next(self._numbers)
        start = element("bookmarkStart", id=str(number), name=name_of(number))
        paragraph.insert(1, start)
        paragraph.append(element("bookmarkEnd", id=str(number)))
        return paragraph


def name_of(number: int) -> str:
    """Return the name of the bookmark with this number, as Word calls those of contents."""
    return f"_Toc{number:08d}"


def entries_of(document: Document) -> Iterator[Entry]:
    """Return everything that contents can list: headings, and paragraphs of tables that have a level."""
    numbers = count(1)
    for block in document.blocks:
        if isinstance(block, Heading):
            yield Entry(block.level, block.text, block.language, block.direction, name_of(next(numbers)))
        elif isinstance(block, Table):
            for said in _listed(block):
                yield Entry(said.outline, said.text, said.language, said.direction, name_of(next(numbers)))


def contents_element(
    block: TableOfContents, document: Document, style_id: Callable[[str], str]
) -> Iterator[BaseOxmlElement]:
    """The title and the entries, in a frame that lets Word offer to update it."""
    entries = [entry for entry in entries_of(document) if entry.level <= block.depth and entry.text.strip()]
    title = paragraph_element(Paragraph((Run(block.title),)), style_id(CONTENTS_TITLE), document.direction)
    lines = [_line(entry, style_id, document.direction) for entry in entries]
    lines = lines or [paragraph_element(Paragraph(()), style_id(CONTENTS[0]), document.direction)]
    # The field opens after the first paragraph's properties and closes at the end of the last paragraph.
    for run in reversed(field_start(f'TOC \\o "1-{block.depth}" \\h \\z \\u')):
        lines[0].insert(1, run)
    lines[-1].append(field_end())
    gallery = with_children(
        element("docPartObj"), element("docPartGallery", val="Table of Contents"), element("docPartUnique")
    )
    properties = with_children(element("sdtPr"), gallery)
    yield with_children(element("sdt"), properties, with_children(element("sdtContent"), title, *lines))


def _line(entry: Entry, style_id: Callable[[str], str], direction: str) -> BaseOxmlElement:
    style = style_id(CONTENTS[min(max(entry.level, 1), len(CONTENTS)) - 1])
    own = entry.direction or direction
    line = paragraph_element(Paragraph((), direction=own), style, direction)
    run = run_element(Run(entry.text.replace("\n", " ")), own, entry.language)
    line.append(with_children(element("hyperlink", anchor=entry.bookmark, history="1"), run))
    return line


def _listed(table: Table) -> Iterator[Paragraph]:
    rows = (*table.header, *table.rows)
    return (said for row in rows for cell in row.cells for said in cell.paragraphs if said.outline)
