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


class PortBusy(DomainError):
    """Another program listens at the address where the server should."""

    def __init__(self, host: str, port: int) -> None:
        """Remember the address."""
        super().__init__(host, port)
        self.host = host
        self.port = port


class AddressUnusable(DomainError):
    """The machine does not let the server listen at this address."""

    def __init__(self, host: str, port: int) -> None:
        """Remember the address."""
        super().__init__(host, port)
        self.host = host
        self.port = port


class ServerStopped(_AboutFile):
    """The server beside the command has ended, or never answered; ``file`` holds what it said."""
