"""The first page of the office: its processes and their workshops."""

from flask import render_template
from flask.typing import ResponseReturnValue

from participation.access.policies import office, policy
from participation.workshop.queries import list_processes
from participation.workshop.views.blueprint import blueprint


@blueprint.get("/")
@blueprint.get("/workshops")
@policy(office)
def home() -> ResponseReturnValue:
    """Show all processes with their workshops, newest first."""
    return render_template("workshop/office/home.html", processes=list_processes())
