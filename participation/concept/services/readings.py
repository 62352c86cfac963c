"""Values of indicators: what was measured on a day.

A value says something about the city, not about the words of an edition: it is recorded in the adopted edition, which
is closed otherwise, and in the draft beside it at once.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.errors import IndicatorUnknown, NothingChosen, ValuesMoved
from participation.concept.figures import read_figure
from participation.concept.models import Edition, Indicator, IndicatorValue
from participation.concept.queries.measured import STANDING, find_measured, list_twins
from participation.concept.value_sheets import SheetPlan
from participation.kernel.database import db


def get_measured(concept_id: int, indicator_id: int) -> Indicator:
    """Return an indicator of the adopted edition or of the draft; raises ``IndicatorUnknown``."""
    indicator = find_measured(concept_id, indicator_id)
    if indicator is None:
        raise IndicatorUnknown
    return indicator


def hold_measured(concept_id: int) -> None:
    """Lock the editions that take values until the transaction ends, always in the same order."""
    standing = select(Edition.id).where(Edition.concept_id == concept_id, Edition.state.in_(STANDING))
    db.session.execute(standing.order_by(Edition.id).with_for_update(key_share=True)).all()


def record_value(indicator: Indicator, at: date, figure: str, actor: StaffUser | None) -> None:
    """Write the value of a day as somebody typed it, in place of one that is there; raises ``FigureUnfit``."""
    write_value(indicator, at, read_figure(figure), actor)


def write_value(indicator: Indicator, at: date, value: float, actor: StaffUser | None) -> None:
    """Write the value of a day, in place of one that is there."""
    before = find_reading(indicator, at)
    known = before.value if before else None
    for twin in list_twins(indicator):
        reading = find_reading(twin, at)
        if reading is None:
            twin.values.append(IndicatorValue(at=at, value=value))
        else:
            reading.value = value
    db.session.flush()
    log_move(actor, "record_value", "indicator", indicator.id, at=at.isoformat(), before=known, after=value)


def take_values(plan: SheetPlan, seen: str, chosen: Collection[str], actor: StaffUser | None) -> int:
    """Write the chosen values of a sheet and return how many; ``seen`` is the fingerprint of what the person saw.

    Raises ``ValuesMoved`` when it would be something else now, ``NothingChosen``.
    """
    if plan.fingerprint != seen:
        raise ValuesMoved
    taken = [difference for difference in plan.differences if difference.key in chosen]
    if not taken:
        raise NothingChosen
    for difference in taken:
        write_value(difference.indicator, difference.day, difference.after, actor)
    return len(taken)


def remove_value(indicator: Indicator, value_id: int, actor: StaffUser | None) -> None:
    """Remove one value; one that is not there any more is as good as removed."""
    gone = next((reading for reading in indicator.values if reading.id == value_id), None)
    if gone is None:
        return
    at, value = gone.at, gone.value
    for twin in list_twins(indicator):
        reading = find_reading(twin, at)
        if reading is not None:
            twin.values.remove(reading)
    db.session.flush()
    log_move(actor, "remove_value", "indicator", indicator.id, at=at.isoformat(), before=value)


def find_reading(indicator: Indicator, at: date) -> IndicatorValue | None:
    """Return the reading of a day."""
    return next((reading for reading in indicator.values if reading.at == at), None)
