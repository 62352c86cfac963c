"""A workshop as a city holds it, walked through with the services from the first card to the draft measure."""

import itertools
import uuid
from datetime import UTC, datetime

from participation.access.services import join
from participation.concept.tree import ConceptTree, GoalEntry, IndicatorEntry, MeasureEntry
from participation.contributions.models import TranslationState
from participation.contributions.services import (
    choose_topics,
    create_cluster,
    hide_card,
    merge_clusters,
    place_card,
    redact_card,
    set_mark,
    submit_card,
    title_cluster,
    translate_card,
    translate_cluster,
    undo_move,
    withdraw_card,
    write_inversion,
)
from participation.kernel.ids import new_token
from participation.kernel.transaction import transaction
from participation.measures.models import Rating
from participation.measures.services import create_plan, draft_measure, fill_field, rate
from participation.prioritisation.models import OptionDraft, Subject, VotingRules
from participation.prioritisation.queries import cluster_options, scale_options
from participation.prioritisation.services import break_tie, cast_ballot, close_round, enter_paper, open_round
from participation.workshop.agendas import CHECK_CRITERIA
from participation.workshop.models import Phase, StepKind
from participation.workshop.queries import get_workshop, steps_of
from participation.workshop.services import (
    WorkshopDraft,
    add_table,
    close_workshop,
    create_process,
    create_workshop,
    extend_step,
    move_stage,
    open_workshop,
)
from tests.factories import a_concept_of, an_office_user

TREE = ConceptTree(
    title="Zusammen in Lindenfurt",
    language="de",
    levels=("Themenfeld", "Leitziel", "Teilziel"),
    fields_of_action=("Bildung", "Sport", "Begegnung"),
    goals=(
        GoalEntry(
            "1",
            "Sprache und Bildung",
            children=(
                GoalEntry(
                    "1.1",
                    "Alle lernen Deutsch.",
                    fields=("Bildung",),
                    measures=(
                        MeasureEntry("Kurse am Abend.", number="1"),
                        MeasureEntry("Kurse am Morgen.", number="2"),
                    ),
                    children=(GoalEntry("1.1.1", "Eltern lernen mit ihren Kindern."),),
                ),
            ),
        ),
        GoalEntry(
            "2",
            "Sport",
            children=(
                GoalEntry("2.1", "Vereine sind offen.", indicators=(IndicatorEntry("Mitglieder", "Zahl", "up"),)),
            ),
        ),
    ),
    city="Stadt Lindenfurt",
    edition="Fassung 2026",
)
CRITIQUE = (
    ("de", "Während der Deutschkurse passt niemand auf die Kinder auf"),
    ("ar", "لا توجد حضانة للأطفال أثناء دورات اللغة الألمانية"),
    ("tr", "Kurs saatlerinde çocuğumu bırakacak yer yok"),
    ("en", "The course ends before the bus comes"),
    ("de-x-leicht", "Der Weg zum Kurs ist zu weit."),
    ("ar", "ننتظر مكاناً في الدورة منذ ثمانية أشهر"),
    ("de", "Im Verein versteht mich keiner 😀"),
    ("tr", "Spor kulübünün kayıt formu çok zor"),
)
FANTASY = (
    ("de", "Die Kinder spielen nebenan, während wir lernen"),
    ("ar", "يتعلّم الأطفال والآباء في المبنى نفسه"),
    ("tr", "Kulüpte her dilde hoş geldin deniyor"),
    ("en", "Every club has somebody who speaks my language"),
)
DEVICES = 11
PLANS = ("Kinderbetreuung im Kurshaus", "Sprachpaten im Verein")


