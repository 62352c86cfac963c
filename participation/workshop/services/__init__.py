"""Use cases of a workshop: prepare it, walk its agenda, keep its time."""

from participation.workshop.services.agenda import (
    check_seen,
    close_workshop,
    extend_step,
    move_stage,
    open_workshop,
    pause_step,
    resume_step,
)
from participation.workshop.services.preparation import (
    WorkshopDraft,
    add_table,
    change_workshop,
    create_process,
    create_workshop,
    default_process,
    write_prompt,
)
from participation.workshop.services.revisions import touch_board, touch_stage
from participation.workshop.services.screen import light_hall, show_on_screen, speak_on_screen

__all__ = [
    "WorkshopDraft",
    "add_table",
    "change_workshop",
    "check_seen",
    "close_workshop",
    "create_process",
    "create_workshop",
    "default_process",
    "extend_step",
    "light_hall",
    "move_stage",
    "open_workshop",
    "pause_step",
    "resume_step",
    "show_on_screen",
    "speak_on_screen",
    "touch_board",
    "touch_stage",
    "write_prompt",
]
