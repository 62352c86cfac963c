"""A workshop of this database as a bundle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from participation.access.models import Participant
from participation.concept.models import Measure
from participation.contributions.models import BoardMove, Card, Cluster, Inversion, Mark
from participation.export.bundle.agenda import participants_data, steps_data, tables_data, workshop_data
from participation.export.bundle.board import cards_data, clusters_data, inversions_data, marks_data, moves_data
from participation.export.bundle.concept import ConceptRows, concept_data, edition_of, read_rows
from participation.export.bundle.form import FORMAT, VERSION
from participation.export.bundle.identity import Numbers, numbered, said
from participation.export.bundle.measures import measures_data, read_past
from participation.export.bundle.plans import plans_data
from participation.export.bundle.reading import Data
from participation.export.bundle.rooms import rooms_data
from participation.export.bundle.votes import rounds_data
from participation.export.queries import list_measures_from
from participation.kernel.database import db
from participation.measures.queries import list_plans
from participation.prioritisation.models import Ballot, Option, PaperCount, Round
from participation.prioritisation.queries import list_rounds
from participation.workshop.models import Step, Workshop
from participation.workshop.rooms import list_rooms


def export_bundle(workshop: Workshop) -> Data:
    """Return the whole workshop as JSON-ready data, version 6 (docs/bundle.md).

    Nothing in it depends on ids or on the moment of the export, so the same workshop gives the same bundle. Tokens,
    accounts of staff, and the counts of votes that are still open stay here.
    """
    measures = list_measures_from(workshop.id)
    rows = read_rows(edition_of(workshop, measures))
    rooms = list_rooms(workshop.id) if workshop.pace is not None else []
    made = {measure.id for measure in measures}
    own, numbers = _held(workshop, rows, measures)
    held = []
    for room in rooms:
        made_there = list_measures_from(room.workshop_id)
        made |= {measure.id for measure in made_there}
        held.append((room, *_held(room.workshop, rows, made_there)))
    return {
        "format": FORMAT,
        "version": VERSION,
        "process": {"title": workshop.process.title, "created_at": said(workshop.process.created_at)},
        "concept": concept_data(rows, made),
        **own,
        "rooms": rooms_data(workshop, held, numbers),
    }


def _held(workshop: Workshop, rows: ConceptRows | None, measures: Sequence[Measure]) -> tuple[Data, Numbers]:
    """Return what one workshop holds, a room as well as a plenum, and the numbers of its rows."""
    steps = _rows(select(Step).options(selectinload(Step.prompts)).order_by(Step.position), Step, workshop)
    participants = _rows(select(Participant).order_by(Participant.id), Participant, workshop)
    clusters, inversions, cards, moves = _board(workshop)
    plans = list_plans(workshop.id)
    numbers = Numbers(
        steps={step.id: step.position for step in steps},
        tables={table.id: table.position for table in workshop.tables},
        participants=numbered(participant.id for participant in participants),
        clusters=numbered(cluster.id for cluster in clusters),
        inversions=numbered(inversion.id for inversion in inversions),
        cards=numbered(card.id for card in cards),
        plans=numbered(plan.id for plan in plans),
    )
    data = {
        "workshop": workshop_data(workshop, _goals_in_scope(workshop, rows), _fields_in_scope(workshop, rows)),
        "steps": steps_data(steps),
        "tables": tables_data(workshop, {field.id: name for name, field in rows.fields.items()} if rows else {}),
        "participants": participants_data(participants, numbers),
        "clusters": clusters_data(clusters, numbers),
        "marks": marks_data(_rows(select(Mark).order_by(Mark.id), Mark, workshop), numbers),
        "inversions": inversions_data(inversions, numbers),
        "cards": cards_data(cards, numbers),
        "moves": moves_data(moves, numbers),
        "plans": plans_data(plans, numbers),
        "rounds": rounds_data(list_rounds(workshop.id), _ballots(workshop.id), _paper(workshop.id), numbers),
        "measures": measures_data(measures, plans, read_past(measures), rows, numbers),
    }
    return data, numbers


def _rows(statement: Select[Any], table: Any, workshop: Workshop) -> list[Any]:  # noqa: ANN401 - any mapped class
    return list(db.session.scalars(statement.where(table.workshop_id == workshop.id)))


def _board(workshop: Workshop) -> tuple[list[Cluster], list[Inversion], list[Card], list[BoardMove]]:
    clusters = select(Cluster).options(selectinload(Cluster.translations), selectinload(Cluster.placements))
    cards = select(Card).options(selectinload(Card.translations))
    return (
        _rows(clusters.order_by(Cluster.id), Cluster, workshop),
        _rows(select(Inversion).order_by(Inversion.id), Inversion, workshop),
        _rows(cards.order_by(Card.id), Card, workshop),
        _rows(select(BoardMove).order_by(BoardMove.id), BoardMove, workshop),
    )


def _goals_in_scope(workshop: Workshop, rows: ConceptRows | None) -> list[list[int]]:
    scope = {goal.id for goal in workshop.goals}
    return [list(path) for path, goal in rows.goals.items() if goal.id in scope] if rows else []


def _fields_in_scope(workshop: Workshop, rows: ConceptRows | None) -> list[str]:
    scope = {field.id for field in workshop.fields}
    return [name for name, field in rows.fields.items() if field.id in scope] if rows else []


def _ballots(workshop_id: int) -> dict[int, list[Ballot]]:
    statement = select(Ballot).join(Round, Ballot.round_id == Round.id).where(Round.workshop_id == workshop_id)
    found: defaultdict[int, list[Ballot]] = defaultdict(list)
    for ballot in db.session.scalars(statement.options(selectinload(Ballot.dots))):
        found[ballot.round_id].append(ballot)
    return found


def _paper(workshop_id: int) -> dict[int, int]:
    of_workshop = select(Option.id).join(Round, Option.round_id == Round.id).where(Round.workshop_id == workshop_id)
    statement = select(PaperCount.option_id, PaperCount.dots).where(PaperCount.option_id.in_(of_workshop))
    return {row.option_id: row.dots for row in db.session.execute(statement)}
