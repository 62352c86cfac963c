"""Sentences for the refusals of commands."""

from collections.abc import Mapping

from participation.cli import errors
from participation.i18n import mark
from participation.kernel.errors import DomainError

SENTENCES: Mapping[type[DomainError], str] = {
    errors.FileExists: mark("%(file)s exists already. Choose another name."),
    errors.BackupUnreadable: mark("%(file)s is not a backup of this application. Nothing was changed."),
    errors.BackupUnsupported: mark("This command is for SQLite. Use pg_dump and pg_restore for PostgreSQL."),
    errors.NotConfirmed: mark("Nothing was changed. Look at the differences, then run the command again with --yes."),
    errors.PortBusy: mark("Another program uses port %(port)s already. Stop it, or choose another port with --port."),
    errors.AddressUnusable: mark(
        "This computer cannot serve at %(host)s, port %(port)s. Choose another --host, or a --port above 1023."
    ),
    errors.ServerStopped: mark("The server has stopped. What it said last stands in %(file)s."),
}
