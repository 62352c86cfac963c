"""Who may take part in a workshop."""

from participation.workshop.admission import is_invited_only
from participation.workshop.models import Workshop, WorkshopState


def lets_people_in(workshop: Workshop) -> bool:
    """Whether residents can join now: the doors are open and the workshop is not over."""
    return workshop.state in {WorkshopState.OPEN, WorkshopState.RUNNING}


def lets_everybody_in(workshop: Workshop) -> bool:
    """Whether residents can join now by nothing but its code."""
    return lets_people_in(workshop) and workshop.room is None and not is_invited_only(workshop)
