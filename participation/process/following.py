"""A process feeds the edition that is worked on: when the next one is begun, it moves on to that."""

from sqlalchemy import exists, or_, update

from participation.concept.events import EditionBegun
from participation.kernel.database import db
from participation.kernel.events import completes
from participation.workshop.models import Process, Workshop, WorkshopState


@completes(EditionBegun)
def follow_edition(event: EditionBegun) -> None:
    """Let processes whose edition was adopted feed the one that is begun from it.

    A process whose workshops are all archived has reached its edition and stays with it.
    """
    of_process = Workshop.process_id == Process.id
    goes_on = or_(exists().where(of_process, Workshop.state != WorkshopState.ARCHIVED), ~exists().where(of_process))
    fed_it = update(Process).where(Process.edition_id == event.base_id, goes_on)
    db.session.execute(fed_it.values(edition_id=event.edition_id))
