"""Measures: drafted from plans, edited, taken along their way, listed, compared."""

from datetime import date

import pytest
from sqlalchemy import select, update

from participation.access.models import LogEntry
from participation.concept.editions.adoption import Resolution, adopt_edition
from participation.concept.editions.beginning import begin_edition
from participation.concept.errors import EditionNotDraft, NoDraftEdition
from participation.concept.models import (
    Edition,
    EditionState,
    Measure,
    MeasureState,
    measure_goal,
)
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.errors import (
    FieldForeign,
    GoalForeign,
    GoalMissing,
    MeasureChanged,
    MeasureIncomplete,
    MeasureUnknown,
    PlanNotChecked,
    ReasonMissing,
    StepSkipped,
)
from participation.measures.queries import (
    MeasureFilter,
    find_similar,
    get_measure,
    history,
    list_measures,
    missing_parts,
    reachable_states,
)
from participation.measures.services import adoptions, change_state, draft_measure, edit_measure, renew_origins
from participation.prioritisation.events import VoteCounted
from participation.prioritisation.models import Subject
from participation.prioritisation.services import close_round, enter_paper
from participation.workshop.models import Phase, StepKind
from tests.factories import (
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
    an_office_user,
    check_plan,
    fill_plan,
    run_step,
    stands_as,
    step_of,
)

COMPLETE = {
    "title": "Schwimmkurse",
    "text": "Der Verein gibt Kurse.",
    "lead": "Sportverein",
    "time_frame": "2027",
    "costs": "5.000 Euro",
    "indicator": "Zahl der Kinder",
}


@pytest.fixture
def edition(database):
    return an_edition()


@pytest.fixture
def goal(edition):
    return a_goal(edition, number="1.2", text="Kinder schwimmen.")


@pytest.fixture
def workshop(edition, goal):
    return a_workshop(process=a_process(edition.concept), title="Werkstatt Sport", goals=[goal])


@pytest.fixture
def wish(workshop):
    return a_cluster(workshop, phase=Phase.FANTASY, title="Jedes Kind kann schwimmen.")


@pytest.fixture
def plan(workshop, wish):
    return check_plan(a_plan(workshop, wishes=[wish], title="Schwimmkurse am Samstag"))


@pytest.fixture
def office(database):
    return an_office_user()


@pytest.fixture
def complete(edition, goal):
    return a_measure(edition, goals=[goal], **COMPLETE)


def edit(measure, actor=None, **values):
    keep = {
        "goal_ids": [goal.id for goal in measure.goals],
        "field_ids": [field.id for field in measure.fields],
        "seen_version": measure.version,
    }
    given = {name: values.pop(name) for name in keep if name in values}
    with transaction():
        return edit_measure(measure, actor, values, **keep | given)


def move(measure, *states, reason="", actor=None):
    for state in states:
        with transaction():
            change_state(measure, actor, MeasureState(state), reason)


def lines(measure):
    return [(change.before, change.after, change.reason) for change in history(measure)]


def origin(measure):
    return measure.origin_workshop, measure.origin_rank, measure.origin_points


def test_draft_is_filled_in_as_far_as_the_plan_says(plan, edition, goal, workshop, office):
    workshop.fields = [a_field(edition.concept, name="Sport"), a_field(a_concept(), name="Elsewhere")]
    fill_plan(
        plan,
        what="Mütter lernen schwimmen.",
        why="Damit Kinder sicher sind.",
        who="Sportverein",
        with_whom="Schule",
        first_step="Halle anfragen",
        by_when="Herbst 2027",
        needs="5.000 Euro",
        obstacles="Keine Halle",
    )
    measure = draft_measure(plan, office, edition)
    written = {
        "title": "Schwimmkurse am Samstag",
        "text": "Mütter lernen schwimmen.\nDamit Kinder sicher sind.",
        "lead": "Sportverein",
        "partners": "Schule",
        "first_step": "Halle anfragen",
        "time_frame": "Herbst 2027",
        "costs": "5.000 Euro",
        "funding_source": "",
        "target_groups": "",
        "place": "",
        "indicator": "",
        "spatial_reference": None,
        "integration_phase": None,
    }
    assert {name: getattr(measure, name) for name in written} == written
    assert (measure.state, measure.edition, measure.goals) == (MeasureState.DRAFT, edition, [goal])
    assert [field.name for field in measure.fields] == ["Sport"]
    assert plan.measures == [measure]


