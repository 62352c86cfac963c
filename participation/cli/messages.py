"""Sentences for the refusals of commands."""

from participation.cli import errors
from participation.i18n import mark
from participation.web.messages import register

register(
    {
        errors.FileExists: mark("%(file)s exists already. Choose another name."),
        errors.BackupUnreadable: mark("%(file)s is not a backup of this application. Nothing was changed."),
        errors.BackupUnsupported: mark("This command is for SQLite. Use pg_dump and pg_restore for PostgreSQL."),
        errors.NotConfirmed: mark(
            "Nothing was changed. Look at the differences, then run the command again with --yes."
        ),
    }
)
