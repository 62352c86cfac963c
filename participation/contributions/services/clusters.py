"""Sorting cards: clusters are made, titled, ordered, merged and split.

Every move is journalled and can be taken back (see ``moves``). A board holds the cards and clusters of the phase
of the step in which somebody sorts.
"""

from collections.abc import Mapping, Sequence

from participation.access.models import StaffUser
from participation.contributions.domain import BoardRows, clean_title, order_before, pour
from participation.contributions.errors import BoardMoved, CardUnknown, ClusterUnknown, LanguageUnknown, TitleEmpty
from participation.contributions.models import BoardMove, Cluster, MoveKind, TranslationState
from participation.contributions.queries import list_positions
from participation.contributions.services.board_rows import (
    cluster_on_board,
    new_cluster,
    open_cluster,
    spots_in,
    spots_of_cards,
    visible_cards,
)
from participation.contributions.services.moves import Hand, make_move, translations_of
from participation.i18n.languages import LANGUAGES
from participation.workshop.models import Step, Workshop
from participation.workshop.services import hold_workshop


def create_cluster(
    workshop: Workshop,
    step: Step,
    actor: StaffUser | None,
    *,
    title: str = "",
    card_ids: Sequence[int] = (),
) -> Cluster:
    """Add a cluster behind the others and lay these cards in it, in this order, out of wherever they lay.

    The title is written in the workshop's first language and may follow later.
    Raises ``CardUnknown``, ``TitleEmpty`` (for a title that prints nothing), ``TitleTooLong``.
    """
    hold_workshop(workshop.id)
    cards = visible_cards(workshop, step, card_ids)
    cluster = new_cluster(workshop, step, title, workshop.language)
    open_cluster(Hand(workshop, step, actor), MoveKind.CREATED, cluster, spots_of_cards(cards), card_ids)
    return cluster


def title_cluster(cluster: Cluster, step: Step, actor: StaffUser | None, title: str, language: str) -> BoardMove | None:
    """Give a cluster its title. Translations of the former title go with it; taking the move back restores them.

    Returns ``None`` when the title is the same. Raises ``TitleEmpty``, ``TitleTooLong``, ``LanguageUnknown``,
    ``ClusterUnknown``.
    """
    title = clean_title(title)
    if language not in LANGUAGES:
        raise LanguageUnknown
    hold_workshop(step.workshop_id)
    cluster = cluster_on_board(step.workshop, step, cluster.id)
    if (cluster.title, cluster.language) == (title, language):
        return None
    before = {
        "title": cluster.title,
        "language": cluster.language,
        "translations": translations_of(cluster),
    }
    after = {"title": title, "language": language, "translations": []}
    return make_move(
        Hand(step.workshop, step, actor),
        MoveKind.TITLED,
        BoardRows(clusters={cluster.id: before}),
        BoardRows(clusters={cluster.id: after}),
    )


def write_titles(cluster: Cluster, step: Step, actor: StaffUser | None, titles: Mapping[str, str]) -> BoardMove | None:
    """Give a cluster its title in several languages at once, as one move.

    ``titles`` is by language; an empty one is left out or taken away, a language that is not named stays as it is.
    The title's own language is kept where it has a text, else the first one that has becomes it. A translation that
    is the same keeps its state, another one was made by a person.
    Returns ``None`` when nothing changes. Raises ``TitleEmpty`` when no language has a text, ``TitleTooLong``,
    ``LanguageUnknown``, ``ClusterUnknown``.
    """
    if not set(titles) <= set(LANGUAGES):
        raise LanguageUnknown
    hold_workshop(step.workshop_id)
    cluster = cluster_on_board(step.workshop, step, cluster.id)
    known = {language: (text, state) for language, text, state in translations_of(cluster)}
    human = TranslationState.HUMAN.value
    for language, raw in titles.items():
        text = clean_title(raw) if raw.strip() else ""
        if known.get(language, ("", ""))[0] != text:
            known[language] = (text, human)
    own = titles.get(cluster.language, cluster.title)
    language = cluster.language if own.strip() else next((tag for tag, (text, _) in known.items() if text), "")
    if not language:
        raise TitleEmpty
    title = clean_title(own) if language == cluster.language else known[language][0]
    others = sorted([tag, text, state] for tag, (text, state) in known.items() if text and tag != language)
    before = {"title": cluster.title, "language": cluster.language, "translations": sorted(translations_of(cluster))}
    after = {"title": title, "language": language, "translations": others}
    if before == after:
        return None
    hand = Hand(step.workshop, step, actor)
    return make_move(
        hand, MoveKind.TITLED, BoardRows(clusters={cluster.id: before}), BoardRows(clusters={cluster.id: after})
    )


def order_cluster(cluster: Cluster, step: Step, actor: StaffUser | None, before_id: int | None) -> BoardMove | None:
    """Put a cluster before another one, or behind all when ``before_id`` is ``None``.

    Returns ``None`` when it stands there already. Raises ``ClusterUnknown``, also for a cluster and itself.
    """
    workshop = step.workshop
    hold_workshop(workshop.id)
    cluster = cluster_on_board(workshop, step, cluster.id)
    positions = list_positions(workshop.id, step.phase)
    if before_id is not None and (before_id == cluster.id or before_id not in positions):
        raise ClusterUnknown
    wanted = order_before(positions, cluster.id, before_id)
    changed = [cluster_id for cluster_id, position in wanted.items() if positions[cluster_id] != position]
    if not changed:
        return None
    return make_move(
        Hand(workshop, step, actor),
        MoveKind.ORDERED,
        BoardRows(clusters={cluster_id: {"position": positions[cluster_id]} for cluster_id in changed}),
        BoardRows(clusters={cluster_id: {"position": wanted[cluster_id]} for cluster_id in changed}),
    )


def merge_clusters(into: Cluster, other: Cluster, step: Step, actor: StaffUser | None) -> BoardMove:
    """Pour the cards of ``other`` into ``into``; ``other`` stays, empty, and says where it went.

    Raises ``ClusterUnknown``, also for a cluster and itself.
    """
    workshop = step.workshop
    hold_workshop(workshop.id)
    into = cluster_on_board(workshop, step, into.id)
    other = cluster_on_board(workshop, step, other.id)
    if into is other:
        raise ClusterUnknown
    leaving = spots_in(other)
    return make_move(
        Hand(workshop, step, actor),
        MoveKind.MERGED,
        BoardRows(leaving, {other.id: {"merged_into_id": None}}),
        BoardRows(pour(spots_in(into), leaving, into.id), {other.id: {"merged_into_id": into.id}}),
    )


def split_cluster(
    cluster: Cluster, step: Step, actor: StaffUser | None, card_ids: Sequence[int], title: str = ""
) -> Cluster:
    """Move these cards out of a cluster into a new one behind the others, and return it.

    Raises ``BoardMoved`` when one of the cards does not lie in the cluster any more, ``CardUnknown``,
    ``ClusterUnknown``, ``TitleEmpty``, ``TitleTooLong``.
    """
    workshop = step.workshop
    hold_workshop(workshop.id)
    cluster = cluster_on_board(workshop, step, cluster.id)
    cards = visible_cards(workshop, step, card_ids)
    leaving = tuple(spot for spot in spots_of_cards(cards) if spot.cluster_id == cluster.id)
    if not cards:
        raise CardUnknown
    if len(leaving) != len(cards):
        raise BoardMoved
    part = new_cluster(workshop, step, title, cluster.language)
    open_cluster(Hand(workshop, step, actor), MoveKind.SPLIT, part, leaving, card_ids)
    return part
