"""The moderator's console: one page a workshop, and one view for each move that can be made on it."""

from participation.hall.views.console import (
    board,
    checks,
    inversions,
    leading,
    moderation,
    overview,
    plans,
    rounds,
    screen,
)
from participation.hall.views.console.blueprint import blueprint

__all__ = [
    "blueprint",
    "board",
    "checks",
    "inversions",
    "leading",
    "moderation",
    "overview",
    "plans",
    "rounds",
    "screen",
]
