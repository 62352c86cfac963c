"""The thread forwards: from a card to what became of it, in a fixed number of statements for any number of cards."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from participation.concept.editions.standing import list_standing
from participation.concept.models import Measure, MeasureState
from participation.concept.translations.wordings import shown_labels
from participation.contributions.models import Card, CardState, Cluster, Inversion, Placement
from participation.contributions.queries import load_translations
from participation.kernel.database import db
from participation.measures.models import Plan, plan_wish
from participation.measures.queries.lineage import Lineage, lineage_of
from participation.measures.queries.thread import (
    TracedCard,
    TracedCluster,
    Worded,
    inversions_where,
    plan_title_of,
    text_of,
    title_of,
    traced_card,
)
from participation.prioritisation.models import Subject
from participation.prioritisation.queries import Vote, votes_for


@dataclass(frozen=True, slots=True)
class OutcomeMeasure:
    """A measure of the concept and where it stands, called as the reader reads it."""

    id: int
    label: Worded
    state: MeasureState


@dataclass(frozen=True, slots=True)
class OutcomePlan:
    """A plan that took the topic up, in the workshop or in one of its rooms."""

    id: int
    workshop_id: int
    title: Worded
    votes: tuple[Vote, ...]
    measures: tuple[OutcomeMeasure, ...]


@dataclass(frozen=True, slots=True)
class OutcomeWish:
    """A wish that a topic led to, and the plans for it."""

    cluster: TracedCluster
    plans: tuple[OutcomePlan, ...]


@dataclass(frozen=True, slots=True)
class OutcomeInversion:
    """A topic turned round, and the wishes that answered it."""

    id: int
    text: Worded
    wishes: tuple[OutcomeWish, ...]


@dataclass(frozen=True, slots=True)
class OutcomeTopic:
    """A cluster in which the card lies: its votes, what it was turned into, the plans that work it out."""

    cluster: TracedCluster
    inversions: tuple[OutcomeInversion, ...]
    plans: tuple[OutcomePlan, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a card; ``topics`` is empty for one that lies in no cluster, a theme of its own."""

    workshop_id: int
    card: TracedCard
    topics: tuple[OutcomeTopic, ...]

    @property
    def plans(self) -> tuple[OutcomePlan, ...]:
        """All plans that the card led to, each once, whether by its topic or by a wish that answered it."""
        plans = [plan for topic in self.topics for plan in topic.plans]
        inversions = [inversion for topic in self.topics for inversion in topic.inversions]
        plans += [plan for inversion in inversions for wish in inversion.wishes for plan in wish.plans]
        return tuple({plan.id: plan for plan in plans}.values())

    @property
    def measures(self) -> tuple[OutcomeMeasure, ...]:
        """All measures that the card led to, each once."""
        return tuple({measure.id: measure for plan in self.plans for measure in plan.measures}.values())


@dataclass(frozen=True, slots=True)
class _Forwards:
    """Everything that outcomes need, loaded; the methods only put it together."""

    language: str | None
    lineage: Lineage
    clusters_of: Mapping[int, list[Cluster]]
    inversions: Iterable[Inversion]
    wishes_of: Mapping[int | None, list[Cluster]]
    plans: Iterable[Plan]
    standing: Mapping[str, Measure]
    """The measures of the plans by lineage, as they stand today."""
    labels: Mapping[int, Worded]
    cluster_votes: Mapping[int, list[Vote]]
    plan_votes: Mapping[int, list[Vote]]

    def outcome(self, card: Card) -> Outcome:
        topics = tuple(self.topic(cluster) for cluster in self.clusters_of.get(card.id, ()))
        return Outcome(card.workshop_id, traced_card(card, self.language), topics)

    def topic(self, cluster: Cluster) -> OutcomeTopic:
        family = self.lineage.onward([cluster.id])
        inversions = tuple(
            OutcomeInversion(
                inversion.id,
                text_of(inversion, self.language),
                tuple(
                    OutcomeWish(self.cluster(wish), self.plans_for(wish))
                    for wish in self.wishes_of.get(inversion.id, ())
                ),
            )
            for inversion in self.inversions
            if inversion.cluster_id in family
        )
        return OutcomeTopic(self.cluster(cluster), inversions, self.plans_for(cluster))

    def cluster(self, cluster: Cluster) -> TracedCluster:
        family = sorted(self.lineage.onward([cluster.id]))
        votes = tuple(vote for member in family for vote in self.cluster_votes.get(member, ()))
        return TracedCluster(cluster.id, cluster.phase, title_of(cluster, self.language), votes)

    def plans_for(self, cluster: Cluster) -> tuple[OutcomePlan, ...]:
        family = self.lineage.onward([cluster.id])
        return tuple(self.plan(plan) for plan in self.plans if family.intersection(wish.id for wish in plan.wishes))

    def plan(self, plan: Plan) -> OutcomePlan:
        return OutcomePlan(
            id=plan.id,
            workshop_id=plan.workshop_id,
            title=plan_title_of(plan, self.language),
            votes=tuple(self.plan_votes.get(plan.id, ())),
            measures=tuple(
                OutcomeMeasure(today.id, self.labels[today.id], today.state)
                for today in (self.standing[measure.lineage] for measure in plan.measures)
            ),
        )


