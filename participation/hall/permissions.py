"""Who may take part in a workshop."""

from participation.workshop.models import Workshop, WorkshopState


def lets_people_in(workshop: Workshop) -> bool:
    """Whether residents can join now: the doors are open and the workshop is not over."""
    return workshop.state in {WorkshopState.OPEN, WorkshopState.RUNNING}
