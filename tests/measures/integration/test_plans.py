"""Plans: created for wishes, given to tables, filled field by field, checked."""

import threading

import pytest
from sqlalchemy import select

from participation.access.models import LogEntry, Participant
from participation.contributions.errors import LanguageUnknown
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.events import take_waiting
from participation.kernel.transaction import transaction
from participation.measures.domain import FIELD_LIMIT, TITLE_LIMIT
from participation.measures.errors import (
    CriterionUnknown,
    PlanFieldChanged,
    PlanFieldUnknown,
    PlanTextTooLong,
    PlanUnknown,
    PlanUntitled,
    ReasonMissing,
    WishMissing,
    WishUnknown,
)
from participation.measures.events import CanvasFilled
from participation.measures.models import Check, Plan, PlanField, Rating
from participation.measures.queries import get_plan, list_plans, plan_options, progress, unrated
from participation.measures.services import assign_plan, create_plan, fill_field, rate
from participation.prioritisation.models import OptionDraft
from participation.workshop.errors import StepClosed, TableUnknown
from participation.workshop.events import BoardChanged, StageChanged
from participation.workshop.models import Phase, StepKind
from tests.factories import (
    a_cluster,
    a_moderator,
    a_participant,
    a_plan,
    a_table,
    a_workshop,
    check_plan,
    end_step,
    fill_plan,
    run_step,
)


@pytest.fixture
def workshop(database):
    return a_workshop()


@pytest.fixture
def moderator(workshop):
    return a_moderator(workshop)


@pytest.fixture
def wish(workshop):
    return a_cluster(workshop, phase=Phase.FANTASY, title="Jedes Kind kann schwimmen.")


@pytest.fixture
def step(workshop):
    return run_step(workshop, StepKind.PLAN, Phase.REALISATION)


@pytest.fixture
def plan(workshop, wish, step):
    return a_plan(workshop, wishes=[wish], table=a_table(workshop))


@pytest.fixture
def scribe(workshop, plan):
    return a_participant(workshop, table_id=plan.table_id)


def create(workshop, actor=None, **values):
    return create_plan(workshop, actor, **{"title": "Schwimmkurse", "language": "de", "wish_ids": []} | values)


def log_entries():
    entries = db.session.scalars(select(LogEntry).order_by(LogEntry.id))
    return [(entry.action, entry.actor, entry.subject_type, entry.subject_id, entry.details) for entry in entries]


def stored_fields():
    return [(field.name, field.text, field.language, field.version) for field in db.session.scalars(select(PlanField))]


def test_plan_knows_its_wishes_and_its_table(workshop, wish, moderator):
    table = a_table(workshop)
    second = a_cluster(workshop, phase=Phase.FANTASY)
    plan = create(workshop, moderator, wish_ids=[second.id, wish.id], table_id=table.id)
    assert (plan.title, plan.language, plan.table) == ("Schwimmkurse", "de", table)
    assert plan.wishes == [wish, second]
    assert log_entries() == [
        ("create_plan", moderator, "plan", plan.id, {"wishes": [wish.id, second.id], "table": table.id})
    ]


def test_plan_without_a_title_takes_its_wish_s_in_the_wish_s_language(workshop):
    wish = a_cluster(workshop, phase=Phase.FANTASY, title="كل طفل يسبح.", language="ar")
    plan = create(workshop, wish_ids=[wish.id], title=" ")
    assert (plan.title, plan.language) == ("كل طفل يسبح.", "ar")


def test_plans_stand_in_the_order_in_which_they_were_created(workshop, wish):
    plans = [create(workshop, wish_ids=[wish.id], title=title) for title in ("B", "A", "C")]
    assert [(plan.position, plan.title) for plan in list_plans(workshop.id)] == [(0, "B"), (1, "A"), (2, "C")]
    assert list_plans(workshop.id) == plans


