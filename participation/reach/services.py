"""Setting the questions, and counting answers."""

from collections.abc import Mapping

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.kernel.database import db
from participation.kernel.ids import KeyInvalid, check_key
from participation.reach.asked import Asked
from participation.reach.domain import SKIPPED
from participation.reach.errors import AnswerUnknown, FormUnreadable, QuestionsAnswered, QuestionsClosed
from participation.reach.models import AnswerCount, AnswerKey, Question
from participation.reach.queries import asked_in, has_answers, is_counted
from participation.workshop.models import Workshop, WorkshopState
from participation.workshop.services import touch_stage

ASKING = frozenset({WorkshopState.OPEN, WorkshopState.RUNNING})


def set_questions(workshop: Workshop, asked: Asked, actor: StaffUser | None) -> None:
    """Let the workshop ask these questions; raises ``QuestionsAnswered`` and ``QuestionsClosed``."""
    if workshop.is_over:
        raise QuestionsClosed
    if has_answers(workshop.id):
        raise QuestionsAnswered
    workshop.questions = asked.kept()
    prepare_counts(workshop)
    touch_stage(workshop)
    log_move(actor, "set_questions", "workshop", workshop.id, workshop_id=workshop.id)


def prepare_counts(workshop: Workshop) -> None:
    """Give every answer that can be given a row at zero, and take away those of before.

    So rows are only changed later: which answers have a row tells nothing about who answered.
    """
    asked = Asked.read(workshop.questions)
    db.session.execute(delete(AnswerCount).where(AnswerCount.workshop_id == workshop.id))
    rows = [AnswerCount(workshop_id=workshop.id, question=each, answer=answer) for each, answer in asked.counted()]
    db.session.add_all(rows)


def count_answers(workshop: Workshop, given: Mapping[str, str], key: str) -> bool:
    """Count what somebody answered, by the words of the questions; a question left out counts as left out.

    Returns whether it was counted now: the form with the same ``key`` is counted once. Nothing but numbers is stored.

    Raises ``QuestionsClosed``, ``AnswerUnknown``, ``FormUnreadable``.
    """
    asked = asked_in(workshop)
    if not asked.questions or workshop.state not in ASKING:
        raise QuestionsClosed
    answers = {question: given.get(question.value, "").strip() for question in asked.questions}
    for question, answer in answers.items():
        if answer not in {SKIPPED, *asked.answers_to(question)}:
            raise AnswerUnknown
    if not _is_first(workshop.id, _checked(key)):
        return False
    for question, answer in answers.items():
        _add_one(workshop.id, question, answer)
    return True


def forget_keys(workshop_id: int) -> None:
    """Delete the keys of the forms that were counted: nothing is sent again any more."""
    db.session.execute(delete(AnswerKey).where(AnswerKey.workshop_id == workshop_id))


def _checked(key: str) -> str:
    try:
        return check_key(key)
    except KeyInvalid as error:
        raise FormUnreadable from error


def _is_first(workshop_id: int, key: str) -> bool:
    """Note the key; whether no form with it was counted before, also not at this very moment."""
    if is_counted(workshop_id, key):
        return False
    try:
        with db.session.begin_nested():
            db.session.add(AnswerKey(workshop_id=workshop_id, key=key))
    except IntegrityError:
        return False
    return True


def _add_one(workshop_id: int, question: Question, answer: str) -> None:
    """Count one more; a language that ships since the questions were set has no row yet."""
    same = {"workshop_id": workshop_id, "question": question, "answer": answer}
    counting = update(AnswerCount).filter_by(**same).values(number=AnswerCount.number + 1).returning(AnswerCount.answer)
    if db.session.execute(counting, execution_options={"synchronize_session": False}).first() is None:
        db.session.add(AnswerCount(**same, number=1))
