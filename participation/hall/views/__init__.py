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
    phone_parts,
    plans,
    qr,
    questions,
    results,
    rooms,
    screen,
    tablet,
    take_home,
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
    "phone_parts",
    "plans",
    "qr",
    "questions",
    "results",
    "rooms",
    "screen",
    "tablet",
    "take_home",
]
