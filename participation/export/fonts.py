"""The fonts of the PDF writer, and which text they can show.

PDF/UA-1 (ISO 14289-1, 7.21) forbids characters without a glyph, so one emoji on a card would stop the whole
documentation. What no font shows is therefore replaced by U+FFFD before it reaches the page.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import typst

from participation.export.errors import FontsMissing

#: The families that set the text, a script each; every other one in the folder only helps out with its characters.
#: Chinese is among those: it comes in a hundred files, so that it is asked last.
TEXT_FAMILIES: Final = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Thai",
    "Noto Sans Ethiopic",
    "Noto Sans Symbols 001",
)

REPLACEMENT: Final = "\ufffd"
NOBODY: Final = frozenset[str]()

#: Without a glyph by nature: line feed, soft hyphen, joiners, direction marks, isolates, variation selectors.
INVISIBLE: Final = frozenset("\n\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufe0e\ufe0f")
#: Formats of a character map (OpenType, `cmap`).
SEGMENT_MAPPING: Final = 4
SEGMENTED_COVERAGE: Final = 12


@dataclass(frozen=True, slots=True)
class FontSet:
    """The fonts of one folder: for the compiler, by family name, and which families hold a character."""

    fonts: typst.Fonts
    families: tuple[str, ...]
    holders: dict[int, frozenset[str]]

    def displayable(self, text: str) -> str:
        """The text with every character that no family shows replaced, and marks dropped that do not fit."""
        return "".join(self._shown(text))

    def _shown(self, text: str) -> Iterator[str]:
        base: frozenset[str] = frozenset()
        for character in text:
            if character in INVISIBLE:
                yield character
                continue
            holders = self.holders.get(ord(character), NOBODY)
            if unicodedata.category(character).startswith("M"):
                # A mark is shaped together with its base: one family must hold both.
                holders &= base
                if not holders:
                    continue
            base = holders
            yield _visible(character, found=bool(holders))


def _visible(character: str, *, found: bool) -> str:
    """The character, nothing for a control or format character, or the replacement."""
    if unicodedata.category(character) in {"Cc", "Cf"}:
        return " " if character == "\t" else ""
    return character if found else REPLACEMENT


@lru_cache(maxsize=4)
def load_fonts(directory: Path) -> FontSet:
    """The fonts of a folder, read once. Raises FontsMissing for a folder without fonts."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[directory])
    characters: dict[str, frozenset[int]] = {}
    for font in fonts.fonts():
        if font.path is not None:
            covered = characters_of(Path(font.path))
            # Bold and italic faces of a family may hold fewer characters than the regular one.
            characters[font.family] = characters.get(font.family, covered) & covered
    if not characters:
        raise FontsMissing(directory)
    others = sorted(set(characters) - set(TEXT_FAMILIES))
    families = (*(family for family in TEXT_FAMILIES if family in characters), *others)
    return FontSet(fonts, families, _holders_of(characters))


def _holders_of(characters: dict[str, frozenset[int]]) -> dict[int, frozenset[str]]:
    """The characters of each family, turned round; equal sets are one object, as there are thousands of each."""
    holders: dict[int, frozenset[str]] = {}
    kept: dict[frozenset[str], frozenset[str]] = {}
    for family, codes in characters.items():
        for code in codes:
            both = holders.get(code, NOBODY) | {family}
            holders[code] = kept.setdefault(both, both)
    return holders


def characters_of(path: Path) -> frozenset[int]:
    """The code points that a TrueType file maps to a glyph (its `cmap` table, formats 4 and 12)."""
    data = path.read_bytes()
    found: set[int] = set()
    for offset in _subtables(data):
        (form,) = struct.unpack_from(">H", data, offset)
        if form == SEGMENTED_COVERAGE:
            found.update(_segmented_coverage(data, offset))
        elif form == SEGMENT_MAPPING:
            found.update(_segment_mapping(data, offset))
    return frozenset(found)


def _subtables(data: bytes) -> Iterator[int]:
    """The byte offsets of the character map's subtables."""
    (count,) = struct.unpack_from(">H", data, 4)
    tables = (struct.unpack_from(">4sIII", data, 12 + 16 * position) for position in range(count))
    start = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    for position in range(count):
        yield start + struct.unpack_from(">HHI", data, start + 4 + 8 * position)[2]


def _segmented_coverage(data: bytes, offset: int) -> Iterator[int]:
    """Format 12: groups of (first code point, last code point, first glyph)."""
    (count,) = struct.unpack_from(">I", data, offset + 12)
    for position in range(count):
        first, last, _ = struct.unpack_from(">III", data, offset + 16 + 12 * position)
        yield from range(first, last + 1)


def _segment_mapping(data: bytes, offset: int) -> Iterator[int]:
    """Format 4: segments up to U+FFFF; a segment with a range offset looks each glyph up, 0 meaning none."""
    size = struct.unpack_from(">H", data, offset + 6)[0]
    for position in range(0, size, 2):
        at = offset + 14 + position
        last = struct.unpack_from(">H", data, at)[0]
        first, delta, reach = (struct.unpack_from(">H", data, at + 2 + size * part)[0] for part in (1, 2, 3))
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if reach:
                address = at + 2 + size * 3 + reach + 2 * (code - first)
                glyph = struct.unpack_from(">H", data, address)[0]
            if glyph and (glyph + delta) % 0x10000:
                yield code
