"""Document → tagged PDF: PDF 1.7 that keeps PDF/UA-1 (ISO 14289-1), checked by the compiler as it writes.

The look is in `document.typ`. Every text goes there as JSON data and never as markup, so nothing that
somebody wrote can act on the page. Only the fonts of the given folder are used: the file
looks the same everywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from functools import singledispatch
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any, Final, TypeAlias

import typst

from participation.concept.trends import PAPER
from participation.export.document import (
    Bar,
    BarChart,
    Block,
    Cell,
    Document,
    Heading,
    List,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    TableOfContents,
    TrendChart,
    leads_into_table,
)
from participation.export.fonts import FontSet, load_fonts

#: The accent colour of the design tokens; a city may change it.
ACCENT: Final = "#095860"

#: A row of at most so many lines stays on one page; a longer one may break, lest it outgrow the page.
WHOLE_LINES: Final = 30
#: A table of at most so many lines stays whole; a quarter of a page stays empty at most.
WHOLE_TABLE_LINES: Final = 18
#: Characters that surely fit on a line of a table as wide as the text.
CHARACTERS_A_LINE: Final = 85

_TEMPLATE: Final = Path(__file__).with_name("document.typ")
_TAG: Final = re.compile(r"(?P<language>[A-Za-z]{2,3})(?:[-_][A-Za-z]{4})?(?:[-_](?P<region>[A-Za-z]{2}))?(?=[-_]|$)")
_ISOLATES: Final = {"ltr": "\u2066", "rtl": "\u2067"}
_END_OF_ISOLATE: Final = "\u2069"

Data: TypeAlias = dict[str, Any]


def write_pdf(document: Document, fonts: Path, written_at: datetime, accent: str = ACCENT) -> bytes:
    """The document as a PDF/UA-1 file.

    `fonts` is the folder of the TrueType fonts, `written_at` (with time zone) the date the file carries.
    Raises FontsMissing when the folder holds no font.
    """
    font_set = load_fonts(fonts)
    data = {
        "title": document.title,
        "author": document.metadata.author,
        "subject": document.metadata.subject,
        "keywords": list(document.metadata.keywords),
        **spoken(document.language, document.direction),
        "accent": accent,
        "fonts": list(font_set.families),
        "blocks": list(_blocks(document)),
    }
    return compile_template(_TEMPLATE, data, font_set, written_at)


def compile_template(template: Path, data: Data, font_set: FontSet, written_at: datetime) -> bytes:
    """A template filled with data, as PDF/UA-1; texts that no font can show are replaced on the way."""
    shown = json.dumps(displayable(data, font_set), ensure_ascii=False)
    return typst.compile(
        template,
        root=template.parent,
        font_paths=font_set.fonts,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"data": shown},
        timestamp=written_at,
    )


def displayable(value: object, font_set: FontSet) -> object:
    """The JSON value with every text in it made displayable."""
    if isinstance(value, str):
        return font_set.displayable(value)
    if isinstance(value, dict):
        return {key: displayable(item, font_set) for key, item in value.items()}
    if isinstance(value, list):
        return [displayable(item, font_set) for item in value]
    return value


def is_visible(text: str) -> bool:
    """Whether the text leaves any ink: more than spaces, control and format characters."""
    return any(character.isprintable() and not character.isspace() for character in text)


def spoken(language: str, direction: str) -> dict[str, str | None]:
    """Language (ISO 639), region (ISO 3166) and direction as the typesetter takes them."""
    tag = _TAG.match(language)
    region = tag["region"] if tag else None
    return {
        "lang": tag["language"].lower() if tag else None,
        "region": region.upper() if region else None,
        "dir": direction or None,
    }


def with_sound_levels(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with heading levels that start at 1 and skip none, and no empty heading (PDF/UA-1, 7.4.2)."""
    sound: list[Block] = []
    deepest = 0
    for block in blocks:
        if isinstance(block, Heading):
            if not is_visible(block.text):
                continue
            deepest = min(max(block.level, 1), deepest + 1)
            sound.append(Heading(deepest, block.text, block.language, block.direction))
        else:
            sound.append(block)
    return sound


def _blocks(document: Document) -> Iterator[Data]:
    blocks = with_sound_levels(document.blocks)
    for place, block in enumerate(blocks):
        yield _data(block, document) | {"leads": leads_into_table(blocks, place)}


@singledispatch
def _data(block: Block, _document: Document) -> Data:
    """The block as the template takes it."""
    raise TypeError(block)


@_data.register
def _heading(block: Heading, document: Document) -> Data:
    return {"kind": "heading", "level": block.level, "text": block.text, **_voice(block, document)}


@_data.register
def _paragraph(block: Paragraph, document: Document) -> Data:
    voice = _voice(block, document)
    runs = [_run(run, str(voice["dir"])) for run in block.runs]
    return {"kind": "paragraph", "style": block.style, "runs": runs, **voice}