def test_draft_from_an_empty_canvas_marks_what_is_missing(plan, edition):
    measure = draft_measure(plan, None, edition)
    assert (measure.text, missing_parts(measure)) == ("", ("text", "lead", "time_frame", "costs", "indicator"))


@pytest.mark.parametrize("goals", [0, 2])
def test_draft_has_no_goal_unless_the_scope_has_exactly_one(plan, edition, workshop, goals):
    workshop.goals = [a_goal(edition) for _number in range(goals)]
    measure = draft_measure(plan, None, edition)
    assert (measure.goals, missing_parts(measure)[0]) == ([], "goals")


def test_goal_of_another_edition_is_not_taken_over(plan, edition):
    stands_as(edition, EditionState.SUPERSEDED)
    measure = draft_measure(plan, None, an_edition(edition.concept))
    assert measure.goals == []


def test_draft_stands_behind_the_measures_that_are_there(plan, edition):
    a_measure(edition, position=41)
    assert draft_measure(plan, None, edition).position == 42


def test_plan_asked_twice_gives_one_measure(plan, edition):
    with transaction():
        first = draft_measure(plan, None, edition)
    move(first, "rejected", reason="No")
    assert draft_measure(plan, None, edition) is first
    assert len(list_measures(edition.id)) == 1


def test_plan_gives_a_measure_for_another_edition(plan, edition):
    first = draft_measure(plan, None, edition)
    stands_as(edition, EditionState.ADOPTED)
    second = draft_measure(plan, None, an_edition(edition.concept))
    assert plan.measures == [first, second]


def test_plan_that_was_not_checked_gives_no_measure(workshop, wish, edition):
    plan = check_plan(a_plan(workshop, wishes=[wish]), but=["law", "effect"])
    with pytest.raises(PlanNotChecked) as refused:
        draft_measure(plan, None, edition)
    assert (refused.value.missing, plan.measures) == (("law", "effect"), [])


def test_drafting_is_in_the_history_and_in_the_log(plan, edition, office):
    measure = draft_measure(plan, office, edition)
    db.session.commit()
    assert lines(measure) == [({}, {"state": "draft", "plan": "Schwimmkurse am Samstag"}, "")]
    assert history(measure)[0].actor == office
    entry = db.session.scalars(select(LogEntry)).one()
    assert (entry.action, entry.actor, entry.subject_id) == ("draft_measure", office, measure.id)


def test_origin_is_the_vote_over_plans(workshop, plan, wish, edition):
    a_counted_round(step_of(workshop, StepKind.VOTE, Phase.FANTASY), {wish.id: 30, 0: 3})
    a_counted_round(step_of(workshop, StepKind.VOTE, Phase.REALISATION), {plan.id: 12, 0: 20}, subject=Subject.PLAN)
    assert origin(draft_measure(plan, None, edition)) == ("Werkstatt Sport", 2, 12)


def test_origin_is_the_latest_of_two_votes_over_plans(workshop, plan, edition):
    for phase, points in ((Phase.FANTASY, 4), (Phase.REALISATION, 12)):
        a_counted_round(step_of(workshop, StepKind.VOTE, phase), {plan.id: points, 0: 5}, subject=Subject.PLAN)
    assert origin(draft_measure(plan, None, edition)) == ("Werkstatt Sport", 1, 12)


def test_origin_is_the_best_wish_where_plans_were_not_voted_on(workshop, wish, edition):
    better = a_cluster(workshop, phase=Phase.FANTASY)
    a_counted_round(step_of(workshop, StepKind.VOTE, Phase.FANTASY), {0: 30, wish.id: 9, better.id: 11})
    plan = check_plan(a_plan(workshop, wishes=[wish, better]))
    assert origin(draft_measure(plan, None, edition)) == ("Werkstatt Sport", 2, 11)