def test_new_plan_is_told_to_the_stage(workshop, wish):
    take_waiting()
    before = workshop.stage_revision
    create(workshop, wish_ids=[wish.id])
    assert take_waiting() == [StageChanged(workshop.code, before + 1)]


def test_plan_without_a_wish_is_refused(workshop):
    with pytest.raises(WishMissing):
        create(workshop)


def test_only_topics_of_the_fantasy_phase_on_this_board_are_wishes(workshop, wish):
    merged = a_cluster(workshop, phase=Phase.FANTASY, merged_into_id=wish.id)
    dissolved = a_cluster(workshop, phase=Phase.FANTASY, dissolved=True)
    foreign = a_cluster(a_workshop(), phase=Phase.FANTASY)
    critique = a_cluster(workshop)
    for cluster in (merged, dissolved, foreign, critique):
        with pytest.raises(WishUnknown):
            create(workshop, wish_ids=[wish.id, cluster.id])
    assert list_plans(workshop.id) == []


def test_plan_of_an_untitled_wish_needs_a_title(workshop):
    untitled = a_cluster(workshop, phase=Phase.FANTASY, title="")
    with pytest.raises(PlanUntitled):
        create(workshop, wish_ids=[untitled.id], title="")


def test_plan_refuses_a_foreign_table_an_unknown_language_and_a_long_title(workshop, wish):
    with pytest.raises(TableUnknown):
        create(workshop, wish_ids=[wish.id], table_id=a_table(a_workshop()).id)
    with pytest.raises(LanguageUnknown):
        create(workshop, wish_ids=[wish.id], language="tlh")
    with pytest.raises(PlanTextTooLong):
        create(workshop, wish_ids=[wish.id], title="x" * (TITLE_LIMIT + 1))


def test_plan_goes_to_another_table_and_to_none(workshop, plan, moderator):
    table = a_table(workshop)
    take_waiting()
    before = workshop.stage_revision
    assign_plan(plan, table.id, moderator)
    assert (plan.table, take_waiting()) == (table, [StageChanged(workshop.code, before + 1)])
    assign_plan(plan, None, None)
    assert plan.table is None
    assert log_entries() == [
        ("assign_plan", moderator, "plan", plan.id, {"table": table.id}),
        ("assign_plan", None, "plan", plan.id, {"table": None}),
    ]


def test_plan_does_not_go_to_a_table_of_another_workshop(plan):
    with pytest.raises(TableUnknown):
        assign_plan(plan, a_table(a_workshop()).id, None)


def test_field_is_written_in_its_scribe_s_language(plan, scribe):
    field = fill_field(plan, "what", " دورات سباحة ", language="ar", participant=scribe, seen_version=0)
    assert stored_fields() == [("what", "دورات سباحة", "ar", 1)]
    assert (field.participant_id, plan.text_of("what"), plan.text_of("why")) == (scribe.id, "دورات سباحة", "")


def test_writing_again_raises_the_version(plan, scribe):
    fill_field(plan, "what", "Kurse", language="de", participant=scribe, seen_version=0)
    fill_field(plan, "what", "Kurse am Abend", language="de", participant=scribe, seen_version=1)
    fill_field(plan, "what", "", language="de", participant=scribe, seen_version=2)
    assert stored_fields() == [("what", "", "de", 3)]


def test_field_changed_by_somebody_else_keeps_both_texts(workshop, plan, scribe):
    neighbour = a_participant(workshop, table_id=plan.table_id)
    fill_field(plan, "who", "Der Verein", language="de", participant=neighbour, seen_version=0)
    with pytest.raises(PlanFieldChanged) as refused:
        fill_field(plan, "who", "Die Schule", language="de", participant=scribe, seen_version=0)
    assert (refused.value.current, plan.text_of("who")) == ("Der Verein", "Der Verein")


