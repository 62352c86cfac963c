"""The board: place and double cards, one or several; make, title, order, merge and split islands."""

from collections.abc import Sequence

from flask import request
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.contributions.errors import ClusterUnknown
from participation.contributions.models import Cluster
from participation.contributions.queries import (
    get_cluster,
    list_clusters,
    loose_cards,
    marks_by_cluster,
)
from participation.contributions.services import (
    Lifted,
    create_cluster,
    gather_cards,
    merge_clusters,
    move_cards,
    order_cluster,
    split_cluster,
    title_cluster,
    write_titles,
)
from participation.hall.console.cards import show_cards
from participation.hall.views.console.answers import Move, Sheet, carry_out, running_step_of, sheet_page, whole_number
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
TITLE = "title-"


def _island_sheet(cluster_id: int) -> Sheet:
    def read(workshop: Workshop) -> dict[str, object]:
        step = running_step_of(workshop, StepKind.CLUSTER)
        clusters = list_clusters(workshop.id, step.phase)
        cluster = next((known for known in clusters if known.id == cluster_id), None)
        if cluster is None:
            raise ClusterUnknown
        return {
            "cluster": cluster,
            "titles": {known.language: known.text for known in cluster.translations}
            | {cluster.language: cluster.title},
            "cards": show_cards(cluster.cards, workshop, current_language().tag),
            "others": [other for other in clusters if other is not cluster],
            "marks": marks_by_cluster(workshop.id, visible_only=False).get(cluster.id, []),
            "earlier": clusters[clusters.index(cluster) - 1].id if cluster is not clusters[0] else None,
            "after_next": _second_behind(clusters, cluster),
            "is_last": cluster is clusters[-1],
        }

    return Sheet("hall/console/sheet_island.html", read)


def _second_behind(clusters: Sequence[Cluster], cluster: Cluster) -> int | None:
    """Return the id of the island before which a cluster stands when it moves one place towards the end."""
    behind = clusters[clusters.index(cluster) + 2 :]
    return behind[0].id if behind else None


def _read_loose(workshop: Workshop) -> dict[str, object]:
    step = running_step_of(workshop, StepKind.CLUSTER)
    return {"cards": show_cards(loose_cards(workshop.id, step.phase), workshop, current_language().tag)}


_NEW_SHEET = Sheet("hall/console/sheet_new_island.html", _read_loose)


@blueprint.post("/<code>/board/cards/<int:card_id>")
@policy(leads_workshop)
def place(code: str, card_id: int) -> ResponseReturnValue:
    """Lay a card into an island, into a new one, or among the cards not sorted yet.

    ``cluster`` is the island's id, ``new``, or empty; ``how=double`` leaves the card where it lies as well.
    """
    lifted = [Lifted(card_id, whole_number("from"))]
    return carry_out(code, _laying(lifted), sheet=card_sheet(card_id) if SHEET in request.form else None)


@blueprint.post("/<code>/board/cards")
@policy(leads_workshop)
def place_several(code: str) -> ResponseReturnValue:
    """Lay several cards as one move; each ``spot`` is a card and the island that it leaves, 0 for none: ``12-0``."""
    spots = [spot.partition("-") for spot in request.form.getlist("spot")]
    lifted = [
        Lifted(int(card), int(island) or None) for card, _dash, island in spots if card.isdigit() and island.isdigit()
    ]
    return carry_out(code, _laying(lifted))


def _laying(lifted: Sequence[Lifted]) -> Move:
    """Return the move that lays cards where the form says."""
    target, double = request.form.get("cluster", ""), request.form.get("how") == DOUBLE

    def move(workshop: Workshop, actor: StaffUser) -> None:
        step, seen = running_step_of(workshop, StepKind.CLUSTER), whole_number("seen")
        if target == NEW:
            gather_cards(workshop, step, actor, lifted, double=double, seen_revision=seen)
            return
        cluster_id = int(target) if target.isdigit() else None
        move_cards(workshop, step, actor, lifted, cluster_id, double=double, seen_revision=seen)

    return move


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


@blueprint.post("/<code>/board/clusters/<int:cluster_id>/titles")
@policy(leads_workshop)
def titles(code: str, cluster_id: int) -> ResponseReturnValue:
    """Write the title of an island in several languages at once, each in a field like ``title-de``."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        step = running_step_of(workshop, StepKind.CLUSTER)
        named = {name.removeprefix(TITLE): text for name, text in request.form.items() if name.startswith(TITLE)}
        write_titles(get_cluster(workshop.id, cluster_id), step, actor, named)

    return carry_out(code, move, said=_("The title is saved."), sheet=_island_sheet(cluster_id))


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


@blueprint.post("/<code>/board/clusters/<int:cluster_id>/place")
@policy(leads_workshop)
def order(code: str, cluster_id: int) -> ResponseReturnValue:
    """Put an island before another one; without ``before`` behind all."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        step = running_step_of(workshop, StepKind.CLUSTER)
        order_cluster(get_cluster(workshop.id, cluster_id), step, actor, whole_number("before"))

    return carry_out(code, move, sheet=_island_sheet(cluster_id) if SHEET in request.form else None)


def _chosen_cards() -> list[int]:
    return request.form.getlist("card", type=int)
