"""Pages of the office and of reviewers: what is typed stays, what is refused is named."""

import re

import pytest
from lxml import html

from participation.concept.models import EditionState, IntegrationPhase, Measure, MeasureState
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.models import Vote
from participation.measures.queries import find_open_round, find_rules, get_measure, history, list_measures
from participation.measures.services import edit_measure
from tests.factories import (
    a_goal,
    a_measure,
    a_plan,
    a_process,
    a_steering_member,
    a_workshop,
    an_edition,
    an_office_user,
    check_plan,
    fill_plan,
)
from tests.measures.integration.conftest import COMPLETE, named, reviewed


@pytest.fixture
def office(desk):
    return desk(an_office_user(name="Frau Amt"))


@pytest.fixture
def measure(goal):
    return a_measure(goal.edition, goals=[goal], **COMPLETE)


@pytest.fixture
def plan(goal):
    workshop = a_workshop(process=a_process(goal.edition.concept), goals=[goal])
    plan = check_plan(a_plan(workshop, title="Schwimmkurse am Samstag"))
    return fill_plan(plan, what="Mütter lernen in der Halle schwimmen.")


@pytest.mark.parametrize(
    ("reference", "place", "said"),
    [("district", "Nord", "A district: Nord"), (None, "Nord", "Nord"), ("district", "", "A district"), (None, "", "–")],
)
def test_place_is_told_with_and_without_the_kind_of_place(office, measure, reference, place, said):
    measure.spatial_reference, measure.place = reference, place
    db.session.commit()
    page = office.look(f"/office/measures/{measure.id}")
    assert re.search(r"<dt>Spatial reference</dt>\s*<dd>(.*?)</dd>", page)[1] == said


def again(measure):
    db.session.expire_all()
    return db.session.get_one(Measure, measure.id)


def the_form(measure, **typed):
    chosen = {"goals": [goal.id for goal in measure.goals], "spatial_reference": "", "integration_phase": ""}
    return {**COMPLETE, **chosen, "seen_version": measure.version} | typed


def saved_by_another(measure, **values):
    with transaction():
        found = get_measure(measure.id)
        goals = [goal.id for goal in found.goals]
        edit_measure(found, None, values, goal_ids=goals, field_ids=[], seen_version=found.version)


def said_of_both(page, name):
    group = page.partition(f'name="both" value="{name}"')[2].partition("</fieldset>")[0]
    return re.findall(r'<span class="lines">(.*?)</span>', group)


def test_days_are_saved_and_shown(office, measure):
    answer = office.send(
        f"/office/measures/{measure.id}/edit", **the_form(measure, due_on="2027-12-31", funded_until="2028-06-30")
    )
    assert answer.status_code == 303
    page = office.look(f"/office/measures/{measure.id}")
    assert ("31 December 2027" in page, "30 June 2028" in page) == (True, True)


def test_day_typed_as_text_is_named_and_kept(office, measure):
    answer = office.send(f"/office/measures/{measure.id}/edit", **the_form(measure, due_on="end of May", lead="Amt"))
    assert answer.status_code == 422
    assert ("“end of May” is no day." in answer.text, 'value="end of May"' in answer.text) == (True, True)
    assert ('value="Amt"' in answer.text, again(measure).lead) == (True, "Sportverein")


def test_second_of_two_editors_sees_both_versions_part_by_part(office, measure):
    form = the_form(measure, lead="Jugendamt", costs="7.000 Euro", integration_phase="cohesion")
    saved_by_another(measure, lead="Schulamt", indicator="Zahl der Kurse", integration_phase="incorporation")
    answer = office.send(f"/office/measures/{measure.id}/edit", **form)
    assert answer.status_code == 409
    assert said_of_both(answer.text, "lead") == ["Schulamt", "Jugendamt"]
    assert said_of_both(answer.text, "integration_phase") == ["Incorporation", "Cohesion"]
    assert re.findall(r'name="both" value="(\w+)"', answer.text) == ["lead", "integration_phase"]
    assert 'value="7.000 Euro"' in answer.text
    assert 'value="Zahl der Kurse"' in answer.text
    assert (again(measure).lead, again(measure).costs) == ("Schulamt", "5.000 Euro")


