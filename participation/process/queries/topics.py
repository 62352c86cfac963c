"""The results of all workshops of a process side by side: topics and plans, how strong each was, what is joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from participation.contributions.models import Cluster, Placement
from participation.kernel.database import db
from participation.measures.models import Plan
from participation.prioritisation.models import Subject
from participation.prioritisation.queries import Vote, votes_for
from participation.process.errors import JoinedTopicUnknown
from participation.process.models import JoinedTopic, JoinedTopicMember
from participation.workshop.models import Phase, Process, Room, Workshop

_NO_RANK = 10**9
STRONGEST = 3
"""So many topics of a workshop stand on the public page; the others are one tap away."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic or plan as it stands in its workshop; ``vote`` is the latest closed one over it."""

    subject: Subject
    id: int
    title: str
    language: str
    phase: Phase
    workshop: Workshop
    cards: int
    vote: Vote | None

    @property
    def rank(self) -> int:
        """Its rank in that vote; far behind all others without one."""
        return self.vote.rank if self.vote is not None and self.vote.rank is not None else _NO_RANK


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """A joined topic with those of its members that still stand in their workshops."""

    joined: JoinedTopic
    topics: tuple[Topic, ...]

    @property
    def phase(self) -> Phase:
        """The phase of its members."""
        return self.topics[0].phase


def list_topics(process: Process, language: str) -> list[Topic]:
    """Return all titled topics and all plans of the process as a reader of ``language`` sees them.

    In the order of phases, in each the strongest first. A plenum has taken up what its rooms brought, so rooms are
    left out. The number of statements does not depend on how many there are.
    """
    whole = select(Workshop.id).where(
        Workshop.process_id == process.id, ~exists().where(Room.workshop_id == Workshop.id)
    )
    workshops = {row.id: row for row in db.session.scalars(select(Workshop).where(Workshop.id.in_(whole)))}
    found = [*_clusters(workshops, language), *_plans(workshops, language)]
    phases = list(Phase)
    return sorted(found, key=lambda topic: (phases.index(topic.phase), topic.rank, topic.workshop.id, topic.id))


def strongest_topics(topics: Sequence[Topic]) -> dict[int, list[Topic]]:
    """Return by workshop the topics that the room put first: the best three of the last phase that was voted on."""
    found: dict[int, list[Topic]] = {}
    for workshop_id in dict.fromkeys(topic.workshop.id for topic in topics):
        voted = [topic for topic in topics if topic.workshop.id == workshop_id and topic.rank <= STRONGEST]
        last = voted[-1].phase if voted else None
        found[workshop_id] = [topic for topic in voted if topic.phase is last]
    return {workshop_id: best for workshop_id, best in found.items() if best}


def list_joined(process: Process, topics: Sequence[Topic]) -> list[JoinedRow]:
    """Return what was joined, with the members among ``topics``; the latest first."""
    by_key = {(topic.subject, topic.id): topic for topic in topics}
    rows = db.session.scalars(
        select(JoinedTopic)
        .where(JoinedTopic.process_id == process.id)
        .options(selectinload(JoinedTopic.members), joinedload(JoinedTopic.actor))
        .order_by(JoinedTopic.id.desc())
    )
    joined = []
    for row in rows:
        keys = [(row.subject, member.subject_id) for member in row.members]
        members = tuple(by_key[key] for key in keys if key in by_key)
        if members:
            joined.append(JoinedRow(row, members))
    return joined


def get_joined(process_id: int, joined_id: int) -> JoinedTopic:
    """Return a joined topic of this process; raises ``JoinedTopicUnknown``."""
    joined = db.session.scalar(
        select(JoinedTopic).where(JoinedTopic.id == joined_id, JoinedTopic.process_id == process_id)
    )
    if joined is None:
        raise JoinedTopicUnknown
    return joined


def find_joined_with(subject: Subject, subject_ids: Sequence[int]) -> list[JoinedTopic]:
    """Return the joined topics in which any of these stands."""
    column = JoinedTopicMember.plan_id if subject is Subject.PLAN else JoinedTopicMember.cluster_id
    holding = select(JoinedTopicMember.joined_topic_id).where(column.in_(subject_ids))
    return list(db.session.scalars(select(JoinedTopic).where(JoinedTopic.id.in_(holding))))


def _clusters(workshops: Mapping[int, Workshop], language: str) -> list[Topic]:
    rows = db.session.scalars(
        select(Cluster)
        .where(Cluster.workshop_id.in_(workshops), Cluster.merged_into_id.is_(None), ~Cluster.dissolved)
        .where(Cluster.title != "")
        .options(selectinload(Cluster.translations))
    ).all()
    counted = select(Placement.cluster_id, func.count()).where(Placement.cluster_id.in_([row.id for row in rows]))
    cards = {row[0]: row[1] for row in db.session.execute(counted.group_by(Placement.cluster_id))}
    votes = votes_for(Subject.CLUSTER, [row.id for row in rows])
    return [
        Topic(
            Subject.CLUSTER,
            row.id,
            *row.title_in(language),
            row.phase,
            workshops[row.workshop_id],
            cards.get(row.id, 0),
            _latest(votes.get(row.id)),
        )
        for row in rows
    ]


def _plans(workshops: Mapping[int, Workshop], language: str) -> list[Topic]:
    rows = db.session.scalars(
        select(Plan)
        .where(Plan.workshop_id.in_(workshops))
        .options(selectinload(Plan.wishes).selectinload(Cluster.translations))
    ).all()
    votes = votes_for(Subject.PLAN, [row.id for row in rows])
    titles = {row.id: row.shown_title(language) for row in rows}
    return [
        Topic(
            Subject.PLAN,
            row.id,
            titles[row.id].text,
            titles[row.id].language,
            Phase.REALISATION,
            workshops[row.workshop_id],
            0,
            _latest(votes.get(row.id)),
        )
        for row in rows
    ]


def _latest(votes: Sequence[Vote] | None) -> Vote | None:
    return votes[-1] if votes else None
