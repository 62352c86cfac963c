"""Results of several workshops: side by side, joined with their origin, attached to goals when a concept has come."""

import pytest

from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.errors import NoEdition, PlanNotChecked
from participation.prioritisation.models import Subject
from participation.process.errors import GoalsMissing, JoinedTopicUnknown, TopicJoinedAlready, TopicsUnjoinable
from participation.process.queries import (
    get_process,
    list_joined,
    list_topics,
    list_unattached,
    list_waiting_plans,
    propose_joinings,
    report_of_process,
)
from participation.process.services import attach_measure, attach_plan, dismiss_joining, join_topics, split_topics
from participation.reach.asked import Asked
from participation.reach.models import AnswerCount, Question
from participation.workshop.models import Phase, StepKind, WorkshopState
from tests.factories import (
    a_card,
    a_cluster,
    a_concept,
    a_counted_round,
    a_goal,
    a_plan,
    a_process,
    a_workshop,
    an_edition,
    an_office_user,
    check_plan,
    step_of,
)
from tests.process.integration.test_processes import Office

BUS = "Abends fährt kein Bus ins Viertel"


@pytest.fixture
def process(database):
    return a_process(title="Der Weg")


@pytest.fixture
def forums(process):
    return [a_workshop(process=process, title=title) for title in ("Forum Nord", "Forum Süd", "Stand")]


def rows(process):
    return list_joined(process, list_topics(process, "de"))


def proposals(process):
    topics = list_topics(process, "de")
    return propose_joinings(process, topics, list_joined(process, topics))


def test_topics_of_all_workshops_stand_side_by_side_the_strongest_first(process, forums):
    north, south, _stand = forums
    card = a_card(north)
    first, second = a_cluster(north, title="Bus", cards=[card]), a_cluster(north, title="Halle")
    third = a_cluster(south, title="Kurse")
    a_counted_round(step_of(north, StepKind.VOTE, Phase.CRITIQUE), {first.id: 9, second.id: 4})
    a_cluster(south, title="")
    a_cluster(south, title="Weg damit", dissolved=True)
    a_plan(south, title="Nachtbus")
    found = list_topics(process, "de")
    assert [(topic.title, topic.workshop.title, topic.cards, topic.vote and topic.vote.points) for topic in found] == [
        ("Bus", "Forum Nord", 1, 9),
        ("Halle", "Forum Nord", 0, 4),
        ("Kurse", "Forum Süd", 0, None),
        ("Nachtbus", "Forum Süd", 0, None),
    ]
    assert found[2].id == third.id


@pytest.mark.parametrize("count", [1, 3])
def test_results_cost_the_same_for_one_topic_and_three(process, forums, statements, count):
    for workshop in forums[:count]:
        a_cluster(workshop, cards=[a_card(workshop)])
        a_plan(workshop)
    db.session.expire_all()
    found = get_process(process.id)
    statements.clear()
    assert len(list_topics(found, "de")) == 2 * count
    assert len(statements) == 8


def test_alike_topics_of_different_workshops_are_proposed_with_the_words_that_they_share(process, forums):
    north, south, _stand = forums
    one, other = a_cluster(north, title=BUS), a_cluster(south, title="Ein Bus fürs Viertel, auch am Wochenende")
    a_cluster(north, title="Die Turnhalle ist geschlossen")
    (proposal,) = proposals(process)
    assert {topic.id for topic in proposal.topics} == {one.id, other.id}
    assert {"Bus", "Viertel"} <= set(proposal.shared)


def test_topics_of_one_workshop_are_never_proposed(process, forums):
    a_cluster(forums[0], title=BUS)
    a_cluster(forums[0], title=BUS)
    assert proposals(process) == []


