"""What residents and the room see: join, phone page, projector, results, live stream, health."""

from participation.hall.views import (
    accessibility,
    ballots,
    card_ballots,
    cards,
    health,
    join,
    live,
    marks,
    plans,
    qr,
    results,
    rooms,
    screen,
    tablet,
)
from participation.hall.views.blueprint import blueprint

__all__ = [
    "accessibility",
    "ballots",
    "blueprint",
    "card_ballots",
    "cards",
    "health",
    "join",
    "live",
    "marks",
    "plans",
    "qr",
    "results",
    "rooms",
    "screen",
    "tablet",
]
