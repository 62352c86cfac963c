"""Writes the adoption of an edition into the history of each measure that was adopted with it."""

from sqlalchemy import select

from participation.concept.events import EditionAdopted
from participation.concept.models import MeasureState
from participation.kernel.database import db
from participation.kernel.events import listens_to
from participation.kernel.transaction import transaction
from participation.measures.models import MeasureChange


@listens_to(EditionAdopted)
def record_adoptions(event: EditionAdopted) -> None:
    """Add the line "recommended → adopted" with committee, date and paper; called after commit, once is enough."""
    reason = " · ".join(event.said[name] for name in ("committee", "date", "paper"))
    before, after = {"state": MeasureState.RECOMMENDED.value}, {"state": MeasureState.ADOPTED.value}
    with transaction():
        told = select(MeasureChange.measure_id).where(
            MeasureChange.measure_id.in_(event.measure_ids), MeasureChange.reason == reason
        )
        known = set(db.session.scalars(told))
        db.session.add_all(
            MeasureChange(measure_id=measure_id, actor_id=event.actor_id, before=before, after=after, reason=reason)
            for measure_id in event.measure_ids
            if measure_id not in known
        )
