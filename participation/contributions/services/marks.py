"""Lightning marks: dissent is shown, not argued away (METHOD, Craft rules)."""

from sqlalchemy import select

from participation.access.models import Participant, StaffUser
from participation.access.services import log_move
from participation.contributions.domain import clean_mark
from participation.contributions.errors import LanguageUnknown, MarkedAlready, MarkUnknown, ReasonMissing
from participation.contributions.models import CardState, Cluster, Mark
from participation.contributions.queries import find_mark_by_key, get_cluster, get_mark
from participation.i18n.languages import find_language
from participation.kernel.database import db
from participation.kernel.ids import KeyInvalid, check_key
from participation.workshop.errors import StepClosed
from participation.workshop.models import Step, StepKind, Workshop
from participation.workshop.services import hold_workshop, touch_board, touch_stage


def set_mark(
    workshop: Workshop, participant: Participant, *, cluster_id: int, text: str, language: str, key: str
) -> Mark:
    """Put a lightning mark on a topic of the step in which the room sorts, with a word why.

    The same ``key`` of the same device is the same mark. A device marks a topic once: whoever has thought again
    takes the first mark back.

    Raises ``KeyInvalid``, ``StepClosed``, ``ClusterUnknown``, ``MarkEmpty``, ``MarkTooLong``, ``LanguageUnknown``,
    ``MarkedAlready``.
    """
    key = check_key(key)
    hold_workshop(workshop.id)
    stored = find_mark_by_key(workshop.id, key)
    if stored is not None:
        if stored.participant_id != participant.id:
            raise KeyInvalid
        return stored
    step = _sorting_step(workshop)
    cluster = get_cluster(workshop.id, cluster_id)
    if cluster.phase is not step.phase:
        raise StepClosed
    tag = find_language(language)
    if tag is None:
        raise LanguageUnknown
    revision = touch_board(workshop)
    _check_first(cluster, participant)
    mark = Mark(
        workshop_id=workshop.id,
        cluster_id=cluster.id,
        participant_id=participant.id,
        key=key,
        text=clean_mark(text),
        language=tag.tag,
    )
    cluster.revision = revision
    db.session.add(mark)
    db.session.flush()
    return mark


def withdraw_mark(workshop: Workshop, participant: Participant, mark_id: int) -> Mark:
    """Take one's own mark back while the room still sorts; twice changes nothing.

    Raises ``MarkUnknown`` and ``StepClosed``.
    """
    hold_workshop(workshop.id)
    mark = get_mark(workshop.id, mark_id)
    if mark.participant_id != participant.id:
        raise MarkUnknown
    if mark.state is not CardState.WITHDRAWN:
        _sorting_step(workshop)
        _set_state(workshop, mark, CardState.WITHDRAWN)
    return mark


def hide_mark(workshop: Workshop, mark_id: int, actor: StaffUser | None, reason: str) -> None:
    """Take a mark off all screens, for a reason that is logged; the topic and its cards stay.

    Raises ``MarkUnknown`` and ``ReasonMissing``.
    """
    hold_workshop(workshop.id)
    mark = get_mark(workshop.id, mark_id)
    if not reason.strip():
        raise ReasonMissing
    if mark.state is CardState.VISIBLE:
        _set_state(workshop, mark, CardState.HIDDEN, reason.strip())
        log_move(actor, "hide_mark", "mark", mark.id, workshop_id=workshop.id, reason=reason.strip())
        touch_stage(workshop)


def show_mark(workshop: Workshop, mark_id: int, actor: StaffUser | None) -> None:
    """Put a hidden mark back; any other stays as it is. Raises ``MarkUnknown``."""
    hold_workshop(workshop.id)
    mark = get_mark(workshop.id, mark_id)
    if mark.state is CardState.HIDDEN:
        _set_state(workshop, mark, CardState.VISIBLE)
        log_move(actor, "show_mark", "mark", mark.id, workshop_id=workshop.id)
        touch_stage(workshop)


def _sorting_step(workshop: Workshop) -> Step:
    """Return the running step in which the room sorts; raises ``StepClosed``."""
    step = workshop.current_step
    if workshop.is_over or step is None or step.kind is not StepKind.CLUSTER or not step.takes_input:
        raise StepClosed
    return step


def _check_first(cluster: Cluster, participant: Participant) -> None:
    standing = select(Mark.id).where(
        Mark.cluster_id == cluster.id,
        Mark.participant_id == participant.id,
        Mark.state != CardState.WITHDRAWN,
    )
    if db.session.scalar(standing.limit(1)) is not None:
        raise MarkedAlready


def _set_state(workshop: Workshop, mark: Mark, state: CardState, reason: str = "") -> None:
    mark.state = state
    mark.reason = reason
    mark.cluster.revision = touch_board(workshop)
