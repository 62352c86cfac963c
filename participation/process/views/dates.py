"""Dates of a process that are no workshops: changed, taken off."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.process.errors import EntryUnknown
from participation.process.forms import EntryForm, offered_languages, typed_by_language
from participation.process.queries import get_process
from participation.process.queries.processes import get_entry
from participation.process.services import change_entry, remove_entry
from participation.process.views.blueprint import blueprint
from participation.web.messages import flash_error, word


@blueprint.route("/office/processes/<int:process_id>/dates/<int:entry_id>", methods=["GET", "POST"])
@policy(office)
def change_date(process_id: int, entry_id: int) -> ResponseReturnValue:
    """Change a date."""
    process = get_process(process_id)
    tags = offered_languages(process)
    form, titles = EntryForm(), typed_by_language(request.form, "title", tags)
    try:
        entry = get_entry(process_id, entry_id)
        titles = titles if form.is_submitted() else dict(entry.titles)
        if not form.is_submitted():
            form.show(entry)
        elif form.validate():
            with transaction():
                change_entry(get_process(process_id), entry_id, form.draft(titles), acting_staff())
            return _back(process_id)
    except EntryUnknown as error:
        flash_error(error)
        return _back(process_id)
    except DomainError as error:
        form.form_errors.append(word(error))
    page = render_template(
        "process/office/date.html", process=process, entry_id=entry_id, form=form, tags=tags, titles=titles
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/office/processes/<int:process_id>/dates/<int:entry_id>/remove")
@policy(office)
def remove_date(process_id: int, entry_id: int) -> ResponseReturnValue:
    """Take a date off the timeline."""
    try:
        with transaction():
            remove_entry(get_process(process_id), entry_id, acting_staff())
    except EntryUnknown as error:
        flash_error(error)
    return _back(process_id)


def _back(process_id: int) -> ResponseReturnValue:
    return redirect(url_for("process.show", process_id=process_id, _anchor="timeline"), 303)
