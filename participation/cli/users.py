"""``participation user``: the office, moderators, interpreters, reviewers, the steering group."""

import click
from flask.cli import AppGroup

from participation.access.models import Role
from participation.access.services import add_user
from participation.cli.output import answer, json_option, refusing
from participation.i18n import gettext as _
from participation.kernel.transaction import transaction

user = AppGroup("user", help="Staff: the integration office, moderators, interpreters, reviewers, the steering group.")


@user.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.OFFICE.value, show_default=True)
@json_option
@refusing
def add(name: str, role: str, as_json: bool) -> None:
    """Add a member of staff; prints a one-time password."""
    with transaction():
        member, password = add_user(name, Role(role))
    line = _("Added %(name)s. One-time password: %(password)s", name=member.name, password=password)
    answer(line, {"name": member.name, "role": role, "password": password}, as_json=as_json)
