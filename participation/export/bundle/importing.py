"""A bundle as a workshop of this database."""

from __future__ import annotations

from collections.abc import Iterator

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.export.bundle.agenda import store_workshop
from participation.export.bundle.board import store_board
from participation.export.bundle.concept import ConceptRows, store_concept, store_process
from participation.export.bundle.identity import Stored
from participation.export.bundle.measures import open_for, store_measures
from participation.export.bundle.plans import store_plans
from participation.export.bundle.reading import Data, brought_up, check_bundle
from participation.export.bundle.rooms import store_rooms
from participation.export.bundle.translations import store_translations
from participation.export.bundle.votes import store_rounds
from participation.workshop.models import Process, Workshop


def import_bundle(data: Data, actor: StaffUser | None) -> Workshop:
    """Store a bundle as a workshop of its own; it keeps its code unless that is taken here.

    All of the data is checked before the first row is stored. A concept and a process that are here already are
    joined, never changed but for the measures that the workshop made; into an adopted edition nothing is written, the
    next one is begun instead.

    Raises the errors of `check_bundle`.
    """
    data = brought_up(data)
    tree = check_bundle(data)
    rows = open_for(list(_all_measures(data)), store_concept(data["concept"], tree), actor)
    process = store_process(data["process"], rows)
    stored = _store_held(data, process, rows)
    if data["rooms"] is not None:
        store_rooms(data["rooms"], stored, [_store_held(room, process, rows) for room in data["rooms"]["held"]])
    if rows is not None and rows.new:
        store_translations(data["concept"]["translations"], rows.edition)
    workshop = stored.workshop
    log_move(actor, "import_workshop", "workshop", workshop.id, workshop_id=workshop.id, code=data["workshop"]["code"])
    return workshop


def _all_measures(data: Data) -> Iterator[Data]:
    """Go through the measures of a workshop and of its rooms."""
    yield from data["measures"]
    for room in data["rooms"]["held"] if data["rooms"] else ():
        yield from room["measures"]


def _store_held(data: Data, process: Process, rows: ConceptRows | None) -> Stored:
    """Store what one workshop holds, a room as well as a whole one."""
    stored = store_workshop(data, process, rows.goals if rows else {}, rows.fields if rows else {})
    store_board(data, stored)
    store_plans(data["plans"], stored)
    store_rounds(data["rounds"], stored)
    store_measures(data["measures"], rows, stored)
    return stored
