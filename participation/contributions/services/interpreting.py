"""What interpreters do: take a text in hand, approve its translation, say what is unclear, let go of it.

Several interpreters work at once. A text is in one hand only, and only for a while: who goes away blocks nobody.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.contributions.domain import clean_text
from participation.contributions.errors import (
    CardUnknown,
    ClusterUnknown,
    LanguageUnknown,
    ReasonMissing,
    TaskDone,
    TaskTaken,
)
from participation.contributions.models import Card, CardState, Cluster, TranslationState, TranslationTask
from participation.contributions.queries import get_card, get_cluster
from participation.contributions.queries.interpreting import CARD, PROMPT, TITLE, Subject
from participation.contributions.services.translations import translate_card, translate_cluster
from participation.i18n.languages import LANGUAGES
from participation.i18n.wording import is_readable
from participation.kernel import clock
from participation.kernel.database import Base, db
from participation.workshop.models import StepKind, StepPrompt, Workshop
from participation.workshop.queries import prompts_lacking
from participation.workshop.services import hold_workshop, touch_board, touch_stage, write_prompt

HELD = timedelta(minutes=4)
"""How long a text stays in somebody's hand without a sign of them; each key on the desk prolongs it."""
DOUBT_LIMIT = 300
_READ_BY_ALL = frozenset({StepKind.CLUSTER, StepKind.VOTE, StepKind.INVERT, StepKind.PLAN, StepKind.CLOSING})
"""Steps in which phones show what other people wrote, or its titles."""

_task = Base.metadata.tables[TranslationTask.__tablename__]
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def take_task(workshop: Workshop, actor: StaffUser, subject: Subject, language: str) -> None:
    """Take a text in hand, or keep it for longer. Two who take it in the same moment: one gets it.

    Raises ``TaskTaken``, ``TaskDone`` and ``LanguageUnknown``.
    """
    _check_open(workshop, subject, language)
    now = clock.now()
    values = {
        "workshop_id": workshop.id,
        _column(subject): subject.id,
        "language": language,
        "holder_id": actor.id,
        "held_until": now + HELD,
        "doubt": "",
    }
    free = or_(_task.c.holder_id.is_(None), _task.c.holder_id == actor.id, _task.c.held_until < now)
    connection = db.session.connection()
    statement = _INSERT[connection.dialect.name](_task).values(values)
    kept = {"holder_id": actor.id, "held_until": now + HELD}
    taken = statement.on_conflict_do_update(
        index_elements=[_column(subject), "language"], set_=kept, where=free
    ).returning(_task.c.id)
    if connection.execute(taken).scalar() is None:
        raise TaskTaken(_holder_name(subject, language))
    db.session.expire_all()


def release_task(actor: StaffUser, subject: Subject, language: str) -> None:
    """Let go of a text, so that somebody else may take it; one that is not in this hand stays as it is."""
    task = _find_task(subject, language)
    if task is not None and task.holder_id == actor.id:
        task.holder_id = task.held_until = None


def approve_translation(workshop: Workshop, actor: StaffUser, subject: Subject, language: str, text: str) -> None:
    """Put a translation that somebody answers for beside the original; it is shown on the screen and on phones.

    Raises ``TaskTaken``, ``TaskDone``, ``LanguageUnknown``, and what ``translate_card`` and ``translate_cluster``
    raise. A prompt that is translated is a wording of its own, as if the office had written it.
    """
    row = _check_open(workshop, subject, language)
    _check_hand(actor, subject, language)
    if isinstance(row, StepPrompt):
        write_prompt(row.step, language, clean_text(text), actor)
    elif isinstance(row, Card):
        translate_card(row, language, text, TranslationState.APPROVED, actor)
    else:
        translate_cluster(row, language, text, TranslationState.APPROVED, actor)
    db.session.execute(delete(TranslationTask).where(*_is_about(subject, language)))
    show_to_readers(workshop)


def flag_unclear(workshop: Workshop, actor: StaffUser, subject: Subject, language: str, doubt: str) -> None:
    """Ask the moderator about a text that cannot be translated as it stands, and let go of it.

    Raises ``TaskTaken``, ``TaskDone``, ``LanguageUnknown``, ``ReasonMissing``.
    """
    doubt = doubt.strip()[:DOUBT_LIMIT]
    if not doubt:
        raise ReasonMissing
    hold_workshop(workshop.id)
    take_task(workshop, actor, subject, language)
    task = _find_task(subject, language)
    if task is None:
        raise TaskDone
    task.doubt, task.doubted_by_id, task.doubted_at = doubt, actor.id, clock.now()
    task.holder_id = task.held_until = None
    touch_board(workshop)
    log_move(actor, "flag_unclear", subject.kind, subject.id, workshop_id=workshop.id, reason=doubt, language=language)


def settle_doubt(workshop: Workshop, actor: StaffUser, task_id: int) -> None:
    """Say that a question is answered: the text goes back into the queue. Settling twice changes nothing."""
    hold_workshop(workshop.id)
    task = db.session.scalar(select(TranslationTask).filter_by(id=task_id, workshop_id=workshop.id))
    if task is None or not task.doubt:
        return
    task.doubt, task.doubted_by_id, task.doubted_at = "", None, None
    touch_board(workshop)
    log_move(actor, "settle_doubt", "translation_task", task.id, workshop_id=workshop.id)


def show_to_readers(workshop: Workshop) -> None:
    """Let phones look again while they show what other people wrote; screens hear of the board anyway."""
    if workshop.current_step is not None and workshop.current_step.kind in _READ_BY_ALL:
        touch_stage(workshop)


def _check_open(workshop: Workshop, subject: Subject, language: str) -> Card | Cluster | StepPrompt:
    """Return what is to be translated, as long as everybody may see it and nobody has translated it."""
    if language not in LANGUAGES:
        raise LanguageUnknown
    if subject.kind == PROMPT:
        prompt = next((prompt for prompt in prompts_lacking(workshop, language) if prompt.id == subject.id), None)
        if prompt is None:
            raise TaskDone
        return prompt
    try:
        row: Card | Cluster = (get_card if subject.kind == CARD else get_cluster)(workshop.id, subject.id)
    except (CardUnknown, ClusterUnknown) as error:
        raise TaskDone from error
    hidden = isinstance(row, Card) and row.state is not CardState.VISIBLE
    if hidden or is_readable(row.language, row.translations, language):
        raise TaskDone
    return row


def _check_hand(actor: StaffUser, subject: Subject, language: str) -> None:
    """Raise ``TaskTaken`` when somebody else has the text in hand; one that nobody holds any more may be finished."""
    task = _find_task(subject, language)
    if task is None or task.holder_id in {None, actor.id} or task.held_until is None:
        return
    if task.held_until >= clock.now():
        raise TaskTaken(task.holder.name if task.holder else "")


def _find_task(subject: Subject, language: str) -> TranslationTask | None:
    return db.session.scalar(select(TranslationTask).where(*_is_about(subject, language)))


def _holder_name(subject: Subject, language: str) -> str:
    task = _find_task(subject, language)
    return task.holder.name if task and task.holder else ""


def _column(subject: Subject) -> str:
    return {CARD: "card_id", TITLE: "cluster_id", PROMPT: "prompt_id"}[subject.kind]


def _is_about(subject: Subject, language: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return getattr(TranslationTask, _column(subject)) == subject.id, TranslationTask.language == language