def test_joined_topic_keeps_the_origin_of_its_members_and_is_taken_apart_again(process, forums):
    one, other = a_cluster(forums[0], title=BUS), a_cluster(forums[1], title=BUS)
    with transaction():
        joined_id = join_topics(get_process(process.id), Subject.CLUSTER, [one.id, other.id], None, "Bus").id
    (row,) = rows(process)
    assert (row.joined.title, row.joined.language, row.joined.reason) == (BUS, "de", "Bus")
    assert [(topic.id, topic.workshop.title) for topic in row.topics] == [
        (one.id, "Forum Nord"),
        (other.id, "Forum Süd"),
    ]
    assert proposals(process) == []
    with transaction():
        split_topics(get_process(process.id), joined_id, None)
    assert (rows(process), len(list_topics(process, "de")), len(proposals(process))) == ([], 2, 1)
    with pytest.raises(JoinedTopicUnknown), transaction():
        split_topics(get_process(process.id), joined_id, None)


def test_third_topic_is_proposed_for_what_is_joined_and_comes_to_it(process, forums):
    ids = [a_cluster(workshop, title=BUS).id for workshop in forums[:2]]
    with transaction():
        join_topics(get_process(process.id), Subject.CLUSTER, ids, None)
    third = a_cluster(forums[2], title=BUS)
    (proposal,) = proposals(process)
    assert proposal.joined is not None
    with transaction():
        join_topics(get_process(process.id), Subject.CLUSTER, [topic.id for topic in proposal.topics], None)
    assert [[topic.id for topic in row.topics] for row in rows(process)] == [[*ids, third.id]]


def test_dismissed_proposal_does_not_come_again(process, forums):
    ids = [a_cluster(workshop, title=BUS).id for workshop in forums[:2]]
    with transaction():
        dismiss_joining(get_process(process.id), Subject.CLUSTER, ids, None)
    assert proposals(process) == []


def test_what_cannot_be_joined_is_refused(process, forums):
    one, same = a_cluster(forums[0]), a_cluster(forums[0])
    foreign = a_cluster(a_workshop())
    wish = a_cluster(forums[1], phase=Phase.FANTASY)
    for ids in ([one.id], [one.id, same.id], [one.id, foreign.id], [one.id, wish.id], []):
        with pytest.raises(TopicsUnjoinable), transaction():
            join_topics(get_process(process.id), Subject.CLUSTER, ids, None)
    pairs = [[a_cluster(workshop).id for workshop in forums[:2]] for _ in range(2)]
    for ids in pairs:
        with transaction():
            join_topics(get_process(process.id), Subject.CLUSTER, ids, None)
    with pytest.raises(TopicJoinedAlready), transaction():
        join_topics(get_process(process.id), Subject.CLUSTER, [pairs[0][0], pairs[1][1]], None)


def test_plans_are_joined_too(process, forums):
    ids = [a_plan(workshop, title="Nachtbus bis ein Uhr").id for workshop in forums[:2]]
    (proposal,) = proposals(process)
    assert [topic.subject for topic in proposal.topics] == [Subject.PLAN, Subject.PLAN]
    with transaction():
        join_topics(get_process(process.id), Subject.PLAN, ids, None)
    assert [[topic.id for topic in row.topics] for row in rows(process)] == [ids]


def test_results_wait_for_a_concept_and_are_attached_to_its_goals_later(process, forums):
    plan, unchecked = check_plan(a_plan(forums[0], title="Nachtbus")), a_plan(forums[1])
    assert [waiting.plan.id for waiting in list_waiting_plans(process)] == [plan.id, unchecked.id]
    with pytest.raises(NoEdition), transaction():
        attach_plan(get_process(process.id), plan, [1], None)
    edition = an_edition(a_concept())
    goal = a_goal(edition)
    process.concept, process.edition = edition.concept, edition
    db.session.commit()
    with pytest.raises(GoalsMissing), transaction():
        attach_plan(get_process(process.id), plan, [], None)
    with pytest.raises(PlanNotChecked), transaction():
        attach_plan(get_process(process.id), unchecked, [goal.id], None)
    with transaction():
        measure = attach_plan(get_process(process.id), plan, [goal.id], None)
    assert (measure.title, measure.goals, measure.edition_id) == ("Nachtbus", [goal], edition.id)
    assert [waiting.plan.id for waiting in list_waiting_plans(process)] == [unchecked.id]


