"""The thread between cards and measures: backwards to the first card, forwards to what became of it."""

from datetime import date

import pytest
from sqlalchemy import select

from participation.concept.editions.adoption import Resolution, adopt_edition
from participation.concept.editions.beginning import begin_edition
from participation.concept.models import EditionState, Measure, MeasureState
from participation.contributions.models import (
    Card,
    CardState,
    CardTranslation,
    ClusterTranslation,
    Placement,
    TranslationState,
)
from participation.contributions.queries import ShownText
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.queries import outcome_of_card, outcomes_of_cards, trace_of_measure
from participation.measures.queries.thread import Worded
from participation.prioritisation.models import Subject
from participation.workshop.models import Phase, StepKind
from tests.factories import (
    a_card,
    a_cluster,
    a_counted_round,
    a_measure,
    a_plan,
    a_table,
    a_workshop,
    an_inversion,
    fill_plan,
    stands_as,
    step_of,
)


@pytest.fixture
def workshop(database):
    return a_workshop(title="Werkstatt Sport", code="K7M2QX")


def a_wish_card(workshop, inversion, **values):
    step = step_of(workshop, StepKind.COLLECT, Phase.FANTASY)
    return a_card(workshop, step, inversion_id=inversion.id if inversion else None, **values)


class Thread:
    """One unbroken thread: two critique cards, a topic, its opposite, two wish cards, a wish, a plan, a measure."""

    def __init__(self, workshop):
        self.complaints = [a_card(workshop), a_card(workshop)]
        self.topic = a_cluster(workshop, cards=self.complaints, title="Kein Kurs für Mütter.")
        self.inversion = an_inversion(workshop, self.topic)
        self.dreams = [a_wish_card(workshop, self.inversion), a_wish_card(workshop, self.inversion)]
        self.wish = a_cluster(workshop, phase=Phase.FANTASY, cards=self.dreams, title="Alle schwimmen.")
        self.plan = fill_plan(
            a_plan(workshop, wishes=[self.wish], table=a_table(workshop, name="Tisch 1"), title="Kurse"),
            why="Damit alle sicher sind.",
            what="Kurse am Samstag.",
            who="",
        )
        self.measure = a_measure(title="Schwimmkurse")
        self.plan.measures.append(self.measure)
        db.session.commit()


def votes(found):
    return [(vote.rank, vote.points) for vote in found]


def ids(cards):
    return [card.id for card in cards]


def test_trace_walks_from_the_measure_to_the_first_card(workshop):
    thread = Thread(workshop)
    a_counted_round(step_of(workshop, StepKind.VOTE, Phase.CRITIQUE), {thread.topic.id: 8, 0: 9})
    a_counted_round(step_of(workshop, StepKind.VOTE, Phase.FANTASY), {thread.wish.id: 7, 0: 2})
    a_counted_round(
        step_of(workshop, StepKind.VOTE, Phase.REALISATION), {thread.plan.id: 5, 0: 2}, subject=Subject.PLAN
    )
    trace = trace_of_measure(thread.measure)
    (plan,) = trace.plans
    (wish,) = plan.wishes
    (inversion,) = wish.inversions
    assert (trace.measure_id, trace.label, trace.state) == (thread.measure.id, "Schwimmkurse", MeasureState.DRAFT)
    assert (plan.id, plan.title, plan.workshop_code, plan.workshop_title, plan.table) == (
        thread.plan.id,
        Worded("Kurse", "de"),
        "K7M2QX",
        "Werkstatt Sport",
        "Tisch 1",
    )
    assert list(plan.fields.items()) == [
        ("what", Worded("Kurse am Samstag.", "de")),
        ("why", Worded("Damit alle sicher sind.", "de")),
    ]
    assert (wish.cluster.title, ids(wish.cluster.cards)) == (Worded("Alle schwimmen.", "de"), ids(thread.dreams))
    assert (inversion.text, inversion.topic.title) == (
        Worded("Es ist gut.", "de"),
        Worded("Kein Kurs für Mütter.", "de"),
    )
    assert ids(inversion.topic.cards) == ids(thread.complaints)
    assert (votes(plan.votes), votes(wish.cluster.votes), votes(inversion.topic.votes)) == (
        [(1, 5)],
        [(1, 7)],
        [(2, 8)],
    )
    assert trace.card_ids == {*ids(thread.dreams), *ids(thread.complaints)}