def test_fields_of_one_canvas_do_not_disturb_each_other(workshop, plan, scribe):
    neighbour = a_participant(workshop, table_id=plan.table_id)
    fill_field(plan, "who", "Der Verein", language="de", participant=neighbour, seen_version=0)
    fill_field(plan, "what", "Kurse", language="de", participant=scribe, seen_version=0)
    assert stored_fields() == [("who", "Der Verein", "de", 1), ("what", "Kurse", "de", 1)]


def test_same_words_sent_again_change_nothing(plan, scribe):
    fill_field(plan, "what", "Kurse", language="de", participant=scribe, seen_version=0)
    take_waiting()
    fill_field(plan, "what", "Kurse", language="de", participant=scribe, seen_version=0)
    assert (stored_fields(), take_waiting()) == ([("what", "Kurse", "de", 1)], [])


def test_without_a_seen_version_the_last_one_writes(plan, scribe):
    fill_field(plan, "what", "Kurse", language="de", participant=scribe)
    fill_field(plan, "what", "Ein Fest", language="en", participant=scribe)
    assert stored_fields() == [("what", "Ein Fest", "en", 2)]


def test_two_scribes_at_once_write_one_field_and_one_is_told(app, plan, scribe):
    plan_id, scribe_id = plan.id, scribe.id
    db.session.rollback()
    start, told = threading.Barrier(2), []

    def write(text):
        with app.app_context():
            start.wait(timeout=10)
            try:
                with transaction():
                    here, writer = db.session.get_one(Plan, plan_id), db.session.get_one(Participant, scribe_id)
                    fill_field(here, "what", text, language="de", participant=writer, seen_version=0)
            except PlanFieldChanged as refused:
                told.append((text, refused.current))

    scribes = [threading.Thread(target=write, args=(text,)) for text in ("Kurse", "Ein Fest")]
    for thread in scribes:
        thread.start()
    for thread in scribes:
        thread.join(timeout=20)
    db.session.rollback()
    ((refused, current),) = told
    assert {refused, current} == {"Kurse", "Ein Fest"}
    assert stored_fields() == [("what", current, "de", 1)]


def test_written_field_is_told_to_the_board_and_to_who_has_the_canvas_open(workshop, plan, scribe):
    take_waiting()
    before = workshop.board_revision
    fill_field(plan, "what", "Kurse", language="de", participant=scribe)
    assert take_waiting() == [
        BoardChanged(workshop.code, before + 1),
        CanvasFilled(workshop.code, plan.id, before + 1),
    ]


def test_residents_do_not_write_at_another_table_or_in_another_workshop(workshop, plan):
    for stranger in (a_participant(workshop), a_participant(workshop, table_id=a_table(workshop).id)):
        with pytest.raises(PlanUnknown):
            fill_field(plan, "what", "Kurse", language="de", participant=stranger)
    plan.table_id = None
    db.session.commit()
    fill_field(plan, "what", "Kurse", language="de", participant=a_participant(workshop))
    with pytest.raises(PlanUnknown):
        fill_field(plan, "what", "Ein Fest", language="de", participant=a_participant(a_workshop()))


@pytest.mark.parametrize("stopped", ["over", "paused", "presentation", "other kind"])
def test_residents_write_only_while_a_plan_step_takes_input(workshop, plan, scribe, step, stopped):
    if stopped == "over":
        end_step(step)
    elif stopped == "paused":
        step.paused_at = clock.now()
    elif stopped == "presentation":
        step.settings = {"presentation": True}
    else:
        run_step(workshop, StepKind.CHECK, Phase.REALISATION)
    db.session.commit()
    with pytest.raises(StepClosed):
        fill_field(plan, "what", "Kurse", language="de", participant=scribe)


def test_staff_writes_at_any_time_and_is_logged(plan, step, moderator):
    end_step(step)
    fill_field(plan, "needs", "500 Euro", language="de", actor=moderator)
    assert plan.text_of("needs") == "500 Euro"
    assert log_entries() == [("fill_field", moderator, "plan", plan.id, {"name": "needs"})]


