"""The action plan: handed out, taken back, its differences looked at and confirmed."""

from contextlib import closing
from dataclasses import replace
from typing import cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from participation.access.policies import acting_staff, current_staff, office, policy
from participation.concept.editions.choosing import choose_edition
from participation.concept.errors import UploadGone
from participation.concept.models import Concept
from participation.concept.queries import get_concept
from participation.concept.reading.container import LARGEST_FILE
from participation.concept.reading.errors import DocumentTooLarge
from participation.concept.services import (
    Upload,
    bare_name,
    drop_upload,
    get_upload,
    keep_upload,
    save_upload,
)
from participation.export.action_plan import Choice, ReturnedPlan, action_plan_file, compare_with_file, take_over
from participation.export.action_plan.applying import Side
from participation.export.action_plan.errors import ActionPlanMoved, ActionPlanRefused
from participation.export.views.blueprint import blueprint
from participation.export.views.handing_out import hand_out
from participation.export.views.workshops import file_name
from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.error_pages import error_page
from participation.web.messages import word
from participation.web.security import allow_upload

LONGEST_REASON = 2000
RECEIVE = "export.receive_action_plan"


@blueprint.url_value_preprocessor
def allow_plan(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let the office, and nobody else, send a file. This runs before the form is read for its token."""
    if endpoint == RECEIVE:
        staff = current_staff()
        if staff is not None and staff.is_office:
            allow_upload(LARGEST_FILE)


@blueprint.errorhandler(RequestEntityTooLarge)
def answer_too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Answer a file that was refused before it was read."""
    if request.endpoint != RECEIVE:
        return error_page(413)
    concept = get_concept((request.view_args or {})["concept_id"])
    return _upload_page(concept, word(DocumentTooLarge(request.content_length or 0, LARGEST_FILE))), 413


@blueprint.errorhandler(UploadGone)
def answer_gone(error: UploadGone) -> ResponseReturnValue:
    """Say that the file is not kept any more."""
    return error_page(404, word(error))


@blueprint.get("/office/concepts/<int:concept_id>/action-plan.xlsx")
@policy(office)
def action_plan(concept_id: int) -> ResponseReturnValue:
    """Hand out the action plan of an edition; by default of the newest."""
    concept = get_concept(concept_id)
    edition = choose_edition(concept, request.args.get("edition", "newest"))
    name = file_name(_("action plan"), "", concept.title, "xlsx")
    return hand_out(action_plan_file, name, edition_id=edition.id)


@blueprint.get("/office/concepts/<int:concept_id>/action-plan")
@policy(office)
def bring_action_plan(concept_id: int) -> ResponseReturnValue:
    """Offer to choose the file that was worked on."""
    return _upload_page(get_concept(concept_id))


@blueprint.post("/office/concepts/<int:concept_id>/action-plan")
@policy(office)
def receive_action_plan(concept_id: int) -> ResponseReturnValue:
    """Read the file once; keep it until it is confirmed, or say why it cannot be read."""
    concept = get_concept(concept_id)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _upload_page(concept, _("Please choose a file.")), 422
    with closing(sent):
        content, filename = sent.read(), bare_name(sent.filename)
    try:
        compare_with_file(concept, content, filename)
    except DomainError as error:
        return _upload_page(concept, word(error)), 413 if isinstance(error, DocumentTooLarge) else 422
    kept = replace(keep_upload(content, filename), concept_id=concept_id)
    save_upload(kept)
    return redirect(url_for("export.returned_plan", concept_id=concept_id, token=kept.token), 303)


@blueprint.get("/office/concepts/<int:concept_id>/action-plan/<token>")
@policy(office)
def returned_plan(concept_id: int, token: str) -> ResponseReturnValue:
    """Show measure by measure and part by part what taking the file over would change."""
    return _differences_page(get_concept(concept_id), _kept(concept_id, token))


@blueprint.post("/office/concepts/<int:concept_id>/action-plan/<token>/confirm")
@policy(office)
def confirm_plan(concept_id: int, token: str) -> ResponseReturnValue:
    """Take over what was ticked, exactly as it was shown, or nothing."""
    kept = _kept(concept_id, token)
    try:
        with transaction():
            plan = compare_with_file(get_concept(concept_id), kept.content(), kept.filename)
            changed = len(take_over(plan, _choice(plan), acting_staff()))
    except DomainError as error:
        status = 409 if isinstance(error, ActionPlanMoved) else 422
        return _differences_page(get_concept(concept_id), kept, error), status
    drop_upload(token)
    flash(ngettext("%(num)s measure is changed.", "%(num)s measures are changed.", changed), "good")
    return redirect(url_for("measures.index", concept=concept_id), 303)


@blueprint.post("/office/concepts/<int:concept_id>/action-plan/<token>/discard")
@policy(office)
def discard_plan(concept_id: int, token: str) -> ResponseReturnValue:
    """Throw the file away."""
    drop_upload(token)
    return redirect(url_for("concept.show", concept_id=concept_id), 303)


def _kept(concept_id: int, token: str) -> Upload:
    kept = get_upload(token)
    if kept.concept_id != concept_id:
        raise UploadGone
    return kept


def _choice(plan: ReturnedPlan) -> Choice:
    """Return what the form says: ticked measures, the side for each contested part, the reason."""
    contested = ((entry.measure.id, part.name) for entry in plan.returns for part in entry.changes if part.is_conflict)
    sides = {key: request.form.get(f"side-{key[0]}-{key[1]}") for key in contested}
    return Choice(
        seen=request.form.get("seen", ""),
        taken=set(request.form.getlist("measure", type=int)),
        why=request.form.get("why", "").strip()[:LONGEST_REASON],
        sides={key: cast("Side", side) for key, side in sides.items() if side in {"now", "file"}},
    )


def _upload_page(concept: Concept, refusal: str = "") -> str:
    return render_template(
        "export/action_plan/upload.html",
        concept=concept,
        refusal=refusal,
        megabytes=LARGEST_FILE // (1024 * 1024),
    )


def _differences_page(concept: Concept, kept: Upload, error: DomainError | None = None) -> str:
    plan = compare_with_file(concept, kept.content(), kept.filename)
    asked = request.method == "POST"
    labels = {entry.measure.id: entry.measure.label for entry in plan.returns}
    refused = error.refusals if isinstance(error, ActionPlanRefused) else ()
    return render_template(
        "export/action_plan/differences.html",
        concept=concept,
        upload=kept,
        plan=plan,
        error=word(error) if error else "",
        refused=[(key, labels.get(key, ""), word(refusal)) for key, refusal in refused],
        taken=set(request.form.getlist("measure", type=int)) if asked else set(labels),
        why=request.form.get("why", "") if asked else _("Action plan “%(file)s”", file=kept.filename),
        chosen=request.form,
        longest_reason=LONGEST_REASON,
    )