def test_draft_without_a_goal_waits_until_it_is_attached(process, forums):
    edition = an_edition(a_concept())
    goal = a_goal(edition)
    process.concept, process.edition = edition.concept, edition
    plan = check_plan(a_plan(forums[0]))
    db.session.commit()
    with transaction():
        measure = attach_plan(get_process(process.id), plan, [goal.id], None)
    measure.goals = []
    db.session.commit()
    (waiting,) = list_unattached(process)
    with transaction():
        attach_measure(waiting, [goal.id], None)
    assert list_unattached(process) == []
    assert waiting.goals == [goal]


def over_with(process, counts):
    """A workshop that is over, in which so many people gave each gender, and nobody left the question out."""
    workshop = a_workshop(process=process, state=WorkshopState.CLOSED)
    workshop.questions = Asked((Question.GENDER,)).kept()
    numbers = dict(zip(("female", "male", "diverse", ""), counts, strict=True))
    db.session.add_all(
        AnswerCount(workshop_id=workshop.id, question=Question.GENDER, answer=answer, number=number)
        for answer, number in numbers.items()
    )
    db.session.commit()
    return workshop


def test_who_was_reached_over_all_leaves_out_what_a_workshop_holds_back(process):
    assert report_of_process(process) is None
    over_with(process, (20, 10, 3, 4))
    over_with(process, (12, 9, 7, 8))
    report = report_of_process(process)
    told = {each.answer: (each.number, each.workshops) for each in report.answers[0].told}
    assert (report.workshops, report.forms) == (2, 73)
    assert told == {"female": (32, 2), "male": (19, 2), "diverse": (7, 1), "": (8, 1)}


def test_processes_whose_workshops_tell_the_same_tell_the_same_over_all(database):
    """Two truths behind the same published numbers look the same: what is held back does not reach the sum."""
    one, other = a_process(), a_process()
    for process, small in ((one, (3, 4)), (other, (4, 3))):
        over_with(process, (20, 10, *small))
        over_with(process, (12, 9, 7, 8))
    assert report_of_process(one) == report_of_process(other)


def test_office_joins_dismisses_takes_apart_and_sees_who_was_reached(app):
    with app.app_context():
        process = a_process()
        clusters = [a_cluster(a_workshop(process=process), title=BUS).id for _ in range(2)]
        over_with(process, (20, 10, 3, 4))
        process_id = process.id
    office = Office(app)
    page = office.page(f"/{process_id}/results")
    assert len(page.xpath("//li[@class='proposal']")) == 1
    topics = [f"cluster-{cluster}" for cluster in clusters]
    refused = office.post(f"/{process_id}/results/join", topic=topics[:1], reason="gleich")
    assert refused.status_code == 422
    assert 'value="gleich"' in refused.text
    assert office.post(f"/{process_id}/results/join", topic=topics, reason="gleich").status_code == 303
    page = office.page(f"/{process_id}/results")
    assert (len(page.xpath("//tbody[@class='joined']")), len(page.xpath("//li[@class='proposal']"))) == (1, 0)
    (action,) = page.xpath("//tbody[@class='joined']//form/@action")
    assert office.post(action.removeprefix("/office/processes")).status_code == 303
    assert office.post(f"/{process_id}/results/dismiss", topic=topics).status_code == 303
    assert len(office.page(f"/{process_id}/results").xpath("//li[@class='proposal']")) == 0
    assert "at least 37" in office.page(f"/{process_id}/people").text_content()


def test_office_attaches_a_waiting_plan_by_the_page(app):
    with app.app_context():
        edition = an_edition(a_concept())
        goal = a_goal(edition)
        process = a_process(edition.concept, edition=edition)
        plan = check_plan(a_plan(a_workshop(process=process)))
        process_id, plan_id, goal_id = process.id, plan.id, goal.id
        an_office_user()
    office = Office(app)
    assert office.post(f"/{process_id}/waiting/plans/{plan_id}").status_code == 422
    assert office.post(f"/{process_id}/waiting/plans/{plan_id}", goals=goal_id).status_code == 303
    assert office.post(f"/{process_id}/waiting/plans/{plan_id}", goals=goal_id).status_code == 422
    with app.app_context():
        assert list_waiting_plans(get_process(process_id)) == []