def test_trace_of_a_measure_from_several_plans_shows_each(workshop):
    first, second = Thread(workshop), Thread(workshop)
    second.plan.measures.append(first.measure)
    db.session.commit()
    assert [plan.id for plan in trace_of_measure(first.measure).plans] == [first.plan.id, second.plan.id]


def test_wishes_of_one_plan_each_know_their_own_inversion(workshop):
    first, second = Thread(workshop), Thread(workshop)
    first.plan.wishes.append(second.wish)
    db.session.commit()
    (plan,) = trace_of_measure(first.measure).plans
    assert [(wish.cluster.id, [inversion.id for inversion in wish.inversions]) for wish in plan.wishes] == [
        (first.wish.id, [first.inversion.id]),
        (second.wish.id, [second.inversion.id]),
    ]


def test_measure_from_a_document_has_no_trace(database):
    assert trace_of_measure(a_measure()).plans == ()


def test_trace_speaks_the_reader_s_language_and_keeps_the_original(workshop):
    thread = Thread(workshop)
    card = thread.dreams[0]
    card.translations.append(CardTranslation(language="en", text="All swim", state=TranslationState.HUMAN))
    thread.wish.translations.append(
        ClusterTranslation(language="en", text="Everybody swims.", state=TranslationState.HUMAN)
    )
    db.session.commit()
    (wish,) = trace_of_measure(thread.measure, "en").plans[0].wishes
    assert wish.cluster.title == Worded("Everybody swims.", "en")
    assert wish.inversions[0].text == Worded("It is good.", "en")
    assert (wish.cluster.cards[0].original, wish.cluster.cards[0].shown) == (
        Worded(card.text, "de"),
        ShownText("All swim", "en", original=False, state=TranslationState.HUMAN),
    )
    assert wish.cluster.cards[1].shown == ShownText(thread.dreams[1].text, "de", original=True)


@pytest.mark.parametrize("state", [CardState.HIDDEN, CardState.WITHDRAWN, CardState.WAITING])
def test_card_that_not_everybody_may_see_keeps_its_place_and_not_its_words(workshop, state):
    thread = Thread(workshop)
    thread.dreams[0].state = state
    db.session.commit()
    card = trace_of_measure(thread.measure).plans[0].wishes[0].cluster.cards[0]
    assert (card.id, card.state, card.original.text, card.shown.text) == (thread.dreams[0].id, state, "", "")


def test_trace_tells_redacted_and_paper_cards(workshop):
    thread = Thread(workshop)
    thread.dreams[0].redacted_at, thread.dreams[1].on_paper = clock.now(), True
    db.session.commit()
    cards = trace_of_measure(thread.measure).plans[0].wishes[0].cluster.cards
    assert [(card.redacted, card.on_paper) for card in cards] == [(True, False), (False, True)]


def test_trace_follows_clusters_that_were_merged_after_the_vote(workshop):
    thread = Thread(workshop)
    a_counted_round(step_of(workshop, StepKind.VOTE, Phase.FANTASY), {thread.wish.id: 7, 0: 2})
    into = a_cluster(workshop, phase=Phase.FANTASY, cards=thread.dreams, title="Alle baden.")
    thread.wish.merged_into_id = into.id
    for placement in list(thread.wish.placements):
        db.session.delete(placement)
    db.session.commit()
    (wish,) = trace_of_measure(thread.measure).plans[0].wishes
    assert (wish.cluster.title.text, ids(wish.cluster.cards)) == ("Alle schwimmen.", ids(thread.dreams))
    assert [inversion.id for inversion in wish.inversions] == [thread.inversion.id]
    assert votes(wish.cluster.votes) == [(1, 7)]


