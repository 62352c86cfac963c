"""Parallel rooms in a bundle: each holds what a workshop holds, with numbers of its own; and what was gathered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from participation.contributions.models import GatheredTopic
from participation.contributions.origins import list_gathered
from participation.export.bundle.identity import Numbers, Stored, heard, said
from participation.export.bundle.reading import Data
from participation.kernel.database import db
from participation.workshop.models import Pace, Room, RoomEntry, Workshop


def rooms_data(plenum: Workshop, held: Sequence[tuple[Room, Data, Numbers]], numbers: Numbers) -> Data | None:
    """Return the rooms with all that they hold; nothing for a workshop that is not split."""
    if plenum.pace is None or plenum.room_entry is None:
        return None
    inside = {room.id: (place, known) for place, (room, _data, known) in enumerate(held)}
    return {
        "pace": plenum.pace.value,
        "entry": plenum.room_entry.value,
        "called_back_at": said(plenum.called_back_at),
        "held": [{"name": room.name, **data} for room, data, _known in held],
        "gathered": sorted(_gathered_data(list_gathered(plenum.id), inside, numbers), key=_order),
    }


def _gathered_data(
    gathered: Iterable[GatheredTopic], inside: dict[int, tuple[int, Numbers]], numbers: Numbers
) -> list[Data]:
    found = []
    for topic in gathered:
        place, known = inside[topic.room_id]
        found.append(
            {
                "cluster": numbers.clusters[topic.cluster_id],
                "room": place,
                "source": known.clusters[topic.source_id],
                "rank": topic.rank,
                "points": topic.points,
                "at": said(topic.at),
            }
        )
    return found


def _order(data: Data) -> tuple[int, int]:
    return data["room"], data["source"]


def store_rooms(data: Data, plenum: Stored, held: Sequence[Stored]) -> None:
    """Join the stored rooms to their plenum, and what it took up to where it comes from."""
    workshop = plenum.workshop
    workshop.pace, workshop.room_entry = Pace(data["pace"]), RoomEntry(data["entry"])
    workshop.called_back_at = heard(data["called_back_at"])
    rooms = [
        Room(plenum_id=workshop.id, workshop_id=stored.workshop.id, position=position, name=told["name"])
        for position, (told, stored) in enumerate(zip(data["held"], held, strict=True))
    ]
    db.session.add_all(rooms)
    db.session.flush()
    for told in data["gathered"]:
        db.session.add(
            GatheredTopic(
                cluster_id=plenum.clusters[told["cluster"]].id,
                source_id=held[told["room"]].clusters[told["source"]].id,
                room_id=rooms[told["room"]].id,
                rank=told["rank"],
                points=told["points"],
                at=heard(told["at"]),
            )
        )
    db.session.flush()