@_data.register
def _list(block: List, document: Document) -> Data:
    groups: list[Data] = []
    items = enumerate(_paragraphs(block.items, document), start=1)
    for direction, group in groupby(items, key=lambda item: item[1]["dir"]):
        numbers, members = zip(*group, strict=True)
        groups.append({"dir": direction, "start": numbers[0], "items": list(members)})
    return {"kind": "list", "numbered": block.numbered, "groups": groups}


@_data.register
def _table(block: Table, document: Document) -> Data:
    return {
        "kind": "table",
        "style": block.style,
        "widths": list(block.widths),
        "header": [_row(row, document, block.widths) for row in block.header],
        "whole-words": _words_fit(block),
        "whole": sum(_lines(row, block.widths) for row in (*block.header, *block.rows)) <= WHOLE_TABLE_LINES,
        "parts": [_part(rows, document, block.widths) for rows in _parts(block.rows)],
    }


@_data.register
def _page_break(_block: PageBreak, _document: Document) -> Data:
    return {"kind": "page-break"}


@_data.register
def _contents(block: TableOfContents, _document: Document) -> Data:
    title = block.title if is_visible(block.title) else None
    return {"kind": "contents", "title": title, "depth": block.depth}


@_data.register
def _chart(block: BarChart, document: Document) -> Data:
    bars = [{"label": bar.label, "count": bar.count, **_voice(bar, document)} for bar in block.bars]
    return {"kind": "chart", "title": block.title, "alternative": block.alternative, "bars": bars}


@_data.register
def _trend(block: TrendChart, _document: Document) -> Data:
    paper = {"svg": block.drawing, "width": PAPER.width, "height": PAPER.height, "size": PAPER.type_size}
    labels = [asdict(label) for label in block.labels]
    return {"kind": "drawing", "alternative": block.alternative, "labels": labels, **paper}


@_data.register
def _note(block: Note, document: Document) -> Data:
    return {"kind": "note", "dir": document.direction, "paragraphs": _paragraphs(block.paragraphs, document)}


def _paragraphs(paragraphs: Iterable[Paragraph], document: Document) -> list[Data]:
    return [_paragraph(paragraph, document) for paragraph in paragraphs]


def _parts(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows in runs of heading rows and others: the typesetter takes no two headers in succession."""
    return [list(part) for _, part in groupby(rows, key=_is_heading)]


def _is_heading(row: Row) -> bool:
    return all(cell.heading for cell in row.cells)


def _part(rows: list[Row], document: Document, widths: tuple[float, ...]) -> Data:
    """Some rows; headings become a header, which never breaks, only when they surely fit on a page."""
    heading = _is_heading(rows[0]) and sum(_lines(row, widths) for row in rows) <= WHOLE_LINES
    return {"heading": heading, "rows": [_row(row, document, widths) for row in rows]}


def _row(row: Row, document: Document, widths: tuple[float, ...]) -> list[Data]:
    whole = _lines(row, widths) <= WHOLE_LINES
    return [_cell(cell, document, whole=whole) for cell in row.cells]


def _words_fit(table: Table) -> bool:
    """Whether each word above a column surely fits into it: then none is hyphenated, also where a line has room."""
    return all(
        len(word) <= sum(table.widths[place : place + cell.span]) * CHARACTERS_A_LINE
        for row in table.header[:1]
        for place, cell in zip(accumulate((cell.span for cell in row.cells), initial=0), row.cells, strict=False)
        for paragraph in cell.paragraphs
        for word in paragraph.text.split()
    )


def _lines(row: Row, widths: tuple[float, ...]) -> float:
    """A generous guess of how many lines the highest cell of the row takes."""
    most, column = 0.0, 0
    for cell in row.cells:
        characters = max(sum(widths[column : column + cell.span]) * CHARACTERS_A_LINE, 1)
        paragraphs = (part.text for part in cell.paragraphs)
        most = max(most, sum(1 + text.count("\n") + len(text) / characters for text in paragraphs))
        column += cell.span
    return most


def _cell(cell: Cell, document: Document, *, whole: bool) -> Data:
    paragraphs = _paragraphs(cell.paragraphs, document)
    return {"span": cell.span, "heading": cell.heading, "whole": whole, "paragraphs": paragraphs}


def _run(run: Run, around: str) -> Data:
    """A run; one of another direction is isolated, so that it cannot reorder its neighbours."""
    text, direction = run.text, run.direction
    if direction and direction != around:
        text = f"{_ISOLATES[direction]}{text}{_END_OF_ISOLATE}"
    look = {"bold": run.bold, "italic": run.italic, "struck": run.struck, "underlined": run.underlined}
    return {"text": text, **look, **spoken(run.language, "")}


def _voice(item: Heading | Paragraph | Bar, document: Document) -> Data:
    """Language and direction of an item; what it does not say is as in the document."""
    return spoken(item.language, item.direction or document.direction)
