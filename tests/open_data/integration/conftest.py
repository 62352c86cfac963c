"""A published process with a workshop that is over, on a concept with an adopted edition."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from participation.concept.models import EditionState, GoalPlace, Indicator, IndicatorValue, MeasureState, measure_goal
from participation.concept.translations.models import TextTranslation
from participation.concept.translations.texts import hash_of
from participation.contributions.models import CardState, CardTranslation, Mark, TranslationState
from participation.kernel.database import db
from participation.kernel.ids import new_key
from participation.measures.models import MeasureChange
from participation.prioritisation.models import Subject
from participation.workshop.models import Phase, StepKind, WorkshopState
from tests.factories import (
    a_card,
    a_cluster,
    a_concept,
    a_counted_round,
    a_field,
    a_goal,
    a_measure,
    a_plan,
    a_process,
    a_round,
    a_workshop,
    an_edition,
    fill_plan,
    saved,
    stands_as,
    step_of,
)


@dataclass
class City:
    """What there is, public or not."""

    edition: Any
    field: Any
    goals: Any
    measures: Any
    process: Any
    workshop: Any
    cards: Any
    cluster: Any
    plan: Any


def a_public_edition(concept=None, number=1):
    """Return an adopted edition with so many goals below one, each with an indicator and a measure."""
    edition = an_edition(concept, as_of=date(2026, 3, 4), committee="Council", paper_number="FB 1/2026")
    top = a_goal(edition, number="1", text="Language")
    for place in range(number):
        goal = a_goal(parent=top, number=f"1.{place + 1}")
        values = [IndicatorValue(at=date(2025, 1, 1), value=3.5), IndicatorValue(at=date(2026, 1, 1), value=4)]
        saved(Indicator(goal=goal, position=0, name="Courses", unit="number", values=values))
        a_measure(edition, goals=[goal], state=MeasureState.ADOPTED)
    return stands_as(edition, EditionState.ADOPTED)


def a_translation(concept, original, text, language, state=TranslationState.HUMAN):
    """Translate a text of a concept."""
    row = {"concept_id": concept.id, "language": language, "original": original, "state": state}
    return saved(TextTranslation(**row, hash=hash_of(original), text=text))


def a_public_workshop(process, **values):
    """Return a workshop that is over, without anything in it."""
    closed = {"state": WorkshopState.CLOSED, "closed_at": datetime(2026, 5, 6, 18, 0, tzinfo=UTC)}
    return a_workshop(process=process, **closed | values)


@pytest.fixture
def city(database):
    concept = a_concept(levels=["Theme", "Goal"])
    field = a_field(concept, name="Sport")
    edition = a_public_edition(concept)
    top, below = edition.goals
    second = a_goal(edition, number="2", text="Sport")
    saved(GoalPlace(goal=below, parent=second, position=0, number="2.1"))
    below.fields.append(field)
    rejected = a_measure(edition, goals=[below], title="A tower", state=MeasureState.REJECTED, fields=[field])
    saved(MeasureChange(measure_id=rejected.id, before={}, after={"state": "rejected"}, reason="Too dear."))
    draft = a_measure(edition, goals=[below], title="A secret draft", state=MeasureState.DRAFT)
    db.session.execute(measure_goal.update().values(position=0, number="7"))
    recommended = a_measure(edition, goals=[below], title="Not adopted yet", state=MeasureState.RECOMMENDED)
    a_translation(concept, "Language", "اللغة", "ar")
    a_translation(concept, "Language", "Langue", "fr", TranslationState.MACHINE)
    a_translation(concept, "A tower", "Une tour", "fr")
    for hidden in (draft.title, recommended.title, "Said once"):
        a_translation(concept, hidden, "Hidden translation", "fr")
    process = a_process(concept, title="The way", published_at=datetime(2026, 1, 1, tzinfo=UTC))
    workshop, cards, cluster, plan = _held(process, [edition.measures[0], draft])
    return City(edition, field, [top, below, second], edition.measures, process, workshop, cards, cluster, plan)


def _held(process, measures):
    workshop = a_public_workshop(process)
    seen = a_card(workshop, text="No bus at night", language="en")
    saved(CardTranslation(card_id=seen.id, language="de", text="Nachts kein Bus", state=TranslationState.HUMAN))
    redacted = a_card(workshop, text="[…] is to blame", redacted_at=datetime(2026, 5, 6, tzinfo=UTC))
    hidden = a_card(workshop, text="Hidden words", state=CardState.HIDDEN, reason="names somebody")
    a_card(workshop, text="Withdrawn words", state=CardState.WITHDRAWN)
    a_card(workshop, text="Waiting words", state=CardState.WAITING)
    cluster = a_cluster(workshop, cards=[seen, hidden], title="There is no bus.")
    mark = {"key": new_key(), "language": "de", "workshop_id": workshop.id, "cluster_id": cluster.id}
    saved(Mark(text="Doch, im Norden", **mark))
    saved(Mark(text="Hidden dissent", state=CardState.HIDDEN, **mark | {"key": new_key()}))
    a_counted_round(step_of(workshop, StepKind.VOTE, Phase.CRITIQUE), {cluster.id: 5, 0: 5, -1: 2})
    plan = fill_plan(a_plan(workshop, wishes=[cluster], title="Night bus"), what="A bus", why="")
    plan.measures.extend(measures)
    db.session.commit()
    votes = step_of(workshop, StepKind.VOTE, Phase.REALISATION)
    a_round(votes, {plan.id: "Open option"}, subject=Subject.PLAN)
    return workshop, [seen, redacted], cluster, plan