def test_wish_without_a_critique_topic_ends_at_its_cards(workshop):
    wish = a_cluster(workshop, phase=Phase.FANTASY, cards=[a_wish_card(workshop, None)])
    plan = a_plan(workshop, wishes=[wish])
    measure = a_measure()
    plan.measures.append(measure)
    db.session.commit()
    (traced,) = trace_of_measure(measure).plans[0].wishes
    assert (len(traced.cluster.cards), traced.inversions) == (1, ())


@pytest.mark.parametrize("count", [1, 3])
def test_trace_takes_a_constant_number_of_statements(workshop, statements, count):
    threads = [Thread(workshop) for _number in range(count)]
    for thread in threads[1:]:
        thread.plan.measures.append(threads[0].measure)
    db.session.commit()
    measure_id = threads[0].measure.id
    db.session.expunge_all()
    measure = db.session.get_one(Measure, measure_id)
    statements.clear()
    assert len(trace_of_measure(measure, "en").card_ids) == 4 * count
    assert len(statements) == 16


def test_outcome_walks_from_a_complaint_to_the_measure(workshop):
    thread = Thread(workshop)
    a_counted_round(step_of(workshop, StepKind.VOTE, Phase.CRITIQUE), {thread.topic.id: 8, 0: 9})
    a_counted_round(step_of(workshop, StepKind.VOTE, Phase.FANTASY), {thread.wish.id: 7, 0: 2})
    a_counted_round(
        step_of(workshop, StepKind.VOTE, Phase.REALISATION), {thread.plan.id: 5, 0: 2}, subject=Subject.PLAN
    )
    outcome = outcome_of_card(thread.complaints[0])
    (topic,) = outcome.topics
    (inversion,) = topic.inversions
    (wish,) = inversion.wishes
    (plan,) = wish.plans
    (measure,) = plan.measures
    assert (outcome.card.id, topic.cluster.title) == (thread.complaints[0].id, Worded("Kein Kurs für Mütter.", "de"))
    assert (topic.plans, topic.cluster.phase) == ((), Phase.CRITIQUE)
    assert (inversion.id, inversion.text) == (thread.inversion.id, Worded("Es ist gut.", "de"))
    assert (wish.cluster.id, wish.cluster.phase) == (thread.wish.id, Phase.FANTASY)
    assert (plan.id, plan.title) == (thread.plan.id, Worded("Kurse", "de"))
    assert (measure.id, measure.label, measure.state) == (
        thread.measure.id,
        Worded("Schwimmkurse", "de"),
        MeasureState.DRAFT,
    )
    assert (votes(topic.cluster.votes), votes(wish.cluster.votes), votes(plan.votes)) == ([(2, 8)], [(1, 7)], [(1, 5)])
    assert outcome.measures == (measure,)


def test_outcome_walks_from_a_wish_to_the_measure(workshop):
    thread = Thread(workshop)
    (topic,) = outcome_of_card(thread.dreams[0]).topics
    assert (topic.cluster.id, topic.inversions) == (thread.wish.id, ())
    assert [(plan.id, [measure.id for measure in plan.measures]) for plan in topic.plans] == [
        (thread.plan.id, [thread.measure.id])
    ]


def test_card_in_no_cluster_stays_a_theme_of_its_own(workshop):
    card = a_card(workshop)
    outcome = outcome_of_card(card)
    assert (outcome.card.original, outcome.topics, outcome.measures) == (Worded(card.text, "de"), (), ())


@pytest.mark.parametrize("state", [CardState.HIDDEN, CardState.WITHDRAWN])
def test_outcome_of_a_card_that_was_taken_away_says_so_without_its_words(workshop, state):
    thread = Thread(workshop)
    thread.complaints[0].state = state
    db.session.commit()
    outcome = outcome_of_card(thread.complaints[0])
    assert (outcome.card.state, outcome.card.original.text, outcome.card.shown.text) == (state, "", "")
    assert [measure.id for measure in outcome.measures] == [thread.measure.id]


