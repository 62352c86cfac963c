"""The page of a concept's Word template: bring one in, see what it gives, replace it, take it away."""

from contextlib import closing
from io import BytesIO

from flask import flash, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from participation.access.policies import acting_staff, current_staff, office, policy
from participation.concept.queries import get_concept
from participation.concept.services import bare_name
from participation.export.errors import NoTemplate, TemplateTooLarge
from participation.export.messages import STYLE_NAMES
from participation.export.queries import find_template, find_template_content, get_template
from participation.export.services import keep_template, remove_template, report_template
from participation.export.template_check import LARGEST_TEMPLATE
from participation.export.views.blueprint import answer_unknown, blueprint
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.error_pages import error_page
from participation.web.fragments import see_other
from participation.web.messages import word
from participation.web.security import allow_upload

MEGABYTES = LARGEST_TEMPLATE // (1024 * 1024)

blueprint.register_error_handler(NoTemplate, answer_unknown)


@blueprint.url_value_preprocessor
def allow_template(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let the office, and nobody else, send a template. This runs before the form is read for its token."""
    if endpoint == "export.receive_template":
        staff = current_staff()
        if staff is not None and staff.is_office:
            allow_upload(LARGEST_TEMPLATE)


@blueprint.get("/office/concepts/<int:concept_id>/template")
@policy(office)
def template(concept_id: int) -> ResponseReturnValue:
    """Show what the Word documents of the concept look like, and let another template be chosen."""
    return _page(concept_id)


@blueprint.post("/office/concepts/<int:concept_id>/template")
@policy(office)
def receive_template(concept_id: int) -> ResponseReturnValue:
    """Make a file the template of the concept, or say why it cannot be one; the one before stays then."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(concept_id, _("Please choose a file.")), 422
    with closing(sent):
        content, filename = sent.read(), bare_name(sent.filename)
    try:
        with transaction():
            keep_template(get_concept(concept_id), content, filename, acting_staff())
    except DomainError as error:
        return _page(concept_id, word(error)), 413 if isinstance(error, TemplateTooLarge) else 422
    flash(_("Word documents of this concept look like “%(filename)s” from now on.", filename=filename), "good")
    return see_other(url_for("export.template", concept_id=concept_id))


@blueprint.post("/office/concepts/<int:concept_id>/template/remove")
@policy(office)
def discard_template(concept_id: int) -> ResponseReturnValue:
    """Let the Word documents of the concept look as usual again."""
    with transaction():
        remove_template(get_concept(concept_id), acting_staff())
    flash(_("The template is taken away. Word documents of this concept look as usual again."), "good")
    return see_other(url_for("export.template", concept_id=concept_id))


@blueprint.get("/office/concepts/<int:concept_id>/template/file")
@policy(office)
def template_file(concept_id: int) -> ResponseReturnValue:
    """Hand the template out as it was brought in."""
    kept = get_template(get_concept(concept_id).id)
    answer = send_file(
        BytesIO(kept.content), "application/octet-stream", as_attachment=True, download_name=kept.filename
    )
    answer.cache_control.no_store = True
    return answer


@blueprint.errorhandler(RequestEntityTooLarge)
def answer_too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Answer a template that was refused before it was read."""
    if request.endpoint != "export.receive_template":
        return error_page(413)
    return _page((request.view_args or {})["concept_id"], word(TemplateTooLarge(MEGABYTES))), 413


def _page(concept_id: int, refusal: str = "") -> str:
    concept = get_concept(concept_id)
    content = find_template_content(concept.id)
    return render_template(
        "export/template.html",
        concept=concept,
        template=find_template(concept.id),
        given=report_template(content) if content is not None else None,
        names=STYLE_NAMES,
        refusal=refusal,
        megabytes=MEGABYTES,
    )
