"""A concept with two fields of action whose measures moved, and a member of the office at a desk."""

import re
from datetime import UTC, date, datetime

import pytest

from participation.concept.models import EditionState, Indicator, IndicatorValue, MeasureState
from participation.measures.models import MeasureChange
from participation.report.models import IntegrationReport
from tests.factories import a_concept, a_field, a_goal, a_measure, an_edition, an_office_user, saved, stands_as

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SINCE, UNTIL = date(2025, 12, 31), date(2026, 6, 30)


class Desk:
    """A member of the office who reads English pages and sends their forms."""

    def __init__(self, app, user):
        self.client = app.test_client()
        with self.client.session_transaction() as session:
            session["_user_id"], session["_fresh"], session["language"] = str(user.id), True, "en"

    def get(self, address):
        return self.client.get(address)

    def send(self, address, **values):
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get("/password").text)[1]
        return self.client.post(address, data={"csrf_token": token, **values})


@pytest.fixture
def desk(app, database):
    return Desk(app, an_office_user())


def moved(measure, day, before, after, reason=""):
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    saved(MeasureChange(measure_id=measure.id, at=at, before={"state": before}, after={"state": after}, reason=reason))


class City:
    """Language and work are fields of action; one measure moved within the period, one after it."""

    def __init__(self):
        self.concept = a_concept(language="en", title="Together")
        self.edition = stands_as(an_edition(self.concept), EditionState.ADOPTED)
        self.language, self.work = (a_field(self.concept, name=name) for name in ("Language", "Work"))
        self.top = a_goal(self.edition, number="1", text="All find their way.")
        self.courses = a_goal(parent=self.top, level=1, number="1.1", text="All find a course.", fields=[self.language])
        self.jobs = a_goal(parent=self.top, level=1, number="1.2", text="All find work.", fields=[self.work])
        self.begun = self.measure("Begun", [self.courses], MeasureState.DONE, lead="School", due_on=UNTIL)
        moved(self.begun, date(2026, 2, 1), "adopted", "in_progress", "money is there")
        moved(self.begun, date(2026, 7, 1), "in_progress", "done")
        self.late = self.measure("Late", [self.jobs], MeasureState.ADOPTED, due_on=date(2026, 3, 1))
        self.both = self.measure(
            "Both",
            [self.courses],
            MeasureState.POSTPONED,
            fields=[self.language, self.work],
            due_on=date(2026, 3, 1),
            created_at=datetime(2026, 3, 1, tzinfo=UTC),
        )
        self.measure("Draft", [self.courses], MeasureState.DRAFT)
        self.indicator = saved(Indicator(goal=self.courses, name="Courses", unit="%", baseline="10", target="60"))
        for day, value in ((date(2024, 12, 31), 20), (date(2025, 12, 31), 30), (date(2026, 7, 1), 99)):
            saved(IndicatorValue(indicator_id=self.indicator.id, at=day, value=value))
        self.silent = saved(Indicator(goal=self.jobs, name="Jobs"))
        self.report = saved(IntegrationReport(concept=self.concept, since=SINCE, until=UNTIL))

    def measure(self, title, goals, state, **values):
        return a_measure(self.edition, goals=goals, title=title, state=state, **{"created_at": LONG_AGO} | values)


@pytest.fixture
def city(database):
    return City()
