"""Halls of every size: a workshop at any scene with as many cards, islands, options, tables and people as wished.

Texts are of the kind that people write: short and long, in several languages and both directions, with one very long
word and one card of 500 characters.
"""

import uuid
from collections.abc import Callable, Sequence
from itertools import cycle, islice

from flask import Flask

from participation.access.models import Participant
from participation.contributions.models import (
    Card,
    CardTranslation,
    Cluster,
    Inversion,
    Placement,
    TranslationState,
)
from participation.kernel.database import db
from participation.kernel.ids import hash_token, new_token
from participation.measures.models import Check, Plan, PlanField, Rating
from participation.prioritisation.models import Ballot, Option, Round, RoundState, Subject
from participation.prioritisation.queries import scale_options
from participation.workshop.agendas import CHECK_CRITERIA
from participation.workshop.models import Phase, Step, StepKind, StepState, Workshop, WorkshopTable
from participation.workshop.screen import Screen, Shown
from tests.factories import a_workshop, run_step

WORDS = {
    "de": (
        "Kein Bus am Abend",
        "Die Halle ist für Frauen nur dienstags offen, und da arbeiten alle",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung",
        "Zu teuer",
        "Auf dem Amt versteht mich niemand, und ich warte drei Monate auf einen Termin",
        "Anmeldeformular nur auf Deutsch",
    ),
    "ar": (
        "لا توجد دورات للنساء",
        "ننتظر مكاناً في الدورة منذ ثمانية أشهر ولا أحد يجيب على الهاتف",
        "الرسوم مرتفعة",
        "لا يوجد من يعتني بالأطفال أثناء دورات اللغة الألمانية في المساء",
    ),
    "tr": ("Salon hep dolu", "Kurs saatlerinde çocuğumu bırakacak yer yok"),
    "en": ("The course ends before the bus comes",),
}
LONG_CARD = ("Wer abends arbeitet, kommt nie zum Kurs; wer morgens arbeitet, auch nicht. " * 7)[:500]
PROMPTS = {
    "de": "Was ärgert Sie? Was tut weh? Was fehlt? Sprechen Sie ganz offen.",
    "en": "What annoys you? What hurts? What is missing? Be frank.",
    "ar": "ما الذي يزعجكم؟ ما الذي يؤلمكم؟ ما الذي ينقصكم؟ تكلموا بصراحة.",
}
TITLES = {
    "de": (
        "Während der Kurse ist niemand für die Kinder da.",
        "Abends kommt niemand hin.",
        (
            "Wer einen Verein sucht, findet Formulare, aber keinen Menschen, der sie erklärt, und gibt nach dem "
            "zweiten Versuch auf."
        ),
        "Die Halle bleibt für viele zu.",
    ),
    "ar": (
        "لا أحد يعتني بالأطفال أثناء الدورات.",
        "لا أحد يستطيع الوصول في المساء.",
        "من يبحث عن نادٍ يجد استمارات كثيرة ولا يجد إنساناً يشرحها له، فيتوقف عن المحاولة بعد المرة الثانية تماماً.",
        "القاعة مغلقة أمام الكثيرين.",
    ),
}
FAR = {5: 3, 60: 12, 300: 18}
"""How many options, plans or topics a hall with so many cards has."""


class Hall:
    """A workshop that is filled before it is looked at; ``language`` is that of its screen."""

    def __init__(self, app: Flask, cards: int, language: str = "de", kind=StepKind.COLLECT, phase=Phase.CRITIQUE):
        self.app, self.cards, self.language = app, cards, language
        self.tags = [language, *(tag for tag in PROMPTS if tag != language)]
        with app.app_context():
            agenda = [(phase, kind)]
            if (phase, kind) != (Phase.CRITIQUE, StepKind.COLLECT):
                agenda.insert(0, (Phase.CRITIQUE, StepKind.COLLECT))
            workshop = a_workshop(agenda=agenda, languages=self.tags, title="Werkstatt Ankommen")
            step = run_step(workshop, kind, phase)
            step.minutes = 15
            for each in workshop.steps:
                for prompt in each.prompts:
                    prompt.text = PROMPTS[prompt.language]
            people = [
                Participant(workshop_id=workshop.id, token_hash=hash_token(new_token()), language=tag)
                for tag in islice(cycle(self.tags), cards)
            ]
            db.session.add_all(people)
            db.session.commit()
            self.code = workshop.code

    def fill(self, *fillings: Callable[["Hall", Workshop, Step], None]) -> "Hall":
        with self.app.app_context():
            workshop = self.row()
            for filling in fillings:
                filling(self, workshop, workshop.current_step)
            db.session.commit()
        return self

    def row(self) -> Workshop:
        return db.session.query(Workshop).filter_by(code=self.code).one()

    def titles(self, count: int) -> list[str]:
        return list(islice(cycle(TITLES[self.language]), count))

    @property
    def far(self) -> int:
        return FAR[self.cards]


