"""Tables of processes, workshops, their agendas, tables, rooms and invitations."""

from participation.workshop.domain import (
    Pace,
    Phase,
    RoomEntry,
    StepKind,
    StepState,
    WorkshopState,
)
from participation.workshop.models.admission import Invitation
from participation.workshop.models.agenda import (
    Process,
    PromptDraft,
    Step,
    StepPrompt,
    Workshop,
    process_steering,
    workshop_field,
    workshop_goal,
    workshop_interpreter,
    workshop_moderator,
)
from participation.workshop.models.places import Room, TableVisit, WorkshopTable

__all__ = [
    "Invitation",
    "Pace",
    "Phase",
    "Process",
    "PromptDraft",
    "Room",
    "RoomEntry",
    "Step",
    "StepKind",
    "StepPrompt",
    "StepState",
    "TableVisit",
    "Workshop",
    "WorkshopState",
    "WorkshopTable",
    "process_steering",
    "workshop_field",
    "workshop_goal",
    "workshop_interpreter",
    "workshop_moderator",
]
