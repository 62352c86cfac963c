"""Status reports in an integration report: those of its period that the office accepted, each in one report only."""

from datetime import UTC, date, datetime

import pytest

from participation.concept.models import MeasureState
from participation.export.document import List, Table
from participation.export.integration_report.whole import report_document
from participation.monitoring.models import Progress, StatusReport, StatusRequest, StatusRound
from participation.report.queries import content_of
from tests.factories import saved
from tests.report.integration.test_report_document import part_after, rows_of


def noon(year, month, day):
    return datetime(year, month, day, 12, tzinfo=UTC)


@pytest.fixture
def round_of(city):
    """Give the round of a half, begun when it is asked for first."""
    rounds = {}

    def call(year, half):
        if (year, half) not in rounds:
            rounds[year, half] = saved(
                StatusRound(concept_id=city.concept.id, year=year, half=half, deadline=date(2026, 12, 31))
            )
        return rounds[year, half]

    return call


@pytest.fixture
def reported(round_of):
    def call(measure, at, text, half=(2026, 1), *, is_accepted=True):
        name = f"{measure.id}-{text}"
        asked = StatusRequest(round_id=round_of(*half).id, lineage=measure.lineage, nonce=name, token_hash=name)
        saved(
            StatusReport(
                request=saved(asked),
                state=MeasureState.IN_PROGRESS,
                progress=Progress.ON_PLAN,
                happened=text,
                handed_in_at=at,
                accepted_at=at if is_accepted else None,
            )
        )

    return call


def status(city):
    """What is told of each measure, by its title."""
    measures = content_of(city.report).measures
    return {entry.measure.title: [(told.on, told.text) for told in entry.status] for entry in measures if entry.status}


def test_accepted_reports_of_the_period_are_told_the_oldest_first(city, reported):
    reported(city.begun, noon(2025, 12, 31), "The report before tells it.", (2025, 1))
    reported(city.begun, noon(2026, 6, 30), "On the last day.", (2025, 2))
    reported(city.begun, noon(2026, 2, 1), "Of a later half, and handed in earlier.", (2026, 1))
    reported(city.begun, noon(2026, 7, 1), "Too late.", (2026, 2))
    reported(city.late, noon(2026, 2, 1), "Nobody has accepted it.", is_accepted=False)
    assert status(city) == {
        "Begun": [
            (date(2026, 2, 1), "Of a later half, and handed in earlier."),
            (date(2026, 6, 30), "On the last day."),
        ]
    }


def test_day_of_a_report_is_that_of_the_city(city, reported):
    reported(city.begun, datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "After midnight.")
    reported(city.late, datetime(2026, 6, 30, 22, 30, tzinfo=UTC), "After the last day.")
    assert status(city) == {"Begun": [(date(2026, 1, 1), "After midnight.")]}


def test_document_tells_reports_below_their_measure_and_names_measures_without(city, reported):
    reported(city.begun, noon(2026, 2, 1), "The course runs.")
    blocks = report_document(content_of(city.report)).blocks
    measures = [row[1] for table in blocks if isinstance(table, Table) for row in rows_of(table) if len(row) == 5]
    missing = part_after(blocks, "What is missing")
    assert isinstance(missing, List)
    named = [item.text for item in missing.items if "status report" in item.text]
    assert "Begun\n1 Feb 2026: The course runs." in measures
    assert named == ["1 measure that is to be done has no status report of this period."]


def test_report_costs_the_same_for_one_measure_with_status_reports_and_for_many(city, reported, statements):
    counts = []
    for more in (1, 3):
        for _ in range(more):
            measure = city.measure("More", [city.jobs], MeasureState.IN_PROGRESS)
            for year in (2025, 2026):
                reported(measure, noon(2026, 2, 1), f"Of {year}", (year, 1))
        city.concept.title  # noqa: B018 - loaded again before the count begins
        statements.clear()
        told = sum(len(entry.status) for entry in content_of(city.report).measures)
        counts.append((told, len(statements)))
    assert [told for told, _ in counts] == [2, 8]
    assert counts[0][1] == counts[1][1]
