"""An adopted concept with everything in it that nobody outside may see, and a stranger who looks at its pages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from lxml import html

from participation.concept.models import EditionState, Indicator, IndicatorValue, MeasureState
from participation.contributions.models import CardState, Placement
from participation.kernel.database import db
from participation.measures.models import MeasureChange, Review, ReviewRound, Vote
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
    a_reviewer,
    a_workshop,
    an_edition,
    an_inversion,
    an_office_user,
    saved,
    step_of,
)

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
SECRETS = (
    "geheim-entwurf",
    "geheim-neue-fassung",
    "geheim-alte-fassung",
    "geheim-grund",
    "geheim-gutachten",
    "geheim-verborgen",
    "geheim-zurueckgezogen",
    "geheim-wartet",
    "geheim-werkstatt",
    "geheim-name",
)
"""Words that stand in the database where no stranger looks."""


class Published:
    """A concept: two goals with a measure in each public state, one draft; an edition before and the next one."""

    def __init__(self):
        self.concept = a_concept(title="Zusammen in Lindenfurt", language="de", levels=["Themenfeld", "Ziel"])
        self.sport, self.school = a_field(self.concept, name="Sport"), a_field(self.concept, name="Bildung")
        self.old = an_edition(self.concept, title="Fassung 2020", state=EditionState.SUPERSEDED, as_of=date(2020, 3, 4))
        self.edition = an_edition(
            self.concept,
            title="Fassung 2026",
            state=EditionState.ADOPTED,
            as_of=date(2026, 6, 17),
            committee="Rat der Stadt",
            paper_number="V/2026/0815",
        )
        self.theme = a_goal(self.edition, number="1", text="Sprache", level=0)
        self.goal = a_goal(parent=self.theme, number="1.1", text="Alle Kinder schwimmen sicher.")
        self.goal.indicators.append(
            Indicator(name="Sichere Schwimmer", unit="%", values=[IndicatorValue(at=date(2025, 12, 31), value=61.5)])
        )
        self.measures = {
            state: a_measure(self.edition, goals=[self.goal], title=f"Kurs {state.value}", state=state)
            for state in MeasureState
        }
        self.adopted = self.measures[MeasureState.ADOPTED]
        self.adopted.fields.append(self.sport)
        self.measures[MeasureState.DRAFT].title = "geheim-entwurf"
        self._other_editions()
        self._history()
        self._review()
        self._workshop()
        db.session.commit()

    def _other_editions(self):
        self.old_goal = a_goal(self.old, text="geheim-alte-fassung", level=0, lineage=self.goal.lineage)
        self.old_measure = a_measure(self.old, title="geheim-alte-fassung", lineage=self.adopted.lineage)
        self.old_measure.state = MeasureState.ADOPTED
        self.ended = a_measure(self.old, title="geheim-alte-fassung", state=MeasureState.DONE)
        self.draft = an_edition(self.concept, title="geheim-neue-fassung")
        self.draft_goal = a_goal(self.draft, text="geheim-neue-fassung", level=0, lineage=self.goal.lineage)
        self.draft_measure = a_measure(
            self.draft, title="geheim-neue-fassung", state=MeasureState.DONE, lineage=self.adopted.lineage
        )

    def _history(self):
        office = an_office_user(name="geheim-name")
        for hours, (measure, before, after, reason) in enumerate(
            [
                (self.adopted, "draft", "in_review", "geheim-grund"),
                (self.adopted, "in_review", "recommended", "geheim-grund"),
                (self.adopted, "recommended", "adopted", "Rat der Stadt · 2026-06-17 · V/2026/0815"),
                (self.measures[MeasureState.DONE], "adopted", "in_progress", "geheim-grund"),
                (self.measures[MeasureState.DONE], "in_progress", "done", "geheim-grund"),
                (self.measures[MeasureState.REJECTED], "draft", "rejected", "Dafür ist das Land zuständig."),
                (self.measures[MeasureState.DRAFT], "idea", "draft", "geheim-grund"),
                (self.draft_measure, "adopted", "done", "geheim-neue-fassung"),
            ]
        ):
            db.session.add(
                MeasureChange(
                    measure_id=measure.id,
                    at=NOON + timedelta(hours=hours),
                    actor_id=office.id,
                    before={"state": before},
                    after={"state": after},
                    reason=reason,
                )
            )

    def _review(self):
        review = Review(
            reviewer_id=a_reviewer(name="geheim-name zwei").id,
            version=1,
            vote=Vote.AGAINST,
            reason="geheim-gutachten",
            marks={"need": {"mark": "hardly", "words": "geheim-gutachten"}},
        )
        db.session.add(
            ReviewRound(
                measure_id=self.adopted.id,
                criteria=["need"],
                closed_at=NOON,
                outcome=MeasureState.RECOMMENDED,
                reason="Der Kurs füllt eine Lücke.",
                reviews=[review],
            )
        )

    def _workshop(self):
        process = a_process(self.concept, published_at=NOON)
        self.workshop = a_workshop(title="Werkstatt Sport", process=process, state=WorkshopState.CLOSED, closed_at=NOON)
        self.workshop.fields.append(self.sport)
        hidden = a_process(self.concept)
        a_workshop(title="geheim-werkstatt", process=hidden, state=WorkshopState.CLOSED, closed_at=NOON)
        cards = [
            a_card(self.workshop, text="Niemand gibt Kurse für Mütter"),
            a_card(self.workshop, text="لا توجد دورات", language="ar"),
            a_card(self.workshop, text="geheim-verborgen", state=CardState.HIDDEN),
            a_card(self.workshop, text="geheim-zurueckgezogen", state=CardState.WITHDRAWN),
            a_card(self.workshop, text="geheim-wartet", state=CardState.WAITING),
        ]
        self.topic = topic = a_cluster(self.workshop, cards=cards, title="Kein Kurs für Mütter.")
        inversion = an_inversion(self.workshop, topic)
        step = step_of(self.workshop, StepKind.COLLECT, Phase.FANTASY)
        dream = a_card(self.workshop, step, text="Alle schwimmen zusammen", inversion_id=inversion.id)
        wish = a_cluster(self.workshop, phase=Phase.FANTASY, cards=[dream], title="Alle schwimmen.")
        a_counted_round(step_of(self.workshop, StepKind.VOTE, Phase.CRITIQUE), {topic.id: 11})
        self.plan = a_plan(self.workshop, wishes=[wish], title="Kurse am Samstag")
        self.plan.measures.append(self.adopted)

    def grow(self):
        """Add to the concept one of everything: a goal, a measure that went on, a card of the first measure's topic."""
        a_measure(self.edition, goals=[a_goal(parent=self.theme), self.goal], state=MeasureState.DONE, title="Kurs")
        saved(MeasureChange(measure_id=self.adopted.id, at=NOON, after={"state": "in_progress"}))
        saved(Placement(card_id=a_card(self.workshop).id, cluster_id=self.topic.id, position=9))


class Stranger:
    """Somebody from the street who reads German."""

    def __init__(self, client, published):
        self.client = client
        self.base = f"/concept/{published.concept.id}"

    def get(self, path="", **headers):
        return self.client.get(self.base + path, headers={"Accept-Language": "de"} | headers)

    def look(self, path=""):
        answer = self.get(path)
        assert answer.status_code == 200, answer.status
        return html.fromstring(answer.text)


@pytest.fixture
def published(database):
    return Published()


@pytest.fixture
def stranger(client, published):
    return Stranger(client, published)
