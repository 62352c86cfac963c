"""The concept as a document, and the list of concepts."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.chapter import STATES, suggest_form
from participation.concept.editions.choosing import choose_edition
from participation.concept.errors import ConceptTitleMissing, TextTooLong
from participation.concept.forms import TitleForm
from participation.concept.models import Edition, EditionState, Measure
from participation.concept.queries import (
    GoalNode,
    counts,
    find_adopted_edition,
    find_newest_edition,
    get_concept,
    goals_tree,
    list_concepts,
    list_fields_of,
)
from participation.concept.services import rename_concept
from participation.concept.views.blueprint import blueprint
from participation.concept.views.filtering import ChapterFilter, highlighted, is_draft, walk
from participation.kernel.transaction import transaction
from participation.web.fragments import is_fragment, see_other
from participation.web.messages import word


@blueprint.get("")
@policy(office)
def index() -> ResponseReturnValue:
    """List the concepts with what they hold."""
    concepts = list_concepts()
    newest = {concept.id: concept.editions[-1] for concept in concepts if concept.editions}
    return render_template("concept/index.html", concepts=concepts, newest=newest, counts=counts(list(newest.values())))


@blueprint.get("/<int:concept_id>")
@blueprint.get("/<int:concept_id>/editions/<int:edition_id>")
@policy(office)
def show(concept_id: int, edition_id: int | None = None) -> ResponseReturnValue:
    """Show an edition of the concept as a document; the filter and the measure in the side sheet stand in the address.

    Without its number it is the newest one.
    """
    concept = get_concept(concept_id)
    edition = choose_edition(concept, str(edition_id)) if edition_id else find_newest_edition(concept)
    if edition is None:
        return render_template("concept/without_edition.html", concept=concept)
    nodes = goals_tree(edition)
    chosen = ChapterFilter.from_address(request.args)
    words = {
        "concept": concept,
        "edition": edition,
        "edition_id": edition_id,
        "adopted": find_adopted_edition(concept_id),
        "language": concept.language,
        "nodes": chosen.apply(nodes),
        "chosen": chosen,
        "measure": _measure_asked_for(nodes),
        "highlighted": highlighted,
        "is_draft": is_draft,
        "editing": bool(request.args.get("edit")) and edition.state is EditionState.DRAFT,
    }
    if is_fragment():
        return render_template("concept/_sheet.html", **words)
    return render_template(
        "concept/show.html",
        fields=list_fields_of(edition),
        states=_states(nodes),
        **words,
        **_figures(edition, nodes, chosen),
    )


@blueprint.route("/<int:concept_id>/title", methods=["GET", "POST"])
@policy(office)
def title(concept_id: int) -> ResponseReturnValue:
    """Give the concept another title."""
    concept = get_concept(concept_id)
    form = TitleForm(obj=concept)
    if not form.validate_on_submit():
        return render_template("concept/title.html", form=form, concept=concept), 422 if form.is_submitted() else 200
    try:
        with transaction():
            rename_concept(concept, form.title.data or "", acting_staff())
    except (ConceptTitleMissing, TextTooLong) as error:
        form.title.errors = [word(error)]
        return render_template("concept/title.html", form=form, concept=concept), 422
    return see_other(url_for("concept.show", concept_id=concept_id))


def _measure_asked_for(nodes: tuple[GoalNode, ...]) -> Measure | None:
    """Return the measure of the side sheet, if one of this edition is asked for."""
    asked = request.args.get("measure", type=int)
    measures = (placed.measure for node in walk(nodes) for placed in node.measures)
    return next((measure for measure in measures if measure.id == asked), None)


def _states(nodes: tuple[GoalNode, ...]) -> list[str]:
    """Return the states that measures of the concept are in, in their usual order."""
    found = {placed.measure.state.value for node in walk(nodes) for placed in node.measures}
    return [state for state in STATES if state in found]


def _figures(edition: Edition, nodes: tuple[GoalNode, ...], chosen: ChapterFilter) -> dict[str, object]:
    goals = [node for node in walk(nodes) if not node.further]
    lowest = [node for node in goals if not node.children]
    held = counts([edition])[edition.id]
    return {
        "held": held,
        "suggested_form": suggest_form(held.indicators, held.measures),
        "lowest": len(lowest),
        "found": len([node for node in goals if chosen.matches(node)]),
    }
