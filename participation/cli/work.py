"""``participation work``: background work, done by a process of its own that the server starts."""

import os
import sys
import threading

import click
from flask import current_app
from flask.cli import with_appcontext

from participation.cli.output import answer, json_option, refusing
from participation.i18n import gettext as _
from participation.kernel.jobs.working import work_off

NICENESS = 15
"""A hall goes first."""
COMMAND = (sys.executable, "-m", "participation", "work", "--with-server")


@click.command()
@click.option("--with-server", is_flag=True, help="End when the input ends: then the server has, that started this.")
@json_option
@with_appcontext
@refusing
def work(with_server: bool, as_json: bool) -> None:
    """Make the files that wait to be made, then end. A running server does so by itself."""
    os.nice(NICENESS)
    if with_server:
        threading.Thread(target=_end_with_the_server, daemon=True).start()
    taken = work_off(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 - the application
    answer(_("Files made: %(number)s", number=taken), {"made": taken}, as_json=as_json)


def _end_with_the_server() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(0)
