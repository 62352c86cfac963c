"""The table's canvas: create a plan, give it to a table, fill its fields, check it."""

from collections.abc import Collection

from sqlalchemy import func, select

from participation.access.models import Participant, StaffUser
from participation.access.services import log_move
from participation.contributions.errors import LanguageUnknown
from participation.contributions.models import Cluster
from participation.i18n.languages import LANGUAGES
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.events import emit
from participation.measures.domain import (
    FIELD_LIMIT,
    TITLE_LIMIT,
    check_field_name,
    check_plan_text,
    check_rating,
    clean_text,
)
from participation.measures.errors import (
    PlanFieldChanged,
    PlanUnknown,
    PlanUntitled,
    WishMissing,
    WishUnknown,
)
from participation.measures.events import CanvasFilled
from participation.measures.models import Check, Plan, PlanField, PlanFieldVersion, Rating
from participation.workshop.errors import StepClosed
from participation.workshop.models import Phase, StepKind, Workshop
from participation.workshop.queries import phase_of_wishes
from participation.workshop.seats import get_table
from participation.workshop.services import hold_workshop, touch_board, touch_stage


def create_plan(
    workshop: Workshop,
    actor: StaffUser | None,
    *,
    title: str,
    language: str,
    wish_ids: Collection[int],
    table_id: int | None = None,
) -> Plan:
    """Begin a plan for one or more wishes; without a title of its own it takes the first wish's, in its language.

    Raises ``LanguageUnknown``, ``PlanTextTooLong``, ``WishMissing``, ``WishUnknown``, ``PlanUntitled``,
    ``TableUnknown``.
    """
    _check_language(language)
    title = check_plan_text(title, TITLE_LIMIT)
    hold_workshop(workshop.id)
    wishes = _get_wishes(workshop.id, phase_of_wishes(workshop), wish_ids)
    if not title:
        title, language = wishes[0].title, wishes[0].language
    if not title:
        raise PlanUntitled
    table = None if table_id is None else get_table(workshop.id, table_id)
    touch_stage(workshop)
    plan = Plan(
        workshop_id=workshop.id,
        table=table,
        position=_next_position(workshop.id),
        title=title,
        language=language,
        wishes=wishes,
    )
    db.session.add(plan)
    db.session.flush()
    _log(plan, actor, "create_plan", wishes=[wish.id for wish in wishes], table=table_id)
    return plan


def assign_plan(plan: Plan, table_id: int | None, actor: StaffUser | None) -> None:
    """Give the plan to a table, or to none with ``None``. Raises ``TableUnknown``."""
    hold_workshop(plan.workshop_id)
    plan.table = None if table_id is None else get_table(plan.workshop_id, table_id)
    db.session.flush()
    touch_stage(plan.workshop)
    _log(plan, actor, "assign_plan", table=table_id)


def fill_field(
    plan: Plan,
    name: str,
    text: str,
    *,
    language: str,
    participant: Participant | None = None,
    actor: StaffUser | None = None,
    seen_version: int | None = None,
) -> PlanField:
    """Write one field of the canvas; an empty text clears it.

    ``participant`` is the scribe; residents write at their own table while a plan step takes input. ``actor`` is the
    member of staff who writes instead. ``seen_version`` is the version that the writer has read, 0 for an empty
    field; ``None`` writes over whatever stands there. What stood there before is kept in the field's history.

    Raises ``PlanFieldUnknown``, ``LanguageUnknown``, ``PlanTextTooLong``, ``PlanUnknown``, ``StepClosed``, and
    ``PlanFieldChanged`` with the present text when somebody else has changed it since.
    """
    check_field_name(name)
    _check_language(language)
    text = check_plan_text(text, FIELD_LIMIT)
    hold_workshop(plan.workshop_id)
    if participant is not None:
        _check_scribe(plan, participant)
    field = next((present for present in plan.fields if present.name == name), None)
    if field is None:
        field = PlanField(name=name, text="", language=language, version=0)
    if field.text == text:
        return field
    if seen_version is not None and seen_version != field.version:
        raise PlanFieldChanged(field.text, field.language, field.changed_at)
    _write(plan, field, text, language, participant)
    emit(CanvasFilled(plan.workshop.code, plan.id, touch_board(plan.workshop)))
    if participant is None:
        _log(plan, actor, "fill_field", name=name)
    return field


def rate(plan: Plan, criterion: str, rating: Rating, reason: str, actor: StaffUser | None) -> Check:
    """Judge one criterion of feasibility; judging again replaces it. What is open or blocked says why.

    Raises ``CriterionUnknown`` and ``ReasonMissing``.
    """
    reason = clean_text(reason)
    check_rating(criterion, rating, reason)
    hold_workshop(plan.workshop_id)
    check = next((present for present in plan.checks if present.criterion == criterion), None)
    if check is None:
        check = Check(criterion=criterion)
        plan.checks.append(check)
    check.rating, check.reason, check.at = rating, reason, clock.now()
    check.actor_id = actor.id if actor else None
    db.session.flush()
    touch_board(plan.workshop)
    _log(plan, actor, "rate", reason=reason, criterion=criterion, rating=rating.value)
    return check


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        raise LanguageUnknown


def _get_wishes(workshop_id: int, phase: Phase, wish_ids: Collection[int]) -> list[Cluster]:
    if not wish_ids:
        raise WishMissing
    statement = select(Cluster).where(
        Cluster.id.in_(wish_ids),
        Cluster.workshop_id == workshop_id,
        Cluster.phase == phase,
        Cluster.merged_into_id.is_(None),
        Cluster.dissolved.is_(False),
    )
    wishes = list(db.session.scalars(statement.order_by(Cluster.position)))
    if len(wishes) != len(set(wish_ids)):
        raise WishUnknown
    return wishes


def _next_position(workshop_id: int) -> int:
    last = db.session.scalar(select(func.max(Plan.position)).where(Plan.workshop_id == workshop_id))
    return 0 if last is None else last + 1


def _check_scribe(plan: Plan, participant: Participant) -> None:
    """Raise ``PlanUnknown`` when the plan lies on another table, ``StepClosed`` when nobody writes now."""
    at_its_table = plan.table_id is None or plan.table_id == participant.table_id
    if participant.workshop_id != plan.workshop_id or not at_its_table:
        raise PlanUnknown
    step = plan.workshop.current_step
    if step is None or step.kind is not StepKind.PLAN or not step.takes_input or step.settings.get("presentation"):
        raise StepClosed


def _write(plan: Plan, field: PlanField, text: str, language: str, participant: Participant | None) -> None:
    field.text, field.language = text, language
    field.version += 1
    field.changed_at = clock.now()
    field.participant_id = participant.id if participant else None
    if field not in plan.fields:
        plan.fields.append(field)
    db.session.flush()
    version = PlanFieldVersion(
        field_id=field.id,
        version=field.version,
        text=text,
        language=language,
        at=field.changed_at,
        by_staff=participant is None,
    )
    db.session.add(version)
    db.session.flush()


def _log(plan: Plan, actor: StaffUser | None, action: str, *, reason: str = "", **details: object) -> None:
    log_move(actor, action, "plan", plan.id, workshop_id=plan.workshop_id, reason=reason, **details)
