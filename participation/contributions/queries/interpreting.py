"""Reads of the interpreter's desk: what waits for a translation, what is in whose hand, what was unclear."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from participation.access.models import StaffUser
from participation.contributions.models import (
    Card,
    CardState,
    CardTranslation,
    Cluster,
    ClusterTranslation,
    TranslationTask,
)
from participation.contributions.queries.cards import drawn_cards
from participation.contributions.urgency import Waiting, urgency
from participation.i18n.wording import is_readable
from participation.kernel import clock
from participation.kernel.database import db
from participation.workshop.models import Phase, PromptDraft, Workshop
from participation.workshop.queries import prompts_lacking
from participation.workshop.screen import Screen, Shown

CARD, TITLE, PROMPT = "card", "title", "prompt"


class Subject(NamedTuple):
    """What is translated: ``kind`` is ``card``, ``title`` (of a cluster) or ``prompt``."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """A text that waits for an interpreter into one language, with the machine's draft where there is one."""

    subject: Subject
    text: str
    language: str
    phase: Phase
    at: datetime
    draft: str
    task: TranslationTask | None
    is_large: bool
    table_id: int | None = None

    @property
    def holder(self) -> StaffUser | None:
        """Who has it in hand now."""
        held = self.task is not None and self.task.held_until is not None and self.task.held_until > clock.now()
        return self.task.holder if held and self.task else None

    @property
    def doubt(self) -> str:
        """What an interpreter has asked about it."""
        return self.task.doubt if self.task else ""


def list_desk(
    workshop: Workshop, language: str, *, written_in: str | None = None, table_id: int | None = None
) -> list[DeskEntry]:
    """Return what nobody can read in ``language`` yet, or only from a machine; the most urgent first.

    Only texts that everybody may see. ``written_in`` leaves those of one language, ``table_id`` the cards of one
    table. Takes a fixed number of statements.
    """
    tasks = _tasks(workshop.id, language)
    screen = Screen.read(workshop.screen)
    entries = [*_cards(workshop.id, language, tasks, screen)]
    if table_id is None:
        entries += _titles(workshop.id, language, tasks, screen)
        entries += _prompts(workshop, language, tasks)
    current = workshop.current_step.phase if workshop.current_step else None
    wanted = [
        entry
        for entry in entries
        if written_in in {None, entry.language} and (table_id is None or entry.table_id == table_id)
    ]
    return sorted(wanted, key=lambda entry: urgency(_waiting(entry, current)))


def count_desk(entries: Iterable[DeskEntry]) -> dict[str, int]:
    """Return how many texts wait by the language in which they were written."""
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.language] = counts.get(entry.language, 0) + 1
    return counts


def list_doubts(workshop_id: int) -> list[TranslationTask]:
    """Return what interpreters ask the moderator, the longest waiting first."""
    statement = (
        select(TranslationTask)
        .where(TranslationTask.workshop_id == workshop_id, TranslationTask.doubt != "")
        .options(
            joinedload(TranslationTask.card).selectinload(Card.translations),
            joinedload(TranslationTask.cluster).selectinload(Cluster.translations),
            joinedload(TranslationTask.prompt),
            joinedload(TranslationTask.doubted_by),
        )
        .order_by(TranslationTask.doubted_at)
    )
    return list(db.session.scalars(statement))


def count_doubts(workshop_id: int) -> int:
    """Return how many questions of interpreters wait."""
    statement = select(func.count(TranslationTask.id)).where(
        TranslationTask.workshop_id == workshop_id, TranslationTask.doubt != ""
    )
    return db.session.scalar(statement) or 0


def _tasks(workshop_id: int, language: str) -> dict[Subject, TranslationTask]:
    statement = (
        select(TranslationTask)
        .where(TranslationTask.workshop_id == workshop_id, TranslationTask.language == language)
        .options(joinedload(TranslationTask.holder))
    )
    return {subject_of(task): task for task in db.session.scalars(statement)}


def subject_of(task: TranslationTask) -> Subject:
    """Return what a task is about."""
    if task.prompt_id is not None:
        return Subject(PROMPT, task.prompt_id)
    return Subject(CARD, task.card_id) if task.card_id is not None else Subject(TITLE, task.cluster_id or 0)


def _cards(
    workshop_id: int, language: str, tasks: dict[Subject, TranslationTask], screen: Screen
) -> Iterator[DeskEntry]:
    statement = drawn_cards(workshop_id).where(Card.state == CardState.VISIBLE, Card.language != language)
    for card in db.session.scalars(statement):
        if not is_readable(card.language, card.translations, language):
            subject = Subject(CARD, card.id)
            yield DeskEntry(
                subject,
                card.text,
                card.language,
                card.step.phase,
                card.created_at,
                _draft(card.translations, language),
                tasks.get(subject),
                is_large=(screen.shown, screen.subject) == (Shown.CARD, card.id),
                table_id=card.table_id,
            )


def _titles(
    workshop_id: int, language: str, tasks: dict[Subject, TranslationTask], screen: Screen
) -> Iterator[DeskEntry]:
    statement = (
        select(Cluster)
        .where(
            Cluster.workshop_id == workshop_id,
            Cluster.title != "",
            Cluster.language != language,
            Cluster.merged_into_id.is_(None),
            Cluster.dissolved.is_(other=False),
        )
        .options(selectinload(Cluster.translations))
    )
    for cluster in db.session.scalars(statement):
        if not is_readable(cluster.language, cluster.translations, language):
            subject = Subject(TITLE, cluster.id)
            yield DeskEntry(
                subject,
                cluster.title,
                cluster.language,
                cluster.phase,
                cluster.created_at,
                _draft(cluster.translations, language),
                tasks.get(subject),
                is_large=(screen.shown, screen.subject) == (Shown.CLUSTER, cluster.id),
            )


def _prompts(workshop: Workshop, language: str, tasks: dict[Subject, TranslationTask]) -> Iterator[DeskEntry]:
    for prompt in prompts_lacking(workshop, language):
        subject = Subject(PROMPT, prompt.id)
        yield DeskEntry(
            subject,
            prompt.text,
            prompt.language,
            prompt.step.phase,
            workshop.created_at,
            _draft(prompt.drafts, language),
            tasks.get(subject),
            is_large=prompt.step_id == workshop.current_step_id,
        )


def _draft(translations: Iterable[CardTranslation | ClusterTranslation | PromptDraft], language: str) -> str:
    """Return what a machine proposes; nothing that somebody answers for comes here."""
    return next((known.text for known in translations if known.language == language), "")


def _waiting(entry: DeskEntry, current: Phase | None) -> Waiting:
    return Waiting(
        entry.at,
        is_large=entry.is_large,
        is_title=entry.subject.kind != CARD,
        is_current=entry.phase is current,
        is_unclear=bool(entry.doubt),
    )
