"""The measures that a workshop has made, in a bundle: what they say, where they stand, from which plans they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update

from participation.access.models import StaffUser
from participation.concept.editions.beginning import begin_edition
from participation.concept.models import (
    KEYED,
    MEASURE_DAYS,
    MEASURE_TEXTS,
    EditionState,
    Goal,
    Measure,
    MeasureState,
    measure_goal,
)
from participation.export.bundle.concept import ConceptRows, Path, read_rows
from participation.export.bundle.identity import Numbers, Stored, heard, said
from participation.export.bundle.reading import Data
from participation.export.bundle.reviews import Rounds, list_decided, rounds_of_reviews_data, stored_rounds
from participation.export.bundle.status_reports import status_reports_data, store_status_reports
from participation.kernel.database import db
from participation.measures.models import MeasureChange, Plan
from participation.measures.queries import list_measures
from participation.monitoring.models import StatusReport
from participation.monitoring.queries import list_reports


@dataclass(frozen=True, slots=True)
class Past:
    """What happened to measures: the lines of their histories and the decisions on their reviews by their ids.

    ``reports`` are their status reports by lineage, newest first.
    """

    history: Mapping[int, Sequence[MeasureChange]]
    reviews: Rounds
    reports: Mapping[str, Sequence[StatusReport]]

    def data_of(self, measure: Measure) -> Data:
        """Return what happened to a measure."""
        return {
            "history": [
                {"at": said(change.at), "before": change.before, "after": change.after, "reason": change.reason}
                for change in self.history.get(measure.id, ())
            ],
            "reviews": rounds_of_reviews_data(self.reviews.get(measure.id, ())),
            "status_reports": status_reports_data(reversed(self.reports.get(measure.lineage, ()))),
        }


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A measure on its way under a goal: its place among the measures there, and the number printed at it."""

    place: int
    measure: Measure
    number: str | None


def measures_data(
    measures: Iterable[Measure],
    plans: Iterable[Plan],
    past: Past,
    rows: ConceptRows | None,
    numbers: Numbers,
) -> list[Data]:
    """Return the measures with the goals under which they stand, by path, and their place there.

    A measure of another edition than the bundled one stands under no goal here.
    """
    made_from: dict[int, list[int]] = {}
    for plan in plans:
        for measure in plan.measures:
            made_from.setdefault(measure.id, []).append(numbers.plans[plan.id])
    places = _places(rows)
    return [
        {**_measure_data(measure, made_from[measure.id], places.get(measure.id, []), rows), **past.data_of(measure)}
        for measure in measures
    ]


def read_past(measures: Sequence[Measure]) -> Past:
    """Return what happened to these measures, in as many statements for one as for many."""
    ids = [measure.id for measure in measures]
    found: defaultdict[int, list[MeasureChange]] = defaultdict(list)
    for change in db.session.scalars(
        select(MeasureChange).where(MeasureChange.measure_id.in_(ids)).order_by(MeasureChange.id)
    ):
        found[change.measure_id].append(change)
    return Past(found, list_decided(measures), list_reports([measure.lineage for measure in measures]))


def open_for(data: Sequence[Data], rows: ConceptRows | None, actor: StaffUser | None) -> ConceptRows | None:
    """Return the rows that these measures may be written into.

    What a committee has adopted is not written into (ADR 24): a measure that is not there yet begins the next edition.
    """
    if rows is None or rows.new or rows.edition.state is EditionState.DRAFT:
        return rows
    present = list_measures(rows.edition.id)
    if all(_find_same(entry, rows, present) is not None for entry in data):
        return rows
    return read_rows(begin_edition(rows.edition.concept, actor))


def store_measures(data: Sequence[Data], rows: ConceptRows | None, stored: Stored) -> None:
    """Store the measures and hang them on plans and goals.

    In a concept that was here already, a measure that stands there in the same words is taken for the same.
    """
    if rows is None:
        return
    present = [] if rows.new else list_measures(rows.edition.id)
    arrivals: dict[Path, list[_Arrival]] = {}
    for entry in data:
        measure = _find_same(entry, rows, present)
        if measure is None:
            measure = _store(entry, rows)
            for place in entry["goals"]:
                arrival = _Arrival(place["place"], measure, place["number"])
                arrivals.setdefault(tuple(place["goal"]), []).append(arrival)
        for number in entry["plans"]:
            stored.plans[number].measures.append(measure)
    db.session.flush()
    for path, of_goal in arrivals.items():
        node = rows.nodes[path]
        _place(node.goal, of_goal, [placed.measure.id for placed in node.measures] if rows.new else None)
    db.session.expire_all()


