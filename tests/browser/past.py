"""An archived workshop of 120 cards, laid by rows: what the office finds when the chairs are back in their places."""

import itertools
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from participation.concept.models import EditionState
from participation.contributions.models import Card, Cluster
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.models import Subject
from participation.privacy.services import archive_workshop
from participation.workshop.models import Phase, Step, StepKind, StepState, Workshop, WorkshopState
from participation.workshop.queries import get_workshop
from tests.export.integration.lived import TREE
from tests.factories import (
    a_cluster,
    a_concept_of,
    a_counted_round,
    a_participant,
    a_plan,
    a_process,
    a_workshop,
    an_inversion,
    check_plan,
    fill_plan,
    saved,
    stands_as,
    step_of,
)

DAYS_AGO = 40
PEOPLE = 24
PROMPTS = {
    Phase.CRITIQUE: "Was hindert Eltern daran, Deutsch zu lernen?",
    Phase.FANTASY: "Wie wäre es, wenn es wunderbar wäre?",
}
TOPICS = {
    "Während der Kurse ist niemand für die Kinder da.": 21,
    "Zum Kurs ist es weit und spät.": 12,
    "Auf einen Platz wartet man Monate.": 9,
    "Im Verein wird nur Deutsch gesprochen.": 6,
}
WISHES = {
    "Eltern und Kinder lernen unter einem Dach.": 19,
    "Der Kurs kommt in den Stadtteil.": 11,
}
OPPOSITES = ("Während jedes Kurses sind die Kinder gut betreut.", "Jeder Kurs liegt um die Ecke.")
"""Of the two strongest topics, in the order of the wishes."""
THOUGHTS = (
    ("de", "In der Kurszeit weiß ich nicht, wohin mit den Kindern"),
    ("de", "Der letzte Bus fährt, bevor der Kurs zu Ende ist"),
    ("ar", "ننتظر مكاناً في الدورة منذ ثمانية أشهر"),
    ("en", "The application form of the club is very hard to read"),
    ("de", "Meine Schwester musste den Kurs abbrechen, als das Baby kam"),
    ("ar", "لا توجد حضانة للأطفال أثناء دورات اللغة الألمانية"),
)
DREAMS = (
    ("de", "Die Kinder spielen nebenan, während wir lernen"),
    ("ar", "يتعلّم الأطفال والآباء في المبنى نفسه"),
    ("en", "The teacher comes to our street"),
)
CARDS = {Phase.CRITIQUE: 84, Phase.FANTASY: 36}
"""Together 120."""
PLAN = "Lernhaus für Eltern und Kinder"
CANVAS = {
    "what": "Im Bürgerhaus gibt es zu jeder Kurszeit einen Raum für Kinder mit zwei Betreuerinnen.",
    "why": "Damit Mütter und Väter am Kurs teilnehmen können.",
    "who": "Volkshochschule",
    "with_whom": "Familienzentrum, Ehrenamtliche",
    "first_step": "Raum im Bürgerhaus anfragen",
    "by_when": "Nach den Osterferien 2027",
    "needs": "12.000 Euro im Jahr",
    "obstacles": "Es fehlt Personal; Fachschülerinnen könnten helfen.",
}


@dataclass(frozen=True)
class Past:
    """Where to find it: the code of the workshop, the number of the concept, whose first edition is adopted."""

    code: str
    concept: int


def a_past_workshop() -> Past:
    """Return a closed and archived workshop of an adopted concept, with one plan that was checked and voted for."""
    edition = stands_as(a_concept_of(TREE), EditionState.ADOPTED)
    edition.as_of = (clock.now() - timedelta(days=900)).date()
    edition.committee, edition.paper_number = "Rat der Stadt", "V/2024/0311"
    held_on = clock.now() - timedelta(days=DAYS_AGO)
    process = a_process(edition.concept, title="Der Weg zur Fassung 2027", published_at=held_on)
    workshop = a_workshop(
        title="Werkstatt Ankommen", process=process, place="Bürgerhaus Nord", planned_for=held_on, worded=["de"]
    )
    workshop.goals = [goal for goal in edition.goals if goal.number == "1.1.1"]
    workshop.fields = edition.concept.fields[:1]
    _keep_time(workshop)
    topics, wishes = _cards_and_islands(workshop)
    plan = check_plan(fill_plan(a_plan(workshop, title=PLAN, wishes=wishes[:1]), **CANVAS))
    _counted(step_of(workshop, StepKind.VOTE, Phase.CRITIQUE), topics, TOPICS.values())
    _counted(step_of(workshop, StepKind.VOTE, Phase.FANTASY), wishes, WISHES.values())
    _counted(step_of(workshop, StepKind.VOTE, Phase.REALISATION), [plan], [17], subject=Subject.PLAN)
    with transaction():
        archive_workshop(get_workshop(workshop.code), None)
    return Past(workshop.code, edition.concept_id)


def _keep_time(workshop: Workshop) -> None:
    """Let every step be done, one after the other, each as long as it was planned."""
    now = workshop.planned_for
    for step in workshop.steps:
        step.state, step.started_at = StepState.DONE, now
        step.ended_at = now = now + timedelta(minutes=step.minutes)
        if step.kind is StepKind.COLLECT:
            step.prompts[0].text = PROMPTS[step.phase]
    workshop.state, workshop.closed_at = WorkshopState.CLOSED, now
    saved(workshop)


def _cards_and_islands(workshop: Workshop) -> tuple[list[Cluster], list[Cluster]]:
    people = [a_participant(workshop) for _ in range(PEOPLE)]
    criticism = _cards(workshop, Phase.CRITIQUE, THOUGHTS, people)
    topics = _islands(workshop, Phase.CRITIQUE, TOPICS, criticism)
    opposites = [
        an_inversion(workshop, topic, texts={"de": text}) for topic, text in zip(topics, OPPOSITES, strict=False)
    ]
    dreams = _cards(workshop, Phase.FANTASY, DREAMS, people)
    wishes = _islands(workshop, Phase.FANTASY, WISHES, dreams)
    for place, wish in enumerate(wishes):
        for placement in wish.placements:
            placement.card.inversion_id = opposites[place].id
    db.session.commit()
    return topics, wishes


def _cards(workshop: Workshop, phase: Phase, texts: Sequence[tuple[str, str]], people) -> list[Card]:
    step = step_of(workshop, StepKind.COLLECT, phase)
    cards = [
        Card(
            key=str(uuid.uuid4()),
            workshop_id=workshop.id,
            step=step,
            participant_id=person.id,
            language=language,
            text=f"{text} ({number})",
            created_at=step.started_at,
            revision=workshop.board_revision,
        )
        for number, (language, text), person in zip(
            range(1, CARDS[phase] + 1), itertools.cycle(texts), itertools.cycle(people), strict=False
        )
    ]
    db.session.add_all(cards)
    db.session.commit()
    return cards


def _islands(workshop: Workshop, phase: Phase, titles: Mapping[str, int], cards: Sequence[Card]) -> list[Cluster]:
    """Return a cluster for each title, the cards dealt out among them."""
    return [
        a_cluster(workshop, phase=phase, title=title, cards=cards[place :: len(titles)])
        for place, title in enumerate(titles)
    ]


def _counted(step: Step, subjects: Sequence, points: Iterable[int], **values) -> None:
    round_ = a_counted_round(step, {each.id: got for each, got in zip(subjects, points, strict=True)}, **values)
    for option, subject in zip(round_.options, subjects, strict=True):
        option.titles = {"de": subject.title}
    db.session.commit()
