"""Reading the tags of a PDF."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ByteStringObject, ContentStream, DictionaryObject, TextStringObject


def catalogue(pdf: bytes) -> dict[str, Any]:
    return PdfReader(BytesIO(pdf)).trailer["/Root"]


def elements(pdf: bytes) -> list[dict[str, Any]]:
    """All structure elements in reading order."""
    return list(_walk(catalogue(pdf)["/StructTreeRoot"]))


def tags(pdf: bytes) -> list[str]:
    return [element["/S"] for element in elements(pdf)]


def text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def _walk(node: Any) -> Iterator[dict[str, Any]]:
    found = node.get_object()
    if isinstance(found, ArrayObject):
        for kid in found:
            yield from _walk(kid)
    elif isinstance(found, DictionaryObject):
        if "/S" in found:
            yield found
        if "/K" in found:
            yield from _walk(found["/K"])


def fonts_without_file(pdf: bytes) -> list[str]:
    """The fonts that a page uses and the file does not carry along."""
    return [name for page in PdfReader(BytesIO(pdf)).pages for name, font in _fonts(page) if not _is_carried(font)]


def missing_glyphs(pdf: bytes) -> int:
    """How often a page draws glyph 0 (`.notdef`, OpenType), which stands for a character that the font lacks."""
    return sum(codes.count(0) for page in PdfReader(BytesIO(pdf)).pages for codes in _drawn(page))


def _fonts(page: Any) -> Iterator[tuple[str, Any]]:
    yield from ((font.get_object()["/BaseFont"], font.get_object()) for font in page["/Resources"]["/Font"].values())


def _is_carried(font: Any) -> bool:
    descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    return any(name in descriptor for name in ("/FontFile2", "/FontFile3"))


def _drawn(page: Any) -> Iterator[list[int]]:
    """The glyphs that each operator shows, two bytes each (Identity-H, ISO 32000-1, 9.7.5.2)."""
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator in {b"Tj", b"TJ"}:
            parts = operands[0] if operator == b"TJ" else operands
            data = b"".join(
                part.original_bytes for part in parts if isinstance(part, (ByteStringObject, TextStringObject))
            )
            yield [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]
