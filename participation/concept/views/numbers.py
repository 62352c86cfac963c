"""The one move that gives new numbers: the whole table first, then the move, then its undoing."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.editions.choosing import choose_edition
from participation.concept.editions.renumbering import (
    find_renumbering,
    fingerprint,
    list_new_numbers,
    renumber,
    undo_renumbering,
)
from participation.concept.models import Edition
from participation.concept.queries import get_concept
from participation.concept.views.blueprint import blueprint
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.fragments import see_other
from participation.web.messages import flash_error, word


@blueprint.get("/<int:concept_id>/editions/<int:edition_id>/numbers")
@policy(office)
def numbers(concept_id: int, edition_id: int) -> ResponseReturnValue:
    """Show the whole table of numbers, old and new."""
    return _page(choose_edition(get_concept(concept_id), str(edition_id)))


@blueprint.post("/<int:concept_id>/editions/<int:edition_id>/numbers")
@policy(office)
def give_numbers(concept_id: int, edition_id: int) -> ResponseReturnValue:
    """Give the numbers that were shown."""
    edition = choose_edition(get_concept(concept_id), str(edition_id))
    try:
        with transaction():
            renumber(edition, request.form.get("seen", ""), acting_staff())
    except DomainError as error:
        return _page(edition, word(error)), 409
    flash(_("The numbers are given. They can be taken back until the adoption."), "good")
    return see_other(url_for("concept.numbers", concept_id=concept_id, edition_id=edition_id))


@blueprint.post("/<int:concept_id>/editions/<int:edition_id>/numbers/undo")
@policy(office)
def take_numbers_back(concept_id: int, edition_id: int) -> ResponseReturnValue:
    """Give the numbers back that stood before the last renumbering."""
    try:
        with transaction():
            undo_renumbering(choose_edition(get_concept(concept_id), str(edition_id)), acting_staff())
    except DomainError as error:
        flash_error(error)
    else:
        flash(_("The numbers from before are back."), "good")
    return see_other(url_for("concept.numbers", concept_id=concept_id, edition_id=edition_id))


def _page(edition: Edition, refusal: str = "") -> str:
    lines = list_new_numbers(edition)
    return render_template(
        "concept/editions/numbers.html",
        concept=edition.concept,
        edition=edition,
        lines=lines,
        changes=sum(line.changes for line in lines),
        seen=fingerprint(lines),
        last=find_renumbering(edition),
        refusal=refusal,
    )
