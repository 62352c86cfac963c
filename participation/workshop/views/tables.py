"""The tables of a workshop: how many, their names, fields of action and questions."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.messages import word
from participation.workshop.models import Workshop, WorkshopTable
from participation.workshop.queries import get_workshop
from participation.workshop.services import change_table, remove_last_table
from participation.workshop.views.blueprint import blueprint


@blueprint.route("/workshops/<code>/tables/edit", methods=["GET", "POST"])
@policy(office)
def edit_tables(code: str) -> ResponseReturnValue:
    """Name the tables, give each its field of action and, in each language, its question."""
    workshop = get_workshop(code)
    if request.method == "POST":
        with transaction():
            for table in workshop.tables:
                _change(table)
        flash(_("The tables are saved."), "good")
        return redirect(url_for("workshop.show", code=workshop.code, _anchor="tables"), 303)
    return _page(workshop)


@blueprint.post("/workshops/<code>/tables/remove")
@policy(office)
def remove_table(code: str) -> ResponseReturnValue:
    """Take away the last table as long as nobody can sit at it."""
    try:
        with transaction():
            remove_last_table(get_workshop(code), acting_staff())
    except DomainError as error:
        return _page(get_workshop(code), word(error), 422)
    return redirect(url_for("workshop.edit_tables", code=code), 303)


def _change(table: WorkshopTable) -> None:
    """Change a table that the form names; one that was added meanwhile stays as it is."""
    name = request.form.get(f"name-{table.id}")
    if name is not None:
        change_table(
            table,
            acting_staff(),
            name=name,
            field_id=request.form.get(f"field-{table.id}", type=int),
            questions={tag: request.form.get(f"question-{table.id}-{tag}", "") for tag in table.workshop.languages},
        )


def _page(workshop: Workshop, problem: str = "", status: int = 200) -> ResponseReturnValue:
    concept = workshop.process.concept
    fields = concept.fields if concept else []
    page = render_template("workshop/office/tables.html", workshop=workshop, fields=fields, problem=problem)
    return page, status
