"""Texts of people made fit for file formats."""

from __future__ import annotations

import re
from typing import Final

#: What XML 1.0 (section 2.2) cannot hold: most control characters, halves of pairs, non-characters.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """The text without what XML cannot hold, and with a line feed for every kind of line end."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
