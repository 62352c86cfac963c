"""The editions of a concept: the list, beginning the next one, adopting the draft."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.editions.adoption import Resolution, adopt_edition, readiness_of
from participation.concept.editions.beginning import begin_edition
from participation.concept.editions.choosing import choose_edition
from participation.concept.editions.forms import AdoptionForm, BeginForm
from participation.concept.models import Concept, Edition
from participation.concept.queries import counts, find_adopted_edition, find_draft_edition, get_concept
from participation.concept.views.blueprint import blueprint
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.fragments import see_other
from participation.web.messages import word


@blueprint.get("/<int:concept_id>/editions")
@policy(office)
def editions(concept_id: int) -> ResponseReturnValue:
    """List the editions, newest first, with what can be done with each."""
    concept = get_concept(concept_id)
    draft = find_draft_edition(concept_id)
    return render_template(
        "concept/editions/index.html",
        concept=concept,
        editions=list(reversed(concept.editions)),
        counts=counts(concept.editions),
        draft=draft,
        adopted=find_adopted_edition(concept_id),
        readiness=readiness_of(draft) if draft else None,
    )


@blueprint.route("/<int:concept_id>/editions/next", methods=["GET", "POST"])
@policy(office)
def begin(concept_id: int) -> ResponseReturnValue:
    """Begin the next edition from the adopted one."""
    concept = get_concept(concept_id)
    form = BeginForm()
    if not form.validate_on_submit():
        return _begin_page(concept, form), 422 if form.is_submitted() else 200
    try:
        with transaction():
            begin_edition(concept, acting_staff(), form.title.data or "", form.to_decide)
    except DomainError as error:
        form.form_errors.append(word(error))
        return _begin_page(concept, form), 409
    flash(_("The next edition is begun. What you change now is seen by the public after its adoption."), "good")
    return see_other(url_for("concept.editions", concept_id=concept_id))


@blueprint.route("/<int:concept_id>/editions/<int:edition_id>/adoption", methods=["GET", "POST"])
@policy(office)
def adopt(concept_id: int, edition_id: int) -> ResponseReturnValue:
    """Record that a committee has adopted the draft."""
    concept = get_concept(concept_id)
    edition = choose_edition(concept, str(edition_id))
    form = AdoptionForm()
    if not form.validate_on_submit():
        return _adoption_page(edition, form), 422 if form.is_submitted() else 200
    try:
        with transaction():
            adopt_edition(edition, _resolution(form), acting_staff())
    except DomainError as error:
        form.form_errors.append(word(error))
        return _adoption_page(edition, form), 422
    flash(_("The adoption is recorded. This edition is what the public sees now."), "good")
    return see_other(url_for("concept.editions", concept_id=concept_id))


def _resolution(form: AdoptionForm) -> Resolution:
    return Resolution(form.committee.data or "", form.on.data, form.paper_number.data or "")  # type: ignore[arg-type]  # the form asks for the date


def _begin_page(concept: Concept, form: BeginForm) -> str:
    return render_template(
        "concept/editions/begin.html", concept=concept, form=form, adopted=find_adopted_edition(concept.id)
    )


def _adoption_page(edition: Edition, form: AdoptionForm) -> str:
    return render_template(
        "concept/editions/adoption.html",
        concept=edition.concept,
        edition=edition,
        form=form,
        adopted=find_adopted_edition(edition.concept_id),
        readiness=readiness_of(edition),
    )