def _places(rows: ConceptRows | None) -> dict[int, list[Data]]:
    found: dict[int, list[Data]] = {}
    for path, node in rows.nodes.items() if rows else ():
        for place, standing in enumerate(node.measures):
            found.setdefault(standing.measure.id, []).append(
                {"goal": list(path), "place": place, "number": standing.number}
            )
    return found


def _measure_data(
    measure: Measure,
    plans: Sequence[int],
    places: Sequence[Data],
    rows: ConceptRows | None,
) -> Data:
    known = rows.fields if rows else {}
    return {
        "plans": list(plans),
        "goals": list(places),
        "fields": [field.name for field in measure.fields if field.name in known],
        "state": measure.state.value,
        **_words(measure),
        "origin": {
            "workshop": measure.origin_workshop,
            "rank": measure.origin_rank,
            "points": measure.origin_points,
        },
        "version": measure.version,
        "created_at": said(measure.created_at),
        "changed_at": said(measure.changed_at),
    }


def _words(measure: Measure) -> Data:
    days = ((name, getattr(measure, name)) for name in MEASURE_DAYS)
    return {
        **{name: getattr(measure, name) for name in (*MEASURE_TEXTS, *KEYED)},
        **{name: day.isoformat() if day else None for name, day in days},
    }


def _find_same(entry: Data, rows: ConceptRows, present: Iterable[Measure]) -> Measure | None:
    goals = {rows.nodes[tuple(place["goal"])].goal.id for place in entry["goals"]}
    for measure in present:
        says_the_same = all(entry[name] == value for name, value in _words(measure).items())
        if says_the_same and goals == {goal.id for goal in measure.goals}:
            return measure
    return None


def _store(entry: Data, rows: ConceptRows) -> Measure:
    origin = entry["origin"]
    values: dict[str, Any] = {name: entry[name] for name in (*MEASURE_TEXTS, *KEYED)}
    values |= {name: date.fromisoformat(entry[name]) if entry[name] else None for name in MEASURE_DAYS}
    measure = Measure(
        edition=rows.edition,
        position=len(rows.edition.measures),
        state=MeasureState(entry["state"]),
        **values,
        fields=[rows.fields[name] for name in entry["fields"]],
        origin_workshop=origin["workshop"],
        origin_rank=origin["rank"],
        origin_points=origin["points"],
        version=entry["version"],
        created_at=heard(entry["created_at"]),
        changed_at=heard(entry["changed_at"]),
    )
    db.session.add(measure)
    db.session.flush()
    db.session.add_all([_change(measure, line) for line in entry["history"]])
    db.session.add_all(stored_rounds(entry["reviews"], measure))
    store_status_reports(entry["status_reports"], measure)
    return measure


def _change(measure: Measure, line: Data) -> MeasureChange:
    return MeasureChange(
        measure_id=measure.id, at=heard(line["at"]), before=line["before"], after=line["after"], reason=line["reason"]
    )


def _place(goal: Goal, arrivals: Sequence[_Arrival], others: Sequence[int] | None) -> None:
    """Hang measures on a goal: between `others` (ids) where they stood, or behind everything for `None`."""
    order = list(others or ())
    for arrival in sorted(arrivals, key=lambda arrival: arrival.place):
        order.insert(arrival.place, arrival.measure.id)
    positions = {measure_id: position for position, measure_id in enumerate(order)} if others is not None else {}
    hung = [
        {
            "measure_id": arrival.measure.id,
            "goal_id": goal.id,
            "position": positions.get(arrival.measure.id),
            "number": arrival.number,
        }
        for arrival in arrivals
    ]
    db.session.execute(insert(measure_goal), hung)
    for measure_id in others or ():
        of_other = (measure_goal.c.measure_id == measure_id, measure_goal.c.goal_id == goal.id)
        db.session.execute(update(measure_goal).where(*of_other).values(position=positions[measure_id]))