def outcome_of_card(card: Card, language: str | None = None) -> Outcome:
    """Return what became of a card in any state, for a reader of ``language`` (``None``: as written)."""
    return outcomes_of_cards([card], language)[0]


def outcomes_of_cards(cards: Sequence[Card], language: str | None = None) -> list[Outcome]:
    """Return what became of each card, in their order."""
    load_translations(cards)
    lineage = lineage_of({card.workshop_id for card in cards})
    clusters_of = _clusters_by_card([card.id for card in cards])
    topics = lineage.onward(cluster.id for clusters in clusters_of.values() for cluster in clusters)
    inversions = inversions_where(cluster_ids=topics)
    wishes_of = _wishes_by_inversion([inversion.id for inversion in inversions])
    wishes = lineage.onward(wish.id for found in wishes_of.values() for wish in found)
    plans = _plans_for(topics | wishes)
    standing = list_standing([entry for plan in plans for entry in plan.measures])
    forwards = _Forwards(
        language=language,
        lineage=lineage,
        clusters_of=clusters_of,
        inversions=inversions,
        wishes_of=wishes_of,
        plans=plans,
        standing={today.lineage: today for today in standing},
        labels=_labels(standing, language),
        cluster_votes=votes_for(Subject.CLUSTER, topics | wishes),
        plan_votes=votes_for(Subject.PLAN, [plan.id for plan in plans]),
    )
    return [forwards.outcome(card) for card in cards]


def _labels(measures: Collection[Measure], language: str | None) -> dict[int, Worded]:
    if language is None:
        return {each.id: Worded(each.label, each.edition.concept.language) for each in measures}
    shown = shown_labels(measures, language)
    return {key: Worded(label.text, label.language, label.is_machine) for key, label in shown.items()}


def _clusters_by_card(card_ids: Collection[int]) -> dict[int, list[Cluster]]:
    statement = (
        select(Placement)
        .where(Placement.card_id.in_(card_ids))
        .options(joinedload(Placement.cluster).selectinload(Cluster.translations))
        .order_by(Placement.cluster_id)
    )
    found = defaultdict(list)
    for placement in db.session.scalars(statement):
        found[placement.card_id].append(placement.cluster)
    return dict(found)


def _wishes_by_inversion(inversion_ids: Collection[int]) -> dict[int | None, list[Cluster]]:
    """Return the clusters that hold visible cards written to each inversion."""
    statement = (
        select(Card.inversion_id, Cluster)
        .join(Placement, Placement.card_id == Card.id)
        .join(Cluster, Placement.cluster_id == Cluster.id)
        .where(Card.inversion_id.in_(inversion_ids), Card.state == CardState.VISIBLE)
        .options(selectinload(Cluster.translations))
        .order_by(Cluster.position, Cluster.id)
    )
    found: defaultdict[int | None, dict[int, Cluster]] = defaultdict(dict)
    for inversion_id, cluster in db.session.execute(statement):
        found[inversion_id][cluster.id] = cluster
    return {inversion_id: list(clusters.values()) for inversion_id, clusters in found.items()}


def _plans_for(cluster_ids: Collection[int]) -> list[Plan]:
    working_out = select(plan_wish.c.plan_id).where(plan_wish.c.cluster_id.in_(cluster_ids))
    statement = (
        select(Plan)
        .where(Plan.id.in_(working_out))
        .options(
            selectinload(Plan.wishes).selectinload(Cluster.translations),
            selectinload(Plan.measures),
        )
        .order_by(Plan.position, Plan.id)
    )
    return list(db.session.scalars(statement))
