"""Use cases of a workshop: prepare it, walk its agenda, keep its time."""

from participation.workshop.services.agenda import (
    check_seen,
    close_workshop,
    extend_step,
    hold_agenda,
    move_stage,
    open_workshop,
    pause_step,
    resume_step,
    shut_workshop,
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
from participation.workshop.services.replanning import (
    StepDraft,
    change_minutes,
    insert_step,
    remove_step,
    skip_step,
    unskip_step,
)
from participation.workshop.services.revisions import touch_board, touch_stage
from participation.workshop.services.screen import show_on_screen

__all__ = [
    "StepDraft",
    "WorkshopDraft",
    "add_table",
    "change_minutes",
    "change_workshop",
    "check_seen",
    "close_workshop",
    "create_process",
    "create_workshop",
    "default_process",
    "extend_step",
    "hold_agenda",
    "insert_step",
    "move_stage",
    "open_workshop",
    "pause_step",
    "remove_step",
    "resume_step",
    "show_on_screen",
    "shut_workshop",
    "skip_step",
    "touch_board",
    "touch_stage",
    "unskip_step",
    "write_prompt",
]
