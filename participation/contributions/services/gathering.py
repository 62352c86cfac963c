"""The plenum takes up the strongest topics of its rooms, and says which of them are the same.

A gathered topic is a cluster of the plenum without cards of its own: they stay in the rooms and are shown through
where it comes from (``GatheredTopic``). Gathering and joining are moves on the board like any other: journalled, and
taken back by ``undo_move``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from participation.access.models import StaffUser
from participation.contributions.domain import BoardRows
from participation.contributions.errors import ClusterUnknown, TooFewTopics
from participation.contributions.models import Cluster, ClusterTranslation, GatheredTopic, MoveKind
from participation.contributions.services.clusters import merge_clusters
from participation.contributions.services.moves import Hand, make_move
from participation.kernel.database import db
from participation.workshop.models import Room, Step, Workshop
from participation.workshop.services import hold_workshop

LEAST_TO_JOIN = 2


@dataclass(frozen=True, slots=True)
class RoomTopic:
    """A topic of a room that the plenum takes up, with its rank and dots there (``None``: no vote was counted)."""

    cluster_id: int
    room_id: int
    rank: int
    points: int | None


def gather_topics(
    plenum: Workshop, step: Step, actor: StaffUser | None, topics: Sequence[RoomTopic]
) -> list[GatheredTopic]:
    """Take topics of the rooms up as clusters of the plenum, in this order; return those that are new on its board.

    What was taken up before stays as it is, so that gathering twice, or by two at once, takes nothing twice; what was
    taken back since comes again. Raises ``ClusterUnknown`` for a topic that is no room's of this plenum, or of
    another phase than the step.
    """
    hold_workshop(plenum.id)
    sources = _sources(plenum, step, topics)
    known = _known(sources)
    new = [topic for topic in topics if _is_away(known.get(topic.cluster_id))]
    if not new:
        return []
    taken = [known.get(topic.cluster_id) or _take_up(plenum, step, topic, sources[topic.cluster_id]) for topic in new]
    db.session.flush()
    ids = [gathered.cluster_id for gathered in taken]
    make_move(
        Hand(plenum, step, actor),
        MoveKind.GATHERED,
        BoardRows(clusters={cluster_id: {"dissolved": True} for cluster_id in ids}),
        BoardRows(clusters={cluster_id: {"dissolved": False} for cluster_id in ids}),
    )
    return taken


def join_topics(plenum: Workshop, step: Step, actor: StaffUser | None, cluster_ids: Sequence[int]) -> Cluster:
    """Say that topics of the plenum are the same: all become one with the first; each keeps where it comes from.

    Raises ``TooFewTopics`` for less than two, ``ClusterUnknown``.
    """
    chosen = list(dict.fromkeys(cluster_ids))
    if len(chosen) < LEAST_TO_JOIN:
        raise TooFewTopics
    found = {
        cluster.id: cluster
        for cluster in db.session.scalars(
            select(Cluster).where(Cluster.id.in_(chosen), Cluster.workshop_id == plenum.id)
        )
    }
    if len(found) != len(chosen):
        raise ClusterUnknown
    into = found[chosen[0]]
    for cluster_id in chosen[1:]:
        merge_clusters(into, found[cluster_id], step, actor)
    return into


def _sources(plenum: Workshop, step: Step, topics: Sequence[RoomTopic]) -> dict[int, Cluster]:
    statement = (
        select(Cluster, Room.id)
        .join(Room, Room.workshop_id == Cluster.workshop_id)
        .where(
            Cluster.id.in_([topic.cluster_id for topic in topics]),
            Room.plenum_id == plenum.id,
            Cluster.phase == step.phase,
        )
    )
    found = {(cluster.id, room_id): cluster for cluster, room_id in db.session.execute(statement)}
    if any((topic.cluster_id, topic.room_id) not in found for topic in topics):
        raise ClusterUnknown
    return {cluster_id: cluster for (cluster_id, _room_id), cluster in found.items()}


def _known(sources: dict[int, Cluster]) -> dict[int, GatheredTopic]:
    statement = select(GatheredTopic).where(GatheredTopic.source_id.in_(sources))
    return {gathered.source_id: gathered for gathered in db.session.scalars(statement)}


def _is_away(gathered: GatheredTopic | None) -> bool:
    """Whether the topic is not on the plenum's board, neither by itself nor as a part of another one."""
    return gathered is None or (gathered.cluster.dissolved and gathered.cluster.merged_into_id is None)


def _take_up(plenum: Workshop, step: Step, topic: RoomTopic, source: Cluster) -> GatheredTopic:
    """Store a topic of a room behind the clusters of the plenum; it is not on the board yet."""
    last = select(func.max(Cluster.position)).where(Cluster.workshop_id == plenum.id, Cluster.phase == step.phase)
    position = db.session.scalar(last)
    cluster = Cluster(
        workshop_id=plenum.id,
        phase=step.phase,
        position=0 if position is None else position + 1,
        title=source.title,
        language=source.language,
        dissolved=True,
        translations=[
            ClusterTranslation(language=known.language, text=known.text, state=known.state)
            for known in source.translations
        ],
    )
    gathered = GatheredTopic(
        cluster=cluster, source=source, room_id=topic.room_id, rank=topic.rank, points=topic.points
    )
    db.session.add_all([cluster, gathered])
    db.session.flush()
    return gathered