def test_origin_of_a_vote_in_which_nobody_voted_has_no_rank(workshop, plan, edition):
    step = step_of(workshop, StepKind.VOTE, Phase.REALISATION)
    a_counted_round(step, {plan.id: 0, 0: 0}, subject=Subject.PLAN)
    assert origin(draft_measure(plan, None, edition)) == ("Werkstatt Sport", None, None)


def test_origin_remembers_the_vote_of_a_wish_that_went_into_another(workshop, plan, wish, edition):
    before = a_cluster(workshop, phase=Phase.FANTASY, merged_into_id=wish.id)
    a_counted_round(step_of(workshop, StepKind.VOTE, Phase.FANTASY), {before.id: 9, 0: 3})
    assert origin(draft_measure(plan, None, edition)) == ("Werkstatt Sport", 1, 9)


def test_origin_without_a_vote_is_the_workshop_alone(plan, edition):
    assert origin(draft_measure(plan, None, edition)) == ("Werkstatt Sport", None, None)


def test_vote_counted_after_drafting_is_written_to_drafts_only(workshop, plan, wish, edition):
    draft = draft_measure(plan, None, edition)
    other = check_plan(a_plan(workshop, wishes=[wish]))
    reviewed = draft_measure(other, None, edition)
    reviewed.state = MeasureState.IN_REVIEW
    db.session.commit()
    step = run_step(workshop, StepKind.VOTE, Phase.REALISATION)
    round_ = a_round(step, {plan.id: "Kurse", other.id: "Fest"}, subject=Subject.PLAN)
    with transaction():
        enter_paper(round_, None, {round_.options[0].id: 4})
        close_round(round_, None)
    assert origin(draft) == ("Werkstatt Sport", 1, 4)
    assert origin(reviewed) == ("Werkstatt Sport", None, None)


def test_edit_changes_texts_choices_goals_and_fields(complete, edition, goal, office):
    second = a_goal(edition, number="1.3", text="Alle tanzen.")
    sport = a_field(edition.concept, name="Sport")
    edit(
        complete,
        office,
        lead=" Schulamt ",
        spatial_reference="district",
        integration_phase="cohesion",
        goal_ids=[second.id, goal.id],
        field_ids=[sport.id],
    )
    assert (complete.lead, complete.title) == ("Schulamt", "Schwimmkurse")
    assert complete.spatial_reference == "district"
    assert complete.integration_phase == "cohesion"
    assert (complete.goals, complete.fields) == ([goal, second], [sport])


def test_edit_leaves_a_line_with_the_differences(complete, edition, goal, office):
    second = a_goal(edition, number=None, text="Alle tanzen.")
    edit(complete, office, lead="Schulamt", costs="5.000 Euro", spatial_reference="city", goal_ids=[goal.id, second.id])
    assert lines(complete) == [
        (
            {"lead": "Sportverein", "spatial_reference": None, "goals": ["1.2 Kinder schwimmen."]},
            {"lead": "Schulamt", "spatial_reference": "city", "goals": ["1.2 Kinder schwimmen.", "Alle tanzen."]},
            "",
        )
    ]
    assert history(complete)[0].actor == office


def test_printed_number_under_a_goal_survives_an_edit(complete, edition, goal):
    db.session.execute(update(measure_goal).values(position=2, number="3"))
    db.session.commit()
    other = a_goal(edition)
    edit(complete, goal_ids=[goal.id, other.id], lead="Schulamt")
    places = db.session.execute(select(measure_goal.c.goal_id, measure_goal.c.position, measure_goal.c.number))
    assert sorted(map(tuple, places)) == [(goal.id, 2, "3"), (other.id, None, None)]


def test_choice_is_taken_back_by_an_empty_one(complete):
    edit(complete, spatial_reference="city")
    edit(complete, spatial_reference="")
    assert complete.spatial_reference is None
    assert lines(complete)[0] == ({"spatial_reference": "city"}, {"spatial_reference": None}, "")


