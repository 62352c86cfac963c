"""Reading the tags of a PDF."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject


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
