"""Bringing a document in: choose, look at what it means, correct, confirm."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from participation.access.policies import acting_staff, office, policy
from participation.concept.errors import ConceptMoved, RemovalsUnconfirmed
from participation.concept.forms import corrected
from participation.concept.queries import find_concept, find_concept_by_title, list_concepts
from participation.concept.reading import Column
from participation.concept.reading.container import LARGEST_FILE
from participation.concept.reading.errors import ColumnsNotFound, DocumentTooLarge
from participation.concept.reading.headers import LEFT_OUT
from participation.concept.services import (
    ImportPlan,
    Upload,
    apply_import,
    bare_name,
    drop_upload,
    get_upload,
    keep_upload,
    prepare_import,
    read_for,
    save_upload,
)
from participation.concept.views.blueprint import blueprint
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.error_pages import error_page
from participation.web.fragments import see_other
from participation.web.messages import word


@blueprint.get("/import")
@policy(office)
def upload() -> ResponseReturnValue:
    """Offer to choose or drop a document."""
    return _upload_page()


@blueprint.post("/import")
@policy(office)
def receive() -> ResponseReturnValue:
    """Read a document once; keep it until it is confirmed, or say why it cannot be read."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _upload_page(_("Please choose a file.")), 422
    with closing(sent):
        content, filename = sent.read(), bare_name(sent.filename)
    try:
        plan = prepare_import(read_for(None, content, filename))
    except ColumnsNotFound as error:
        return _ask_for_columns(error, content, filename)
    except DomainError as error:
        return _upload_page(word(error), error), 413 if isinstance(error, DocumentTooLarge) else 422
    asked = request.args.get("concept", type=int)
    target = find_concept(asked) if asked is not None else find_concept_by_title(plan.tree.title)
    kept = replace(keep_upload(content, filename), concept_id=target.id if target else None)
    save_upload(kept)
    return see_other(url_for("concept.preview", token=kept.token))


@blueprint.errorhandler(RequestEntityTooLarge)
def answer_too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Answer a file that was refused before it was read."""
    if request.endpoint != "concept.receive":
        return error_page(413)
    return _upload_page(word(DocumentTooLarge(request.content_length or 0, LARGEST_FILE))), 413


@blueprint.get("/import/<token>")
@policy(office)
def preview(token: str) -> ResponseReturnValue:
    """Show what taking the document over would do."""
    return _preview_page(get_upload(token))


@blueprint.post("/import/<token>/corrections")
@policy(office)
def correct(token: str) -> ResponseReturnValue:
    """Keep what the person corrected and show what it does."""
    save_upload(corrected(get_upload(token), request.form))
    return see_other(url_for("concept.preview", token=token))


@blueprint.post("/import/<token>/confirm")
@policy(office)
def confirm(token: str) -> ResponseReturnValue:
    """Take the document over, exactly as it was shown."""
    kept = corrected(get_upload(token), request.form)
    save_upload(kept)
    try:
        with transaction():
            concept_id = _take_over(kept)
    except ConceptMoved as error:
        return _preview_page(kept, word(error)), 409
    except RemovalsUnconfirmed as error:
        return _preview_page(kept, word(error)), 422
    drop_upload(token)
    flash(_("“%(title)s” has been taken over.", title=kept.filename), "good")
    return see_other(url_for("concept.show", concept_id=concept_id))


@blueprint.post("/import/<token>/discard")
@policy(office)
def discard(token: str) -> ResponseReturnValue:
    """Throw the document away."""
    drop_upload(token)
    return see_other(url_for("concept.index"))


def _planned(kept: Upload) -> ImportPlan:
    target = find_concept(kept.concept_id) if kept.concept_id is not None else None
    reading = read_for(target, kept.content(), kept.filename, kept.mapping)
    return prepare_import(reading, target, kept.mapping, kept.title)


def _take_over(kept: Upload) -> int:
    """Do what the person saw and confirmed; raises ``ConceptMoved`` and ``RemovalsUnconfirmed``."""
    plan = _planned(kept)
    if plan.fingerprint != request.form.get("seen"):
        raise ConceptMoved
    if plan.changes.removed and not request.form.get("removals"):
        raise RemovalsUnconfirmed
    return apply_import(plan, acting_staff(), kept.filename).concept_id


def _upload_page(refusal: str = "", error: DomainError | None = None) -> str:
    target = request.args.get("concept", type=int)
    return render_template(
        "concept/upload.html",
        refusal=refusal,
        error=error,
        concept=find_concept(target) if target is not None else None,
        megabytes=LARGEST_FILE // (1024 * 1024),
    )


def _preview_page(kept: Upload, refusal: str = "") -> str:
    """Draw the preview; corrections that make the document unreadable are told above the form that made them."""
    try:
        plan = _planned(kept)
    except DomainError as error:
        refusal, plan = word(error), None
    return render_template(
        "concept/preview.html",
        upload=kept,
        plan=plan,
        concepts=list_concepts(),
        refusal=refusal,
        asked=_columns_asked(kept) if plan is None else (),
    )


def _ask_for_columns(error: ColumnsNotFound, content: bytes, filename: str) -> ResponseReturnValue:
    """Keep a document whose tables have other columns, and ask what they hold; refuse one without such a table."""
    if not _widest(error.found):
        return _upload_page(word(error), error), 422
    asked = request.args.get("concept", type=int)
    kept = replace(keep_upload(content, filename), concept_id=asked)
    save_upload(kept)
    return see_other(url_for("concept.preview", token=kept.token))


def _columns_asked(kept: Upload) -> tuple[Column, ...]:
    """Return the columns of a document that cannot be read as it is, with what was said of them so far."""
    try:
        _planned(kept)
    except ColumnsNotFound as error:
        meanings = kept.mapping.meanings
        return tuple(Column(header, meanings.get(header, LEFT_OUT)) for header in _widest(error.found))
    except DomainError:
        pass
    return ()


def _widest(headers: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Return the header with the most columns that have a name, if it has two at least."""
    named = [tuple(dict.fromkeys(filter(None, header))) for header in headers]
    widest = max(named, key=len, default=())
    return widest if len(widest) > 1 else ()
