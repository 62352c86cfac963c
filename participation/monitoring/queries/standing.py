"""Measures as they stand today: in the adopted edition, before any adoption in the newest one."""

from collections.abc import Collection

from sqlalchemy import case, select
from sqlalchemy.orm import joinedload, selectinload

from participation.concept.models import Concept, Edition, EditionState, Measure, MeasureState
from participation.concept.queries import find_adopted_edition, find_newest_edition
from participation.kernel.database import db
from participation.monitoring.domain import AWAITED

AWAITED_STATES = tuple(map(MeasureState, AWAITED))


def find_standing_edition(concept: Concept) -> Edition | None:
    """Return the edition whose measures are being carried out."""
    return find_adopted_edition(concept.id) or find_newest_edition(concept)


def list_awaited(edition: Edition) -> list[Measure]:
    """Return the measures of the edition about which a round asks, in the order of the concept."""
    statement = select(Measure).where(Measure.edition_id == edition.id, Measure.state.in_(AWAITED_STATES))
    return list(db.session.scalars(statement.order_by(Measure.position, Measure.id)))


def find_standing(lineages: Collection[str]) -> dict[str, Measure]:
    """Return each measure as it stands today by lineage: as adopted, else as in the draft, else as it last stood.

    What is in no edition any more is left out.
    """
    rank = case({EditionState.ADOPTED: 2, EditionState.DRAFT: 1}, value=Edition.state, else_=0)
    statement = (
        select(Measure)
        .join(Edition)
        .where(Measure.lineage.in_(lineages))
        .options(joinedload(Measure.edition).joinedload(Edition.concept), selectinload(Measure.goals))
        .order_by(rank, Measure.id)
    )
    return {measure.lineage: measure for measure in db.session.scalars(statement)}
