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
from participation.workshop.services.gatherings import list_themes, stand_step
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
from participation.workshop.services.screen import show_on_screen
from participation.workshop.services.tables import (
    assign_everybody,
    change_table,
    host_table,
    move_people,
    name_host,
    release_host,
    remember_seats,
    remove_last_table,
    ring_bell,
    sit_down,
    stop_hosting,
)

__all__ = [
    "WorkshopDraft",
    "add_table",
    "assign_everybody",
    "change_table",
    "change_workshop",
    "check_seen",
    "close_workshop",
    "create_process",
    "create_workshop",
    "default_process",
    "extend_step",
    "host_table",
    "list_themes",
    "move_people",
    "move_stage",
    "name_host",
    "open_workshop",
    "pause_step",
    "release_host",
    "remember_seats",
    "remove_last_table",
    "resume_step",
    "ring_bell",
    "show_on_screen",
    "sit_down",
    "stand_step",
    "stop_hosting",
    "touch_board",
    "touch_stage",
    "write_prompt",
]
