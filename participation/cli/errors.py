"""Named refusals of commands."""

from participation.kernel.errors import DomainError


class _AboutFile(DomainError):
    def __init__(self, file: str) -> None:
        """Remember the path."""
        super().__init__(file)
        self.file = file


class FileExists(_AboutFile):
    """The file that was to be written is there already."""


class BackupUnreadable(_AboutFile):
    """The file is no intact database of this application."""


class BackupUnsupported(DomainError):
    """The database is not SQLite."""


class NotConfirmed(DomainError):
    """Something would be changed and nobody confirmed it."""