def test_choice_between_two_versions_is_saved_and_nothing_is_lost(office, measure):
    saved_by_another(measure, lead="Schulamt", indicator="Zahl der Kurse", integration_phase="incorporation")
    typed = the_form(
        measure, lead="Jugendamt", costs="7.000 Euro", indicator="Zahl der Kurse", integration_phase="cohesion"
    )
    chosen = {"both": ["lead", "integration_phase"], "keep-lead": "mine", "keep-integration_phase": "now"}
    answer = office.send(f"/office/measures/{measure.id}/edit", **typed | {"seen_version": 2}, **chosen)
    found = again(measure)
    assert (answer.status_code, found.lead, found.costs, found.indicator, found.integration_phase) == (
        303,
        "Jugendamt",
        "7.000 Euro",
        "Zahl der Kurse",
        IntegrationPhase.INCORPORATION,
    )
    assert [line.after.get("lead") for line in history(found)] == ["Jugendamt", "Schulamt"]


def test_part_without_a_choice_is_asked_again(office, measure):
    saved_by_another(measure, lead="Schulamt")
    form = the_form(measure, lead="Jugendamt", seen_version=2)
    answer = office.send(f"/office/measures/{measure.id}/edit", **form, both=["lead", "nonsense"])
    assert (answer.status_code, said_of_both(answer.text, "lead")) == (422, ["Schulamt", "Jugendamt"])
    assert ("Choose for each part" in answer.text, again(measure).lead) == (True, "Schulamt")


def test_goals_that_two_people_chose_are_a_part_like_others(office, measure, goal):
    second, third = a_goal(goal.edition, text="Zwei", number=None), a_goal(goal.edition, text="Drei", number=None)
    form = the_form(measure, goals=[goal.id, second.id])
    with transaction():
        edit_measure(measure, None, {}, goal_ids=[third.id], field_ids=[], seen_version=1)
    answer = office.send(f"/office/measures/{measure.id}/edit", **form)
    assert said_of_both(answer.text, "goals") == ["Drei"]
    assert "1.2 Kinder schwimmen.\nZwei" in answer.text
    chosen = {"both": "goals", "keep-goals": "now", "seen_version": 2}
    office.send(f"/office/measures/{measure.id}/edit", **form | chosen)
    assert again(measure).goals == [third]


def test_plan_like_a_measure_is_shown_before_a_draft_is_added(office, plan, goal):
    code, address = plan.workshop.code, f"/office/workshops/{plan.workshop.code}/plans/{plan.id}"
    there = a_measure(goal.edition, goals=[goal], title="", text="Schwimmkurse: Mütter lernen in der Halle schwimmen")
    answer = office.send(f"{address}/draft")
    assert (answer.status_code, answer.location) == (303, f"{address}/like")
    assert (there.label in office.look(f"{address}/like"), len(list_measures(goal.edition.id))) == (True, 1)
    assert office.send(f"{address}/draft", anyway="1").location.endswith("/edit")
    assert [measure.title for measure in list_measures(goal.edition.id)] == ["", "Schwimmkurse am Samstag"]
    assert code in address


def test_plan_that_is_like_no_measure_becomes_a_draft_at_once(office, plan, goal):
    a_measure(goal.edition, goals=[goal], title="Lotsen", text="Ehrenamtliche begleiten Neue zum Amt.")
    answer = office.send(f"/office/workshops/{plan.workshop.code}/plans/{plan.id}/draft")
    assert (answer.location.endswith("/edit"), len(list_measures(goal.edition.id))) == (True, 2)


def test_plan_that_means_a_measure_belongs_to_it_from_then_on(office, plan, goal):
    there = a_measure(goal.edition, goals=[goal], title="Schwimmkurse", text="Mütter lernen schwimmen.")
    address = f"/office/workshops/{plan.workshop.code}/plans/{plan.id}"
    office.send(f"{address}/attach/{there.id}")
    office.send(f"{address}/attach/{there.id}")
    office.send(f"{address}/draft")
    assert [measure.id for measure in list_measures(goal.edition.id)] == [there.id]
    assert [(line.after, line.version) for line in history(there)] == [({"plan": "Schwimmkurse am Samstag"}, 2)]
    assert "Where does this come from?" in office.look(f"/office/measures/{there.id}")


