"""Reads of what public workshops have brought: cards, topics, closed votes, plans, measures."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, selectinload

from participation.concept.editions.standing import list_standing
from participation.concept.models import Measure
from participation.contributions.models import Card, CardState
from participation.contributions.queries import list_clusters, marks_by_cluster, shown_text
from participation.i18n.wording import ShownText
from participation.kernel.database import db
from participation.measures.models import Plan, PublicState
from participation.measures.queries import list_plans as plans_of
from participation.open_data import records
from participation.open_data.domain import Part, SortedPhase
from participation.open_data.permissions import is_public
from participation.open_data.queries.measures import name_of_state
from participation.open_data.records import Page
from participation.prioritisation.models import Option, Round, RoundState, Subject
from participation.prioritisation.queries import list_rounds
from participation.workshop.agendas import PLAN_FIELDS
from participation.workshop.models import Phase, Step, Workshop


def list_cards(workshop: Workshop, part: Part, language: str, *, phase: str | None) -> Page[records.Card]:
    """Return the cards that everybody may see, in the order of arrival, if asked only those of a phase."""
    statement = select(Card).join(Card.step).where(Card.workshop_id == workshop.id, Card.state == CardState.VISIBLE)
    if phase is not None:
        statement = statement.where(Step.phase == Phase(phase))
    total = db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    loading = (contains_eager(Card.step), selectinload(Card.translations), selectinload(Card.placements))
    drawn = statement.options(*loading).order_by(Card.id).limit(part.limit).offset(part.offset)
    return Page(total, tuple(_told_card(card, language) for card in db.session.scalars(drawn)))


def topics_of(workshop: Workshop, part: Part, language: str, *, phase: str | None) -> Page[records.Cluster]:
    """Return the topics of a workshop as they hang on the board, if asked only those of a phase."""
    phases = [Phase(word.value) for word in SortedPhase if phase in {None, word.value}]
    found = [cluster for wanted in phases for cluster in list_clusters(workshop.id, wanted)]
    marks = marks_by_cluster(workshop.id)
    told = found[part.offset : part.offset + part.limit]
    clusters = tuple(
        records.Cluster(
            id=cluster.id,
            phase=cluster.phase,
            title=_wording(cluster.shown_title(language)),
            cards=tuple(card.id for card in cluster.all_cards),
            dissent=tuple(records.Wording(mark.text, mark.language, None) for mark in marks.get(cluster.id, ())),
        )
        for cluster in told
    )
    return Page(len(found), clusters)


def list_votes(workshop: Workshop, part: Part, language: str) -> Page[records.Vote]:
    """Return the votes by dots that are closed, in the order of the agenda. Nothing is told of one that is open."""
    closed = [
        round_
        for round_ in list_rounds(workshop.id)
        if round_.state is RoundState.CLOSED and round_.subject is not Subject.SCALE
    ]
    votes = (
        records.Vote(
            id=round_.id,
            phase=round_.step.phase,
            dots=round_.dots,
            limit=round_.limit,
            closed_at=round_.closed_at,
            options=_options(round_, language),
        )
        for round_ in closed[part.offset : part.offset + part.limit]
    )
    return Page(len(closed), tuple(votes))


def list_plans(workshop: Workshop, part: Part, language: str) -> Page[records.Plan]:
    """Return the plans of a workshop with what is written on their canvases."""
    plans = plans_of(workshop.id)
    told = plans[part.offset : part.offset + part.limit]
    standing = _public_measures(told)
    return Page(len(plans), tuple(_told_plan(plan, standing, language) for plan in told))


def list_planned(workshop: Workshop, part: Part) -> Page[records.PlannedMeasure]:
    """Return the public measures that the plans of a workshop led to, as they stand today."""
    plans = plans_of(workshop.id)
    led_from: defaultdict[str, list[int]] = defaultdict(list)
    for plan in plans:
        for measure in plan.measures:
            if plan.id not in led_from[measure.lineage]:
                led_from[measure.lineage].append(plan.id)
    public = list(_public_measures(plans).values())
    told = (
        records.PlannedMeasure(
            id=measure.lineage,
            concept=measure.edition.concept_id,
            label=measure.label,
            state=PublicState(measure.state.value),
            state_name=name_of_state(measure.state),
            plans=tuple(led_from[measure.lineage]),
        )
        for measure in public[part.offset : part.offset + part.limit]
    )
    return Page(len(public), tuple(told))


def _public_measures(plans: list[Plan]) -> dict[str, Measure]:
    standing = list_standing([measure for plan in plans for measure in plan.measures])
    return {measure.lineage: measure for measure in standing if is_public(measure)}


def _told_card(card: Card, language: str) -> records.Card:
    return records.Card(
        id=card.id,
        phase=card.step.phase,
        text=_wording(shown_text(card, language)),
        original=records.Wording(card.text, card.language, None),
        redacted=card.redacted_at is not None,
        clusters=tuple(placement.cluster_id for placement in card.placements),
    )


def _wording(shown: ShownText) -> records.Wording:
    return records.Wording(shown.text, shown.language, shown.state)


def _options(round_: Round, language: str) -> tuple[records.VoteOption, ...]:
    def standing(option: Option) -> tuple[int, int, int]:
        return option.rank or 0, option.tie_order or 0, option.position

    ranks = [option.rank for option in round_.options if option.rank is not None]
    return tuple(
        records.VoteOption(
            cluster=option.subject_id if round_.subject is Subject.CLUSTER else None,
            plan=option.subject_id if round_.subject is Subject.PLAN else None,
            title=_wording(option.shown_title(language)),
            points=option.points or 0,
            rank=option.rank,
            tied=ranks.count(option.rank) > 1 if option.rank is not None else False,
        )
        for option in sorted(round_.options, key=standing)
    )


def _told_plan(plan: Plan, standing: Mapping[str, Measure], language: str) -> records.Plan:
    written = {field.name: field for field in plan.fields if field.text}
    return records.Plan(
        id=plan.id,
        title=_wording(plan.shown_title(language)),
        wishes=tuple(wish.id for wish in plan.wishes),
        texts=tuple(
            records.PlanText(name, written[name].text, written[name].language)
            for name in PLAN_FIELDS
            if name in written
        ),
        measures=tuple(dict.fromkeys(each.lineage for each in plan.measures if each.lineage in standing)),
    )
