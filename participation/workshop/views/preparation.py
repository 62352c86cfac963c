"""Creating and preparing a workshop."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import acting_staff, office, policy
from participation.access.queries import list_users
from participation.concept.models import Concept
from participation.concept.queries import find_concept, list_concepts
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.messages import word
from participation.workshop.errors import NoPrompt, PictogramUnknown
from participation.workshop.forms import WorkshopForm
from participation.workshop.models import Workshop
from participation.workshop.pictograms import PICTOGRAMS
from participation.workshop.queries import find_newest_workshop, find_process, get_workshop
from participation.workshop.services import (
    add_table,
    change_workshop,
    choose_pictogram,
    create_workshop,
    default_process,
    write_prompt,
)
from participation.workshop.views.blueprint import blueprint


@blueprint.route("/workshops/new", methods=["GET", "POST"])
@policy(office)
def create() -> ResponseReturnValue:
    """Create a workshop in the process that the address names, else in that of the chosen concept."""
    concepts = list_concepts()
    chosen = find_process(request.args.get("process", 0, type=int))
    concept = chosen.concept if chosen else _chosen_concept(concepts)
    staff = _active_staff()
    form = WorkshopForm()
    form.offer(concept, staff)
    if not form.is_submitted():
        form.suggest_languages(find_newest_workshop())
    elif form.validate():
        try:
            with transaction():
                process = chosen or default_process(concept, acting_staff())
                workshop = create_workshop(process, form.draft(concept, staff), acting_staff())
        except DomainError as error:
            form.form_errors.append(word(error))
        else:
            flash(_("The workshop is prepared. Its code is %(code)s.", code=workshop.code), "good")
            return redirect(url_for("workshop.show", code=workshop.code), 303)
    page = render_template(
        "workshop/office/edit.html", form=form, concept=concept, concepts=[] if chosen else concepts, workshop=None
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/workshops/<code>")
@policy(office)
def show(code: str) -> ResponseReturnValue:
    """Show a workshop: what it is about, its agenda with prompts, poster and links."""
    return render_template("workshop/office/show.html", workshop=get_workshop(code))


@blueprint.route("/workshops/<code>/edit", methods=["GET", "POST"])
@policy(office)
def edit(code: str) -> ResponseReturnValue:
    """Change what the office decided before; a room is changed beside the others of its plenum."""
    workshop = get_workshop(code)
    if workshop.room is not None:
        return redirect(url_for("workshop.room", code=workshop.room.plenum.code, room_code=workshop.code), 303)
    concept = workshop.process.concept
    staff = _active_staff()
    form = WorkshopForm()
    form.offer(concept, staff)
    if not form.is_submitted():
        form.show(workshop)
    elif form.validate():
        try:
            with transaction():
                change_workshop(workshop, form.draft(concept, staff), acting_staff())
        except DomainError as error:
            form.form_errors.append(word(error))
        else:
            return redirect(url_for("workshop.show", code=workshop.code), 303)
    page = render_template("workshop/office/edit.html", form=form, concept=concept, concepts=[], workshop=workshop)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/workshops/<code>/prompts", methods=["GET", "POST"])
@policy(office)
def prompts(code: str) -> ResponseReturnValue:
    """Word the prompt of each step in each language."""
    workshop = get_workshop(code)
    problem = ""
    if request.method == "POST":
        try:
            with transaction():
                _write_prompts(workshop)
        except (NoPrompt, PictogramUnknown) as error:
            problem = word(error)
        else:
            flash(_("The prompts are saved."), "good")
            return redirect(url_for("workshop.show", code=workshop.code), 303)
    page = render_template(
        "workshop/office/prompts.html", workshop=workshop, problem=problem, typed=request.form, pictograms=PICTOGRAMS
    )
    return page, 422 if problem else 200


@blueprint.post("/workshops/<code>/tables")
@policy(office)
def tables(code: str) -> ResponseReturnValue:
    """Set up another table."""
    with transaction():
        workshop = get_workshop(code)
        add_table(workshop, request.form.get("name", "")[:120], acting_staff())
    return redirect(url_for("workshop.show", code=workshop.code, _anchor="tables"), 303)


def _chosen_concept(concepts: list[Concept]) -> Concept | None:
    """Return the concept of the address; without one the newest. ``concept=0`` means a workshop without any."""
    asked = request.args.get("concept", type=int)
    if asked is None:
        return concepts[0] if concepts else None
    return find_concept(asked)


def _active_staff() -> list[StaffUser]:
    return [user for user in list_users() if user.active]


def _write_prompts(workshop: Workshop) -> None:
    for step in workshop.steps:
        sign = request.form.get(f"pictogram-{step.id}")
        if sign is not None:
            choose_pictogram(step, sign, acting_staff())
        for language in workshop.languages:
            text = request.form.get(f"prompt-{step.id}-{language}")
            if text is not None:
                write_prompt(step, language, text[:500], acting_staff())
