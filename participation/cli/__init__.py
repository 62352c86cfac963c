"""The commands: thin, they call services. Each says what it did in one line, or as JSON for scripts."""

from collections.abc import Sequence

import click

from participation.cli.concepts import concept
from participation.cli.database import backup, database, restore
from participation.cli.demonstration import demo
from participation.cli.privacy import privacy
from participation.cli.server import serve
from participation.cli.users import user
from participation.cli.work import work
from participation.cli.workshops import workshop

COMMANDS: Sequence[click.Command] = (serve, demo, database, user, backup, restore, privacy, concept, workshop, work)


def run(group: click.Group) -> None:
    """Run the group with the arguments of the process; Click exits with 0, 1 or 2."""
    group.main()


__all__ = ["COMMANDS", "run"]
