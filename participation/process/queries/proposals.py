"""Topics and plans of different workshops that might say the same: proposed with a reason, joined by people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from sqlalchemy import select

from participation.contributions.likeness import Likeness, Text, group
from participation.kernel.database import db
from participation.prioritisation.models import Subject
from participation.process.models import DismissedJoining
from participation.process.queries.topics import JoinedRow, Topic
from participation.workshop.models import Process


@dataclass(frozen=True, slots=True)
class Proposal:
    """Topics of one kind that might be joined, or come to those of ``joined``.

    ``shared`` are words that they share, as written; without any they say almost the same.
    """

    topics: tuple[Topic, ...]
    joined: JoinedRow | None
    shared: tuple[str, ...]

    @property
    def language(self) -> str:
        """The language in which they were compared."""
        return self.topics[0].language


def propose_joinings(process: Process, topics: Sequence[Topic], joined: Sequence[JoinedRow]) -> list[Proposal]:
    """Return what might be joined, the most alike first; ``topics`` are in one language as far as they are translated.

    Two topics of one workshop are never proposed: the room has kept them apart. A joined topic stands in the
    comparison with its first member.
    """
    found = []
    rows = {(row.topics[0].subject, row.topics[0].id): row for row in joined}
    inside = {(topic.subject, topic.id) for row in joined for topic in row.topics} - set(rows)
    free = [topic for topic in topics if (topic.subject, topic.id) not in inside]
    for (subject, _phase), some in groupby(free, key=lambda topic: (topic.subject, topic.phase)):
        alike = list(some)
        by_id = {topic.id: topic for topic in alike}
        likeness = Likeness([Text(topic.id, topic.language, topic.title) for topic in alike])
        apart = {*_of_one_workshop(alike), *_dismissed(process.id, subject), *_both_joined(alike, rows)}
        for one in group(likeness, list(by_id), apart):
            members = tuple(by_id[key] for key in one.keys)
            row = next((rows[subject, key] for key in one.keys if (subject, key) in rows), None)
            found.append((one.likeness, Proposal(members, row, one.shared)))
    return [proposal for _likeness, proposal in sorted(found, key=lambda pair: -pair[0])]


def _of_one_workshop(topics: Sequence[Topic]) -> Iterator[frozenset[int]]:
    by_workshop: dict[int, list[int]] = {}
    for topic in topics:
        by_workshop.setdefault(topic.workshop.id, []).append(topic.id)
    for ids in by_workshop.values():
        yield from map(frozenset, combinations(ids, 2))


def _both_joined(topics: Sequence[Topic], rows: dict[tuple[Subject, int], JoinedRow]) -> Iterator[frozenset[int]]:
    """Yield pairs that stand for two joined topics: which of them goes on is for people to say."""
    yield from map(frozenset, combinations([topic.id for topic in topics if (topic.subject, topic.id) in rows], 2))


def _dismissed(process_id: int, subject: Subject) -> Iterator[frozenset[int]]:
    rows = select(DismissedJoining.subject_ids).where(
        DismissedJoining.process_id == process_id, DismissedJoining.subject == subject
    )
    for ids in db.session.scalars(rows):
        yield from map(frozenset, combinations(ids, 2))
