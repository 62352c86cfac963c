"""What a DOCX says, without its look: paragraphs and tables in order, read from the parts themselves.

Read here and not through python-docx because a reader needs what that leaves out: text inserted under change
tracking, text in content controls, cells merged downwards, and which paragraphs the program numbers.
Names are matched without namespace, so that "strict" documents are read too.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from participation.concept.reading.container import open_package, read_part
from participation.concept.reading.errors import DocumentBroken

_WRAPPERS: Final = {"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "r"}
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LIST_STYLES: Final = {"list bullet", "list bullet 2", "list number", "list number 2", "list paragraph"}
_OFF: Final = {"0", "false", "off", "none"}
_NOT_COUNTED: Final = {"bullet", "none"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its text, the part of it in bold type, its style's name, and whether the program numbers it.

    ``listed``: the program marks it as an entry of a list, by a number or a bullet.
    """

    text: str
    bold: str = ""
    style: str = ""
    counted: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `span` columns wide; `merged_up` when it belongs to the cell above; `nested`: it held a table."""

    paragraphs: tuple[Paragraph, ...]
    span: int = 1
    merged_up: bool = False
    nested: bool = False

    @property
    def text(self) -> str:
        """The text of all paragraphs, one per line, without empty ones at the ends."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs).strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def width(self) -> int:
        """The number of columns of its widest row."""
        return max((sum(cell.span for cell in row) for row in self.rows), default=0)


def read_blocks(data: bytes, filename: str) -> tuple[Paragraph | Table, ...]:
    """Read the paragraphs and tables of a DOCX; raises what `open_package` and `read_part` raise."""
    with open_package(data, filename, "word") as package:
        main = _main_part(package, filename)
        folder = main.rpartition("/")[0]
        reader = _Reader(
            _style_names(_optional_part(package, f"{folder}/styles.xml", filename)),
            _counting_lists(_optional_part(package, f"{folder}/numbering.xml", filename)),
        )
        body = _child(read_part(package, main, filename), "body")
    if body is None:
        raise DocumentBroken(filename)
    return tuple(reader.blocks(body))


class _Reader:
    def __init__(self, styles: dict[str, str], counting: set[tuple[str, str]]) -> None:
        self._styles = styles
        self._counting = counting

    def blocks(self, parent: Element) -> Iterator[Paragraph | Table]:
        for element in _unwrapped(parent):
            if _name(element) == "p":
                yield self._paragraph(element)
            elif _name(element) == "tbl":
                yield Table(tuple(self._row(row) for row in _unwrapped(element) if _name(row) == "tr"))

    def _row(self, row: Element) -> tuple[Cell, ...]:
        return tuple(self._cell(cell) for cell in _unwrapped(row) if _name(cell) == "tc")

    def _cell(self, cell: Element) -> Cell:
        properties = _child(cell, "tcPr")
        blocks = tuple(self.blocks(cell))
        merge = _child(properties, "vMerge")
        return Cell(
            tuple(block for block in blocks if isinstance(block, Paragraph)),
            _figure(_value(_child(properties, "gridSpan")), default=1),
            merge is not None and _value(merge) != "restart",
            any(isinstance(block, Table) for block in blocks),
        )

    def _paragraph(self, paragraph: Element) -> Paragraph:
        properties = _child(paragraph, "pPr")
        runs = tuple(_runs(paragraph, bold=False))
        style = _value(_child(properties, "pStyle"))
        return Paragraph(
            "".join(text for text, _ in runs).strip(),
            "".join(text for text, bold in runs if bold).strip(),
            self._styles.get(style, style),
            self._is_counted(_child(properties, "numPr")),
            _child(properties, "numPr") is not None or self._styles.get(style, style).casefold() in _LIST_STYLES,
        )

    def _is_counted(self, numbering: Element | None) -> bool:
        level = _value(_child(numbering, "ilvl")) or "0"
        return (_value(_child(numbering, "numId")), level) in self._counting


def _runs(parent: Element, *, bold: bool) -> Iterator[tuple[str, bool]]:
    for element in parent:
        name = _name(element)
        if name == "t":
            yield element.text or "", bold
        elif name in _SIGNS:
            yield _SIGNS[name], bold
        elif name in _WRAPPERS:
            yield from _runs(element, bold=_is_bold(element) if name == "r" else bold)


def _is_bold(run: Element) -> bool:
    sign = _child(_child(run, "rPr"), "b")
    return sign is not None and _value(sign) not in _OFF


def _unwrapped(parent: Element) -> Iterator[Element]:
    for element in parent:
        if _name(element) in _WRAPPERS:
            yield from _unwrapped(element)
        else:
            yield element


def _main_part(package: zipfile.ZipFile, filename: str) -> str:
    relations = _optional_part(package, "_rels/.rels", filename)
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _optional_part(package: zipfile.ZipFile, name: str, filename: str) -> Element | None:
    return read_part(package, name, filename) if name in package.namelist() else None


def _style_names(styles: Element | None) -> dict[str, str]:
    found = {}
    for style in styles if styles is not None else ():
        if _name(style) == "style":
            found[_attribute(style, "styleId")] = _value(_child(style, "name"))
    return found


def _counting_lists(numbering: Element | None) -> set[tuple[str, str]]:
    levels: dict[str, set[str]] = {}
    found = set()
    for element in numbering if numbering is not None else ():
        if _name(element) == "abstractNum":
            levels[_attribute(element, "abstractNumId")] = {
                _attribute(level, "ilvl")
                for level in element
                if _name(level) == "lvl" and _value(_child(level, "numFmt")) not in _NOT_COUNTED
            }
        elif _name(element) == "num":
            abstract = _value(_child(element, "abstractNumId"))
            found |= {(_attribute(element, "numId"), level) for level in levels.get(abstract, ())}
    return found


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _child(parent: Element | None, name: str) -> Element | None:
    return next((element for element in parent if _name(element) == name), None) if parent is not None else None


def _value(element: Element | None) -> str:
    return _attribute(element, "val") if element is not None else ""


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _figure(text: str, *, default: int) -> int:
    return int(text) if text.isdecimal() else default
