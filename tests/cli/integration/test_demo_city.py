"""The city of the demonstration as it is found in a later year, at any season."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from participation.cli.demo.city import read_script
from participation.cli.demo.preparation import settle_city
from participation.concept.models import Concept, IndicatorValue, Measure, MeasureState
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.models import MeasureChange


@pytest.fixture(params=[(1, 1), (12, 31)], ids=["new-year", "new-years-eve"])
def city(request, database, monkeypatch):
    month, day = request.param
    monkeypatch.setattr(clock, "now", lambda: datetime(2028, month, day, 12, tzinfo=UTC))
    with transaction():
        settled = settle_city(read_script())
    return db.session.get_one(Concept, settled.concept_id)


def test_city_settled_in_2028_lives_in_2028(city):
    adopted, draft = city.editions

    assert (adopted.title, adopted.as_of, draft.title) == ("Fassung 2026", date(2026, 6, 19), "Fassung 2029")
    assert db.session.scalar(select(func.max(IndicatorValue.at))) == date(2027, 12, 31)
    assert db.session.scalar(select(func.max(MeasureChange.at))).year == 2027


def test_two_deadlines_are_over_at_any_season(city):
    overdue = select(Measure.title).where(
        Measure.edition_id == city.editions[0].id,
        Measure.due_on < clock.now().date(),
        Measure.state == MeasureState.IN_PROGRESS,
    )

    assert set(db.session.scalars(overdue)) == {"Haus des Ankommens", "Lange Bank"}
