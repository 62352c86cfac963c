"""Reads of what a plenum took up from its rooms."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from participation.contributions.models import Card, Cluster, GatheredTopic, Placement
from participation.kernel.database import db
from participation.workshop.models import Room


def list_gathered(workshop_id: int) -> list[GatheredTopic]:
    """Return what the clusters of a plenum took up, the strongest first, with the rooms and the cards in them."""
    source = selectinload(GatheredTopic.source)
    statement = (
        select(GatheredTopic)
        .join(GatheredTopic.cluster)
        .join(GatheredTopic.room)
        .where(Cluster.workshop_id == workshop_id)
        .options(
            joinedload(GatheredTopic.room).joinedload(Room.workshop),
            source.selectinload(Cluster.translations),
            source.selectinload(Cluster.placements).joinedload(Placement.card).selectinload(Card.translations),
        )
        .order_by(GatheredTopic.rank, Room.position, GatheredTopic.id)
    )
    return list(db.session.scalars(statement))


def show_origins(workshop_id: int, clusters: Sequence[Cluster]) -> list[Cluster]:
    """Let clusters know what they took up, also by merging; one statement more for a workshop without rooms."""
    if clusters:
        gathered = list_gathered(workshop_id)
        found = origins_by_cluster(gathered, merged_into([workshop_id])) if gathered else {}
        for cluster in clusters:
            cluster.show_origins(found.get(cluster.id, ()))
    return list(clusters)


def merged_into(workshop_ids: Collection[int]) -> dict[int, int]:
    """Return for each merged cluster of these workshops the one it went into."""
    columns = select(Cluster.id, Cluster.merged_into_id).where(Cluster.workshop_id.in_(workshop_ids))
    return {cluster_id: into for cluster_id, into in db.session.execute(columns) if into is not None}


def origins_by_cluster(gathered: Collection[GatheredTopic], into: dict[int, int]) -> dict[int, list[GatheredTopic]]:
    """Return what each cluster stands for today: what it took up itself, and what those merged into it took up."""
    found = defaultdict(list)
    for topic in gathered:
        cluster_id = topic.cluster_id
        while cluster_id in into:
            cluster_id = into[cluster_id]
        found[cluster_id].append(topic)
    return dict(found)
