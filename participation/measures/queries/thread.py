"""The parts of the thread between cards and measures, as a page shows them; used in both directions."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from participation.contributions.models import Card, CardState, Cluster, Inversion, Placement
from participation.contributions.queries import ShownText, shown_text
from participation.kernel.database import db
from participation.measures.models import Plan
from participation.prioritisation.queries import Vote
from participation.workshop.models import Phase


@dataclass(frozen=True, slots=True)
class Worded:
    """A text and the language it is in; a title that only a machine has translated says so (``is_machine``)."""

    text: str
    language: str
    is_machine: bool = False


@dataclass(frozen=True, slots=True)
class TracedCard:
    """A card on the thread.

    ``original`` and ``shown`` (in the reader's language) are empty unless everybody may see the card: one that is
    hidden or withdrawn keeps its place, not its words. ``answers`` is the id of the inversion a wish was written to.
    """

    id: int
    state: CardState
    original: Worded
    shown: ShownText
    on_paper: bool
    redacted: bool
    answers: int | None


@dataclass(frozen=True, slots=True)
class TracedOrigin:
    """A room in which a topic of the plenum was strong; ``points`` are ``None`` when no vote was counted there."""

    room: str
    rank: int
    points: int | None


@dataclass(frozen=True, slots=True)
class TracedCluster:
    """A topic or wish on the thread, with what it got in votes and the cards that lie in it today.

    A topic of a plenum has the cards of its rooms, and says which rooms they are (``origins``).
    """

    id: int
    phase: Phase
    title: Worded
    votes: tuple[Vote, ...]
    cards: tuple[TracedCard, ...] = ()
    origins: tuple[TracedOrigin, ...] = ()


def traced_card(card: Card, language: str | None) -> TracedCard:
    """Return the card for a reader of ``language`` (``None``: as it was written)."""
    if card.state is CardState.VISIBLE:
        original, shown = card.text, shown_text(card, language or card.language)
    else:
        original, shown = "", ShownText("", card.language, original=True)
    return TracedCard(
        id=card.id,
        state=card.state,
        original=Worded(original, card.language),
        shown=shown,
        on_paper=card.on_paper,
        redacted=card.redacted_at is not None,
        answers=card.inversion_id,
    )


def title_of(cluster: Cluster, language: str | None) -> Worded:
    """Return the cluster's title in ``language``, where it has one, else the original."""
    shown = cluster.shown_title(language or cluster.language)
    return Worded(shown.text, shown.language, shown.is_machine)


def plan_title_of(plan: Plan, language: str | None) -> Worded:
    """Return the plan's title in ``language``, where the wish that gave it has one, else the original."""
    shown = plan.shown_title(language or plan.language)
    return Worded(shown.text, shown.language, shown.is_machine)


def text_of(inversion: Inversion, language: str | None) -> Worded:
    """Return the inversion in ``language``, where it was written in it, else in the first language."""
    return Worded(*inversion.text_in(language or ""))


def cards_in(cluster_ids: Collection[int]) -> dict[int, list[Card]]:
    """Return the cards that lie in each of the clusters, in any state, with their translations."""
    statement = (
        select(Placement)
        .where(Placement.cluster_id.in_(cluster_ids))
        .options(joinedload(Placement.card).selectinload(Card.translations))
        .order_by(Placement.position, Placement.card_id)
    )
    found = defaultdict(list)
    for placement in db.session.scalars(statement):
        found[placement.cluster_id].append(placement.card)
    return dict(found)


def inversions_where(*, ids: Collection[int] = (), cluster_ids: Collection[int] = ()) -> list[Inversion]:
    """Return inversions by their own ids or by the topics that they turn round, with those topics."""
    statement = (
        select(Inversion)
        .where(Inversion.id.in_(ids) | Inversion.cluster_id.in_(cluster_ids))
        .options(selectinload(Inversion.cluster).selectinload(Cluster.translations))
        .order_by(Inversion.position, Inversion.id)
    )
    return list(db.session.scalars(statement))
