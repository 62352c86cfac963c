"""Who was reached over all workshops of a process, in numbers that each workshop may tell by itself (ADR 26)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select

from participation.kernel.database import db
from participation.process.domain import sum_of_told
from participation.reach.models import Question
from participation.reach.queries import Report, find_report
from participation.workshop.models import Process, Room, Workshop


@dataclass(frozen=True, slots=True)
class CombinedAnswer:
    """An answer, at least how many people gave it over all, in how many workshops that could be told."""

    answer: str
    number: int | None
    workshops: int


@dataclass(frozen=True, slots=True)
class CombinedAnswers:
    """What was answered to a question in all workshops that asked it."""

    question: Question
    told: Sequence[CombinedAnswer]
    asked_in: int


@dataclass(frozen=True, slots=True)
class CombinedReport:
    """The people of a process: devices over all, forms at least, and in how many workshops something was asked."""

    workshops: int
    devices: int
    forms: int | None
    answers: Sequence[CombinedAnswers]


def report_of_process(process: Process) -> CombinedReport | None:
    """Return who was reached over all; ``None`` while no workshop that asked is over."""
    workshops = db.session.scalars(
        select(Workshop)
        .where(Workshop.process_id == process.id, ~exists().where(Room.workshop_id == Workshop.id))
        .order_by(Workshop.id)
    )
    reports = [report for workshop in workshops if (report := find_report(workshop)) is not None]
    return combine(reports) if reports else None


def combine(reports: Sequence[Report]) -> CombinedReport:
    """Return the sums of what several reports tell: computed from them alone, never from the counts behind them."""
    answers = [_combined(question, reports) for question in Question]
    return CombinedReport(
        workshops=len(reports),
        devices=sum(report.devices for report in reports),
        forms=sum_of_told(report.forms for report in reports)[0],
        answers=[each for each in answers if each.asked_in],
    )


def _combined(question: Question, reports: Sequence[Report]) -> CombinedAnswers:
    numbers = [_numbers(question, report) for report in reports]
    asked = [each for each in numbers if each]
    answers = dict.fromkeys(answer for each in asked for answer in each)
    last = sorted(answers, key=lambda answer: answer == "")
    told = [CombinedAnswer(answer, *sum_of_told(each.get(answer) for each in asked)) for answer in last]
    return CombinedAnswers(question, told, len(asked))


def _numbers(question: Question, report: Report) -> Mapping[str, int | None]:
    found = (answers for answers in report.answers if answers.question is question)
    return {told.answer: told.number for answers in found for told in answers.told}