def test_plan_does_not_go_to_a_measure_of_another_edition(office, plan, goal):
    foreign = a_measure(an_edition(goal.edition.concept, state=EditionState.SUPERSEDED))
    office.send(f"/office/workshops/{plan.workshop.code}/plans/{plan.id}/attach/{foreign.id}")
    assert "This measure does not exist." in office.look("/office/measures")
    assert history(foreign) == []


def test_new_measure_is_an_idea_after_what_is_alike_was_shown(office, measure, goal):
    address = f"/office/measures/new/{goal.edition.concept_id}"
    typed = {"title": "Schwimmkurse", "text": "Der Verein gibt Kurse."}
    answer = office.send(address, **typed)
    assert (answer.status_code, "Does this exist already?" in answer.text) == (200, True)
    assert (len(list_measures(goal.edition.id)), 'value="Schwimmkurse"' in answer.text) == (1, True)
    assert office.send(address, **typed, anyway="1").status_code == 303
    idea = list_measures(goal.edition.id)[1]
    assert (idea.state, idea.title) == (MeasureState.IDEA, "Schwimmkurse")


def test_new_measure_needs_a_title_and_keeps_its_text(office, goal):
    address = f"/office/measures/new/{goal.edition.concept_id}"
    for title in ("", "  "):
        answer = office.send(address, title=title, text="Der Verein")
        assert (answer.status_code, "Der Verein" in answer.text) == (422, True)


def test_office_names_reviewers_and_sees_who_has_handed_in_but_not_what(office, in_review, jury):
    office.send(f"/office/measures/{in_review.id}/reviewers", reviewer=[person.id for person in jury])
    round_ = reviewed(find_open_round(in_review), Vote.AGAINST, reason="Secret words")
    page = office.look(f"/office/measures/{in_review.id}")
    assert ("Ada Gutachterin: handed in" in page, "Bo Gutachter: not yet" in page, "Secret words" in page) == (
        True,
        True,
        False,
    )
    reviewed(round_, None, Vote.AGAINST)
    page = office.look(f"/office/measures/{in_review.id}")
    assert ("Secret words" in page, "They propose: <b>Rejected</b>" in page) == (True, True)


def test_office_is_told_when_too_few_are_named(office, in_review, jury):
    office.send(f"/office/measures/{in_review.id}/reviewers", reviewer=[jury[0].id, "x"])
    assert "This concept asks for exactly 2 reviewers." in office.look(f"/office/measures/{in_review.id}")


def test_office_confirms_what_reviewers_agree_on(office, in_review, jury):
    round_ = reviewed(named(in_review, jury), Vote.RECOMMEND, Vote.RECOMMEND)
    address = f"/office/measures/reviews/{round_.id}/decision"
    office.send(address, outcome="recommended", reason="")
    assert "Please say why" in office.look(f"/office/measures/{in_review.id}")
    office.send(address, outcome="recommended", reason="Both say so.")
    assert (again(in_review).state, "Both say so." in office.look(f"/office/measures/{in_review.id}")) == (
        MeasureState.RECOMMENDED,
        True,
    )


def test_review_that_is_refused_keeps_every_word(desk, in_review, jury):
    review = named(in_review, jury).reviews[0]
    typed = {"mark-0": "fully", "words-0": "Passt gut", "mark-1": "nonsense", "vote": "with_changes", "seen_version": 0}
    answer = desk(jury[0]).send(f"/reviews/{review.id}", **typed)
    assert (answer.status_code, "The review is not complete yet." in answer.text) == (422, True)
    assert ("Passt gut" in answer.text, answer.text.count(" checked>")) == (True, 2)