def test_field_refuses_what_does_not_belong_on_the_canvas(plan, scribe):
    with pytest.raises(PlanFieldUnknown):
        fill_field(plan, "colour", "Blau", language="de", participant=scribe)
    with pytest.raises(LanguageUnknown):
        fill_field(plan, "what", "Kurse", language="tlh", participant=scribe)
    with pytest.raises(PlanTextTooLong):
        fill_field(plan, "what", "x" * (FIELD_LIMIT + 1), language="de", participant=scribe)
    assert stored_fields() == []


def test_progress_counts_filled_fields_and_knows_the_last_change(plan, scribe):
    assert (progress(plan).filled, progress(plan).of, progress(plan).changed_at) == (0, 8, None)
    fill_field(plan, "what", "Kurse", language="de", participant=scribe)
    fill_field(plan, "why", "Weil", language="de", participant=scribe)
    last = fill_field(plan, "why", "", language="de", participant=scribe)
    assert (progress(plan).filled, progress(plan).changed_at) == (1, last.changed_at)


def test_rating_is_stored_with_its_reason_told_and_logged(workshop, plan, moderator):
    take_waiting()
    before = workshop.board_revision
    rate(plan, "law", Rating.OPEN, " Needs a permit ", moderator)
    check = db.session.scalars(select(Check)).one()
    assert (check.criterion, check.rating, check.reason, check.actor_id) == (
        "law",
        Rating.OPEN,
        "Needs a permit",
        moderator.id,
    )
    assert take_waiting() == [BoardChanged(workshop.code, before + 1)]
    assert log_entries() == [("rate", moderator, "plan", plan.id, {"criterion": "law", "rating": "open"})]


def test_rating_again_replaces_it(plan):
    rate(plan, "law", Rating.BLOCKED, "Forbidden", None)
    rate(plan, "law", Rating.CLEAR, "", None)
    assert [(check.rating, check.reason) for check in db.session.scalars(select(Check))] == [(Rating.CLEAR, "")]


def test_rating_refuses_an_unknown_criterion_and_a_missing_reason(plan):
    with pytest.raises(CriterionUnknown):
        rate(plan, "beauty", Rating.CLEAR, "", None)
    with pytest.raises(ReasonMissing):
        rate(plan, "law", Rating.BLOCKED, " ", None)
    assert db.session.scalars(select(Check)).all() == []


def test_unrated_names_what_is_left_to_check(plan):
    check_plan(plan, but=["cost", "effect"])
    assert unrated(plan) == ("cost", "effect")


def test_plan_is_found_in_its_own_workshop_only(workshop, plan):
    assert get_plan(workshop.id, plan.id) is plan
    for place, number in ((a_workshop().id, plan.id), (workshop.id, 0)):
        with pytest.raises(PlanUnknown):
            get_plan(place, number)


def test_plans_become_options_under_their_titles(workshop):
    german, arabic = a_plan(workshop, title="Kurse"), a_plan(workshop, title="دورات", language="ar")
    assert plan_options([german, arabic]) == [
        OptionDraft(german.id, {"de": "Kurse"}),
        OptionDraft(arabic.id, {"ar": "دورات"}),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_plans_are_listed_in_a_constant_number_of_statements(workshop, wish, statements, count):
    for _number in range(count):
        check_plan(fill_plan(a_plan(workshop, wishes=[wish], table=a_table(workshop)), what="Kurse"))
    workshop_id = workshop.id
    db.session.expire_all()
    statements.clear()
    shown = [
        (plan.table.name[:5], plan.text_of("what"), len(plan.checks), plan.wishes[0].title_in("en"), plan.measures)
        for plan in list_plans(workshop_id)
    ]
    assert len(statements) == 6
    assert shown == [("Table", "Kurse", 6, ("Jedes Kind kann schwimmen.", "de"), [])] * count
