"""The sheet of one card: where it lies and can go, its translations, whether it is hidden."""

from flask import request

from participation.contributions.queries import get_card, list_clusters
from participation.hall.console.cards import card_file
from participation.hall.views.console.answers import Sheet
from participation.i18n import current_language
from participation.workshop.models import StepKind, Workshop


def card_sheet(card_id: int) -> Sheet:
    """Return the sheet of a card; while the room sorts it also says where the card can be moved."""

    def read(workshop: Workshop) -> dict[str, object]:
        card = get_card(workshop.id, card_id)
        step = workshop.current_step
        sorts = step is not None and step.kind is StepKind.CLUSTER and card.step.phase is step.phase
        return {
            "file": card_file(card, workshop, current_language().tag),
            "clusters": list_clusters(workshop.id, step.phase) if step is not None and sorts else None,
            "lies_in": {placement.cluster_id for placement in card.placements},
            "from_id": request.values.get("from", type=int),
        }

    return Sheet("hall/console/sheet_card.html", read)
