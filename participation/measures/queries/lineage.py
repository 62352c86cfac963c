"""Which clusters became one by merging, and which ones of rooms a plenum took up.

A vote, a plan or an inversion may name one that has gone into another since.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from participation.contributions.models import Cluster, GatheredTopic
from participation.kernel.database import db
from participation.workshop.models import Room


@dataclass(frozen=True, slots=True)
class Lineage:
    """``into`` names for each merged cluster the one it went into; ``gathered`` is what a plenum took up of its rooms.

    A room's topic that was taken up stays in its room, with its cards.
    """

    into: Mapping[int, int]
    gathered: Sequence[GatheredTopic] = field(default_factory=tuple)

    def final(self, cluster_id: int) -> int:
        """Return the cluster in which the cards of ``cluster_id`` lie today."""
        seen: set[int] = set()
        while cluster_id in self.into and cluster_id not in seen:
            seen.add(cluster_id)
            cluster_id = self.into[cluster_id]
        return cluster_id

    def finals(self, cluster_ids: Iterable[int]) -> set[int]:
        """Return the clusters in which the cards of ``cluster_ids`` lie today."""
        return {self.final(cluster_id) for cluster_id in cluster_ids}

    def family(self, cluster_ids: Iterable[int]) -> set[int]:
        """Return all clusters, gone or there, that are one with any of ``cluster_ids`` today."""
        today = self.finals(cluster_ids)
        return today | {gone for gone in self.into if self.final(gone) in today}

    def origins(self, cluster_ids: Iterable[int]) -> list[GatheredTopic]:
        """Return what their family took up from rooms, the strongest first."""
        own = self.family(cluster_ids)
        return [topic for topic in self.gathered if topic.cluster_id in own]

    def sources(self, cluster_ids: Collection[int]) -> set[int]:
        """Return their family, and the families of the rooms' topics in it: where its cards come from."""
        return self.family(cluster_ids) | self.family(topic.source_id for topic in self.origins(cluster_ids))

    def onward(self, cluster_ids: Iterable[int]) -> set[int]:
        """Return their family, and that of the plenum's topics which took it up: where its cards lead to."""
        own = self.family(cluster_ids)
        return own | self.family(topic.cluster_id for topic in self.gathered if topic.source_id in own)


def lineage_of(workshop_ids: Collection[int]) -> Lineage:
    """Return which clusters of these workshops, of their rooms and of their plenum were merged and taken up."""
    known = set(workshop_ids)
    plenums = select(Room.plenum_id).where(Room.workshop_id.in_(known))
    joined = select(Room.plenum_id, Room.workshop_id).where(Room.plenum_id.in_(known) | Room.plenum_id.in_(plenums))
    for plenum_id, room_id in db.session.execute(joined).all():
        known |= {plenum_id, room_id}
    merged = select(Cluster.id, Cluster.merged_into_id).where(
        Cluster.workshop_id.in_(known), Cluster.merged_into_id.is_not(None)
    )
    gathered = (
        select(GatheredTopic)
        .join(GatheredTopic.cluster)
        .join(GatheredTopic.room)
        .where(Cluster.workshop_id.in_(known), Cluster.dissolved.is_(other=False))
        .options(joinedload(GatheredTopic.room))
        .order_by(GatheredTopic.rank, Room.position, GatheredTopic.id)
    )
    into = {row.id: row.merged_into_id for row in db.session.execute(merged)}
    return Lineage(into, list(db.session.scalars(gathered)))