def test_review_handed_in_twice_is_named_and_then_replaced(desk, in_review, jury):
    round_ = named(in_review, jury)
    marks = {f"mark-{place}": "mostly" for place, _name in enumerate(round_.criteria)}
    person, address = desk(jury[0]), f"/reviews/{round_.reviews[0].id}"
    first = person.send(address, **marks, vote="recommend", reason="Yes", seen_version=0)
    second = person.send(address, **marks, vote="against", reason="On second thought", seen_version=0)
    assert (first.status_code, second.status_code) == (303, 409)
    assert ("handed in a review of this measure already" in second.text, "On second thought" in second.text) == (
        True,
        True,
    )
    assert 'name="seen_version" value="1"' in second.text
    person.send(address, **marks, vote="against", reason="On second thought", seen_version=1)
    db.session.expire_all()
    assert (round_.reviews[0].vote, round_.reviews[0].version) == (Vote.AGAINST, 2)


def test_steering_group_decides_with_a_reason(desk, in_review, jury):
    round_ = reviewed(named(in_review, jury), Vote.RECOMMEND, Vote.AGAINST, reason="Because")
    person, address = desk(a_steering_member()), f"/steering/{round_.id}"
    assert person.send(address, outcome="recommended", reason=" ").status_code == 422
    refused = person.send(address, outcome="adopted", reason="At once")
    assert (refused.status_code, "At once" in refused.text) == (422, True)
    assert person.send(address, outcome="recommended", reason="The need is great.").location == "/steering"
    assert (again(in_review).state, "Nothing waits" in person.look("/steering")) == (MeasureState.RECOMMENDED, True)


def test_each_role_is_led_to_its_own_pages(desk, jury):
    for person, address in ((jury[0], "/reviews"), (a_steering_member(), "/steering"), (an_office_user(), "/office/")):
        assert desk(person).get("/home").location == address


def test_bar_of_reviewers_and_of_the_steering_group_has_one_entry(desk, jury):
    for person, address in ((jury[0], "/reviews"), (a_steering_member(), "/steering")):
        bar = desk(person).look(address).partition('class="bar__links"')[2].partition("</ul>")[0]
        assert re.findall(r'href="([^"]+)"', bar) == [address]


def test_rules_show_names_and_remember_the_shipped_criteria(office, goal):
    concept_id = goal.edition.concept_id
    address = f"/office/measures/review-rules/{concept_id}"
    assert "Need shown\nGoal defined" in office.look(address)
    office.send(address, reviewers="3", criteria="Need shown\r\nFits the district\r\n")
    db.session.expire_all()
    rules = find_rules(concept_id)
    assert (rules.reviewers, rules.criteria) == (3, ("need", "Fits the district"))


@pytest.mark.parametrize(("number", "criteria"), [("x", "Need"), ("99", "Need"), ("2", " ")])
def test_bad_rules_are_named_and_kept(office, goal, number, criteria):
    address = f"/office/measures/review-rules/{goal.edition.concept_id}"
    answer = office.send(address, reviewers=number, criteria=criteria)
    assert (answer.status_code, f'value="{number}"' in answer.text) == (422, True)


def test_trace_is_drawn_above_the_list_that_says_the_same(office, plan, measure):
    assert "trace-picture" not in office.look(f"/office/measures/{measure.id}/trace")
    plan.measures.append(measure)
    db.session.commit()
    page = office.look(f"/office/measures/{measure.id}/trace")
    assert re.findall(r"trace-picture__box--(\w+)", page) == ["plan", "measure"]
    assert page.count(plan.title) == 2


PUBLIC = "What is postponed or rejected in the adopted edition can be read by everybody, with this reason."


@pytest.mark.parametrize(("state", "told"), [(MeasureState.ADOPTED, True), (MeasureState.POSTPONED, False)])
def test_form_says_that_a_postponement_and_its_reason_are_public(desk, goal, state, told):
    measure = a_measure(goal.edition, goals=[goal], state=state, **COMPLETE)
    page = desk(an_office_user()).look(f"/office/measures/{measure.id}")
    assert (PUBLIC in page) is told


def test_change_of_several_measures_says_the_same_of_its_reason(desk, goal):
    a_measure(goal.edition, goals=[goal], **COMPLETE)
    page = html.fromstring(desk(an_office_user()).look("/office/measures"))
    (reason,) = page.xpath("//form//input[@name='reason']")
    assert page.get_element_by_id(reason.get("aria-describedby")).text_content() == PUBLIC
