"""The written form as a whole: what one workshop holds, its rooms, and the file."""

from __future__ import annotations

from typing import Final

from participation.export.bundle.form import (
    CARD,
    CLUSTER,
    CONCEPT,
    FORMAT,
    INVERSION,
    MARK,
    MOVE,
    PARTICIPANT,
    PLAN,
    PROCESS,
    ROUND,
    STEP,
    TABLE,
    WORKSHOP,
)
from participation.export.bundle.measure_form import MEASURE
from participation.export.bundle.shapes import (
    Anything,
    Choice,
    ListOf,
    Moment,
    Number,
    Optional,
    Record,
    Reference,
    Shape,
    Text,
)
from participation.workshop.models import Pace, RoomEntry

#: What a workshop holds, a room as well as a whole one.
_HELD: Final[dict[str, Shape]] = {
    "workshop": WORKSHOP,
    "steps": ListOf(STEP, least=1),
    "tables": ListOf(TABLE),
    "participants": ListOf(PARTICIPANT),
    "clusters": ListOf(CLUSTER),
    "marks": ListOf(MARK),
    "inversions": ListOf(INVERSION, ("cluster",)),
    "cards": ListOf(CARD),
    "moves": ListOf(MOVE),
    "plans": ListOf(PLAN),
    "rounds": ListOf(ROUND, ("step",)),
    "measures": ListOf(MEASURE),
}
#: A room; its numbers mean something in it only, so it is held against its shape by itself.
ROOM: Final = Record({"name": Text(120, filled=True), **_HELD})

_GATHERED = Record(
    {
        "cluster": Reference("cluster"),
        "room": Number(),
        "source": Number(),
        "rank": Number(1),
        "points": Optional(Number()),
        "at": Moment(),
    }
)
ROOMS: Final = Record(
    {
        "pace": Choice(tuple(Pace)),
        "entry": Choice(tuple(RoomEntry)),
        "called_back_at": Optional(Moment()),
        "held": ListOf(Anything(), least=1),
        "gathered": ListOf(_GATHERED, ("room", "source")),
    }
)

BUNDLE: Final = Record(
    {
        "format": Choice((FORMAT,)),
        "version": Number(1),
        "process": PROCESS,
        "concept": Optional(CONCEPT),
        **_HELD,
        "rooms": Optional(ROOMS),
    }
)
