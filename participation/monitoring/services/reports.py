"""Status reports: handed in by whoever has the link, accepted by the office."""

from dataclasses import dataclass, fields
from datetime import date

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.models import Measure, MeasureState
from participation.i18n.formats import local
from participation.kernel import clock
from participation.kernel.database import db
from participation.measures.services import change_state, set_deadline
from participation.monitoring.domain import Progress, steps_to
from participation.monitoring.errors import LinkExpired, ReportAccepted, ReportChanged, ReportMissing
from participation.monitoring.models import StatusReport, StatusRequest
from participation.monitoring.queries import find_measure_of, get_request_at, hold_request


@dataclass(frozen=True, slots=True)
class Said:
    """What a lead reports."""

    state: MeasureState
    progress: Progress
    happened: str
    next_steps: str = ""
    obstacles: str = ""
    spent: str = ""
    due_on: date | None = None
    reporter: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the office makes of a report: state and deadline of the measure, ``None`` as they are, and why."""

    state: MeasureState | None = None
    due_on: date | None = None
    reason: str = ""


def hand_in_report(secret: str, said: Said, *, seen_version: int) -> StatusReport:
    """Store what is reported at a link; until the deadline it may be handed in again and replaces what was said.

    Raises ``LinkUnknown``, ``LinkExpired``, ``ReportAccepted`` when the office has accepted it, and ``ReportChanged``
    when somebody else has handed it in after ``seen_version`` (0: not at all).
    """
    request = hold_request(get_request_at(secret).id)
    get_request_at(secret)  # Whoever made the link anew was waited for: this one may lead nowhere by now.
    check_open(request)
    report = request.report or StatusReport(request=request)
    if (report.version or 0) != seen_version:
        raise ReportChanged
    for part in fields(said):
        setattr(report, part.name, getattr(said, part.name))
    report.version = seen_version + 1
    report.handed_in_at = clock.now()
    db.session.add(report)
    db.session.flush()
    return report


def check_open(request: StatusRequest) -> None:
    """Raise ``LinkExpired`` or ``ReportAccepted`` when nothing more is reported at the link of this request."""
    if request.report is not None and request.report.is_accepted:
        raise ReportAccepted
    if request.round.is_over(local(clock.now()).date()):
        raise LinkExpired(request.round.deadline, request.round.contact)


def accept_report(
    request_id: int, actor: StaffUser | None, acceptance: Acceptance, *, seen_version: int
) -> StatusReport:
    """Accept a report, and let the measure go where it leads: each step by the flow, with the reason.

    Raises ``RequestUnknown``, ``ReportMissing``, ``ReportAccepted``, ``ReportChanged`` when it was handed in anew after
    ``seen_version``; and what ``change_state`` and ``set_deadline`` raise, ``ReasonMissing`` among it.
    """
    request = hold_request(request_id)
    report = request.report
    if report is None:
        raise ReportMissing
    if report.is_accepted:
        raise ReportAccepted
    if report.version != seen_version:
        raise ReportChanged
    _take_over(find_measure_of(request), actor, acceptance)
    report.accepted_at, report.accepted_by_id = clock.now(), actor.id if actor else None
    db.session.flush()
    log_move(actor, "accept_status_report", "status_request", request.id, reason=acceptance.reason)
    return report


def _take_over(measure: Measure, actor: StaffUser | None, acceptance: Acceptance) -> None:
    for step in steps_to(measure.state, acceptance.state or measure.state):
        change_state(measure, actor, MeasureState(step), acceptance.reason)
    if acceptance.due_on is not None and acceptance.due_on != measure.due_on:
        set_deadline(measure, actor, acceptance.due_on, acceptance.reason)
