"""What everybody may see of a workshop as rows of plain tables: cards, topics, closed votes, plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from participation.concept.csv_set import Column, Kind, Table, Words
from participation.contributions.models import Card, Cluster
from participation.export.data_package import Description, make_set
from participation.export.documentation.record import WorkshopRecord, read_record, read_rooms
from participation.export.sheet import Value
from participation.i18n.formats import local
from participation.licences import Licence
from participation.prioritisation.models import Round, Subject
from participation.workshop.agendas import PLAN_FIELDS
from participation.workshop.models import Phase, Workshop

_PHASES: Final = tuple(phase.value for phase in Phase)
_IN_SET: Final = Words("Number in this set", "Nummer in diesem Satz")
_PHASE: Final = Column("phase", Words("Phase", "Phase"), required=True, choices=_PHASES)
_LANGUAGE: Final = Column("language", Words("Language (BCP 47)", "Sprache (BCP 47)"), required=True)
_TITLE: Final = Column("title", Words("Title as written", "Titel wie geschrieben"))
_ROOM: Final = Column("room", Words("Room; empty: the plenum", "Raum; leer: das Plenum"))
_CANVAS: Final = {
    "what": Words("What", "Was"),
    "why": Words("Why", "Warum"),
    "who": Words("Who", "Wer"),
    "with_whom": Words("With whom", "Mit wem"),
    "first_step": Words("First step", "Erster Schritt"),
    "by_when": Words("By when", "Bis wann"),
    "needs": Words("What it needs", "Was es braucht"),
    "obstacles": Words("Obstacles", "Hindernisse"),
}


def _number(name: str, title: Words = _IN_SET) -> Column:
    return Column(name, title, Kind.INTEGER, required=True)


def _pointer(name: str, title: Words, table: str, *, required: bool = True) -> Column:
    return Column(name, title, Kind.INTEGER, required, points_at=(table, name))


_TO_CLUSTER: Final = Words("Topic", "Themeninsel")

WORKSHOP_TABLES: Final = (
    Table(
        "workshop",
        Words("The workshop, in one row", "Die Werkstatt, in einer Zeile"),
        (
            Column("code", Words("Join code", "Zugangscode"), required=True),
            Column("title", Words("Title", "Titel"), required=True),
            Column("place", Words("Place", "Ort")),
            Column("day", Words("Day", "Tag"), Kind.DATE),
            Column("process", Words("Process that it belongs to", "Verfahren, zu dem sie gehört")),
            _LANGUAGE,
        ),
    ),
    Table(
        "cards",
        Words("Cards that everybody may see", "Karten, die alle sehen dürfen"),
        (
            _number("card"),
            _PHASE,
            Column("text", Words("Text as written", "Text wie geschrieben"), required=True),
            _LANGUAGE,
            Column("on_paper", Words("From paper", "Von Papier"), Kind.BOOLEAN, required=True),
            Column("redacted", Words("Personal words taken out", "Persönliches entfernt"), Kind.BOOLEAN, required=True),
            _ROOM,
        ),
        ("card",),
    ),
    Table(
        "card_translations",
        Words("Cards in other languages", "Karten in anderen Sprachen"),
        (
            _pointer("card", Words("Card", "Karte"), "cards"),
            _LANGUAGE,
            Column("text", Words("Text", "Text"), required=True),
            Column(
                "state",
                Words("How far it can be trusted", "Wie weit ihr zu trauen ist"),
                required=True,
                choices=("machine", "human", "approved"),
            ),
        ),
        ("card", "language"),
    ),
    Table(
        "clusters",
        Words("Topics: cards that belong together", "Themeninseln: Karten, die zusammengehören"),
        (_number("cluster"), _PHASE, _TITLE, _LANGUAGE, _ROOM),
        ("cluster",),
    ),
    Table(
        "cluster_cards",
        Words("Which cards lie in which topic", "Welche Karten in welcher Themeninsel liegen"),
        (_pointer("cluster", _TO_CLUSTER, "clusters"), _pointer("card", Words("Card", "Karte"), "cards")),
        ("cluster", "card"),
    ),
    Table(
        "votes",
        Words("Votes by dots that are closed", "Abgeschlossene Abstimmungen mit Punkten"),
        (
            _number("vote"),
            _PHASE,
            _number("dots", Words("Dots a person", "Punkte je Person")),
            _number("limit", Words("Dots on one option at most", "Höchstens Punkte auf eine Wahl")),
            _ROOM,
        ),
        ("vote",),
    ),
    Table(
        "vote_options",
        Words("What could be voted for, and what it got", "Was zur Wahl stand und was es bekam"),
        (
            _pointer("vote", Words("Vote", "Abstimmung"), "votes"),
            _number("position", Words("Place on the ballot, from 0", "Platz auf dem Stimmzettel, ab 0")),
            _pointer("cluster", _TO_CLUSTER, "clusters", required=False),
            _pointer("plan", Words("Plan", "Umsetzungsskizze"), "plans", required=False),
            Column("title", Words("Title when the vote opened", "Titel, als die Abstimmung begann"), required=True),
            _LANGUAGE,
            _number("points", Words("Dots", "Punkte")),
            Column("rank", Words("Rank, shared when equal", "Rang, bei Gleichstand geteilt"), Kind.INTEGER),
        ),
        ("vote", "position"),
    ),
    Table(
        "plans",
        Words("Plans: how wishes could be done", "Umsetzungsskizzen: wie Wünsche umgesetzt werden können"),
        (
            _number("plan"),
            _TITLE,
            _LANGUAGE,
            *(Column(name, words) for name, words in _CANVAS.items()),
            _ROOM,
        ),
        ("plan",),
    ),
    Table(
        "plan_wishes",
        Words("Which wishes a plan works out", "Welche Wünsche eine Umsetzungsskizze ausarbeitet"),
        (_pointer("plan", Words("Plan", "Umsetzungsskizze"), "plans"), _pointer("cluster", _TO_CLUSTER, "clusters")),
        ("plan", "cluster"),
    ),
)

_Rows = list[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class WorkshopRows:
    """The rows of each table of a workshop, and what the set is called."""

    code: str
    title: str
    rows: Mapping[str, Sequence[tuple[Value, ...]]]


def make_workshop_set(told: WorkshopRows, created: datetime, licence: Licence | None) -> bytes:
    """Return what everybody may see of a workshop as a set."""
    about = Description(f"workshop-{told.code.lower()}", told.title, created, licence)
    return make_set(WORKSHOP_TABLES, told.rows, about)


def read_workshop_rows(workshop: Workshop) -> WorkshopRows:
    """Read what everybody may see of a workshop and of its rooms; nothing of votes that are open."""
    rooms = read_rooms(workshop)
    records = [("", read_record(workshop)), *((room.workshop.room.name, room) for room in rooms if room.workshop.room)]
    return WorkshopRows(workshop.code, workshop.title, _Rooms(records).rows(workshop))


class _Rooms:
    """The plenum and its rooms with one numbering, since a topic of the plenum holds cards of its rooms."""

    def __init__(self, records: Sequence[tuple[str, WorkshopRecord]]) -> None:
        self._records = records
        self._cards = _numbered(card.id for _, record in records for card in record.visible())
        self._clusters = _numbered(key for _, record in records for key in record.clusters_by_id())
        self._plans = _numbered(plan.id for _, record in records for plan in record.plans)
        self._votes = _numbered(round_.id for _, round_ in self._closed())

    def rows(self, workshop: Workshop) -> dict[str, _Rows]:
        day = local(workshop.planned_for).date() if workshop.planned_for else None
        about = (workshop.code, workshop.title, workshop.place, day, workshop.process.title, workshop.language)
        return {
            "workshop": [about],
            "cards": [self._card(room, card) for room, card in self._all_cards()],
            "card_translations": [
                (self._cards[card.id], known.language, known.text, known.state.value)
                for _, card in self._all_cards()
                for known in card.translations
            ],
            "clusters": [
                (self._clusters[each.id], each.phase.value, each.title, each.language, room)
                for room, each in self._all_clusters()
            ],
            "cluster_cards": [
                (self._clusters[each.id], self._cards[card.id])
                for _, each in self._all_clusters()
                for card in each.all_cards
                if card.id in self._cards
            ],
            "votes": [
                (self._votes[vote.id], vote.step.phase.value, vote.dots, vote.limit, room)
                for room, vote in self._closed()
            ],
            "vote_options": [row for _, vote in self._closed() for row in self._options(vote)],
            "plans": list(self._plan_rows()),
            "plan_wishes": [
                (self._plans[plan.id], self._clusters[wish.id])
                for _, record in self._records
                for plan in record.plans
                for wish in plan.wishes
                if wish.id in self._clusters
            ],
        }

    def _card(self, room: str, card: Card) -> tuple[Value, ...]:
        redacted = card.redacted_at is not None
        phase = card.step.phase.value
        return (self._cards[card.id], phase, card.text, card.language, card.on_paper, redacted, room)

    def _all_cards(self) -> Iterator[tuple[str, Card]]:
        return ((room, card) for room, record in self._records for card in record.visible())

    def _all_clusters(self) -> Iterator[tuple[str, Cluster]]:
        return ((room, cluster) for room, record in self._records for cluster in record.clusters_by_id().values())

    def _closed(self) -> Iterator[tuple[str, Round]]:
        for room, record in self._records:
            for counted in record.rounds:
                if not counted.is_open and counted.round.subject is not Subject.SCALE:
                    yield room, counted.round

    def _options(self, vote: Round) -> _Rows:
        of_plans = vote.subject is Subject.PLAN
        return [
            (
                self._votes[vote.id],
                option.position,
                None if of_plans else self._clusters.get(option.subject_id),
                self._plans.get(option.subject_id) if of_plans else None,
                *option.original,
                option.points or 0,
                option.rank,
            )
            for option in vote.options
        ]

    def _plan_rows(self) -> Iterator[tuple[Value, ...]]:
        for room, record in self._records:
            for plan in record.plans:
                texts = (plan.text_of(name) for name in PLAN_FIELDS)
                yield (self._plans[plan.id], plan.title, plan.language, *texts, room)


def _numbered(ids: Iterator[int]) -> dict[int, int]:
    return {key: number for number, key in enumerate(dict.fromkeys(ids), start=1)}
