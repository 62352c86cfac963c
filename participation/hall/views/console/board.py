"""The board: place and double cards, make, title, translate, merge and split islands, take moves back."""

from flask import request
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.contributions.errors import BoardMoved, ClusterUnknown
from participation.contributions.models import TranslationState
from participation.contributions.queries import (
    get_card,
    get_cluster,
    list_clusters,
    list_moves,
    loose_cards,
    marks_by_cluster,
)
from participation.contributions.services import (
    create_cluster,
    merge_clusters,
    place_card,
    split_cluster,
    title_cluster,
    translate_cluster,
    undo_move,
)
from participation.hall.console.cards import show_cards
from participation.hall.views.console.answers import Sheet, carry_out, running_step_of, sheet_page, whole_number
from participation.hall.views.console.blueprint import blueprint
from participation.hall.views.console.card_sheet import card_sheet
from participation.i18n import current_language
from participation.i18n import gettext as _
from participation.workshop.models import StepKind, Workshop
from participation.workshop.policies import leads_workshop

NEW = "new"
DOUBLE = "double"
SHEET = "sheet"
"""A field that a form in a sheet carries, so that a refusal goes back there."""


def _island_sheet(cluster_id: int) -> Sheet:
    def read(workshop: Workshop) -> dict[str, object]:
        step = running_step_of(workshop, StepKind.CLUSTER)
        clusters = list_clusters(workshop.id, step.phase)
        cluster = next((known for known in clusters if known.id == cluster_id), None)
        if cluster is None:
            raise ClusterUnknown
        return {
            "cluster": cluster,
            "cards": show_cards(cluster.cards, workshop, current_language().tag),
            "others": [other for other in clusters if other is not cluster],
            "marks": marks_by_cluster(workshop.id, visible_only=False).get(cluster.id, []),
        }

    return Sheet("hall/console/sheet_island.html", read)


def _read_loose(workshop: Workshop) -> dict[str, object]:
    step = running_step_of(workshop, StepKind.CLUSTER)
    return {"cards": show_cards(loose_cards(workshop.id, step.phase), workshop, current_language().tag)}


def _read_moves(workshop: Workshop) -> dict[str, object]:
    return {"moves": list_moves(running_step_of(workshop, StepKind.CLUSTER).id)}


_NEW_SHEET = Sheet("hall/console/sheet_new_island.html", _read_loose)
_MOVES_SHEET = Sheet("hall/console/sheet_moves.html", _read_moves)


@blueprint.post("/<code>/board/cards/<int:card_id>")
@policy(leads_workshop)
def place(code: str, card_id: int) -> ResponseReturnValue:
    """Lay a card into an island, into a new one, or among the cards not sorted yet.

    ``cluster`` is the island's id, ``new``, or empty; ``how=double`` leaves the card where it lies as well.
    """
    target = request.form.get("cluster", "")

    def move(workshop: Workshop, actor: StaffUser) -> None:
        step = running_step_of(workshop, StepKind.CLUSTER)
        if target == NEW:
            _check_seen(workshop, card_id)
            create_cluster(workshop, step, actor, card_ids=[card_id])
            return
        place_card(
            workshop,
            step,
            actor,
            card_id,
            int(target) if target.isdigit() else None,
            from_cluster_id=whole_number("from"),
            double=request.form.get("how") == DOUBLE,
            seen_revision=whole_number("seen"),
        )

    return carry_out(code, move, sheet=card_sheet(card_id) if SHEET in request.form else None)


def _check_seen(workshop: Workshop, card_id: int) -> None:
    """Raise ``BoardMoved`` when the card has changed since the page was drawn."""
    seen = whole_number("seen")
    if seen is not None and get_card(workshop.id, card_id).revision > seen:
        raise BoardMoved


@blueprint.get("/<code>/board/clusters/new")
@policy(leads_workshop)
def new_island(code: str) -> ResponseReturnValue:
    """Show the form for a new island from several cards."""
    return sheet_page(code, _NEW_SHEET)


@blueprint.post("/<code>/board/clusters/new")
@policy(leads_workshop)
def create_island(code: str) -> ResponseReturnValue:
    """Make a new island from the chosen cards."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        step = running_step_of(workshop, StepKind.CLUSTER)
        create_cluster(workshop, step, actor, title=request.form.get("title", "").strip(), card_ids=_chosen_cards())

    return carry_out(code, move, sheet=_NEW_SHEET)


@blueprint.get("/<code>/board/clusters/<int:cluster_id>")
@policy(leads_workshop)
def island(code: str, cluster_id: int) -> ResponseReturnValue:
    """Show one island with what can be done to it."""
    return sheet_page(code, _island_sheet(cluster_id))


@blueprint.post("/<code>/board/clusters/<int:cluster_id>/title")
@policy(leads_workshop)
def title(code: str, cluster_id: int) -> ResponseReturnValue:
    """Write the title of an island, in the language in which it was said."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        step = running_step_of(workshop, StepKind.CLUSTER)
        cluster = get_cluster(workshop.id, cluster_id)
        title_cluster(cluster, step, actor, request.form.get("title", ""), request.form.get("language", ""))

    return carry_out(code, move)


@blueprint.post("/<code>/board/clusters/<int:cluster_id>/translations")
@policy(leads_workshop)
def translate_title(code: str, cluster_id: int) -> ResponseReturnValue:
    """Attach a translation of a title made by a person."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        cluster = get_cluster(workshop.id, cluster_id)
        language, text = request.form.get("language", ""), request.form.get("text", "")
        translate_cluster(cluster, language, text, TranslationState.HUMAN, actor)

    return carry_out(code, move, said=_("The translation stands beside the title."), sheet=_island_sheet(cluster_id))


@blueprint.post("/<code>/board/clusters/<int:cluster_id>/merge")
@policy(leads_workshop)
def merge(code: str, cluster_id: int) -> ResponseReturnValue:
    """Pour an island into another one."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        step = running_step_of(workshop, StepKind.CLUSTER)
        into = get_cluster(workshop.id, whole_number("into") or 0)
        merge_clusters(into, get_cluster(workshop.id, cluster_id), step, actor)

    return carry_out(code, move, said=_("The two topics are one now."), sheet=_island_sheet(cluster_id))


@blueprint.post("/<code>/board/clusters/<int:cluster_id>/split")
@policy(leads_workshop)
def split(code: str, cluster_id: int) -> ResponseReturnValue:
    """Make a new island from some cards of this one."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        step = running_step_of(workshop, StepKind.CLUSTER)
        named = request.form.get("title", "").strip()
        split_cluster(get_cluster(workshop.id, cluster_id), step, actor, _chosen_cards(), named)

    return carry_out(code, move, said=_("The topic is split."), sheet=_island_sheet(cluster_id))


@blueprint.post("/<code>/board/undo")
@policy(leads_workshop)
def undo(code: str) -> ResponseReturnValue:
    """Take back the latest move on the board."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        undo_move(workshop, running_step_of(workshop, StepKind.CLUSTER), actor)

    return carry_out(code, move, said=_("The last move is taken back."))


@blueprint.get("/<code>/board/moves")
@policy(leads_workshop)
def moves(code: str) -> ResponseReturnValue:
    """Show the moves on the board in this step."""
    return sheet_page(code, _MOVES_SHEET)


def _chosen_cards() -> list[int]:
    return request.form.getlist("card", type=int)
