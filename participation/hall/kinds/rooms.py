"""What a plenum shows while its rooms are at work, in whatever kind of step that is."""

from typing import Any

from participation.access.models import StaffUser
from participation.concept.translations.wordings import shown_names
from participation.hall.room_rows import room_rows
from participation.hall.stage import Stage
from participation.workshop.agendas import PHASE_NAMES, PHASE_SIGNS
from participation.workshop.models import Step
from participation.workshop.rooms import list_rooms, people_in_rooms


def phone(stage: Stage) -> dict[str, Any]:
    """Return the rooms to choose from, with how many are in each, and their fields of action."""
    workshop = stage.workshop
    rooms = list_rooms(workshop.id)
    return {
        "rooms": rooms,
        "people": people_in_rooms(workshop.id),
        "own_room": None,
        "field_names": shown_names((field for room in rooms for field in room.workshop.fields), stage.language),
    }


def projector(stage: Stage) -> dict[str, Any]:
    """Return the rooms side by side: step, people, cards, where they are."""
    return {
        "rows": room_rows(stage.workshop),
        "phase_names": PHASE_NAMES,
        "phase_signs": PHASE_SIGNS,
    }


def console(stage: Stage) -> dict[str, Any]:
    """Return the rooms: how far each is, and how late."""
    return {"rows": room_rows(stage.workshop)}


def enter(step: Step, actor: StaffUser | None) -> None:
    """Prepare nothing: the rooms prepare their own steps."""
    del step, actor


def leave(step: Step, actor: StaffUser | None) -> None:
    """Leave nothing open: the rooms finish their own steps."""
    del step, actor
