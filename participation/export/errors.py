"""What can go wrong while a file is written."""

from __future__ import annotations

from pathlib import Path

from participation.kernel.errors import DomainError


class FontsMissing(DomainError):
    """The folder of the PDF fonts holds no font; the set-up puts them there."""

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self.directory = directory
