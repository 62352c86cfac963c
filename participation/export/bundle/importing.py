"""A bundle as a workshop of this database."""

from __future__ import annotations

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.export.bundle.agenda import store_workshop
from participation.export.bundle.board import store_board
from participation.export.bundle.concept import store_concept, store_process
from participation.export.bundle.measures import store_measures
from participation.export.bundle.plans import store_plans
from participation.export.bundle.reading import Data, check_bundle
from participation.export.bundle.votes import store_rounds
from participation.workshop.models import Workshop


def import_bundle(data: Data, actor: StaffUser | None) -> Workshop:
    """Store a bundle as a workshop of its own; it keeps its code unless that is taken here.

    All of the data is checked before the first row is stored. A concept and a process that are here already are
    joined, never changed but for the measures that the workshop made.

    Raises the errors of `check_bundle`.
    """
    tree = check_bundle(data)
    rows = store_concept(data["concept"], tree)
    process = store_process(data["process"], rows)
    stored = store_workshop(data, process, rows.goals if rows else {}, rows.fields if rows else {})
    store_board(data, stored)
    store_plans(data["plans"], stored)
    store_rounds(data["rounds"], stored)
    store_measures(data["measures"], rows, stored)
    workshop = stored.workshop
    log_move(actor, "import_workshop", "workshop", workshop.id, workshop_id=workshop.id, code=data["workshop"]["code"])
    return workshop