def test_saving_without_a_change_leaves_no_trace(complete):
    edit(complete, lead="Sportverein ")
    assert (complete.version, lines(complete)) == (1, [])


def test_measure_saved_by_somebody_else_is_not_overwritten(complete):
    edit(complete, lead="Schulamt")
    with pytest.raises(MeasureChanged):
        edit(complete, lead="Jugendamt", seen_version=1)
    assert (complete.lead, complete.version) == ("Schulamt", 2)


def test_goals_and_fields_of_elsewhere_are_refused(complete, edition, goal):
    with pytest.raises(GoalForeign):
        edit(complete, goal_ids=[goal.id, a_goal(an_edition(edition.concept, state=EditionState.SUPERSEDED)).id])
    with pytest.raises(FieldForeign):
        edit(complete, field_ids=[a_field(a_concept()).id])
    assert (complete.goals, complete.fields) == ([goal], [])


def test_name_or_choice_that_does_not_exist_is_an_error_of_the_caller(complete):
    with pytest.raises(KeyError):
        edit(complete, colour="blue")
    with pytest.raises(ValueError, match="moon"):
        edit(complete, spatial_reference="moon")


def test_draft_may_be_edited_without_a_goal(complete):
    edit(complete, goal_ids=[], lead="")
    assert (complete.goals, complete.lead) == ([], "")


def test_measure_beyond_the_draft_keeps_a_goal_and_what_is_required(complete):
    move(complete, "in_review")
    with pytest.raises(GoalMissing):
        edit(complete, goal_ids=[])
    with pytest.raises(MeasureIncomplete) as refused:
        edit(complete, lead=" ", partners="Schule")
    assert refused.value.missing == ("lead",)
    assert (complete.lead, complete.partners, len(complete.goals)) == ("Sportverein", "", 1)


def test_printed_measure_without_title_and_lead_can_be_edited(edition, goal):
    printed = a_measure(edition, goals=[goal], title="", text="Es gibt Kurse.", state=MeasureState.ADOPTED)
    edit(printed, partners="Schule")
    assert printed.partners == "Schule"


def test_complete_measure_walks_the_whole_way(complete, office):
    move(complete, "in_review", "recommended", "adopted", "in_progress", "done", actor=office, reason="It is time.")
    assert [(before["state"], after["state"]) for before, after, _reason in lines(complete)][::-1] == [
        ("draft", "in_review"),
        ("in_review", "recommended"),
        ("recommended", "adopted"),
        ("adopted", "in_progress"),
        ("in_progress", "done"),
    ]
    assert (reachable_states(complete), complete.version) == ((), 6)


def test_state_is_not_skipped(complete):
    with pytest.raises(StepSkipped):
        move(complete, "adopted")
    assert (complete.state, lines(complete)) == (MeasureState.DRAFT, [])


def test_rejection_needs_a_reason_which_is_kept(complete):
    with pytest.raises(ReasonMissing):
        move(complete, "rejected", reason=" ")
    move(complete, "rejected", reason=" No pool. ")
    assert lines(complete) == [({"state": "draft"}, {"state": "rejected"}, "No pool.")]


def test_incomplete_draft_does_not_go_into_review(complete):
    edit(complete, lead="", indicator="")
    with pytest.raises(MeasureIncomplete) as refused:
        move(complete, "in_review")
    assert refused.value.missing == ("lead", "indicator")


def test_draft_without_a_goal_does_not_go_into_review_but_may_be_rejected(complete):
    edit(complete, goal_ids=[])
    with pytest.raises(GoalMissing):
        move(complete, "in_review")
    move(complete, "rejected", reason="Nobody's goal")
    assert complete.state is MeasureState.REJECTED


def test_postponing_is_no_way_round_the_review(complete):
    move(complete, "postponed", reason="Later")
    assert reachable_states(complete) == (MeasureState.DRAFT,)
    with pytest.raises(StepSkipped):
        move(complete, "in_progress")


