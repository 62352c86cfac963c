"""Whether a file may be the template of a city: a Word document or template that only says how things look.

It comes from outside and becomes part of every document that leaves the house, so it is looked at before a library
opens it: no program, no object of another program, nothing that is fetched from elsewhere, and sound styles. An
address that somebody may click on in the letterhead fetches nothing and stays.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from lxml.etree import LxmlError

from participation.concept.reading.container import check_parts, open_package, read_part
from participation.concept.reading.errors import DocumentEmpty, DocumentUnpacksTooLarge
from participation.export import errors
from participation.export.document import BODY, Cell, Document, Heading, Row, Table, TableOfContents, cell, paragraph
from participation.export.docx_styles import looks
from participation.export.docx_template import CONTENT_TYPES, MAIN_TYPE, TEMPLATE_TYPE
from participation.export.docx_writer import ACCENT, write_docx

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST_TEMPLATE: Final = 5 * 1024 * 1024
"""Bytes of a template as it is brought in; it is kept in the database."""
LARGEST_UNPACKED: Final = 40 * 1024 * 1024
_MEGABYTE: Final = 1024 * 1024
_ENDINGS: Final = (".docx", ".dotx")
_ENDINGS_WITH_MACROS: Final = (".docm", ".dotm")
_PROGRAMS: Final = ("macroenabled", "vbaproject", "vbadata")
_OBJECTS: Final = ("oleobject", "activex", "/embeddings/")
_RELATIONS_OF_OBJECTS: Final = ("oleobject", "package", "control", "activexcontrolbinary", "afchunk", "subdocument")
_HARMLESS_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_FIELD: Final = "\x1e"
"""Stands here where a field begins; no XML holds it."""
_FETCHING_FIELDS: Final = re.compile(
    rf"{_FIELD}\s*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDEAUTO|DDE|DATABASE|RD|MACROBUTTON)\b", re.IGNORECASE
)
_LONGEST_ADDRESS: Final = 80
#: What python-docx and lxml raise for a file that is well-formed XML and no sound document.
_FAULTS: Final = (LookupError, ValueError, TypeError, AttributeError, OSError, LxmlError)
_LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)


def check_template(content: bytes, filename: str) -> None:
    """Refuse a file that cannot be a template.

    Raises:
        DomainError: one of `errors.Template…`, or of `concept.reading.errors` for what is no Word file at all.
    """
    _check_name(filename)
    if not content:
        raise DocumentEmpty(filename)
    if len(content) > LARGEST_TEMPLATE:
        raise errors.TemplateTooLarge(LARGEST_TEMPLATE // _MEGABYTE)
    try:
        package = open_package(content, filename, "word")
    except DocumentUnpacksTooLarge as error:
        raise errors.TemplateTooLarge(LARGEST_TEMPLATE // _MEGABYTE) from error
    with package:
        if sum(part.file_size for part in package.infolist()) > LARGEST_UNPACKED:
            raise errors.TemplateTooLarge(LARGEST_TEMPLATE // _MEGABYTE)
        check_parts(package, filename)
        _check_types(package, filename)
        _check_relations(package, filename)
        _check_fields(package, filename)
        _check_styles(package, filename)
    _try_out(content)


def _check_name(filename: str) -> None:
    ending = PurePath(filename).suffix.casefold()
    if ending in _ENDINGS_WITH_MACROS:
        raise errors.TemplateWithMacros
    if ending not in _ENDINGS:
        raise errors.TemplateKindUnknown(filename)


def _check_types(package: zipfile.ZipFile, filename: str) -> None:
    """See that the parts are those of a text: their types are named in one part (ISO/IEC 29500-2, 10.1.2)."""
    declared = [entry.get("ContentType", "") for entry in read_part(package, CONTENT_TYPES, filename)]
    named = [*package.namelist(), *declared]
    for said in (text.casefold() for text in named):
        if any(word in said for word in _PROGRAMS):
            raise errors.TemplateWithMacros
        if any(word in said for word in _OBJECTS):
            raise errors.TemplateEmbedsObject(said.rpartition("/")[2])
    if not {MAIN_TYPE, TEMPLATE_TYPE} & set(declared):
        raise errors.TemplateKindUnknown(filename)


def _check_relations(package: zipfile.ZipFile, filename: str) -> None:
    for name in package.namelist():
        if name.endswith(".rels"):
            for relation in read_part(package, name, filename):
                _check_relation(relation)


def _check_relation(relation: Element) -> None:
    kind = relation.get("Type", "").rpartition("/")[2].casefold()
    target = relation.get("Target", "")
    if kind == "attachedtemplate":
        raise errors.TemplateAttached(_short(target))
    if any(word in kind for word in _PROGRAMS):
        raise errors.TemplateWithMacros
    if kind in _RELATIONS_OF_OBJECTS:
        raise errors.TemplateEmbedsObject(_short(target))
    is_link = kind == "hyperlink" and _HARMLESS_ADDRESS.match(target)
    if relation.get("TargetMode", "").casefold() == "external" and not is_link:
        raise errors.TemplateReachesOut(_short(target))


def _check_fields(package: zipfile.ZipFile, filename: str) -> None:
    for name in package.namelist():
        if name.startswith("word/") and name.endswith(".xml"):
            # A field may be cut into several runs; together they say what it does.
            found = _FETCHING_FIELDS.search("".join(_instructions(read_part(package, name, filename))))
            if found:
                raise errors.TemplateReachesOut(found[1].upper())


def _instructions(part: Element) -> Iterator[str]:
    for element in part.iter():
        kind = element.tag.rpartition("}")[2]
        if kind == "instrText":
            yield element.text or ""
        elif kind == "fldSimple":
            yield f"{_FIELD}{_attribute(element, 'instr')}"
        elif kind == "fldChar" and _attribute(element, "fldCharType") == "begin":
            yield _FIELD


def _check_styles(package: zipfile.ZipFile, filename: str) -> None:
    if "word/styles.xml" not in package.namelist():
        raise errors.TemplateStylesMissing
    root = read_part(package, "word/styles.xml", filename)
    styles = [element for element in root if element.tag.rpartition("}")[2] == "style"]
    ids = Counter(_attribute(style, "styleId") for style in styles)
    names = {_attribute(style, "styleId"): _value(style, "name") for style in styles}
    if not any(_attribute(style, "type") == "paragraph" for style in styles):
        raise errors.TemplateStylesMissing
    for style_id, times in ids.items():
        if times > 1 or not style_id or not names[style_id]:
            raise errors.TemplateStyleBroken(names[style_id] or style_id)
    bases = {_attribute(style, "styleId"): _value(style, "basedOn") for style in styles}
    for style_id in bases:
        _check_bases(style_id, bases, names)
    wanted = {name.casefold() for name in looks(ACCENT.removeprefix("#"))}
    for style in styles:
        name = _value(style, "name")
        if name.casefold() in wanted and _attribute(style, "type") != "paragraph":
            raise errors.TemplateStyleBroken(name)


def _check_bases(style_id: str, bases: dict[str, str], names: dict[str, str]) -> None:
    seen, at = {style_id}, bases[style_id]
    while at in bases:
        if at in seen:
            raise errors.TemplateStyleBroken(names[style_id])
        seen.add(at)
        at = bases[at]


def _try_out(content: bytes) -> None:
    """Make a small document of the template; what fails now would fail with every chapter."""
    in_every_style = tuple(paragraph("a", name) for name in looks("000000"))
    table = Table((Row((cell("b"),)),), (Row((Cell(in_every_style),)),), (1.0,))
    document = Document("c", "de", (TableOfContents("d"), Heading(1, "e"), paragraph("f", BODY), table))
    try:
        write_docx(document, _LONG_AGO, template=content)
    except _FAULTS as error:
        raise errors.TemplateUnusable from error


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _value(style: Element, name: str) -> str:
    return next((_attribute(child, "val") for child in style if child.tag.rpartition("}")[2] == name), "")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_ADDRESS else f"{text[: _LONGEST_ADDRESS - 1]}…"