class Lived:
    """The workshop while it is being walked; `office` is who leads it, `devices` are those who take part."""

    def __init__(self, languages=("de", "de-x-leicht", "en", "ar", "tr"), code_title="Werkstatt Ankommen", tree=TREE):
        self.office = an_office_user()
        edition = a_concept_of(tree)
        goals = [goal for goal in edition.goals if goal.number in {"1.1.1", "2.1"}]
        with transaction():
            process = create_process("Der Weg zur Fassung 2027", edition.concept, edition, self.office)
            draft = WorkshopDraft(
                code_title,
                "short",
                languages,
                place="Bürgerhaus Nord, Lindenplatz 4",
                planned_for=datetime(2026, 11, 20, 17, 0, tzinfo=UTC),
                goals=goals[:1],
                fields=edition.concept.fields[:2],
                moderators=[self.office],
            )
            self.workshop = create_workshop(process, draft, self.office)
            self.edition = edition
            open_workshop(self.workshop, self.office)
            self.tables = [add_table(self.workshop, "", self.office) for _ in range(2)]
            spoken = itertools.islice(itertools.cycle(languages), DEVICES)
            self.devices = [join(self.workshop.id, new_token(), language) for language in spoken]

    @property
    def language(self):
        return self.workshop.language

    def go(self, kind, phase, place=0):
        """Walk to the step of this kind and phase and return it."""
        step = steps_of(self.workshop, kind=kind, phase=phase)[place]
        with transaction():
            return move_stage(self.workshop, step.position, self.office)

    def send(self, device, language, text, **values):
        with transaction():
            card, _new = submit_card(
                self.workshop, device, text=text, language=language, key=str(uuid.uuid4()), **values
            )
        return card

    def vote(self, subject, drafts, ballots, paper=None):
        """Hold the vote of the running step; `ballots` name options by their places."""
        step = self.workshop.current_step
        with transaction():
            round_ = open_round(
                step, self.office, subject=subject, subjects=drafts, rules=VotingRules(counted_twice=False)
            )
        ids = [option.id for option in round_.options]
        for device, places in zip(self.devices, ballots, strict=False):
            with transaction():
                cast_ballot(round_, device, options=[ids[place] for place in places], key=str(uuid.uuid4()))
        with transaction():
            if paper:
                enter_paper(round_, self.office, {ids[place]: dots for place, dots in paper.items()})
            close_round(round_, self.office)
        return round_


def a_lived_workshop(**values):
    """Return a workshop in which everything has happened that can happen, walked to its end."""
    lived = Lived(**values)
    _mood(lived, Phase.PREPARATION, [[2], [1], [2], [3]])
    _complain(lived)
    _turn_round(lived)
    _dream(lived)
    _plan(lived)
    _mood(lived, Phase.FOLLOW_UP, [[4], [4], [3], [4], [2]])
    lived.go(StepKind.CLOSING, Phase.FOLLOW_UP)
    with transaction():
        close_workshop(lived.workshop, lived.office)
    return lived


def _mood(lived, phase, ballots):
    step = lived.go(StepKind.SCALE, phase)
    lived.vote(Subject.SCALE, scale_options(step), ballots)


def _complain(lived):
    cards = _collect_complaints(lived)
    paper = lived.send(None, "de", "Das Schwimmbad ist zu teuer", on_paper=True, actor=lived.office)
    _moderate(lived, cards)
    children, way, clubs = _sort_complaints(lived, [card.id for card in cards], paper.id)
    lived.go(StepKind.VOTE, Phase.CRITIQUE)
    ballots = [[0, 0, 1], [0, 1, 2], [0, 0, 2], [1, 1, 2], [2, 2, 0], [0, 1]]
    options = cluster_options([children, way, clubs])
    lived.round = lived.vote(Subject.CLUSTER, options, ballots, paper={0: 4, 1: 1, 2: 1})
    order = [lived.round.options[2].id, lived.round.options[1].id]
    with transaction():
        break_tie(lived.round, lived.office, order, "Die Vereine sind heute hier.")
    lived.topics = [children, clubs]


def _collect_complaints(lived):
    lived.go(StepKind.WELCOME, Phase.PREPARATION)
    lived.go(StepKind.COLLECT, Phase.CRITIQUE)
    return [lived.send(device, *words) for device, words in zip(lived.devices, CRITIQUE, strict=False)]


def _moderate(lived, cards):
    hidden = lived.send(lived.devices[0], "de", "Frau Muster ist schuld")
    withdrawn = lived.send(lived.devices[1], "de", "Doch nicht")
    with transaction():
        hide_card(hidden, lived.office, "Nennt eine Person.")
        withdraw_card(lived.workshop, lived.devices[1], withdrawn.id)
        redact_card(cards[6], lived.office, "Im Verein […] versteht mich keiner 😀", "Name einer Person")
        extend_step(lived.workshop, 2, lived.office)
        office, de = lived.office, "de"
        approved, machine = TranslationState.APPROVED, TranslationState.MACHINE
        translate_card(cards[1], de, "Es gibt keine Kinderbetreuung während der Deutschkurse", approved, office)
        translate_card(cards[2], de, "Zur Kurszeit kann ich mein Kind nirgends lassen", TranslationState.HUMAN, office)
        translate_card(cards[7], de, "Das Anmeldeformular des Sportvereins ist sehr schwer", machine, office)