def test_doubled_card_has_a_way_through_each_topic(workshop):
    thread = Thread(workshop)
    second = a_cluster(workshop, cards=[thread.complaints[0]])
    topics = outcome_of_card(thread.complaints[0]).topics
    assert [topic.cluster.id for topic in topics] == [thread.topic.id, second.id]


def test_wish_of_which_only_a_hidden_card_answered_the_topic_is_no_outcome(workshop):
    thread = Thread(workshop)
    for card in thread.dreams:
        card.state = CardState.HIDDEN
    db.session.commit()
    (topic,) = outcome_of_card(thread.complaints[0]).topics
    assert [inversion.wishes for inversion in topic.inversions] == [()]


def test_outcome_follows_topics_and_wishes_that_were_merged(workshop):
    thread = Thread(workshop)
    topic, wish = a_cluster(workshop), a_cluster(workshop, phase=Phase.FANTASY)
    for gone, into in ((thread.topic, topic), (thread.wish, wish)):
        gone.merged_into_id = into.id
        cards = [placement.card for placement in gone.placements]
        gone.placements.clear()
        db.session.flush()
        db.session.add_all(Placement(card=card, cluster=into) for card in cards)
    db.session.commit()
    outcome = outcome_of_card(thread.complaints[0])
    assert outcome.topics[0].cluster.id == topic.id
    assert [wished.cluster.id for wished in outcome.topics[0].inversions[0].wishes] == [wish.id]
    assert [measure.id for measure in outcome.measures] == [thread.measure.id]


def test_counts_of_an_open_round_are_on_no_thread(workshop):
    thread = Thread(workshop)
    round_ = a_counted_round(step_of(workshop, StepKind.VOTE, Phase.FANTASY), {thread.wish.id: 7, 0: 2})
    round_.state = "open"
    db.session.commit()
    assert trace_of_measure(thread.measure).plans[0].wishes[0].cluster.votes == ()
    assert outcome_of_card(thread.dreams[0]).topics[0].cluster.votes == ()


def test_outcomes_come_in_the_order_of_the_cards(workshop):
    cards = [a_card(workshop) for _number in range(3)][::-1]
    assert [outcome.card.id for outcome in outcomes_of_cards(cards)] == ids(cards)


@pytest.mark.parametrize("count", [1, 3])
def test_outcomes_take_a_constant_number_of_statements(workshop, statements, count):
    card_ids = [Thread(workshop).complaints[0].id for _number in range(count)]
    db.session.expunge_all()
    cards = [db.session.get_one(Card, card_id) for card_id in card_ids]
    statements.clear()
    outcomes = outcomes_of_cards(cards, "en")
    assert [len(outcome.measures) for outcome in outcomes] == [1] * count
    assert len(statements) == 19


def test_no_cards_have_no_outcomes(database):
    assert outcomes_of_cards([]) == []


def test_copy_in_the_next_edition_leads_back_to_the_same_plans_and_cards_lead_to_what_stands_today(workshop):
    thread = Thread(workshop)
    edition = thread.measure.edition
    stands_as(edition, EditionState.ADOPTED)
    with transaction():
        begun = begin_edition(edition.concept, None).id
    copy = db.session.scalars(select(Measure).where(Measure.edition_id == begun)).one()

    assert [plan.id for plan in trace_of_measure(copy).plans] == [thread.plan.id]
    assert [measure.id for measure in outcome_of_card(thread.complaints[0]).measures] == [thread.measure.id]

    with transaction():
        adopt_edition(copy.edition, Resolution("Rat", date(2026, 11, 4), "12/2026"), None)
    assert [measure.id for measure in outcome_of_card(thread.complaints[0]).measures] == [copy.id]
