"""What residents and the room see: join, phone page, projector, results, live stream, health."""

from participation.hall.views import (
    ballots,
    card_ballots,
    cards,
    health,
    join,
    live,
    plans,
    qr,
    results,
    screen,
    tablet,
)
from participation.hall.views.blueprint import blueprint

__all__ = [
    "ballots",
    "blueprint",
    "card_ballots",
    "cards",
    "health",
    "join",
    "live",
    "plans",
    "qr",
    "results",
    "screen",
    "tablet",
]
