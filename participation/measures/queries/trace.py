"""The thread backwards: from a measure to the first card, in a fixed number of statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from participation.concept.models import Measure, MeasureState
from participation.contributions.models import Card, Cluster, Inversion
from participation.kernel.database import db
from participation.measures.domain import PLAN_FIELD_NAMES
from participation.measures.models import Plan, measure_plan
from participation.measures.queries.lineage import Lineage, lineage_of
from participation.measures.queries.thread import (
    TracedCluster,
    TracedOrigin,
    Worded,
    cards_in,
    inversions_where,
    plan_title_of,
    text_of,
    title_of,
    traced_card,
)
from participation.prioritisation.models import Subject
from participation.prioritisation.queries import Vote, votes_for


@dataclass(frozen=True, slots=True)
class TracedInversion:
    """The sentence that wishes answered, and the critique topic that it turned round."""

    id: int
    text: Worded
    topic: TracedCluster


@dataclass(frozen=True, slots=True)
class TracedWish:
    """A wish that a plan works out, and the inversions that its cards were written to."""

    cluster: TracedCluster
    inversions: tuple[TracedInversion, ...]


@dataclass(frozen=True, slots=True)
class TracedPlan:
    """A table's plan; ``fields`` are those that were filled, by name, in the order of the canvas."""

    id: int
    title: Worded
    workshop_code: str
    workshop_title: str
    table: str
    fields: Mapping[str, Worded]
    votes: tuple[Vote, ...]
    wishes: tuple[TracedWish, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """Measure ← plans ← wishes ← wish cards ← inversions ← critique topics ← critique cards."""

    measure_id: int
    label: str
    state: MeasureState
    plans: tuple[TracedPlan, ...]

    @property
    def card_ids(self) -> frozenset[int]:
        """The ids of all cards that this measure goes back to, each once."""
        wishes = [wish for plan in self.plans for wish in plan.wishes]
        topics = [inversion.topic for wish in wishes for inversion in wish.inversions]
        return frozenset(card.id for cluster in [*(wish.cluster for wish in wishes), *topics] for card in cluster.cards)


@dataclass(frozen=True, slots=True)
class _Backwards:
    """Everything that a trace needs, loaded; the methods only put it together."""

    language: str | None
    lineage: Lineage
    cards: Mapping[int, list[Card]]
    inversions: Iterable[Inversion]
    cluster_votes: Mapping[int, list[Vote]]
    plan_votes: Mapping[int, list[Vote]]

    def plan(self, plan: Plan) -> TracedPlan:
        written = {field.name: Worded(field.text, field.language) for field in plan.fields if field.text}
        return TracedPlan(
            id=plan.id,
            title=plan_title_of(plan, self.language),
            workshop_code=plan.workshop.code,
            workshop_title=plan.workshop.title,
            table=plan.table.name if plan.table else "",
            fields={name: written[name] for name in PLAN_FIELD_NAMES if name in written},
            votes=tuple(self.plan_votes.get(plan.id, ())),
            wishes=tuple(self.wish(wish) for wish in plan.wishes),
        )

    def wish(self, cluster: Cluster) -> TracedWish:
        answered = {card.inversion_id for card in self.cards_of(cluster)}
        return TracedWish(
            cluster=self.cluster(cluster),
            inversions=tuple(
                TracedInversion(inversion.id, text_of(inversion, self.language), self.cluster(inversion.cluster))
                for inversion in self.inversions
                if inversion.id in answered
            ),
        )

    def cluster(self, cluster: Cluster) -> TracedCluster:
        family = self.lineage.family([cluster.id])
        return TracedCluster(
            id=cluster.id,
            phase=cluster.phase,
            title=title_of(cluster, self.language),
            votes=tuple(vote for member in sorted(family) for vote in self.cluster_votes.get(member, ())),
            cards=tuple(traced_card(card, self.language) for card in self.cards_of(cluster)),
            origins=tuple(
                TracedOrigin(topic.room.name, topic.rank, topic.points) for topic in self.lineage.origins([cluster.id])
            ),
        )

    def cards_of(self, cluster: Cluster) -> list[Card]:
        """The cards that lie in the cluster, and those that lie in the rooms' topics that it took up."""
        places = [self.lineage.final(cluster.id)]
        places += [self.lineage.final(topic.source_id) for topic in self.lineage.origins([cluster.id])]
        cards = [card for place in places for card in self.cards.get(place, ())]
        return list(dict.fromkeys(cards))


def trace_of_measure(measure: Measure, language: str | None = None) -> Trace:
    """Return the way back from a measure to its cards, for a reader of ``language`` (``None``: as written)."""
    plans = _plans_of(measure)
    back = _load_backwards(plans, language)
    return Trace(measure.id, measure.label, measure.state, tuple(back.plan(plan) for plan in plans))


def _plans_of(measure: Measure) -> list[Plan]:
    """Return the plans that the measure came from, in whichever edition it was made."""
    made = select(measure_plan.c.plan_id).join(Measure).where(Measure.lineage == measure.lineage)
    statement = (
        select(Plan)
        .where(Plan.id.in_(made))
        .options(
            selectinload(Plan.fields),
            selectinload(Plan.wishes).selectinload(Cluster.translations),
            joinedload(Plan.workshop),
            joinedload(Plan.table),
        )
        .order_by(Plan.id)
    )
    return list(db.session.scalars(statement))


def _load_backwards(plans: list[Plan], language: str | None) -> _Backwards:
    lineage = lineage_of({plan.workshop_id for plan in plans})
    wishes = lineage.family(wish.id for plan in plans for wish in plan.wishes)
    wish_cards = cards_in(lineage.finals(lineage.sources(wishes)))
    answered = {card.inversion_id for cards in wish_cards.values() for card in cards if card.inversion_id}
    inversions = inversions_where(ids=answered)
    topics = lineage.family(inversion.cluster_id for inversion in inversions)
    return _Backwards(
        language=language,
        lineage=lineage,
        cards=wish_cards | cards_in(lineage.finals(lineage.sources(topics))),
        inversions=inversions,
        cluster_votes=votes_for(Subject.CLUSTER, wishes | topics),
        plan_votes=votes_for(Subject.PLAN, [plan.id for plan in plans]),
    )
