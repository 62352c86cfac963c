"""How the topics of parallel rooms stand, each room by itself: what a plenum takes the strongest of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from participation.contributions.models import Card, Cluster, Placement
from participation.contributions.origins import merged_into
from participation.kernel.database import db
from participation.prioritisation.domain import Place, rank, strongest_of
from participation.prioritisation.models import Round, RoundState, Subject
from participation.workshop.models import Phase, Room, Step


@dataclass(frozen=True, slots=True)
class Standing:
    """A topic of a room with its rank there; ``points`` are ``None`` when no vote was counted."""

    cluster: Cluster
    rank: int
    points: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class RoomStandings:
    """The topics of one room, the strongest first.

    ``counted`` says that they stand as its last counted vote in the phase put them; otherwise by their number of cards.
    """

    room: Room
    counted: bool
    topics: tuple[Standing, ...]

    def strongest(self, count: int) -> list[Standing]:
        """Return the ``count`` strongest topics; what stands level at the edge stays in."""
        chosen = set(strongest_of((topic.place for topic in self.topics), count))
        return [topic for topic in self.topics if topic.cluster.id in chosen]


def standings_of_rooms(rooms: Sequence[Room], phase: Phase) -> list[RoomStandings]:
    """Return how the topics of this phase stand in each of the rooms, in a fixed number of statements."""
    ids = [room.workshop_id for room in rooms]
    clusters: defaultdict[int, list[Cluster]] = defaultdict(list)
    for cluster in _clusters(ids, phase):
        clusters[cluster.workshop_id].append(cluster)
    into = merged_into(ids)
    votes = _last_votes(ids, phase)
    return [_standings(room, clusters[room.workshop_id], votes.get(room.workshop_id), into) for room in rooms]


def _standings(room: Room, clusters: Sequence[Cluster], vote: Round | None, into: Mapping[int, int]) -> RoomStandings:
    by_id = {cluster.id: cluster for cluster in clusters}
    counted = vote is not None and any(option.rank is not None for option in vote.options)
    topics = _voted(vote, by_id, into) if vote is not None and counted else _counted(clusters)
    return RoomStandings(room, counted, tuple(sorted(topics, key=lambda topic: topic.place.standing)))


def _voted(vote: Round, by_id: Mapping[int, Cluster], into: Mapping[int, int]) -> list[Standing]:
    """Return the options as they stand; one that was merged since stands for the topic it went into, if stronger."""
    found: dict[int, Standing] = {}
    for option in sorted(vote.options, key=lambda option: (option.rank or 0, option.position)):
        subject = option.subject_id
        while subject in into:
            subject = into[subject]
        if subject in by_id and subject not in found:
            place = Place(subject, option.rank or 0, option.tie_order)
            found[subject] = Standing(by_id[subject], place.rank, option.points, place)
    return list(found.values())


def _counted(clusters: Sequence[Cluster]) -> list[Standing]:
    ranks = {found: place or 1 for found, place in rank({each.id: len(each.cards) for each in clusters}).items()}
    return [Standing(cluster, ranks[cluster.id], None, Place(cluster.id, ranks[cluster.id])) for cluster in clusters]


def _clusters(workshop_ids: Sequence[int], phase: Phase) -> list[Cluster]:
    statement = (
        select(Cluster)
        .where(
            Cluster.workshop_id.in_(workshop_ids),
            Cluster.phase == phase,
            Cluster.merged_into_id.is_(None),
            Cluster.dissolved.is_(other=False),
        )
        .options(
            selectinload(Cluster.translations),
            selectinload(Cluster.placements).joinedload(Placement.card).selectinload(Card.translations),
        )
        .order_by(Cluster.position, Cluster.id)
    )
    return list(db.session.scalars(statement))


def _last_votes(workshop_ids: Sequence[int], phase: Phase) -> dict[int, Round]:
    statement = (
        select(Round)
        .join(Step, Round.step_id == Step.id)
        .where(
            Round.workshop_id.in_(workshop_ids),
            Round.subject == Subject.CLUSTER,
            Round.state == RoundState.CLOSED,
            Step.phase == phase,
        )
        .options(selectinload(Round.options), joinedload(Round.step))
        .order_by(Step.position)
    )
    return {round_.workshop_id: round_ for round_ in db.session.scalars(statement)}
