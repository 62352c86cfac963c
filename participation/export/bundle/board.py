"""The board in a bundle: clusters, inversions, cards in every state, where they lie, and every move."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Final

from participation.contributions.models import (
    BoardMove,
    Card,
    CardState,
    CardTranslation,
    Cluster,
    ClusterTranslation,
    Inversion,
    Mark,
    MoveKind,
    Placement,
    TranslationState,
)
from participation.export.bundle.identity import Numbers, Stored, heard, said
from participation.export.bundle.reading import Data
from participation.kernel.database import db
from participation.workshop.models import Phase

_CLUSTER_PLAIN: Final = ("position", "title", "language", "dissolved")
_MARK_PLAIN: Final = ("text", "language", "reason")
_CARD_PLAIN: Final = ("text", "language", "reason", "on_paper", "late")


def clusters_data(clusters: Iterable[Cluster], numbers: Numbers) -> list[Data]:
    """Return all clusters, merged and dissolved ones too, with the cards that lie in them."""
    return [
        {
            "id": numbers.clusters[cluster.id],
            **{name: getattr(cluster, name) for name in _CLUSTER_PLAIN},
            "phase": cluster.phase.value,
            "merged_into": numbers.clusters[cluster.merged_into_id] if cluster.merged_into_id else None,
            "created_at": said(cluster.created_at),
            "translations": _translations_data(cluster.translations),
            "cards": [
                {"card": numbers.cards[place.card_id], "position": place.position} for place in cluster.placements
            ],
        }
        for cluster in clusters
    ]


def inversions_data(inversions: Iterable[Inversion], numbers: Numbers) -> list[Data]:
    """Return the topics that were turned round, dropped ones too."""
    return [
        {
            "id": numbers.inversions[inversion.id],
            "cluster": numbers.clusters[inversion.cluster_id],
            "position": inversion.position,
            "texts": dict(inversion.texts),
            "dropped": inversion.dropped,
        }
        for inversion in inversions
    ]


def cards_data(cards: Iterable[Card], numbers: Numbers) -> list[Data]:
    """Return the cards of every state in the order of their arrival; redacted ones as they read now."""
    return [
        {
            "id": numbers.cards[card.id],
            "step": numbers.steps[card.step_id],
            "participant": numbers.participants.get(card.participant_id or 0),
            **{name: getattr(card, name) for name in _CARD_PLAIN},
            "state": card.state.value,
            "table": numbers.tables.get(card.table_id or 0),
            "inversion": numbers.inversions[card.inversion_id] if card.inversion_id else None,
            "created_at": said(card.created_at),
            "redacted_at": said(card.redacted_at),
            "translations": _translations_data(card.translations),
        }
        for card in cards
    ]


def moves_data(moves: Iterable[BoardMove], numbers: Numbers) -> list[Data]:
    """Return the journal of the board, oldest first; not who moved: accounts belong to an installation."""
    return [
        {
            "step": numbers.steps[move.step_id],
            "at": said(move.at),
            "kind": move.kind.value,
            "before": _board_data(move.before, numbers),
            "after": _board_data(move.after, numbers),
            "undone_at": said(move.undone_at),
        }
        for move in moves
    ]


def marks_data(marks: Iterable[Mark], numbers: Numbers) -> list[Data]:
    """Return the lightning marks of every state in the order of their arrival, each with the topic it was put on."""
    return [
        {
            "cluster": numbers.clusters[mark.cluster_id],
            "participant": numbers.participants.get(mark.participant_id or 0),
            **{name: getattr(mark, name) for name in _MARK_PLAIN},
            "state": mark.state.value,
            "created_at": said(mark.created_at),
        }
        for mark in marks
    ]


def store_board(data: Data, stored: Stored) -> None:
    """Store clusters, inversions, cards, placements and moves, in the order in which they need each other."""
    _store_clusters(data["clusters"], stored)
    _store_inversions(data["inversions"], stored)
    _store_cards(data["cards"], stored)
    db.session.add_all(_placements(data["clusters"], stored))
    db.session.add_all([_move(entry, stored) for entry in data["moves"]])
    db.session.add_all([_mark(entry, stored) for entry in data["marks"]])
    db.session.flush()


def _mark(entry: Data, stored: Stored) -> Mark:
    """Return a mark under a new key: those of the devices mean nothing here."""
    participant = entry["participant"]
    return Mark(
        workshop_id=stored.workshop.id,
        cluster_id=stored.clusters[entry["cluster"]].id,
        participant_id=stored.participants[participant].id if participant else None,
        key=str(uuid.uuid4()),
        **{name: entry[name] for name in _MARK_PLAIN},
        state=CardState(entry["state"]),
        created_at=heard(entry["created_at"]),
    )


def _store_clusters(data: Iterable[Data], stored: Stored) -> None:
    for entry in data:
        stored.clusters[entry["id"]] = Cluster(
            workshop_id=stored.workshop.id,
            **{name: entry[name] for name in _CLUSTER_PLAIN},
            phase=Phase(entry["phase"]),
            created_at=heard(entry["created_at"]),
            translations=[ClusterTranslation(**_translation(known)) for known in entry["translations"]],
        )
    db.session.add_all(stored.clusters.values())
    db.session.flush()
    for entry in data:
        stored.clusters[entry["id"]].merged_into_id = stored.cluster_id(entry["merged_into"])
    db.session.flush()


def _store_inversions(data: Iterable[Data], stored: Stored) -> None:
    for entry in data:
        stored.inversions[entry["id"]] = Inversion(
            workshop_id=stored.workshop.id,
            cluster=stored.clusters[entry["cluster"]],
            position=entry["position"],
            texts=entry["texts"],
            dropped=entry["dropped"],
        )
    db.session.add_all(stored.inversions.values())
    db.session.flush()


def _store_cards(data: Iterable[Data], stored: Stored) -> None:
    """Store the cards under new keys: those of the devices mean nothing here."""
    for entry in data:
        stored.cards[entry["id"]] = Card(
            workshop_id=stored.workshop.id,
            step=stored.steps[entry["step"]],
            participant_id=stored.participant_id(entry["participant"]),
            key=str(uuid.uuid4()),
            **{name: entry[name] for name in _CARD_PLAIN},
            state=CardState(entry["state"]),
            table_id=stored.table_id(entry["table"]),
            inversion_id=stored.inversion_id(entry["inversion"]),
            created_at=heard(entry["created_at"]),
            redacted_at=heard(entry["redacted_at"]),
            translations=[CardTranslation(**_translation(known)) for known in entry["translations"]],
        )
    db.session.add_all(stored.cards.values())
    db.session.flush()


def _placements(data: Iterable[Data], stored: Stored) -> list[Placement]:
    return [
        Placement(
            card_id=stored.cards[place["card"]].id,
            cluster_id=stored.clusters[entry["id"]].id,
            position=place["position"],
        )
        for entry in data
        for place in entry["cards"]
    ]


def _move(entry: Data, stored: Stored) -> BoardMove:
    return BoardMove(
        workshop_id=stored.workshop.id,
        step_id=stored.steps[entry["step"]].id,
        at=heard(entry["at"]),
        kind=MoveKind(entry["kind"]),
        before=_journal(entry["before"], stored),
        after=_journal(entry["after"], stored),
        undone_at=heard(entry["undone_at"]),
    )


def _translations_data(translations: Iterable[CardTranslation | ClusterTranslation]) -> list[Data]:
    return [
        {"language": known.language, "text": known.text, "state": known.state.value}
        for known in sorted(translations, key=lambda known: known.language)
    ]


def _translation(data: Data) -> dict[str, Any]:
    return {"language": data["language"], "text": data["text"], "state": TranslationState(data["state"])}


def _board_data(rows: Mapping[str, Any], numbers: Numbers) -> Data:
    """Return one side of a move; see `BoardMove` for how the journal keeps it."""
    return {
        "placements": [
            {"card": numbers.cards[card], "cluster": numbers.clusters[cluster], "position": position}
            for card, cluster, position in rows["placements"]
        ],
        "clusters": [
            {"cluster": numbers.clusters[int(cluster)], "changes": _changes_data(changes, numbers)}
            for cluster, changes in rows["clusters"].items()
        ],
    }


def _changes_data(changes: Mapping[str, Any], numbers: Numbers) -> Data:
    told = {name: value for name, value in changes.items() if name in {"dissolved", "title", "language"}}
    if "merged_into_id" in changes:
        into = changes["merged_into_id"]
        told["merged_into"] = None if into is None else numbers.clusters[into]
    if "translations" in changes:
        told["translations"] = [
            {"language": language, "text": text, "state": state} for language, text, state in changes["translations"]
        ]
    return told


def _journal(side: Data, stored: Stored) -> Data:
    return {
        "placements": [
            [stored.cards[place["card"]].id, stored.clusters[place["cluster"]].id, place["position"]]
            for place in side["placements"]
        ],
        "clusters": {
            str(stored.clusters[entry["cluster"]].id): _journal_changes(entry["changes"], stored)
            for entry in side["clusters"]
        },
    }


def _journal_changes(changes: Data, stored: Stored) -> Data:
    kept = {name: value for name, value in changes.items() if name not in {"merged_into", "translations"}}
    if "merged_into" in changes:
        kept["merged_into_id"] = stored.cluster_id(changes["merged_into"])
    if "translations" in changes:
        kept["translations"] = [[known["language"], known["text"], known["state"]] for known in changes["translations"]]
    return kept
