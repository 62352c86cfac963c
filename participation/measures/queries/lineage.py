"""Which clusters became one by merging.

A vote, a plan or an inversion may name one that has gone into another since.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from participation.contributions.models import Cluster
from participation.kernel.database import db


@dataclass(frozen=True, slots=True)
class Lineage:
    """``into`` names for each merged cluster the one it went into."""

    into: Mapping[int, int]

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


def lineage_of(workshop_ids: Collection[int]) -> Lineage:
    """Return which clusters of these workshops were merged."""
    statement = select(Cluster.id, Cluster.merged_into_id).where(
        Cluster.workshop_id.in_(workshop_ids), Cluster.merged_into_id.is_not(None)
    )
    return Lineage({row.id: row.merged_into_id for row in db.session.execute(statement)})
