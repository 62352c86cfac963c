"""Suggestions on the board: loose cards that might belong together, or into an island. People decide, always."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from participation.contributions.likeness import Group, Likeness, Text, attract, group
from participation.contributions.models import Card, Cluster, DismissedSuggestion
from participation.contributions.queries import list_clusters, list_dismissed, loose_cards
from participation.hall.console.cards import ShownCard, show_cards
from participation.hall.stage import Stage

REMEMBERED = 32
"""Boards whose comparison is kept: it costs more than all the rest of the page."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Cards that might belong together, or into ``island``; ``shared`` are words that they share, as written.

    ``language`` is that of the shared words. Without them the cards say almost the same.
    """

    cards: Sequence[ShownCard]
    island: Cluster | None
    shared: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class _Board:
    """What is compared, without anything of the session: texts by key, a cluster's title under its negative id."""

    texts: tuple[Text, ...]
    loose: tuple[int, ...]
    islands: tuple[tuple[int, tuple[int, ...]], ...]
    apart: frozenset[frozenset[int]]
    apart_from: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Proposals:
    into: Mapping[int, Group]
    together: Sequence[Group]


def suggestions_of(stage: Stage) -> list[Suggestion]:
    """Return the suggestions for the board of the stage's phase: first what an island attracts, then groups.

    Only visible cards are compared. A board that has not changed is not compared again.
    """
    workshop = stage.workshop
    clusters = list_clusters(workshop.id, stage.phase)
    loose = loose_cards(workshop.id, stage.phase)
    proposals = _propose(_board(clusters, loose, list_dismissed(workshop.id), workshop.language))
    shown = {card.card.id: card for card in show_cards(loose, workshop, stage.language)}
    by_id = {cluster.id: cluster for cluster in clusters}
    languages = {card.id: _comparable(card, workshop.language).language for card in loose}
    found = [(by_id[cluster_id], one) for cluster_id, one in proposals.into.items()]
    return [
        Suggestion([shown[key] for key in one.keys], island, one.shared, languages[one.keys[0]])
        for island, one in (*found, *((None, one) for one in proposals.together))
    ]


def _board(
    clusters: Sequence[Cluster], loose: Sequence[Card], dismissed: Sequence[DismissedSuggestion], language: str
) -> _Board:
    lying = {cluster.id: cluster.cards for cluster in clusters}
    cards = {card.id: card for card in (*loose, *(card for cards in lying.values() for card in cards))}
    titles = [Text(-cluster.id, *reversed(cluster.title_in(language))) for cluster in clusters if cluster.title]
    return _Board(
        texts=(*(_comparable(cards[card_id], language) for card_id in sorted(cards)), *titles),
        loose=tuple(card.id for card in loose),
        islands=tuple(
            (cluster.id, (*(card.id for card in lying[cluster.id]), *([-cluster.id] if cluster.title else [])))
            for cluster in clusters
        ),
        apart=frozenset(
            frozenset((one, other))
            for row in dismissed
            if row.cluster_id is None
            for place, other in enumerate(row.card_ids)
            for one in row.card_ids[:place]
        ),
        apart_from=frozenset(
            (card_id, row.cluster_id) for row in dismissed if row.cluster_id is not None for card_id in row.card_ids
        ),
    )


def _comparable(card: Card, language: str) -> Text:
    """Return what a card says in the workshop's first language, else in its own."""
    if card.language != language:
        for translation in card.translations:
            if translation.language == language:
                return Text(card.id, language, translation.text)
    return Text(card.id, card.language, card.text)


@lru_cache(maxsize=REMEMBERED)
def _propose(board: _Board) -> _Proposals:
    likeness = Likeness(board.texts)
    into = attract(likeness, board.loose, dict(board.islands), board.apart_from)
    taken = {key for one in into.values() for key in one.keys}
    return _Proposals(into, group(likeness, [key for key in board.loose if key not in taken], board.apart))
