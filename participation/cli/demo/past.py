"""What happened in the demonstration city before its workshop: an edition adopted and carried out, the next begun."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from participation.cli.demo.city import FOLDER
from participation.cli.demo.years import moved_to_this_year
from participation.concept.editions.adoption import Resolution, adopt_edition
from participation.concept.editions.beginning import begin_edition
from participation.concept.models import Concept, Edition, FieldOfAction, Measure, MeasureState
from participation.i18n.formats import city_zone, local
from participation.kernel import clock
from participation.kernel.database import db
from participation.measures.models import MeasureChange
from participation.monitoring.models import Half, Progress, StatusRequest, StatusRound
from participation.monitoring.secret_links import secret_of
from participation.monitoring.services import Said, begin_round, hand_in_report
from participation.monitoring.services.rounds import LINK
from participation.process.services import ProcessDraft, begin_process, publish_process
from participation.report.services import begin_report, write_recommendation

NOON = time(12)
TO_DECIDE = (MeasureState.DONE, MeasureState.POSTPONED, MeasureState.REJECTED)
"""On measures that came to an end somebody decides before the next edition is adopted."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A measure, by its title, went to a state on a day."""

    measure: str
    on: date
    state: MeasureState
    reason: str


@dataclass(frozen=True, slots=True)
class Past:
    """What ``history.json`` tells. ``reports`` are by title, ``recommendations`` by field of action."""

    resolution: Resolution
    turns: tuple[Turn, ...]
    next_edition: str
    process: Mapping[str, Any]
    days_to_report: int
    contact: str
    reports: Mapping[str, Said]
    period: tuple[date, date]
    recommendations: Mapping[str, str]


def read_past(folder: Path = FOLDER) -> Past:
    """Read ``history.json``, moved to this year."""
    data: dict[str, Any] = json.loads(moved_to_this_year((folder / "history.json").read_text("utf-8")))
    adoption, asked, told = data["adoption"], data["status_round"], data["report"]
    return Past(
        resolution=Resolution(adoption["committee"], date.fromisoformat(adoption["date"]), adoption["paper_number"]),
        turns=tuple(
            Turn(turn["measure"], date.fromisoformat(turn["on"]), MeasureState(turn["state"]), turn.get("reason", ""))
            for turn in data["turns"]
        ),
        next_edition=data["next_edition"],
        process=data["process"],
        days_to_report=asked["days"],
        contact=asked["contact"],
        reports={report["measure"]: _said(report) for report in asked["reports"]},
        period=(date.fromisoformat(told["since"]), date.fromisoformat(told["until"])),
        recommendations=told["recommendations"],
    )


def live_through(edition: Edition, past: Past) -> None:
    """Adopt the edition that was just brought in, let its measures go on, and begin the next one with its process."""
    concept = edition.concept
    adopt_edition(edition, past.resolution, None)
    _carry_out(edition, past.turns)
    draft = begin_edition(concept, None, past.next_edition, TO_DECIDE)
    publish_process(begin_process(ProcessDraft(**past.process, concept=concept, edition=draft), None), None)
    _ask_for_reports(concept, edition, past)
    _write_report(concept, past)


def _carry_out(edition: Edition, turns: Sequence[Turn]) -> None:
    """Take measures along their ways, on the days on which it happened; services only know today."""
    by_title = {measure.title: measure for measure in edition.measures}
    for turn in turns:
        measure = by_title[turn.measure]
        change = MeasureChange(
            measure_id=measure.id,
            version=measure.version + 1,
            at=datetime.combine(turn.on, NOON, city_zone()),
            before={"state": measure.state.value},
            after={"state": turn.state.value},
            reason=turn.reason,
        )
        measure.state, measure.version, measure.changed_at = turn.state, change.version or 0, change.at
        db.session.add(change)
    db.session.flush()


def _ask_for_reports(concept: Concept, edition: Edition, past: Past) -> None:
    """Begin a round about the present half of the year; some leads have reported already."""
    today = local(clock.now()).date()
    until = today + timedelta(days=past.days_to_report)
    round_ = begin_round(concept, Half.of(today), until, past.contact, None)
    for title, request in _requests(round_, edition):
        secret = secret_of(LINK, request.nonce, request.token_hash)
        if secret is not None and title in past.reports:
            hand_in_report(secret, past.reports[title], seen_version=0)


def _requests(round_: StatusRound, edition: Edition) -> Sequence[tuple[str, StatusRequest]]:
    statement = (
        select(Measure.title, StatusRequest)
        .join(StatusRequest, StatusRequest.lineage == Measure.lineage)
        .where(StatusRequest.round_id == round_.id, Measure.edition_id == edition.id)
    )
    return [(title, request) for title, request in db.session.execute(statement)]


def _write_report(concept: Concept, past: Past) -> None:
    report = begin_report(concept, *past.period, None)
    fields = select(FieldOfAction).where(FieldOfAction.concept_id == concept.id).order_by(FieldOfAction.position)
    for field in db.session.scalars(fields):
        if field.name in past.recommendations:
            write_recommendation(report, field.id, past.recommendations[field.name], 0, None)


def _said(report: Mapping[str, str]) -> Said:
    return Said(
        state=MeasureState(report["state"]),
        progress=Progress(report["progress"]),
        happened=report["happened"],
        next_steps=report["next_steps"],
        obstacles=report["obstacles"],
        spent=report["spent"],
    )
