"""Reads of cards, clusters, inversions and the journal of the board; each takes a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from participation.contributions.domain import BoardRows, is_sent_again
from participation.contributions.errors import CardUnknown, ClusterUnknown, MarkUnknown, TopicUnknown
from participation.contributions.models import (
    BoardMove,
    Card,
    CardReport,
    CardState,
    Cluster,
    DismissedSuggestion,
    Inversion,
    Mark,
    Placement,
    ReportKind,
    TranslationState,
)
from participation.contributions.origins import show_origins
from participation.kernel.database import db
from participation.workshop.models import Phase, Step

TRUSTED = frozenset({TranslationState.HUMAN, TranslationState.APPROVED})
"""Translations that may stand in for the original; those of a machine are shown beside it and say so."""

_LATEST_OWN = (
    select(Card)
    .where(Card.participant_id == bindparam("participant_id"), Card.step_id == bindparam("step_id"))
    .order_by(Card.id.desc())
    .limit(bindparam("most"))
)
"""Written once: every phone page asks it."""


@dataclass(frozen=True, slots=True)
class ShownText:
    """What a reader sees of a card: a text, its language, and how far a translation can be trusted."""

    text: str
    language: str
    original: bool
    state: TranslationState | None = None


@dataclass(frozen=True, slots=True)
class BoardChanges:
    """What changed on a board, in whatever state it is now: whoever shows it decides what may be seen."""

    cards: list[Card]
    clusters: list[Cluster]


def shown_text(card: Card, language: str) -> ShownText:
    """Return a trusted translation of the card into ``language``, else its original."""
    for translation in card.translations:
        if translation.language == language and translation.state in TRUSTED:
            return ShownText(translation.text, language, original=False, state=translation.state)
    return ShownText(card.text, card.language, original=True)


def find_card_by_key(workshop_id: int, key: str) -> Card | None:
    """Return the card that a device sent with this key (a UUID in its canonical form)."""
    return db.session.scalar(select(Card).where(Card.workshop_id == workshop_id, Card.key == key))


def find_card_sent_again(participant_id: int, step_id: int, text: str, inversion_id: int | None) -> Card | None:
    """Return the device's latest card of the step when a form with this text, as it was typed, only repeats it."""
    statement = select(Card).where(Card.participant_id == participant_id, Card.step_id == step_id)
    latest = db.session.scalar(statement.order_by(Card.id.desc()).limit(1))
    if latest is None or not is_sent_again(text, inversion_id, latest.text, latest.inversion_id, latest.state):
        return None
    return latest


def get_card(workshop_id: int, card_id: int) -> Card:
    """Return a card of the workshop in any state; raises ``CardUnknown``."""
    card = db.session.scalar(select(Card).where(Card.id == card_id, Card.workshop_id == workshop_id))
    if card is None:
        raise CardUnknown
    return card


def list_own_cards(participant_id: int) -> list[Card]:
    """Return what a device has sent, newest first, withdrawn and hidden cards too."""
    return list(db.session.scalars(select(Card).where(Card.participant_id == participant_id).order_by(Card.id.desc())))


def latest_own_cards(participant_id: int, step_id: int, most: int) -> list[Card]:
    """Return the latest cards that a device sent in a step, newest first, withdrawn and hidden cards too."""
    values = {"participant_id": participant_id, "step_id": step_id, "most": most}
    return list(db.session.scalars(_LATEST_OWN, values))


def list_board_cards(
    workshop_id: int,
    *,
    phase: Phase | None = None,
    step_ids: Collection[int] | None = None,
    visible_only: bool = True,
) -> list[Card]:
    """Return the cards of a phase or of some steps in the order of their arrival, ready to be drawn.

    Without ``visible_only`` also those that wait, are hidden or were withdrawn.
    """
    statement = _drawn_cards(workshop_id)
    if phase is not None:
        statement = statement.where(Step.phase == phase)
    if step_ids is not None:
        statement = statement.where(Card.step_id.in_(step_ids))
    if visible_only:
        statement = statement.where(Card.state == CardState.VISIBLE)
    return list(db.session.scalars(statement))


def loose_cards(workshop_id: int, phase: Phase) -> list[Card]:
    """Return the visible cards of a phase that lie in no cluster, in the order of their arrival."""
    return list(
        db.session.scalars(
            _drawn_cards(workshop_id).where(
                Step.phase == phase,
                Card.state == CardState.VISIBLE,
                ~exists().where(Placement.card_id == Card.id),
            )
        )
    )


