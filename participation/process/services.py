"""Use cases of a process: prepare, publish, enter dates, join topics across workshops, attach results to goals."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.models import Concept, Edition, Measure
from participation.i18n.languages import LANGUAGES
from participation.kernel import clock
from participation.kernel.database import db
from participation.measures.errors import NoEdition
from participation.measures.models import Plan
from participation.measures.services import draft_measure, edit_measure
from participation.prioritisation.models import Subject
from participation.process.domain import check_days, written_titles
from participation.process.errors import GoalsMissing, TopicJoinedAlready, TopicsUnjoinable
from participation.process.models import DismissedJoining, JoinedTopic, JoinedTopicMember, ProcessEntry
from participation.process.queries import Topic, get_joined, list_topics
from participation.process.queries.processes import get_entry
from participation.process.queries.topics import find_joined_with
from participation.workshop.errors import LanguageMissing, TitleMissing
from participation.workshop.models import Process

FEWEST_WORKSHOPS = 2
"""Within one workshop the room itself merges topics; across several the office joins them."""
_BOTH_TEXTS = ("title", "description")


@dataclass(frozen=True, slots=True)
class ProcessDraft:
    """What the office decides about a process; ``translations`` are title and description by language."""

    title: str
    description: str = ""
    language: str = "de"
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    concept: Concept | None = None
    edition: Edition | None = None
    steering: Sequence[StaffUser] = ()


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """A date as it was typed: days and time of the city, titles by language."""

    day: date
    titles: Mapping[str, str]
    last_day: date | None = None
    time_of_day: time | None = None
    place: str = ""


def begin_process(draft: ProcessDraft, actor: StaffUser | None) -> Process:
    """Begin the way to an edition, with a concept or before any. Raises ``TitleMissing``, ``LanguageMissing``."""
    process = Process()
    _fill(process, draft)
    db.session.add(process)
    db.session.flush()
    log_move(actor, "create_process", "process", process.id)
    return process


def change_process(process: Process, draft: ProcessDraft, actor: StaffUser | None) -> None:
    """Change what the office decided; choosing a concept lets results be attached that waited for one.

    Raises ``TitleMissing``, ``LanguageMissing``.
    """
    _fill(process, draft)
    db.session.flush()
    log_move(actor, "change_process", "process", process.id)


def publish_process(process: Process, actor: StaffUser | None) -> None:
    """Let everybody see the process; publishing twice changes nothing."""
    if process.published_at is None:
        process.published_at = clock.now()
        log_move(actor, "publish_process", "process", process.id)


def withdraw_process(process: Process, actor: StaffUser | None) -> None:
    """Take the public page away; results of its workshops stay at their own addresses."""
    if process.published_at is not None:
        process.published_at = None
        log_move(actor, "withdraw_process", "process", process.id)


def add_entry(process: Process, draft: EntryDraft, actor: StaffUser | None) -> ProcessEntry:
    """Enter a date that is no workshop. Raises ``EntryUntitled``, ``EntryEndsEarly``."""
    entry = ProcessEntry(process_id=process.id)
    _fill_entry(entry, draft, process.language)
    db.session.add(entry)
    db.session.flush()
    log_move(actor, "add_date", "process", process.id, entry=entry.id)
    return entry


def change_entry(process: Process, entry_id: int, draft: EntryDraft, actor: StaffUser | None) -> None:
    """Change a date. Raises ``EntryUnknown``, ``EntryUntitled``, ``EntryEndsEarly``."""
    entry = get_entry(process.id, entry_id)
    _fill_entry(entry, draft, process.language)
    entry.changed_at = clock.now()
    db.session.flush()
    log_move(actor, "change_date", "process", process.id, entry=entry.id)


def remove_entry(process: Process, entry_id: int, actor: StaffUser | None) -> None:
    """Take a date off the timeline; the log keeps what it said. Raises ``EntryUnknown``."""
    entry = get_entry(process.id, entry_id)
    log_move(actor, "remove_date", "process", process.id, day=entry.day.isoformat(), titles=entry.titles)
    db.session.delete(entry)
    db.session.flush()


def join_topics(
    process: Process, subject: Subject, subject_ids: Collection[int], actor: StaffUser | None, reason: str = ""
) -> JoinedTopic:
    """Join topics, or plans, of several workshops under the title of the strongest; each stays as its room left it.

    With a member of a joined topic among them the others come to it. Raises ``TopicsUnjoinable``,
    ``TopicJoinedAlready`` when they stand in two joined topics.
    """
    _hold(process)
    topics = _joinable(process, subject, subject_ids)
    before = find_joined_with(subject, [topic.id for topic in topics])
    if len(before) > 1:
        raise TopicJoinedAlready
    joined = before[0] if before else _under_title(process, topics[0], actor, reason)
    inside = {member.subject_id for member in joined.members}
    joined.members.extend(_member(topic) for topic in topics if topic.id not in inside)
    db.session.add(joined)
    db.session.flush()
    members = [member.subject_id for member in joined.members]
    log_move(actor, "join_topics", "process", process.id, reason=reason, subject=subject.value, members=members)
    return joined


def split_topics(process: Process, joined_id: int, actor: StaffUser | None) -> None:
    """Take a joined topic apart: its members stand for themselves again. Raises ``JoinedTopicUnknown``."""
    _hold(process)
    joined = get_joined(process.id, joined_id)
    members = [member.subject_id for member in joined.members]
    log_move(actor, "split_topics", "process", process.id, title=joined.title, members=members)
    db.session.delete(joined)
    db.session.flush()


def dismiss_joining(
    process: Process, subject: Subject, subject_ids: Collection[int], actor: StaffUser | None
) -> DismissedJoining:
    """Remember that these do not belong together, so that they are not proposed again. Raises ``TopicsUnjoinable``."""
    topics = _joinable(process, subject, subject_ids)
    dismissed = DismissedJoining(
        process_id=process.id,
        subject=subject,
        subject_ids=[topic.id for topic in topics],
        actor_id=actor.id if actor else None,
    )
    db.session.add(dismissed)
    db.session.flush()
    log_move(actor, "dismiss_joining", "process", process.id, subject=subject.value, members=dismissed.subject_ids)
    return dismissed


def attach_plan(process: Process, plan: Plan, goal_ids: Collection[int], actor: StaffUser | None) -> Measure:
    """Make a draft measure of a plan that waited for a concept, under these goals of the process's edition.

    Raises ``NoEdition``, ``GoalsMissing``, ``PlanNotChecked``, ``GoalForeign``.
    """
    if process.edition is None:
        raise NoEdition
    return attach_measure(draft_measure(plan, actor, process.edition), goal_ids, actor)


def attach_measure(measure: Measure, goal_ids: Collection[int], actor: StaffUser | None) -> Measure:
    """Put a measure under these goals of its edition, nothing else of it is changed.

    Raises ``GoalsMissing``, ``GoalForeign``.
    """
    if not goal_ids:
        raise GoalsMissing
    fields = [entry.id for entry in measure.fields]
    return edit_measure(measure, actor, {}, goal_ids=goal_ids, field_ids=fields, seen_version=measure.version)


def _fill(process: Process, draft: ProcessDraft) -> None:
    if not draft.title.strip():
        raise TitleMissing
    if draft.language not in LANGUAGES:
        raise LanguageMissing
    process.title, process.description = draft.title.strip(), draft.description.strip()
    process.language = draft.language
    process.translations = {
        tag: {name: texts.get(name, "").strip() for name in _BOTH_TEXTS}
        for tag, texts in draft.translations.items()
        if tag in LANGUAGES and tag != draft.language and any(texts.get(name, "").strip() for name in _BOTH_TEXTS)
    }
    process.concept, process.edition = draft.concept, draft.edition
    process.steering = list(draft.steering)


def _fill_entry(entry: ProcessEntry, draft: EntryDraft, first: str) -> None:
    check_days(draft.day, draft.last_day)
    entry.titles = written_titles(draft.titles, first)
    entry.day, entry.last_day = draft.day, draft.last_day
    entry.time_of_day = draft.time_of_day
    entry.place = draft.place.strip()


def _hold(process: Process) -> None:
    """Let two people who join topics of one process do so one after the other."""
    db.session.refresh(process, with_for_update={"key_share": True})


def _joinable(process: Process, subject: Subject, subject_ids: Collection[int]) -> list[Topic]:
    """Return the chosen topics of the process, the strongest first; raises ``TopicsUnjoinable``."""
    wanted = set(subject_ids)
    topics = [
        topic for topic in list_topics(process, process.language) if topic.subject is subject and topic.id in wanted
    ]
    one_kind = len({topic.phase for topic in topics}) == 1
    if len(topics) != len(wanted) or not one_kind or len({topic.workshop.id for topic in topics}) < FEWEST_WORKSHOPS:
        raise TopicsUnjoinable
    return topics


def _under_title(process: Process, first: Topic, actor: StaffUser | None, reason: str) -> JoinedTopic:
    return JoinedTopic(
        process_id=process.id,
        subject=first.subject,
        title=first.title,
        language=first.language,
        reason=reason.strip(),
        actor_id=actor.id if actor else None,
    )


def _member(topic: Topic) -> JoinedTopicMember:
    if topic.subject is Subject.PLAN:
        return JoinedTopicMember(plan_id=topic.id)
    return JoinedTopicMember(cluster_id=topic.id)
