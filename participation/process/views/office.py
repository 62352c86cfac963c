"""Preparing a process: what it is about, what it feeds, who steers it, its dates, whether everybody may see it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.access.queries import list_users
from participation.concept.queries import list_concepts
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.process.forms import Choices, EntryForm, ProcessForm, offered_languages, typed_by_language
from participation.process.queries import get_process, list_dates_to_edit, timeline_of
from participation.process.services import (
    add_entry,
    begin_process,
    change_process,
    publish_process,
    withdraw_process,
)
from participation.process.views.blueprint import blueprint
from participation.web.messages import word
from participation.workshop.models import Process
from participation.workshop.queries import list_processes


@blueprint.get("/office/processes")
@policy(office)
def index() -> ResponseReturnValue:
    """Show all processes, newest first."""
    return render_template("process/office/index.html", processes=list_processes())


@blueprint.route("/office/processes/new", methods=["GET", "POST"])
@policy(office)
def create() -> ResponseReturnValue:
    """Begin a process, also before any concept exists."""
    return _edit(None)


@blueprint.route("/office/processes/<int:process_id>/edit", methods=["GET", "POST"])
@policy(office)
def edit(process_id: int) -> ResponseReturnValue:
    """Change what the office decided."""
    return _edit(get_process(process_id))


@blueprint.route("/office/processes/<int:process_id>", methods=["GET", "POST"])
@policy(office)
def show(process_id: int) -> ResponseReturnValue:
    """Show a process with its timeline and workshops; a POST enters a date."""
    process = get_process(process_id)
    form = EntryForm()
    tags = offered_languages(process)
    if form.is_submitted() and form.validate():
        try:
            with transaction():
                draft = form.draft(typed_by_language(request.form, "title", tags))
                add_entry(get_process(process_id), draft, acting_staff())
        except DomainError as error:
            form.form_errors.append(word(error))
        else:
            return redirect(url_for("process.show", process_id=process_id, _anchor="timeline"), 303)
    return _page(process, form, tags), 422 if form.is_submitted() else 200


@blueprint.post("/office/processes/<int:process_id>/publish")
@policy(office)
def publish(process_id: int) -> ResponseReturnValue:
    """Let everybody see the process."""
    with transaction():
        publish_process(get_process(process_id), acting_staff())
    flash(_("Everybody can see the page of the process now."), "good")
    return redirect(url_for("process.show", process_id=process_id), 303)


@blueprint.post("/office/processes/<int:process_id>/withdraw")
@policy(office)
def withdraw(process_id: int) -> ResponseReturnValue:
    """Take the public page away."""
    with transaction():
        withdraw_process(get_process(process_id), acting_staff())
    flash(_("The page of the process is no longer public."), "good")
    return redirect(url_for("process.show", process_id=process_id), 303)


def _page(process: Process, form: EntryForm, tags: list[str]) -> str:
    return render_template(
        "process/office/show.html",
        process=process,
        form=form,
        tags=tags,
        titles=typed_by_language(request.form, "title", tags),
        timeline=timeline_of(process),
        dates={f"entry-{entry.id}": entry.id for entry in list_dates_to_edit(process.id)},
    )


def _edit(process: Process | None) -> ResponseReturnValue:
    choices = Choices(list_concepts(), [user for user in list_users() if user.active])
    form = ProcessForm()
    form.offer(choices)
    if not form.is_submitted():
        if process is not None:
            form.show(process)
    elif form.validate():
        try:
            process_id = _store(process.id if process else None, form, choices)
        except DomainError as error:
            form.form_errors.append(word(error))
        else:
            return redirect(url_for("process.show", process_id=process_id), 303)
    page = render_template(
        "process/office/edit.html", form=form, process=process, tags=offered_languages(process), texts=_texts(process)
    )
    return page, 422 if form.is_submitted() else 200


def _store(process_id: int | None, form: ProcessForm, choices: Choices) -> int:
    with transaction():
        process = get_process(process_id) if process_id is not None else None
        draft = form.draft(choices, _texts(process))
        if process is None:
            process = begin_process(draft, acting_staff())
        else:
            change_process(process, draft, acting_staff())
        return process.id


def _texts(process: Process | None) -> dict[str, dict[str, str]]:
    """Return title and description by language: as typed, in a page that was only asked for as they are stored."""
    if request.method != "POST":
        return {tag: dict(texts) for tag, texts in process.translations.items()} if process else {}
    tags = offered_languages(process)
    titles = typed_by_language(request.form, "title", tags)
    descriptions = typed_by_language(request.form, "description", tags)
    return {tag: {"title": titles[tag][:300], "description": descriptions[tag]} for tag in tags}