def test_postponed_measure_goes_on_where_it_stood(complete):
    move(complete, "in_review", "recommended", reason="The council wants it.")
    move(complete, "postponed", reason="Later")
    assert reachable_states(complete) == (MeasureState.DRAFT, MeasureState.RECOMMENDED)


def test_measure_is_found_or_unknown(complete):
    assert get_measure(complete.id) is complete
    with pytest.raises(MeasureUnknown):
        get_measure(0)


def test_measures_are_narrowed_by_state_goal_field_origin_and_words(edition, goal):
    below = a_goal(parent=goal)
    sport = a_field(edition.concept)
    drafts = a_measure(edition, goals=[below], title="Schwimmen lernen", lead="Verein")
    adopted = a_measure(edition, goals=[a_goal(edition)], state=MeasureState.ADOPTED, text="100 % Tanz")
    adopted.fields, drafts.origin_workshop = [sport], "Werkstatt Sport"
    a_measure(text="Schwimmen lernen")
    db.session.commit()

    def titles(**narrowed):
        return [measure.title for measure in list_measures(edition.id, MeasureFilter(**narrowed))]

    assert titles() == [drafts.title, adopted.title]
    assert titles(states=[MeasureState.ADOPTED]) == [adopted.title]
    assert titles(goal_id=goal.id) == [drafts.title]
    assert titles(field_id=sport.id) == [adopted.title]
    assert titles(origin_workshop="Werkstatt Sport") == [drafts.title]
    assert titles(words="verein schwimm") == [drafts.title]
    assert titles(words="100 %") == [adopted.title]
    assert titles(words="%") == [drafts.title, adopted.title]
    assert titles(words="verein tanz") == []


@pytest.mark.parametrize("count", [1, 3])
def test_measures_are_listed_in_four_statements(edition, goal, statements, count):
    for _number in range(count):
        a_measure(edition, goals=[goal])
    edition_id = edition.id
    db.session.expire_all()
    statements.clear()
    assert [(measure.goals[0].number, measure.fields) for measure in list_measures(edition_id)] == [("1.2", [])] * count
    assert len(statements) == 4


def test_similar_measures_come_with_their_score_the_most_alike_first(edition):
    draft = a_measure(edition, title="Schwimmkurse für Mütter", text="Mütter lernen am Samstag in der Halle schwimmen.")
    same = a_measure(edition, title="Am Samstag", text="In der Halle lernen Mütter schwimmen: Schwimmkurse für Mütter!")
    near = a_measure(edition, title="", text="Schwimmkurse für Mütter und Kinder am Samstag in der Halle")
    a_measure(edition, title="Lotsen", text="Ehrenamtliche begleiten Neue zum Amt.")
    a_measure(edition, title="", text="Halle.")
    a_measure(title=draft.title, text=draft.text)
    found = find_similar(draft)
    assert [similar.measure for similar in found] == [same, near]
    assert found[0].score == 100
    assert 75 <= found[1].score < 100


def test_measure_without_words_is_like_no_other(edition):
    a_measure(edition, title="", text="Kurse in der Halle")
    assert find_similar(a_measure(edition, title="", text="Kurse.")) == []


@pytest.mark.parametrize("count", [1, 3])
def test_similar_measures_take_a_constant_number_of_statements(edition, goal, statements, count):
    draft = a_measure(edition)
    for _number in range(count):
        a_measure(edition, goals=[goal], title=draft.title)
    draft_id = draft.id
    db.session.expire_all()
    draft = db.session.get_one(Measure, draft_id)
    statements.clear()
    assert [similar.measure.goals[0].number for similar in find_similar(draft)] == ["1.2"] * count
    assert len(statements) == 3


# Editions


@pytest.fixture
def draft(edition):
    """The draft of the next edition beside the adopted one."""
    stands_as(edition, EditionState.ADOPTED)
    with transaction():
        begun = begin_edition(edition.concept, None).id
    return db.session.get_one(Edition, begun)


def test_plan_becomes_a_measure_of_the_draft_under_the_same_goal(plan, goal, draft):
    with transaction():
        measure = draft_measure(plan, None, draft)
    assert ([entry.lineage for entry in measure.goals], measure.edition_id) == ([goal.lineage], draft.id)


