"""``participation db``, ``backup``, ``restore``: the database as a whole."""

import sqlite3
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from flask_migrate import upgrade as upgrade_database
from sqlalchemy import make_url

from participation.cli.errors import BackupUnreadable, BackupUnsupported, FileExists
from participation.cli.output import answer, json_option, refusing
from participation.i18n import gettext as _
from participation.kernel.database import db

database = AppGroup("db", help="The database.")


@database.command("upgrade")
@json_option
@refusing
def upgrade(as_json: bool) -> None:
    """Create the database or bring it up to date."""
    upgrade_database()
    answer(_("The database is up to date."), {"state": "current"}, as_json=as_json)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
@with_appcontext
@refusing
def backup(file: Path, as_json: bool) -> None:
    """Copy the running SQLite database into FILE; PostgreSQL has pg_dump for this."""
    source = _sqlite_file()
    if file.exists():
        raise FileExists(str(file))
    with sqlite3.connect(source) as origin, sqlite3.connect(file) as copy:
        origin.backup(copy)
    answer(_("Saved in %(file)s.", file=str(file)), {"file": str(file)}, as_json=as_json)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@with_appcontext
@refusing
def restore(file: Path, yes: bool, as_json: bool) -> None:
    """Replace the content of the SQLite database by that of FILE, then bring it up to date."""
    target = _sqlite_file()
    _check_backup(file)
    if not yes:
        click.confirm(_("This replaces everything in %(file)s. Go on?", file=str(target)), abort=True)
    db.session.remove()
    with sqlite3.connect(file) as origin, sqlite3.connect(target) as copy:
        origin.backup(copy)
    upgrade_database()
    answer(_("Restored from %(file)s.", file=str(file)), {"file": str(file)}, as_json=as_json)


def _sqlite_file() -> Path:
    url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BackupUnsupported
    return Path(url.database)


def _check_backup(file: Path) -> None:
    """Raise ``BackupUnreadable`` unless FILE is an intact database of this application."""
    try:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
            intact = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            known = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'workshop'").fetchone() == (1,)
    except sqlite3.DatabaseError as error:
        raise BackupUnreadable(str(file)) from error
    if not (intact and known):
        raise BackupUnreadable(str(file))
