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
from participation.workshop.services.room_people import assign_room, enter_room
from participation.workshop.services.room_walk import (
    call_back,
    extend_everywhere,
    pause_everywhere,
    resume_everywhere,
)
from participation.workshop.services.rooms import (
    RoomDraft,
    RoomsDraft,
    add_room,
    arrange_rooms,
    change_room,
    remove_room,
    split_workshop,
    unite_workshop,
)
from participation.workshop.services.screen import show_on_screen

__all__ = [
    "RoomDraft",
    "RoomsDraft",
    "WorkshopDraft",
    "add_room",
    "add_table",
    "arrange_rooms",
    "assign_room",
    "call_back",
    "change_room",
    "change_workshop",
    "check_seen",
    "close_workshop",
    "create_process",
    "create_workshop",
    "default_process",
    "enter_room",
    "extend_everywhere",
    "extend_step",
    "move_stage",
    "open_workshop",
    "pause_everywhere",
    "pause_step",
    "remove_room",
    "resume_everywhere",
    "resume_step",
    "show_on_screen",
    "split_workshop",
    "touch_board",
    "touch_stage",
    "unite_workshop",
    "write_prompt",
]
