"""Writes the adoption of an edition into the history of each measure that was adopted with it."""

from datetime import date

from participation.concept.events import EditionAdopted
from participation.concept.models import Edition, MeasureState
from participation.kernel.database import db
from participation.kernel.events import completes
from participation.measures.models import MeasureChange
from participation.measures.queries.adoptions import adoption_line


@completes(EditionAdopted)
def record_adoptions(event: EditionAdopted) -> None:
    """Add the line "recommended → adopted" with committee, date and paper, in the transaction of the adoption."""
    edition, day = db.session.get_one(Edition, event.edition_id), date.fromisoformat(event.said["date"])
    reason = adoption_line(edition, event.said["committee"], day, event.said["paper"])
    before, after = {"state": MeasureState.RECOMMENDED.value}, {"state": MeasureState.ADOPTED.value}
    db.session.add_all(
        MeasureChange(measure_id=measure_id, actor_id=event.actor_id, before=before, after=after, reason=reason)
        for measure_id in event.measure_ids
    )
