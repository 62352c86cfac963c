"""Reads of processes, workshops and agendas."""

from collections.abc import Sequence

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from participation.access.models import StaffUser
from participation.i18n.languages import LANGUAGES, reads
from participation.kernel.database import LARGEST_NUMBER, db
from participation.kernel.ids import CODE_ALPHABET, CODE_LENGTH
from participation.workshop.domain import next_position, previous_position
from participation.workshop.errors import StepUnknown, WorkshopUnknown
from participation.workshop.models import (
    Phase,
    Process,
    Room,
    Step,
    StepKind,
    StepPrompt,
    StepState,
    Workshop,
    workshop_interpreter,
    workshop_moderator,
)

_BY_CODE = select(Workshop).where(Workshop.code == bindparam("code")).options(joinedload(Workshop.current_step))
_TO_SHOW = _BY_CODE.options(joinedload(Workshop.current_step).joinedload(Step.prompts))
"""Written once: every request of the hall begins with it, and building it anew took longer than asking it."""


def normalise_code(code: str) -> str:
    """Return a join code as it is stored, however it was typed: any case, with spaces or hyphens."""
    return "".join(character for character in code.upper() if character.isalnum())


def looks_like_code(code: str) -> bool:
    """Whether ``code`` could be a join code at all."""
    return len(code) == CODE_LENGTH and all(character in CODE_ALPHABET for character in code.upper())


def find_workshop(code: str) -> Workshop | None:
    """Return the workshop with this join code, in any case, with its current step."""
    return db.session.scalar(_BY_CODE, {"code": normalise_code(code)})


def get_workshop(code: str) -> Workshop:
    """Return the workshop with this join code; raises ``WorkshopUnknown``."""
    workshop = find_workshop(code)
    if workshop is None:
        raise WorkshopUnknown(code)
    return workshop


def get_workshop_by_id(workshop_id: int) -> Workshop:
    """Return the workshop with this id, as another row names it."""
    return db.session.get_one(Workshop, workshop_id)


def get_workshop_to_show(code: str) -> Workshop:
    """Return the workshop with its current step and that step's prompts, in one statement.

    Raises ``WorkshopUnknown``.
    """
    found = db.session.scalars(_TO_SHOW, {"code": normalise_code(code)}).unique().one_or_none()
    if found is None:
        raise WorkshopUnknown(code)
    return found


def list_workshops() -> list[Workshop]:
    """Return all workshops, newest first, with their processes; rooms are beneath their plenum."""
    statement = (
        select(Workshop)
        .where(~exists().where(Room.workshop_id == Workshop.id))
        .options(selectinload(Workshop.process), _with_rooms())
        .order_by(Workshop.id.desc())
    )
    return list(db.session.scalars(statement))


def find_newest_workshop() -> Workshop | None:
    """Return the workshop that was prepared last, or the room of one; ``None`` before the first."""
    return db.session.scalar(select(Workshop).order_by(Workshop.id.desc()).limit(1))


def list_workshops_of(moderator: StaffUser) -> list[Workshop]:
    """Return the workshops that this user leads, newest first; rooms beneath a plenum that they lead too."""
    statement = (
        select(Workshop)
        .join(workshop_moderator)
        .where(workshop_moderator.c.user_id == moderator.id)
        .options(_with_rooms())
        .order_by(Workshop.id.desc())
    )
    found = list(db.session.scalars(statement))
    led = {workshop.id for workshop in found}
    return [workshop for workshop in found if workshop.room is None or workshop.room.plenum_id not in led]


def _with_rooms() -> ORMOption:
    return selectinload(Workshop.rooms).joinedload(Room.workshop)


def moderates(user_id: int, code: str) -> bool:
    """Whether the user is named as a moderator of the workshop with this code, or of the plenum if it is a room."""
    led = select(workshop_moderator.c.workshop_id).where(workshop_moderator.c.user_id == user_id)
    statement = (
        select(Workshop.id)
        .outerjoin(Room, Room.workshop_id == Workshop.id)
        .where(Workshop.code == normalise_code(code), Workshop.id.in_(led) | Room.plenum_id.in_(led))
    )
    return db.session.scalar(statement) is not None


def interprets(user_id: int, code: str) -> bool:
    """Whether the user is named as an interpreter of the workshop with this code, or of the plenum if it is a room."""
    named = select(workshop_interpreter.c.workshop_id).where(workshop_interpreter.c.user_id == user_id)
    statement = (
        select(Workshop.id)
        .outerjoin(Room, Room.workshop_id == Workshop.id)
        .where(Workshop.code == normalise_code(code), Workshop.id.in_(named) | Room.plenum_id.in_(named))
    )
    return db.session.scalar(statement) is not None