def list_waiting(workshop_id: int) -> list[Card]:
    """Return the cards that wait to be let through, oldest first."""
    return list(db.session.scalars(_drawn_cards(workshop_id).where(Card.state == CardState.WAITING)))


def list_hidden(workshop_id: int) -> list[Card]:
    """Return the cards that staff has hidden, oldest first; each carries its reason."""
    return list(db.session.scalars(_drawn_cards(workshop_id).where(Card.state == CardState.HIDDEN)))


def list_latest_cards(workshop_id: int, step_id: int, count: int) -> list[Card]:
    """Return the latest visible cards of a step, newest first."""
    statement = _drawn_cards(workshop_id).where(Card.step_id == step_id, Card.state == CardState.VISIBLE)
    return list(db.session.scalars(statement.order_by(None).order_by(Card.id.desc()).limit(count)))


def list_left_cards(table_id: int, step_ids: Collection[int]) -> list[Card]:
    """Return the visible cards that were left at a table in some steps, in the order of their arrival."""
    statement = select(Card).where(
        Card.table_id == table_id, Card.step_id.in_(step_ids), Card.state == CardState.VISIBLE
    )
    return list(db.session.scalars(statement.options(selectinload(Card.translations)).order_by(Card.id)))


def count_cards_by_table(workshop_id: int, phase: Phase) -> dict[int, int]:
    """Return how many visible cards of a phase belong to each table, by its id; tables without any are left out."""
    statement = (
        select(Card.table_id, func.count())
        .join(Step, Card.step_id == Step.id)
        .where(Card.workshop_id == workshop_id, Card.state == CardState.VISIBLE, Step.phase == phase)
        .group_by(Card.table_id)
    )
    return {table_id: count for table_id, count in db.session.execute(statement) if table_id is not None}


def count_cards(
    workshop_id: int,
    *,
    phase: Phase | None = None,
    step_id: int | None = None,
    state: CardState = CardState.VISIBLE,
) -> int:
    """Return how many cards of the workshop (of a phase, of a step) are in ``state``."""
    statement = select(func.count()).select_from(Card).where(Card.workshop_id == workshop_id, Card.state == state)
    if phase is not None:
        statement = statement.join(Step, Card.step_id == Step.id).where(Step.phase == phase)
    if step_id is not None:
        statement = statement.where(Card.step_id == step_id)
    return db.session.scalar(statement) or 0


def count_languages(workshop_id: int) -> int:
    """Return in how many languages the visible cards of the workshop are written."""
    languages = func.count(Card.language.distinct())
    statement = select(languages).where(Card.workshop_id == workshop_id, Card.state == CardState.VISIBLE)
    return db.session.scalar(statement) or 0


def get_cluster(workshop_id: int, cluster_id: int) -> Cluster:
    """Return a cluster that is on the board of the workshop; raises ``ClusterUnknown``."""
    cluster = db.session.scalar(
        select(Cluster).where(Cluster.id == cluster_id, Cluster.workshop_id == workshop_id, _on_board())
    )
    if cluster is None:
        raise ClusterUnknown
    return cluster


def list_clusters(workshop_id: int, phase: Phase) -> list[Cluster]:
    """Return the clusters of a phase in their order, with their cards; without merged and dissolved ones.

    Those of a plenum know the topics of its rooms that they took up (``Cluster.origins``).
    """
    found = db.session.scalars(_drawn_clusters(workshop_id).where(Cluster.phase == phase, _on_board()))
    return show_origins(workshop_id, list(found))


def list_positions(workshop_id: int, phase: Phase) -> dict[int, int]:
    """Return the positions of the clusters on the board of a phase by their ids, in the order of the board."""
    columns = select(Cluster.id, Cluster.position).where(
        Cluster.workshop_id == workshop_id, Cluster.phase == phase, _on_board()
    )
    rows = db.session.execute(columns.order_by(Cluster.position, Cluster.id))
    return {cluster_id: position for cluster_id, position in rows}  # noqa: C416 - rows are no pairs for the type checker


