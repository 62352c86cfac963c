"""Translations by spreadsheet: choose a list that came back, look at what it would change, confirm."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.editions.beginning import hold_concept
from participation.concept.errors import UploadGone
from participation.concept.models import Edition
from participation.concept.queries import get_concept
from participation.concept.reading.errors import DocumentTooLarge
from participation.concept.services import Upload, bare_name, drop_upload, get_upload, keep_upload, save_upload
from participation.concept.translations.errors import NoTranslationChosen
from participation.concept.translations.messages import KIND_NAMES, word_row_fault
from participation.concept.translations.progress import list_entries
from participation.concept.translations.saving import check_target, save_translations
from participation.concept.translations.sheets import Plan, plan_sheet
from participation.concept.views.blueprint import blueprint
from participation.concept.views.translations import edition_of, language_page
from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.fragments import see_other
from participation.web.messages import word


@blueprint.post("/<int:concept_id>/translations/<language>/import")
@policy(office)
def sheet_receive(concept_id: int, language: str) -> ResponseReturnValue:
    """Read a list once; keep it until it is confirmed, or say why it cannot be read."""
    edition, sent = _edition(concept_id, language), request.files.get("file")
    if sent is None or not sent.filename:
        return language_page(edition, language, {}, _("Please choose a file.")), 422
    with closing(sent):
        content, filename = sent.read(), bare_name(sent.filename)
    try:
        plan_sheet(content, filename, language, list_entries(edition, language))
    except DomainError as error:
        return language_page(edition, language, {}, word(error)), 413 if isinstance(error, DocumentTooLarge) else 422
    kept = replace(keep_upload(content, filename), concept_id=concept_id)
    save_upload(kept)
    return see_other(_address("concept.sheet_preview", edition, language, kept))


@blueprint.get("/<int:concept_id>/translations/<language>/import/<token>")
@policy(office)
def sheet_preview(concept_id: int, language: str, token: str) -> ResponseReturnValue:
    """Show what taking the list over would do."""
    return _page(_edition(concept_id, language), language, _kept(concept_id, token))


@blueprint.post("/<int:concept_id>/translations/<language>/import/<token>/confirm")
@policy(office)
def sheet_confirm(concept_id: int, language: str, token: str) -> ResponseReturnValue:
    """Take the ticked translations over, exactly as they were shown, all of them or none."""
    edition, kept = _edition(concept_id, language), _kept(concept_id, token)
    seen, chosen = request.form.get("seen", ""), set(request.form.getlist("take"))
    try:
        with transaction():
            hold_concept(edition.concept)
            taken = _plan(edition, language, kept).chosen(chosen, seen)
            save_translations(edition, language, taken, acting_staff())
    except DomainError as error:
        status = 422 if isinstance(error, NoTranslationChosen) else 409
        return _page(edition, language, kept, word(error)), status
    drop_upload(token)
    flash(ngettext("%(num)s translation is saved.", "%(num)s translations are saved.", len(taken)), "good")
    return see_other(url_for("concept.translation", concept_id=concept_id, language=language, edition=edition.id))


@blueprint.post("/<int:concept_id>/translations/<language>/import/<token>/discard")
@policy(office)
def sheet_discard(concept_id: int, language: str, token: str) -> ResponseReturnValue:
    """Throw the list away."""
    drop_upload(_kept(concept_id, token).token)
    return see_other(url_for("concept.translation", concept_id=concept_id, language=language))


def _edition(concept_id: int, language: str) -> Edition:
    concept = get_concept(concept_id)
    check_target(concept, language)
    return edition_of(concept)


def _kept(concept_id: int, token: str) -> Upload:
    """Return the list that was kept for this concept; raises ``UploadGone``."""
    kept = get_upload(token)
    if kept.concept_id != concept_id:
        raise UploadGone
    return kept


def _plan(edition: Edition, language: str, kept: Upload) -> Plan:
    return plan_sheet(kept.content(), kept.filename, language, list_entries(edition, language))


def _address(endpoint: str, edition: Edition, language: str, kept: Upload) -> str:
    return url_for(endpoint, concept_id=edition.concept_id, language=language, token=kept.token, edition=edition.id)


def _page(edition: Edition, language: str, kept: Upload, refusal: str = "") -> str:
    return render_template(
        "concept/translations/preview.html",
        concept=edition.concept,
        edition=edition,
        language=language,
        upload=kept,
        plan=_plan(edition, language, kept),
        refusal=refusal,
        kind_names=KIND_NAMES,
        word_row_fault=word_row_fault,
    )