def list_workshops_interpreted_by(interpreter: StaffUser) -> list[Workshop]:
    """Return the workshops in which this user interprets, newest first."""
    statement = select(Workshop).join(workshop_interpreter).where(workshop_interpreter.c.user_id == interpreter.id)
    return list(db.session.scalars(statement.options(_with_rooms()).order_by(Workshop.id.desc())))


def get_step(workshop: Workshop, position: int) -> Step:
    """Return the step at ``position`` (from 0); raises ``StepUnknown``."""
    for step in workshop.steps:
        if step.position == position:
            return step
    raise StepUnknown


def get_step_by_id(workshop: Workshop, step_id: int) -> Step:
    """Return the step of the agenda with this id, wherever it stands now; raises ``StepUnknown``."""
    for step in workshop.steps:
        if step.id == step_id:
            return step
    raise StepUnknown


def following_step(steps: Sequence[Step], current: Step | None) -> Step | None:
    """Return the step that comes after ``current`` (``None``: the first to come), past those that are skipped.

    ``None`` is the end of the agenda.
    """
    position = next_position(current.position if current else None, [step.state for step in steps])
    return None if position is None else steps[position]


def preceding_position(workshop: Workshop) -> int:
    """Return the position of the step before the current one, past those that were skipped; at least the first."""
    current = workshop.current_step
    return previous_position(current.position if current else None, [step.state for step in workshop.steps])


def steps_of(workshop: Workshop, *, kind: StepKind | None = None, phase: Phase | None = None) -> list[Step]:
    """Return the steps of the agenda of this kind and phase, in order."""
    return [
        step
        for step in workshop.steps
        if (kind is None or step.kind is kind) and (phase is None or step.phase is phase)
    ]


def phase_of_wishes(workshop: Workshop) -> Phase:
    """Return the phase whose topics become plans: fantasy, or the critique where nobody is asked to dream.

    An expert forum and a stand go from what is missing straight to what can be done.
    """
    dreams = steps_of(workshop, kind=StepKind.CLUSTER, phase=Phase.FANTASY)
    sorts = steps_of(workshop, kind=StepKind.CLUSTER, phase=Phase.CRITIQUE)
    return Phase.CRITIQUE if sorts and not dreams else Phase.FANTASY


def list_processes() -> list[Process]:
    """Return all processes, newest first, with their concepts and workshops."""
    rooms = selectinload(Process.workshops).selectinload(Workshop.rooms).joinedload(Room.workshop)
    statement = select(Process).options(rooms, joinedload(Process.concept)).order_by(Process.id.desc())
    return list(db.session.scalars(statement))


def find_process(process_id: int) -> Process | None:
    """Return the process with this id."""
    return db.session.get(Process, process_id) if 0 < process_id <= LARGEST_NUMBER else None


def first_process_of(concept_id: int | None) -> Process | None:
    """Return the oldest process of a concept (``None``: of no concept)."""
    return db.session.scalar(select(Process).where(Process.concept_id == concept_id).order_by(Process.id))


def prompts_lacking(workshop: Workshop, language: str) -> list[StepPrompt]:
    """Return the prompts that are still to be read and that nobody has worded for readers of ``language``.

    They are those in the workshop's first language, in the order of the agenda.
    """
    readable = [tag for tag in LANGUAGES if reads(language, tag)]
    other = aliased(StepPrompt)
    statement = (
        select(StepPrompt)
        .join(StepPrompt.step)
        .where(
            Step.workshop_id == workshop.id,
            Step.state != StepState.DONE,
            StepPrompt.language == workshop.language,
            ~exists().where(other.step_id == Step.id, other.language.in_(readable), other.text != ""),
        )
        .options(contains_eager(StepPrompt.step), selectinload(StepPrompt.drafts))
        .order_by(Step.position)
    )
    return list(db.session.scalars(statement)) if not workshop.is_over else []


def prompts_by_language(step: Step, languages: Sequence[str]) -> list[tuple[str, str]]:
    """Return the prompts of a step as (language, text), in the order of ``languages``, without empty ones."""
    texts = {prompt.language: prompt.text for prompt in step.prompts}
    return [(language, texts[language]) for language in languages if texts.get(language)]
