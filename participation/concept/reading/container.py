"""Opening a file that a stranger may have made: its size, kind and parts are checked before anything is parsed."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from openpyxl.utils.exceptions import InvalidFileException

from participation.concept.reading.errors import (
    DocumentBroken,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentTooLarge,
    DocumentTypeDeclared,
    DocumentTypeMismatch,
    DocumentUnpacksTooLarge,
    OldDocumentFormat,
)

LARGEST_FILE: Final = 20 * 1024 * 1024
"""Bytes of a file as uploaded."""
LARGEST_UNPACKED: Final = 200 * 1024 * 1024
"""Bytes of all parts of a file together."""
LARGEST_XML: Final = 40 * 1024 * 1024
"""Bytes of one XML part; parsed it needs about ten times that. Pictures may be larger."""
MOST_PARTS: Final = 5_000
HIGHEST_RATIO: Final = 150
"""Unpacked to packed size of one part; office documents stay below 50. Parts below 1 MB are let through."""
_RATIO_FROM: Final = 1024 * 1024
_XML: Final = (".xml", ".rels")

_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG: Final = 0x1
_BROKEN_ZIP: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)

BROKEN_WORKBOOK: Final = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    OSError,
    EOFError,
)
"""What openpyxl raises for a workbook that it cannot read."""


def load(source: Path | bytes, filename: str) -> bytes:
    """Answer the bytes of the file; raises DocumentEmpty or DocumentTooLarge (before a large file is read)."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > LARGEST_FILE:
        raise DocumentTooLarge(size, LARGEST_FILE)
    data = source if isinstance(source, bytes) else source.read_bytes()
    if not data.strip():
        raise DocumentEmpty(filename)
    return data


def open_package(data: bytes, filename: str, root: str) -> zipfile.ZipFile:
    """Open an office document (a zip of XML parts) whose main part lies in the folder `root` ("word" or "xl").

    Raises:
        DocumentEncrypted, OldDocumentFormat: it is an OLE container with or without an encrypted package.
        DocumentTypeMismatch: it is something else.
        DocumentBroken: it is damaged.
        DocumentUnpacksTooLarge: it has too many parts, or they unpack to too much.
        DocumentTypeDeclared: a part declares a document type.
    """
    if data.startswith(_OLE):
        raise (DocumentEncrypted if _ENCRYPTED_STREAM in data else OldDocumentFormat)(filename)
    package = open_archive(data, filename)
    if not any(part.filename.startswith(f"{root}/") for part in package.infolist()):
        raise DocumentTypeMismatch(filename, Path(filename).suffix)
    return package


def open_archive(data: bytes, filename: str) -> zipfile.ZipFile:
    """Open a zip of any files.

    Raises:
        DocumentTypeMismatch: it is something else.
        DocumentBroken, DocumentEncrypted: it is damaged, or protected by a password.
        DocumentUnpacksTooLarge: it has too many parts, or they unpack to too much.
    """
    if not data.startswith(b"PK"):
        raise DocumentTypeMismatch(filename, Path(filename).suffix)
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except _BROKEN_ZIP as error:
        raise DocumentBroken(filename) from error
    parts = package.infolist()
    _check_sizes(parts, filename)
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise DocumentEncrypted(filename)
    return package


def read_file(package: zipfile.ZipFile, name: str, filename: str) -> bytes:
    """Answer the bytes of a file in the archive; raises DocumentBroken."""
    try:
        return package.read(name)
    except _BROKEN_ZIP as error:
        raise DocumentBroken(filename) from error


def _check_sizes(parts: list[zipfile.ZipInfo], filename: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    steep = any(part.file_size > _RATIO_FROM and part.file_size > HIGHEST_RATIO * part.compress_size for part in parts)
    large = any(part.file_size > LARGEST_XML for part in parts if part.filename.endswith(_XML))
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or steep or large:
        raise DocumentUnpacksTooLarge(filename)


def read_part(package: zipfile.ZipFile, name: str, filename: str) -> ET.Element:
    """Parse one XML part; raises DocumentBroken or DocumentTypeDeclared."""
    try:
        root: ET.Element = fromstring(package.read(name), forbid_dtd=True)
    except DefusedXmlException as error:
        raise DocumentTypeDeclared(name) from error
    except (*_BROKEN_ZIP, KeyError, ET.ParseError, ValueError, LookupError) as error:
        raise DocumentBroken(filename) from error
    return root


def check_parts(package: zipfile.ZipFile, filename: str) -> None:
    """Parse every XML part once, before a library is allowed to; raises as `read_part`."""
    for name in package.namelist():
        if name.endswith(_XML):
            read_part(package, name, filename)