def all_clusters(workshop_id: int) -> dict[int, Cluster]:
    """Return every cluster of the workshop by its id, merged and dissolved ones too, for their titles."""
    return {cluster.id: cluster for cluster in db.session.scalars(select(Cluster).filter_by(workshop_id=workshop_id))}


def list_dismissed(workshop_id: int) -> list[DismissedSuggestion]:
    """Return the suggestions that a moderator of the workshop did not want."""
    return list(db.session.scalars(select(DismissedSuggestion).filter_by(workshop_id=workshop_id)))


def board_changes(workshop_id: int, since: int) -> BoardChanges:
    """Return the cards and clusters that changed after the board revision ``since``.

    Among them are cards that are no longer visible and clusters that were merged or dissolved: a reader takes
    them off.
    """
    cards = _drawn_cards(workshop_id).where(Card.revision > since)
    clusters = _drawn_clusters(workshop_id).where(Cluster.revision > since)
    return BoardChanges(list(db.session.scalars(cards)), show_origins(workshop_id, list(db.session.scalars(clusters))))


def find_mark_by_key(workshop_id: int, key: str) -> Mark | None:
    """Return the mark that a device sent with this key (a UUID in its canonical form)."""
    return db.session.scalar(select(Mark).where(Mark.workshop_id == workshop_id, Mark.key == key))


def get_mark(workshop_id: int, mark_id: int) -> Mark:
    """Return a lightning mark of the workshop in any state; raises ``MarkUnknown``."""
    mark = db.session.scalar(select(Mark).where(Mark.id == mark_id, Mark.workshop_id == workshop_id))
    if mark is None:
        raise MarkUnknown
    return mark


def marks_by_cluster(workshop_id: int, *, visible_only: bool = True) -> dict[int, list[Mark]]:
    """Return the marks of a workshop by the topic in which they stand now, each in the order of their arrival.

    A mark on a topic that was merged into another stands with that one: nothing is lost by regrouping.
    Without ``visible_only`` also hidden ones; never those that were withdrawn.
    """
    statement = select(Mark).where(Mark.workshop_id == workshop_id, Mark.state != CardState.WITHDRAWN).order_by(Mark.id)
    if visible_only:
        statement = statement.where(Mark.state == CardState.VISIBLE)
    marks = db.session.scalars(statement).all()
    merged = _merged_into(workshop_id) if marks else {}
    found = defaultdict(list)
    for mark in marks:
        at = mark.cluster_id
        while merged.get(at) is not None:
            at = merged[at]
        found[at].append(mark)
    return dict(found)


def _merged_into(workshop_id: int) -> dict[int, int]:
    rows = select(Cluster.id, Cluster.merged_into_id).where(
        Cluster.workshop_id == workshop_id, Cluster.merged_into_id.is_not(None)
    )
    return {cluster_id: into for cluster_id, into in db.session.execute(rows) if into is not None}


def find_report(card_id: int, participant_id: int) -> CardReport | None:
    """Return the report of a card that a device has sent."""
    return db.session.scalar(
        select(CardReport).where(CardReport.card_id == card_id, CardReport.participant_id == participant_id)
    )


def list_reported(workshop_id: int) -> list[tuple[Card, Sequence[ReportKind]]]:
    """Return the visible cards that somebody asks to look at, the longest waiting first, with what they say."""
    statement = (
        select(CardReport)
        .join(CardReport.card)
        .where(Card.workshop_id == workshop_id, Card.state == CardState.VISIBLE, CardReport.settled_at.is_(None))
        .options(contains_eager(CardReport.card).selectinload(Card.translations))
        .order_by(CardReport.id)
    )
    found: dict[Card, list[ReportKind]] = {}
    for report in db.session.scalars(statement):
        found.setdefault(report.card, []).append(report.kind)
    return list(found.items())


def count_reported(workshop_id: int) -> int:
    """Return how many visible cards somebody asks to look at."""
    statement = (
        select(func.count(CardReport.card_id.distinct()))
        .join(CardReport.card)
        .where(Card.workshop_id == workshop_id, Card.state == CardState.VISIBLE, CardReport.settled_at.is_(None))
    )
    return db.session.scalar(statement) or 0


def get_inversion(workshop_id: int, inversion_id: int) -> Inversion:
    """Return a topic of the workshop that was turned round; raises ``TopicUnknown``."""
    inversion = db.session.scalar(
        select(Inversion).where(Inversion.id == inversion_id, Inversion.workshop_id == workshop_id)
    )
    if inversion is None:
        raise TopicUnknown
    return inversion