def cards(hall: Hall, workshop: Workshop, step: Step, phase: Phase | None = None) -> list[Card]:
    """Write the cards of the hall; each third that the screen cannot read has a translation."""
    tags = cycle([hall.language, "ar", "de", "tr", hall.language, "en"])
    texts = {tag: cycle(words) for tag, words in WORDS.items()}
    collecting = next(each for each in workshop.steps if each.kind is StepKind.COLLECT)
    made = []
    for number, tag in enumerate(islice(tags, hall.cards)):
        card = Card(
            workshop_id=workshop.id, step=collecting, key=str(uuid.uuid4()), text=next(texts[tag]), language=tag,
            revision=workshop.board_revision,
        )  # fmt: skip
        if tag != hall.language and number % 3:
            translated = WORDS[hall.language][number % 2 * 3]
            state = TranslationState.HUMAN
            card.translations.append(CardTranslation(language=hall.language, text=translated, state=state))
        made.append(card)
    db.session.add_all(made)
    db.session.flush()
    return made


def islands(hall: Hall, workshop: Workshop, step: Step) -> None:
    """Sort most of the cards into islands: three in a small hall, twenty-four in the largest."""
    count = {5: 2, 60: 9, 300: 24}[hall.cards]
    made = cards(hall, workshop, step)
    loose = max(1, hall.cards // 12)
    for number, title in enumerate(hall.titles(count)):
        lying = made[loose:][number::count]
        placements = [Placement(card=card, position=place) for place, card in enumerate(lying)]
        db.session.add(
            Cluster(
                workshop_id=workshop.id, phase=Phase.CRITIQUE, position=number, title=title if number != 1 else "",
                language=hall.language, placements=placements, revision=workshop.board_revision,
            )
        )  # fmt: skip


def options(hall: Hall, workshop: Workshop, step: Step) -> None:
    """Open a vote over three, twelve or eighteen options; most of the people have voted."""
    _round(hall, workshop, step, hall.titles(hall.far))


def counted(hall: Hall, workshop: Workshop, step: Step) -> None:
    """Close that vote; the second and the third are equal, and so are the last two."""
    options(hall, workshop, step)
    most = hall.cards
    points = [most, *(max(0, most - most // 6 * (place // 2 + 1)) for place in range(hall.far - 1))]
    _close(workshop, points)


def uncounted(hall: Hall, workshop: Workshop, step: Step) -> None:
    """Close a vote in which nobody has given a dot."""
    _round(hall, workshop, step, hall.titles(hall.far), voters=0)
    _close(workshop, [0] * hall.far)


def scale(hall: Hall, workshop: Workshop, step: Step) -> None:
    _round(hall, workshop, step, [draft.titles for draft in scale_options(step)], subject=Subject.SCALE)


def scale_counted(hall: Hall, workshop: Workshop, step: Step) -> None:
    scale(hall, workshop, step)
    _close(workshop, [0, hall.cards // 10, hall.cards // 4, hall.cards // 2, hall.cards // 7])


def _round(hall, workshop, step, titles: Sequence, *, voters=None, subject=Subject.CLUSTER) -> None:
    round_ = Round(workshop_id=workshop.id, step=step, subject=subject, dots=3, limit=2)
    round_.options = [
        Option(position=place, subject_id=place, titles=title if isinstance(title, dict) else {hall.language: title})
        for place, title in enumerate(titles)
    ]
    people = db.session.query(Participant).filter_by(workshop_id=workshop.id).all()
    db.session.add(round_)
    db.session.flush()
    voted = people[: len(people) * 4 // 5 if voters is None else voters]
    db.session.add_all(Ballot(round_id=round_.id, participant_id=who.id, key=str(uuid.uuid4())) for who in voted)


def _close(workshop: Workshop, points: Sequence[int]) -> None:
    round_ = db.session.query(Round).filter_by(workshop_id=workshop.id).one()
    for option, got in zip(round_.options, points, strict=True):
        option.points, option.rank = got, 1 + sum(other > got for other in points)
    round_.state = RoundState.CLOSED


def cafe(hall: Hall, workshop: Workshop, step: Step) -> None:
    """Let the tables of a World Café change: all have a question, people, and what the first round left there.

    The bell stands on the wall for two minutes; there are three, twelve or eighteen tables, so one hall of each size.
    """
    step.position, step.settings = 9, {"cafe_round": 2}
    first = Step(
        position=8, phase=Phase.FANTASY, kind=StepKind.COLLECT, minutes=20, settings={"cafe_round": 1},
        state=StepState.DONE, workshop=workshop,
    )  # fmt: skip
    tables = [
        WorkshopTable(workshop=workshop, position=place, name=f"Tisch {place + 1}", questions={hall.language: title})
        for place, title in enumerate(hall.titles(hall.far))
    ]
    db.session.add_all([first, *tables])
    db.session.flush()
    for card, table in zip(cards(hall, workshop, step), cycle(tables), strict=False):
        card.step, card.table_id = first, table.id
    people = db.session.query(Participant).filter_by(workshop_id=workshop.id)
    for number, (person, table) in enumerate(zip(people, cycle(tables), strict=False)):
        person.table_id, person.hosts_table = table.id, number < len(tables)


def inversions(hall: Hall, workshop: Workshop, step: Step) -> None:
    """Turn round two, six or six topics; the last one still waits for its opposite."""
    count = min(6, hall.far)
    opposites = {"de": "Jede Frage findet am selben Tag eine Antwort in einer Sprache, die man versteht.",
                 "ar": "كل سؤال يجد جوابه في اليوم نفسه وبلغة يفهمها السائل."}  # fmt: skip
    for number, title in enumerate(hall.titles(count)):
        topic = Cluster(
            workshop_id=workshop.id, phase=Phase.CRITIQUE, position=number, title=title, language=hall.language
        )
        texts = {hall.language: opposites[hall.language]} if number < count - 1 else {}
        db.session.add(Inversion(workshop_id=workshop.id, cluster=topic, position=number, texts=texts))


def plans(hall: Hall, workshop: Workshop, step: Step) -> None:
    """Set up three, twelve or eighteen tables, each with a plan that is more or less filled."""
    sentence = {"de": "Wir öffnen die Halle jeden Abend bis zehn und suchen dafür zwei Menschen mit Schlüssel.",
                "ar": "نفتح القاعة كل مساء حتى العاشرة ونبحث عن شخصين يحملان المفتاح."}[hall.language]  # fmt: skip
    names = ("what", "who", "first_step", "by_when", "why", "with_whom", "needs", "obstacles")
    when = {"de": "bis zum Sommer", "ar": "حتى الصيف"}[hall.language]
    for number, title in enumerate(hall.titles(hall.far)):
        table = WorkshopTable(workshop=workshop, position=number, name=f"Tisch {number + 1}")
        plan = Plan(
            workshop_id=workshop.id, table=table, position=number, title=title.rstrip("."), language=hall.language
        )
        plan.fields = [
            PlanField(name=name, text=when if name == "by_when" else sentence, language=hall.language)
            for name in names[: 4 + number % 5]
        ]
        ratings = cycle((Rating.CLEAR, Rating.CLEAR, Rating.OPEN, Rating.BLOCKED, Rating.CLEAR))
        plan.checks = [
            Check(criterion=name, rating=rating)
            for name, rating in zip(CHECK_CRITERIA, islice(ratings, number % 3, None), strict=False)
        ][: 6 - number % 2]
        db.session.add(plan)


def read_aloud(hall: Hall, workshop: Workshop, step: Step) -> None:
    plans(hall, workshop, step)
    step.settings = {"presentation": True}


def results(hall: Hall, workshop: Workshop, step: Step) -> None:
    """Close a workshop with three strongest wishes and the plans of its tables."""
    wished = Step(position=9, phase=Phase.FANTASY, kind=StepKind.VOTE, minutes=5, workshop=workshop)
    wishes = [
        Cluster(workshop_id=workshop.id, phase=Phase.FANTASY, position=place, title=title, language=hall.language)
        for place, title in enumerate(hall.titles(3))
    ]
    db.session.add_all([wished, *wishes])
    db.session.flush()
    round_ = Round(
        workshop_id=workshop.id, step=wished, subject=Subject.CLUSTER, state=RoundState.CLOSED, dots=3, limit=2
    )
    round_.options = [
        Option(position=place, subject_id=wish.id, titles={}, points=9 - place, rank=place + 1)
        for place, wish in enumerate(wishes)
    ]
    db.session.add(round_)
    plans(hall, workshop, step)


def large_card(hall: Hall, workshop: Workshop, step: Step) -> None:
    """Show one card large: a short one, a usual one with its translation, or one of 500 characters."""
    made = cards(hall, workshop, step)
    card = made[{5: 0, 60: 1, 300: 0}[hall.cards]]
    if hall.cards == 300:
        card.text, card.language = LONG_CARD, "de"
    if hall.cards == 60:
        card.translations.append(
            CardTranslation(language="en" if hall.language == "de" else "de", text=WORDS["de"][1],
                            state=TranslationState.MACHINE)
        )  # fmt: skip
    db.session.flush()
    workshop.screen = Screen(shown=Shown.CARD, subject=card.id).kept()


def large_cluster(hall: Hall, workshop: Workshop, step: Step) -> None:
    """Show one island large, with all the cards of the hall in it."""
    made = cards(hall, workshop, step)
    placements = [Placement(card=card, position=place) for place, card in enumerate(made)]
    cluster = Cluster(
        workshop_id=workshop.id, phase=Phase.CRITIQUE, position=0, title=hall.titles(3)[2], language=hall.language,
        placements=placements,
    )  # fmt: skip
    db.session.add(cluster)
    db.session.flush()
    workshop.screen = Screen(shown=Shown.CLUSTER, subject=cluster.id).kept()


def _showing(shown: Shown) -> Callable[[Hall, Workshop, Step], None]:
    def show(_hall: Hall, workshop: Workshop, _step: Step) -> None:
        workshop.screen = Screen(shown=shown).kept()

    return show


def nothing(_hall: Hall, _workshop: Workshop, _step: Step) -> None:
    """Leave the step as it begins."""


CROWDS = {
    "welcome": (StepKind.WELCOME, Phase.PREPARATION, nothing),
    "collect": (StepKind.COLLECT, Phase.CRITIQUE, cards),
    "collect begins": (StepKind.COLLECT, Phase.FANTASY, nothing),
    "world cafe": (StepKind.COLLECT, Phase.FANTASY, cafe),
    "cluster begins": (StepKind.CLUSTER, Phase.CRITIQUE, cards),
    "cluster": (StepKind.CLUSTER, Phase.CRITIQUE, islands),
    "vote": (StepKind.VOTE, Phase.CRITIQUE, options),
    "vote counted": (StepKind.VOTE, Phase.CRITIQUE, counted),
    "vote of nobody": (StepKind.VOTE, Phase.FANTASY, uncounted),
    "invert": (StepKind.INVERT, Phase.FANTASY, inversions),
    "plan": (StepKind.PLAN, Phase.REALISATION, plans),
    "plan read aloud": (StepKind.PLAN, Phase.REALISATION, read_aloud),
    "check": (StepKind.CHECK, Phase.REALISATION, plans),
    "scale": (StepKind.SCALE, Phase.PREPARATION, scale),
    "scale counted": (StepKind.SCALE, Phase.PREPARATION, scale_counted),
    "pause": (StepKind.PAUSE, Phase.FANTASY, nothing),
    "closing": (StepKind.CLOSING, Phase.FOLLOW_UP, results),
    "large card": (StepKind.COLLECT, Phase.CRITIQUE, large_card),
    "large island": (StepKind.CLUSTER, Phase.CRITIQUE, large_cluster),
    "qr": (StepKind.COLLECT, Phase.CRITIQUE, _showing(Shown.QR)),
    "frozen": (StepKind.COLLECT, Phase.CRITIQUE, _showing(Shown.FROZEN)),
}


def a_crowd(app: Flask, scene: str, number: int, language: str = "de") -> Hall:
    """Return a hall at this scene with this number of cards and people."""
    kind, phase, filling = CROWDS[scene]
    return Hall(app, number, language, kind, phase).fill(filling)