def test_plan_that_became_a_measure_in_the_edition_before_gives_its_copy(plan, edition):
    with transaction():
        first = draft_measure(plan, None, edition)
    stands_as(edition, EditionState.ADOPTED)
    with transaction():
        begun = begin_edition(edition.concept, None)
        again = draft_measure(plan, None, begun)
    assert (again.lineage, again.edition_id) == (first.lineage, begun.id)


def test_words_of_an_adopted_measure_are_not_edited(complete, draft):
    with pytest.raises(EditionNotDraft):
        edit(complete, title="Anders")


def test_state_that_changes_in_the_adopted_edition_changes_in_the_draft_too(edition, goal):
    measure = a_measure(edition, goals=[goal], state=MeasureState.ADOPTED, **COMPLETE)
    stands_as(edition, EditionState.ADOPTED)
    with transaction():
        begun = begin_edition(edition.concept, None).id
    move(measure, "in_progress")
    twin = db.session.scalars(select(Measure).where(Measure.edition_id == begun)).one()
    assert (twin.state, lines(twin)) == (
        MeasureState.IN_PROGRESS,
        [({"state": "adopted"}, {"state": "in_progress"}, "")],
    )


def test_state_that_the_draft_has_changed_for_itself_stays(edition, goal):
    measure = a_measure(edition, goals=[goal], state=MeasureState.ADOPTED, **COMPLETE)
    stands_as(edition, EditionState.ADOPTED)
    with transaction():
        begun = begin_edition(edition.concept, None).id
    twin = db.session.scalars(select(Measure).where(Measure.edition_id == begun)).one()
    move(twin, "postponed", reason="Erst 2031")
    move(measure, "in_progress")
    assert (measure.state, twin.state) == (MeasureState.IN_PROGRESS, MeasureState.POSTPONED)


def test_superseded_measure_keeps_its_state(complete, edition):
    stands_as(edition, EditionState.SUPERSEDED)
    with pytest.raises(EditionNotDraft):
        move(complete, "rejected", reason="Nein")


def test_adoption_stands_in_the_history_with_committee_day_and_paper(edition, goal, office):
    measure = a_measure(edition, goals=[goal], state=MeasureState.RECOMMENDED, **COMPLETE)
    with transaction():
        adopt_edition(edition, Resolution("Rat", date(2026, 11, 4), "12/2026"), office)
    assert lines(measure) == [({"state": "recommended"}, {"state": "adopted"}, "Rat · 04.11.2026 · 12/2026")]


def test_edition_whose_history_cannot_be_written_is_not_adopted(edition, goal, office, monkeypatch):
    measure = a_measure(edition, goals=[goal], state=MeasureState.RECOMMENDED, **COMPLETE)
    monkeypatch.setattr(adoptions, "MeasureChange", lambda **_values: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction():
        adopt_edition(edition, Resolution("Rat", date(2026, 11, 4), "12/2026"), office)
    assert (edition.state, measure.state) == (EditionState.DRAFT, MeasureState.RECOMMENDED)


def test_plan_waits_while_only_an_adopted_edition_is_there(plan, edition):
    stands_as(edition, EditionState.ADOPTED)
    with pytest.raises(NoDraftEdition), transaction():
        draft_measure(plan, None, edition)


def test_vote_counted_late_reaches_the_draft_of_the_next_edition(plan, edition, workshop):
    with transaction():
        draft_measure(plan, None, edition)
    stands_as(edition, EditionState.ADOPTED)
    with transaction():
        begun = begin_edition(edition.concept, None).id
    step = step_of(workshop, StepKind.VOTE, Phase.REALISATION)
    a_counted_round(step, {plan.id: 7}, subject=Subject.PLAN)
    renew_origins(VoteCounted(workshop.id, step.id))
    twin = db.session.scalars(select(Measure).where(Measure.edition_id == begun)).one()
    assert origin(twin) == ("Werkstatt Sport", 1, 7)
