"""Values of indicators by spreadsheet: choose a filled sheet, look at what it would change, confirm."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.errors import NothingChosen, UploadGone, ValuesMoved
from participation.concept.models import Concept
from participation.concept.queries import get_concept, list_measured
from participation.concept.reading.errors import DocumentTooLarge
from participation.concept.services import (
    Upload,
    bare_name,
    drop_upload,
    get_upload,
    hold_measured,
    keep_upload,
    save_upload,
    take_values,
)
from participation.concept.value_sheets import SheetPlan, plan_values
from participation.concept.views.blueprint import blueprint
from participation.concept.views.values import values_page
from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.fragments import see_other
from participation.web.messages import word


@blueprint.post("/<int:concept_id>/values/import")
@policy(office)
def values_receive(concept_id: int) -> ResponseReturnValue:
    """Read a filled sheet once; keep it until it is confirmed, or say why it cannot be read."""
    concept, sent = get_concept(concept_id), request.files.get("file")
    if sent is None or not sent.filename:
        return values_page(concept, _("Please choose a file.")), 422
    with closing(sent):
        content, filename = sent.read(), bare_name(sent.filename)
    try:
        plan_values(content, filename, list_measured(concept))
    except DomainError as error:
        return values_page(concept, word(error)), 413 if isinstance(error, DocumentTooLarge) else 422
    kept = replace(keep_upload(content, filename), concept_id=concept_id)
    save_upload(kept)
    return see_other(url_for("concept.values_preview", concept_id=concept_id, token=kept.token))


@blueprint.get("/<int:concept_id>/values/import/<token>")
@policy(office)
def values_preview(concept_id: int, token: str) -> ResponseReturnValue:
    """Show what taking the sheet over would do."""
    return _page(get_concept(concept_id), _kept(concept_id, token))


@blueprint.post("/<int:concept_id>/values/import/<token>/confirm")
@policy(office)
def values_confirm(concept_id: int, token: str) -> ResponseReturnValue:
    """Take the ticked values over, exactly as they were shown, all of them or none."""
    concept, kept = get_concept(concept_id), _kept(concept_id, token)
    seen, chosen = request.form.get("seen", ""), request.form.getlist("take")
    try:
        with transaction():
            hold_measured(concept_id)
            count = take_values(_plan(concept, kept), seen, chosen, acting_staff())
    except ValuesMoved as error:
        return _page(concept, kept, word(error)), 409
    except NothingChosen as error:
        return _page(concept, kept, word(error)), 422
    drop_upload(token)
    flash(ngettext("%(num)s value is recorded.", "%(num)s values are recorded.", count), "good")
    return see_other(url_for("concept.values", concept_id=concept_id))


@blueprint.post("/<int:concept_id>/values/import/<token>/discard")
@policy(office)
def values_discard(concept_id: int, token: str) -> ResponseReturnValue:
    """Throw the sheet away."""
    drop_upload(_kept(concept_id, token).token)
    return see_other(url_for("concept.values", concept_id=concept_id))


def _kept(concept_id: int, token: str) -> Upload:
    """Return the sheet that was kept for this concept; raises ``UploadGone``."""
    kept = get_upload(token)
    if kept.concept_id != concept_id:
        raise UploadGone
    return kept


def _plan(concept: Concept, kept: Upload) -> SheetPlan:
    return plan_values(kept.content(), kept.filename, list_measured(concept))


def _page(concept: Concept, kept: Upload, refusal: str = "") -> str:
    return render_template(
        "concept/values_preview.html", concept=concept, upload=kept, plan=_plan(concept, kept), refusal=refusal
    )
