"""Tables of a workshop with rooms: those of the rooms beneath those of the plenum, and what was gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from participation.export.documentation.passages import title_of
from participation.export.documentation.record import WorkshopRecord
from participation.export.sheet import Sheet, Value
from participation.i18n import gettext as _
from participation.i18n.languages import direction_of
from participation.workshop.agendas import PHASE_NAMES


def sheet_with_rooms(
    table: Callable[[WorkshopRecord], Sheet], record: WorkshopRecord, rooms: Sequence[WorkshopRecord]
) -> Sheet:
    """Return a table; for a workshop with rooms their rows follow, and the first column says which room it is."""
    whole = table(record)
    if not rooms:
        return whole
    rows = [(_("Plenum"), *row) for row in whole.rows]
    for room in rooms:
        name = room.workshop.room.name if room.workshop.room else ""
        rows += [(name, *row) for row in table(replace(room, papers_in=record.language)).rows]
    return replace(whole, columns=(_("Room"), *whole.columns), rows=tuple(rows))


def gathered_sheets(record: WorkshopRecord) -> Iterator[Sheet]:
    """Return which topics of rooms each topic of the plenum took up; no table for a workshop without rooms."""
    if record.workshop.pace is None:
        return
    columns = (
        _("Phase"),
        _("Topic in the plenum"),
        _("Room"),
        _("Topic in the room"),
        _("Rank in the room"),
        _("Dots in the room"),
        _("Cards"),
    )
    yield Sheet(_("Gathered"), columns, tuple(_rows(record)), direction_of(record.language))


def _rows(record: WorkshopRecord) -> Iterator[tuple[Value, ...]]:
    for phase, clusters in record.clusters.items():
        for cluster in clusters:
            for origin in cluster.origins:
                source, cards = title_of(origin.source)[0], len(origin.source.cards)
                told = (title_of(cluster)[0], origin.room.name, source, origin.rank, origin.points, cards)
                yield (_(PHASE_NAMES[phase]), *told)
