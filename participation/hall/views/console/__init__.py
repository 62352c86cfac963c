"""The moderator's console: one page a workshop, and one view for each move that can be made on it."""

from participation.hall.views.console import (
    board,
    checks,
    inversions,
    journal,
    leading,
    moderation,
    overview,
    paper_cards,
    paper_counts,
    plans,
    queue,
    rooms,
    rounds,
    seating,
    steps,
    suggestions,
    without_phone,
)
from participation.hall.views.console.blueprint import blueprint

__all__ = [
    "blueprint",
    "board",
    "checks",
    "inversions",
    "journal",
    "leading",
    "moderation",
    "overview",
    "paper_cards",
    "paper_counts",
    "plans",
    "queue",
    "rooms",
    "rounds",
    "seating",
    "steps",
    "suggestions",
    "without_phone",
]