def list_inversions(workshop_id: int) -> list[Inversion]:
    """Return the chosen topics in their order, with the clusters that they turn round."""
    statement = (
        select(Inversion)
        .where(Inversion.workshop_id == workshop_id, Inversion.dropped.is_(other=False))
        .options(joinedload(Inversion.cluster).selectinload(Cluster.translations))
        .order_by(Inversion.position, Inversion.id)
    )
    return list(db.session.scalars(statement))


def list_moves(step_id: int) -> list[BoardMove]:
    """Return the moves made on the board in a step, newest first; undone ones say when."""
    statement = (
        select(BoardMove)
        .where(BoardMove.step_id == step_id)
        .options(joinedload(BoardMove.actor), joinedload(BoardMove.undone_by))
        .order_by(BoardMove.id.desc())
    )
    return list(db.session.scalars(statement))


def find_move_to_undo(step: Step) -> BoardMove | None:
    """Return the latest move of the step that still stands, whoever made it."""
    statement = (
        select(BoardMove)
        .where(
            BoardMove.workshop_id == step.workshop_id,
            BoardMove.step_id == step.id,
            BoardMove.undone_at.is_(None),
        )
        .order_by(BoardMove.id.desc())
        .limit(1)
    )
    return db.session.scalar(statement)


def find_move_to_redo(step: Step) -> BoardMove | None:
    """Return the move of the step that was taken back last, unless another one was made since."""
    last_standing = select(func.max(BoardMove.id)).where(BoardMove.step_id == step.id, BoardMove.undone_at.is_(None))
    statement = (
        select(BoardMove)
        .where(BoardMove.step_id == step.id, BoardMove.id > func.coalesce(last_standing.scalar_subquery(), 0))
        .order_by(BoardMove.id)
        .limit(1)
    )
    return db.session.scalar(statement)


def card_history(card_id: int) -> list[BoardMove]:
    """Return every move that a card took part in, oldest first."""
    statement = (
        select(BoardMove)
        .join(Card, Card.workshop_id == BoardMove.workshop_id)
        .where(Card.id == card_id)
        .options(joinedload(BoardMove.actor), joinedload(BoardMove.undone_by))
        .order_by(BoardMove.id)
    )
    return [move for move in db.session.scalars(statement) if card_id in _cards_of(move)]


def _cards_of(move: BoardMove) -> set[int]:
    rows = (BoardRows.from_journal(move.before), BoardRows.from_journal(move.after))
    return {spot.card_id for side in rows for spot in side.spots}


def _on_board() -> ColumnElement[bool]:
    return Cluster.merged_into_id.is_(None) & Cluster.dissolved.is_(other=False)


def _drawn_cards(workshop_id: int) -> Select[Card]:
    return (
        select(Card)
        .join(Card.step)
        .where(Card.workshop_id == workshop_id)
        .options(
            contains_eager(Card.step),
            selectinload(Card.translations),
            selectinload(Card.placements),
            selectinload(Card.inversion),
        )
        .order_by(Card.id)
    )


def _drawn_clusters(workshop_id: int) -> Select[Cluster]:
    return (
        select(Cluster)
        .where(Cluster.workshop_id == workshop_id)
        .options(
            selectinload(Cluster.translations),
            selectinload(Cluster.placements).joinedload(Placement.card).selectinload(Card.translations),
        )
        .order_by(Cluster.position, Cluster.id)
    )


def latest_paper_cards(workshop_id: int, limit: int) -> list[Card]:
    """Return the cards from paper that were typed in last, the newest first, withdrawn ones too."""
    statement = select(Card).where(Card.workshop_id == workshop_id, Card.on_paper).options(joinedload(Card.step))
    return list(db.session.scalars(statement.order_by(Card.id.desc()).limit(limit)))


def count_paper_cards(workshop_id: int, up_to: int | None = None) -> int:
    """Return how many cards from paper were typed in, withdrawn ones too; with ``up_to`` the number of that card."""
    statement = select(func.count(Card.id)).where(Card.workshop_id == workshop_id, Card.on_paper)
    return db.session.scalar(statement.where(Card.id <= up_to) if up_to else statement) or 0
