"""``participation privacy``: what is kept, and letting go of it."""

from flask.cli import AppGroup

from participation.cli.output import answer, json_option, refusing
from participation.i18n import gettext as _
from participation.kernel.transaction import transaction
from participation.privacy.retention import RETENTION
from participation.privacy.services import purge as purge_old

privacy = AppGroup("privacy", help="What is kept about people, and for how long.")


@privacy.command("purge")
@json_option
@refusing
def purge(as_json: bool) -> None:
    """Delete what has been kept for long enough."""
    with transaction():
        erased = purge_old()
    line = _(
        "Erased: %(devices)s devices, %(codes)s take-home codes, %(entries)s log entries, "
        "%(translations)s remembered translations, %(reporters)s names and contacts of status reports, "
        "%(files)s files.",
        **erased,
    )
    answer(line, dict(erased), as_json=as_json)


@privacy.command("report")
@json_option
@refusing
def report(as_json: bool) -> None:
    """Say what is kept, why and for how long."""
    rows = [
        {"table": entry.table, "column": entry.column, "purpose": entry.purpose, "kept": entry.kept}
        for entry in RETENTION
    ]
    lines = "\n".join(f"{row['table']}.{row['column']}: {row['purpose']} {row['kept']}" for row in rows)
    answer(lines, {"retention": rows}, as_json=as_json)
