"""Topics and wishes by their strength: which are turned round, which become plans."""

from collections.abc import Sequence
from dataclasses import dataclass

from participation.contributions.models import Cluster, Inversion
from participation.contributions.queries import list_clusters, list_inversions
from participation.hall.stage import Stage
from participation.prioritisation.models import Subject
from participation.prioritisation.queries import strongest, votes_for
from participation.workshop.models import Phase


@dataclass(frozen=True, slots=True)
class RankedTopic:
    """A cluster with what it got in the latest vote of its phase; without votes both numbers are ``None``."""

    cluster: Cluster
    rank: int | None
    points: int | None
    strong: bool


def ranked_topics(workshop_id: int, phase: Phase, few: int) -> list[RankedTopic]:
    """Return the clusters of a phase, the strongest first; without a vote in their order on the board.

    ``few`` is how many are strong enough for what comes next; a tie at the edge stays in whole.
    """
    clusters = list_clusters(workshop_id, phase)
    votes = votes_for(Subject.CLUSTER, [cluster.id for cluster in clusters])
    order = strongest(workshop_id, Subject.CLUSTER, phase, max(len(clusters), 1))
    strong = frozenset(strongest(workshop_id, Subject.CLUSTER, phase, few))
    topics = []
    for cluster in clusters:
        vote = votes[cluster.id][-1] if votes.get(cluster.id) else None
        rank = vote.rank if vote else None
        topics.append(RankedTopic(cluster, rank, vote.points if vote and rank else None, cluster.id in strong))
    place = {cluster_id: number for number, cluster_id in enumerate(order)}
    return sorted(topics, key=lambda topic: place.get(topic.cluster.id, len(order)))


def topics_to_turn(stage: Stage, few: int) -> dict[str, object]:
    """Return the variables of the console while critique topics are turned round."""
    inversions: Sequence[Inversion] = list_inversions(stage.workshop.id)
    chosen = [inversion.cluster_id for inversion in inversions]
    ranked = ranked_topics(stage.workshop.id, Phase.CRITIQUE, few)
    preselected = chosen or [topic.cluster.id for topic in ranked if topic.strong]
    return {"ranked_topics": ranked, "inversions": inversions, "preselected": frozenset(preselected)}
