"""Reads of the answers: only what may be told, and only when nothing changes any more."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from participation.access.queries import count_participants
from participation.kernel.database import db
from participation.reach.asked import Asked
from participation.reach.domain import LEAST, SKIPPED, shown_counts
from participation.reach.models import AnswerCount, AnswerKey, Question
from participation.workshop.models import Workshop


@dataclass(frozen=True, slots=True)
class Told:
    """An answer and how many people gave it; ``None`` when that is held back."""

    answer: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered to a question, in the order of the answers; those who left it out come last."""

    question: Question
    told: Sequence[Told]

    @property
    def is_told(self) -> bool:
        """Whether any number may be told."""
        return any(each.number is not None for each in self.told)


@dataclass(frozen=True, slots=True)
class Report:
    """The participants in numbers: devices that joined, forms that were sent (``None``: fewer than five), answers."""

    devices: int
    forms: int | None
    answers: Sequence[Answers]


def asked_in(workshop: Workshop) -> Asked:
    """Return which questions the workshop asks; a room asks what its plenum asks."""
    return Asked.read(workshop.room.plenum.questions if workshop.room else workshop.questions)


def has_answers(workshop_id: int) -> bool:
    """Whether somebody has sent the form."""
    some = select(AnswerCount.number).where(AnswerCount.workshop_id == workshop_id, AnswerCount.number > 0).limit(1)
    return db.session.scalar(some) is not None


def is_counted(workshop_id: int, key: str) -> bool:
    """Whether the form with this key was counted."""
    return db.session.get(AnswerKey, (workshop_id, key)) is not None


def find_report(workshop: Workshop) -> Report | None:
    """Return the participants in numbers; ``None`` while the workshop goes on, or when nothing was asked.

    While people still answer nothing is told: two looks, one before and one after somebody sent the form, would tell
    what they answered.
    """
    asked = asked_in(workshop)
    if not workshop.is_over or not asked.questions:
        return None
    statement = select(AnswerCount).where(AnswerCount.workshop_id == workshop.id)
    counted = {(row.question, row.answer): row.number for row in db.session.scalars(statement)}
    first = asked.questions[0]
    forms = sum(counted.get((first, answer), 0) for answer in (*asked.answers_to(first), SKIPPED))
    told = tuple(_told(question, asked, counted) for question in asked.questions) if forms >= LEAST else ()
    return Report(count_participants(workshop.id), forms if forms >= LEAST else None, told)


def _told(question: Question, asked: Asked, counted: dict[tuple[Question, str], int]) -> Answers:
    answers = (*asked.answers_to(question), SKIPPED)
    numbers = shown_counts([counted.get((question, answer), 0) for answer in answers])
    return Answers(question, tuple(map(Told, answers, numbers)))
