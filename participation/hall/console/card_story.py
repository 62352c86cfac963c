"""The story of a card: when it came, every move it took part in, what staff did to it, in the order of time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from participation.access.models import LogEntry, StaffUser
from participation.access.queries import list_log_of
from participation.contributions.models import BoardMove, Card, Cluster, MoveKind
from participation.contributions.queries import all_clusters, card_history
from participation.i18n import mark


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a card: a marked sentence, whose ``%(topic)s`` and ``%(from)s`` are clusters."""

    at: datetime
    sentence: str
    actor: StaffUser | None = None
    topics: Mapping[str, Cluster | None] = field(default_factory=dict)
    reason: str = ""
    language: str = ""
    undone_at: datetime | None = None
    undone_by: StaffUser | None = None


CAME = mark("arrived")
CAME_ON_PAPER = mark("was typed in from paper")

_PLACED = mark("laid into %(topic)s")
_PLACED_FROM = mark("moved from %(from)s to %(topic)s")
_DOUBLED = mark("doubled: lies in %(topic)s as well")
_TAKEN_OUT = mark("taken out of %(from)s")
_CREATED = mark("laid into the new topic %(topic)s")
_MERGED = mark("came with %(from)s into %(topic)s, the topics were merged")
_MERGED_ALREADY = mark("%(from)s was merged into another topic, in which it lay already")
_SPLIT = mark("split off from %(from)s into %(topic)s")

_STAFF_MOVES = {
    "hide_card": mark("hidden"),
    "show_card": mark("shown again"),
    "approve_card": mark("let through"),
    "redact_card": mark("personal data was taken out"),
    "translate_card": mark("translated"),
    "flag_unclear": mark("unclear to an interpreter"),
    "correct_language": mark("its author has corrected the language"),
}


def story_of(card: Card) -> list[Event]:
    """Return what happened to a card, oldest first, in a fixed number of statements."""
    moves = card_history(card.id)
    clusters = all_clusters(card.workshop_id) if moves else {}
    logged = list_log_of("card", card.id)
    events = [_arrival(card), *_moved(card, moves, clusters), *_handled(logged)]
    return sorted(events, key=lambda event: event.at)


def _arrival(card: Card) -> Event:
    return Event(card.created_at, CAME_ON_PAPER if card.on_paper else CAME, language=card.language)


def _moved(card: Card, moves: Sequence[BoardMove], clusters: Mapping[int, Cluster]) -> Iterator[Event]:
    for move in moves:
        left, arrived = (_clusters_of(card, rows, clusters) for rows in (move.before, move.after))
        yield Event(
            move.at,
            _sentence(move.kind, left, arrived),
            move.actor,
            topics={"topic": arrived, "from": left},
            undone_at=move.undone_at,
            undone_by=move.undone_by,
        )


def _clusters_of(
    card: Card, rows: Mapping[str, Sequence[Sequence[int]]], clusters: Mapping[int, Cluster]
) -> Cluster | None:
    """Return the cluster that the card left or reached; of several left at once the first."""
    lying = (cluster_id for card_id, cluster_id, _position in rows["placements"] if card_id == card.id)
    return clusters.get(next(lying, 0))


def _sentence(kind: MoveKind, left: Cluster | None, arrived: Cluster | None) -> str:
    if kind is MoveKind.MERGED:
        return _MERGED if arrived else _MERGED_ALREADY
    if kind is MoveKind.PLACED:
        return _PLACED_FROM if left and arrived else _PLACED if arrived else _TAKEN_OUT
    by_kind = {MoveKind.DOUBLED: _DOUBLED, MoveKind.CREATED: _CREATED, MoveKind.SPLIT: _SPLIT}
    return by_kind.get(kind, _TAKEN_OUT)


def _handled(entries: Iterable[LogEntry]) -> Iterator[Event]:
    for entry in entries:
        if entry.action in _STAFF_MOVES:
            yield Event(
                entry.at,
                _STAFF_MOVES[entry.action],
                entry.actor,
                reason=entry.reason,
                language=str(entry.details.get("language", "")),
            )