def _sort_complaints(lived, ids, paper_id):
    step = lived.go(StepKind.CLUSTER, Phase.CRITIQUE)
    at = (lived.workshop, step, lived.office)
    with transaction():
        children = create_cluster(*at, title="Während der Kurse ist niemand für die Kinder da.", card_ids=ids[:2])
        way = create_cluster(*at, title="Zum Kurs ist es weit und spät.", card_ids=ids[3:5])
        clubs = create_cluster(*at, card_ids=ids[6:8])
        more = create_cluster(*at, title="Kinder", card_ids=[ids[2]])
    with transaction():
        set_mark(
            lived.workshop,
            lived.devices[3],
            cluster_id=more.id,
            text="Bei uns im Haus gibt es Betreuung",
            language=lived.language,
            key=str(uuid.uuid4()),
        )
        merge_clusters(children, more, step, lived.office)
        title_cluster(clubs, step, lived.office, "Vereine sind schwer zu verstehen.", lived.language)
        place_card(*at, ids[3], children.id, double=True)
        arabic = "لا أحد يعتني بالأطفال أثناء الدورات"
        translate_cluster(children, "ar", arabic, TranslationState.APPROVED, lived.office)
        place_card(*at, paper_id, clubs.id)
    with transaction():
        undo_move(*at)
    return children, way, clubs


def _turn_round(lived):
    step = lived.go(StepKind.INVERT, Phase.FANTASY)
    with transaction():
        topics = [topic.id for topic in lived.topics]
        lived.inversions = choose_topics(lived.workshop, step, lived.office, topics)
        first, second = lived.inversions
        write_inversion(first, lived.office, lived.language, "Während jedes Kurses sind die Kinder gut betreut.")
        write_inversion(first, lived.office, "ar", "الأطفال في رعاية جيدة أثناء كل دورة.")
        write_inversion(second, lived.office, lived.language, "Jeder Verein spricht viele Sprachen.")


def _dream(lived):
    lived.go(StepKind.COLLECT, Phase.FANTASY)
    first, second = (inversion.id for inversion in lived.inversions)
    cards = [
        lived.send(device, *words, inversion_id=topic)
        for device, words, topic in zip(lived.devices, FANTASY, (first, first, second, second), strict=False)
    ]
    step = lived.go(StepKind.CLUSTER, Phase.FANTASY)
    at = (lived.workshop, step, lived.office)
    ids = [card.id for card in cards]
    with transaction():
        house = create_cluster(*at, title="Eltern und Kinder lernen unter einem Dach.", card_ids=ids[:2])
        clubs = create_cluster(*at, title="In jedem Verein spricht jemand meine Sprache.", card_ids=ids[2:])
    lived.go(StepKind.VOTE, Phase.FANTASY)
    lived.vote(Subject.CLUSTER, cluster_options([house, clubs]), [[0, 0], [0, 1], [1], [0]])
    lived.wishes = [house, clubs]


def _plan(lived):
    lived.go(StepKind.PLAN, Phase.REALISATION)
    with transaction():
        house, clubs = lived.plans = [
            create_plan(
                lived.workshop,
                lived.office,
                title=title,
                language=lived.language,
                wish_ids=[wish.id],
                table_id=table.id,
            )
            for title, wish, table in zip(PLANS, lived.wishes, lived.tables, strict=True)
        ]
        words = {
            "what": "Ein Raum neben dem Kursraum, zwei Betreuerinnen, zu jeder Kurszeit.",
            "why": "Damit Mütter und Väter am Kurs teilnehmen können.",
            "who": "Volkshochschule",
            "with_whom": "Familienzentrum, Ehrenamtliche",
            "first_step": "Raum im Bürgerhaus anfragen",
            "by_when": "Nach den Osterferien",
            "needs": "12.000 Euro im Jahr",
            "obstacles": "Es fehlt Personal; Fachschülerinnen könnten helfen.",
        }
        for name, text in words.items():
            fill_field(house, name, text, language=lived.language, actor=lived.office)
        fill_field(clubs, "what", "Jeder Verein benennt eine Patin.", language=lived.language, actor=lived.office)
        fill_field(clubs, "why", "كي لا يبقى أحد خارج النادي.", language="ar", actor=lived.office)
    lived.go(StepKind.CHECK, Phase.REALISATION)
    with transaction():
        for criterion in CHECK_CRITERIA:
            open_question = criterion == "cost"
            rating = Rating.OPEN if open_question else Rating.CLEAR
            reason = "Der Haushalt wird erst im März beschlossen." if open_question else ""
            rate(house, criterion, rating, reason, lived.office)
        rate(clubs, "law", Rating.BLOCKED, "Der Verband muss die Satzung ändern.", lived.office)
    lived.go(StepKind.VOTE, Phase.REALISATION)
    drafts = [OptionDraft(plan.id, {plan.language: plan.title}) for plan in lived.plans]
    lived.vote(Subject.PLAN, drafts, [[0], [0], [1]])
    with transaction():
        lived.measure = draft_measure(house, lived.office, lived.edition)


def reread(lived):
    """Return the workshop as another request would read it."""
    return get_workshop(lived.workshop.code)
