"""The shape of a concept: names of its levels, fields of action, words of its vocabularies."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.errors import ListChanged
from participation.concept.forms import sent_lines
from participation.concept.messages import VOCABULARY_NAMES
from participation.concept.models import Concept, VocabularyKind
from participation.concept.queries import get_concept, list_fields
from participation.concept.services import Line, merge_fields, save_fields, save_levels, save_words
from participation.concept.views.blueprint import blueprint
from participation.concept.vocabulary import words_of
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.fragments import see_other
from participation.web.messages import flash_error, word


@blueprint.get("/<int:concept_id>/shape")
@policy(office)
def shape(concept_id: int) -> ResponseReturnValue:
    """Show the lists that give the concept its shape."""
    return _page(get_concept(concept_id))


@blueprint.post("/<int:concept_id>/levels")
@policy(office)
def levels(concept_id: int) -> ResponseReturnValue:
    """Save the names of the levels; empty ones at the end are none."""
    names = [name.strip() for name in request.form.getlist("name")]
    while names and not names[-1]:
        names.pop()
    return _saved(concept_id, "levels", lambda concept, seen: save_levels(concept, names, seen, acting_staff()))


@blueprint.post("/<int:concept_id>/fields")
@policy(office)
def fields(concept_id: int) -> ResponseReturnValue:
    """Save names and order of the fields of action; an emptied name takes the field away."""
    lines = sent_lines(request.form)
    return _saved(concept_id, "fields", lambda concept, seen: save_fields(concept, lines, seen, acting_staff()))


@blueprint.post("/<int:concept_id>/fields/merge")
@policy(office)
def fields_merge(concept_id: int) -> ResponseReturnValue:
    """Make one field of action of two."""
    gone, kept = (request.form.get(name, default=0, type=int) for name in ("field", "into"))
    try:
        with transaction():
            merge_fields(get_concept(concept_id), gone, kept, acting_staff())
    except DomainError as error:
        flash_error(error)
    else:
        flash(_("Saved."), "good")
    return see_other(url_for("concept.shape", concept_id=concept_id))


@blueprint.post("/<int:concept_id>/words/<kind>")
@policy(office)
def vocabulary(concept_id: int, kind: str) -> ResponseReturnValue:
    """Save the words of one kind; an emptied name takes the word away."""
    if kind not in set(VocabularyKind):
        abort(404)
    chosen, lines = VocabularyKind(kind), sent_lines(request.form)
    return _saved(concept_id, kind, lambda concept, seen: save_words(concept, chosen, lines, seen, acting_staff()))


def _saved(concept_id: int, part: str, save: Callable[[Concept, list[str]], None]) -> ResponseReturnValue:
    """Save one list, or show the page with what was typed and why it cannot be saved."""
    try:
        with transaction():
            save(get_concept(concept_id), request.form.getlist("shown"))
    except DomainError as error:
        status = 409 if isinstance(error, ListChanged) else 422
        return _page(get_concept(concept_id), part, word(error)), status
    flash(_("Saved."), "good")
    return see_other(url_for("concept.shape", concept_id=concept_id, _anchor=part))


def _page(concept: Concept, part: str = "", refusal: str = "") -> str:
    now = {
        "levels": [Line("", name) for name in concept.levels],
        "fields": [Line(str(entry.id), entry.name) for entry in list_fields(concept)],
        **{kind.value: [Line(entry.key, entry.name) for entry in words_of(concept, kind)] for kind in VocabularyKind},
    }
    return render_template(
        "concept/shape.html",
        concept=concept,
        shown={name: [line.name for line in lines] for name, lines in now.items()},
        lists={**now, part: _typed(part, now[part])} if part else now,
        part=part,
        refusal=refusal,
        kinds=VOCABULARY_NAMES,
    )


def _typed(part: str, present: list[Line]) -> list[Line]:
    """Return what was typed, without what has gone meanwhile; lines that came meanwhile stand behind it."""
    if part == "levels":
        return [Line("", name) for name in request.form.getlist("name") if name.strip()]
    known = {line.key for line in present}
    typed = [Line(line.key if line.key in known else "", line.name) for line in sent_lines(request.form)]
    sent = {line.key for line in typed}
    return [
        *(line for line in typed if line.key or line.name.strip()),
        *(line for line in present if line.key not in sent),
    ]
