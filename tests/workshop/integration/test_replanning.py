"""Planning anew while the workshop is led: only what lies ahead changes, and the plan stays readable."""

import pytest

from participation.access.queries import list_log
from participation.kernel.transaction import transaction
from participation.workshop.errors import (
    MinutesUnfit,
    NoPrompt,
    PromptTooLong,
    StageMoved,
    StepBegun,
    StepPlanned,
    WorkshopOver,
)
from participation.workshop.models import Phase, StepKind, StepState, WorkshopState
from participation.workshop.services import (
    StepDraft,
    change_minutes,
    change_workshop,
    close_workshop,
    insert_step,
    move_stage,
    open_workshop,
    remove_step,
    shut_workshop,
    skip_step,
    unskip_step,
)
from participation.workshop.services.preparation import WorkshopDraft
from participation.workshop.services.shipped import TYPICAL, draft_of, shipped_texts, typical_in
from tests.factories import AGENDA, a_moderator, a_workshop

BREAK = StepDraft(StepKind.PAUSE, Phase.CRITIQUE, 10, {"de": "Pause!", "ar": "استراحة!"})
COUNT = len(AGENDA)


@pytest.fixture
def workshop(database):
    return a_workshop()


@pytest.fixture
def moderator(workshop):
    return a_moderator(workshop)


@pytest.fixture
def walk(workshop, moderator):
    def to(position):
        with transaction():
            return move_stage(workshop, position, moderator)

    return to


def kinds(workshop):
    return [step.kind for step in workshop.steps]


def numbers(workshop):
    return [step.position for step in workshop.steps]


def last_entry(workshop):
    entry = list_log(workshop.id)[0]
    return entry.action, entry.details


def test_next_passes_over_a_step_skipped_ahead(workshop, moderator, walk):
    walk(0)
    with transaction():
        skip_step(workshop.steps[1], moderator)
    assert walk(None).position == 2
    assert [step.state for step in workshop.steps[:3]] == [StepState.DONE, StepState.SKIPPED, StepState.RUNNING]


def test_skip_is_logged_and_announced_once(workshop, moderator, walk):
    walk(0)
    revision = workshop.stage_revision
    with transaction():
        skip_step(workshop.steps[4], moderator)
        skip_step(workshop.steps[4], moderator)
    assert last_entry(workshop) == ("skip_step", {"position": 4})
    assert workshop.stage_revision == revision + 1


def test_skip_can_be_taken_back(workshop, moderator, walk):
    walk(0)
    with transaction():
        skip_step(workshop.steps[1], moderator)
        unskip_step(workshop.steps[1], moderator)
    assert walk(None).position == 1


@pytest.mark.parametrize("position", [0, 2])
@pytest.mark.parametrize("change", [skip_step, unskip_step, remove_step])
def test_what_runs_or_is_over_is_not_planned_anew(workshop, moderator, walk, change, position):
    walk(0)
    walk(None)
    walk(None)
    with pytest.raises(StepBegun), transaction():
        change(workshop.steps[position], moderator)


@pytest.mark.parametrize("change", [skip_step, remove_step])
def test_step_that_was_done_before_the_agenda_went_back_stays_done(workshop, moderator, walk, change):
    for position in (0, 1, 2, 0):
        walk(position)
    with pytest.raises(StepBegun), transaction():
        change(workshop.steps[1], moderator)
    assert workshop.steps[1].state is StepState.DONE


def test_going_back_leaves_later_steps_as_they_are_and_next_runs_them_again(workshop, moderator, walk):
    for position in (0, 1, 3, 0):
        walk(position)
    assert [step.state for step in workshop.steps[:5]] == [
        StepState.RUNNING,
        StepState.DONE,
        StepState.SKIPPED,
        StepState.DONE,
        StepState.AHEAD,
    ]
    assert [walk(None).position, walk(None).position] == [1, 3]


def test_jump_forward_logs_what_it_skipped(workshop, moderator, walk):
    walk(0)
    with transaction():
        skip_step(workshop.steps[2], moderator)
    walk(4)
    assert last_entry(workshop) == ("move_stage", {"position": 4, "skipped": [1, 3]})


def test_running_step_can_be_left_as_skipped(workshop, moderator, walk):
    left = walk(1)
    with transaction():
        now = move_stage(workshop, None, moderator, seen_step=left.id, skipping=True)
    assert (left.state, now.position) == (StepState.SKIPPED, 2)
    assert left.ended_at is not None
    assert last_entry(workshop) == ("skip_running_step", {"position": 2})


def test_when_everything_ahead_is_skipped_next_closes_the_workshop(workshop, moderator, walk):
    walk(COUNT - 2)
    with transaction():
        skip_step(workshop.steps[COUNT - 1], moderator)
    assert walk(None) is None
    assert (workshop.state, workshop.steps[COUNT - 1].state) == (WorkshopState.CLOSED, StepState.SKIPPED)


@pytest.mark.parametrize("position", [1, 2, 6, COUNT, COUNT + 5])
def test_step_is_put_in_at_any_place_ahead(workshop, moderator, walk, position):
    walk(0)
    before = kinds(workshop)
    place = min(position, COUNT)
    with transaction():
        step = insert_step(workshop, position, BREAK, moderator)
    assert kinds(workshop) == [*before[:place], StepKind.PAUSE, *before[place:]]
    assert numbers(workshop) == list(range(COUNT + 1))
    assert (step.position, step.is_inserted, step.planned_minutes) == (place, True, 0)
    assert {prompt.language: prompt.text for prompt in step.prompts} == dict(BREAK.prompts)


def test_step_can_be_put_in_before_the_first_one(workshop, moderator, walk):
    with transaction():
        insert_step(workshop, 0, BREAK, moderator)
    assert walk(None).kind is StepKind.PAUSE


def test_running_step_stays_the_current_one_when_another_is_put_in(workshop, moderator, walk):
    running = walk(1)
    with transaction():
        insert_step(workshop, 2, BREAK, moderator)
    assert (workshop.current_step, workshop.current_step.position) == (running, 1)
    assert last_entry(workshop) == ("insert_step", {"position": 2, "kind": "pause", "phase": "critique"})


@pytest.mark.parametrize("position", [0, 1, 2])
def test_nothing_is_put_in_behind(workshop, moderator, walk, position):
    walk(2)
    with pytest.raises(StepBegun), transaction():
        insert_step(workshop, position, BREAK, moderator)
    assert len(workshop.steps) == COUNT


def test_double_press_puts_a_step_in_once(workshop, moderator, walk):
    walk(0)
    with transaction():
        insert_step(workshop, 1, BREAK, moderator, seen_count=COUNT)
    with pytest.raises(StageMoved), transaction():
        insert_step(workshop, 1, BREAK, moderator, seen_count=COUNT)
    assert len(workshop.steps) == COUNT + 1


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        ((0, {"de": "Pause!"}), MinutesUnfit),
        ((None, {"de": "Pause!"}), MinutesUnfit),
        ((10, {"de": "  ", "ar": "استراحة!"}), NoPrompt),
        ((10, {}), NoPrompt),
        ((10, {"de": "x" * 501}), PromptTooLong),
        ((10, {"de": "Pause!", "ar": "x" * 501}), PromptTooLong),
    ],
)
def test_step_without_what_it_needs_is_refused(workshop, moderator, walk, draft, refusal):
    walk(0)
    with pytest.raises(refusal), transaction():
        insert_step(workshop, 1, StepDraft(StepKind.PAUSE, Phase.CRITIQUE, *draft), moderator)
    assert numbers(workshop) == list(range(COUNT))


@pytest.mark.parametrize("position", [1, COUNT])
def test_what_was_put_in_can_be_taken_out(workshop, moderator, walk, position):
    walk(0)
    before = kinds(workshop)
    with transaction():
        step = insert_step(workshop, position, BREAK, moderator)
    with transaction():
        remove_step(step, moderator)
    assert (kinds(workshop), numbers(workshop)) == (before, list(range(COUNT)))
    assert last_entry(workshop) == ("remove_step", {"position": position, "kind": "pause"})


def test_step_of_the_plan_is_not_taken_out(workshop, moderator, walk):
    walk(0)
    with pytest.raises(StepPlanned), transaction():
        remove_step(workshop.steps[1], moderator)
    assert len(workshop.steps) == COUNT


def test_minutes_of_a_step_ahead_are_kept_when_it_begins_and_the_plan_stays(workshop, moderator, walk):
    walk(0)
    with transaction():
        change_minutes(workshop.steps[1], 4, moderator)
    step = walk(None)
    assert (step.minutes, step.extended_minutes, step.whole_minutes) == (10, -6, 4)
    assert (step.ends_at - step.started_at).total_seconds() == 4 * 60


def test_minutes_of_the_running_step_can_be_set(workshop, moderator, walk):
    step = walk(1)
    with transaction():
        change_minutes(step, 25, moderator)
    assert step.extended_minutes == 15
    assert last_entry(workshop) == ("change_minutes", {"position": 1, "minutes": 25})


def test_minutes_of_a_step_that_was_left_are_history(workshop, moderator, walk):
    for position in (0, 1, 0):
        walk(position)
    with pytest.raises(StepBegun), transaction():
        change_minutes(workshop.steps[1], 25, moderator)


def test_step_that_runs_again_has_its_planned_time_again(workshop, moderator, walk):
    walk(0)
    with transaction():
        change_minutes(workshop.steps[0], 25, moderator)
    walk(1)
    assert walk(0).whole_minutes == 10


@pytest.mark.parametrize(
    "change",
    [
        lambda workshop, actor: skip_step(workshop.steps[3], actor),
        lambda workshop, actor: unskip_step(workshop.steps[3], actor),
        lambda workshop, actor: change_minutes(workshop.steps[3], 5, actor),
        lambda workshop, actor: insert_step(workshop, 3, BREAK, actor),
        lambda workshop, actor: remove_step(workshop.steps[3], actor),
    ],
    ids=["skip", "unskip", "minutes", "insert", "remove"],
)
def test_agenda_of_a_closed_workshop_stays_as_it_went(workshop, moderator, walk, change):
    walk(0)
    with transaction():
        close_workshop(workshop, moderator)
    with pytest.raises(WorkshopOver), transaction():
        change(workshop, moderator)


def test_doors_can_be_shut_again_until_the_first_step(workshop, moderator, walk):
    with transaction():
        open_workshop(workshop, moderator)
        shut_workshop(workshop, moderator)
    assert workshop.state is WorkshopState.PLANNED
    assert last_entry(workshop) == ("shut_workshop", {})
    walk(0)
    with pytest.raises(StageMoved), transaction():
        shut_workshop(workshop, moderator)


def test_language_added_later_brings_the_prompts_of_the_plan_past_a_step_that_was_put_in(database):
    planned = [
        (Phase.PREPARATION, StepKind.WELCOME),
        *((Phase.CRITIQUE, kind) for kind in (StepKind.COLLECT, StepKind.CLUSTER)),
    ]
    workshop = a_workshop(template="short", agenda=planned, worded=["de"])
    office = a_moderator(workshop)
    with transaction():
        insert_step(workshop, 0, BREAK, office)
    with transaction():
        change_workshop(workshop, WorkshopDraft("Werkstatt", "short", ["de", "tr"]), office)
    asked = [{prompt.language for prompt in step.prompts} for step in workshop.steps]
    assert asked == [{"de", "ar"}, {"de", "tr"}, {"de", "tr"}, {"de", "tr"}]
    assert workshop.steps[1].prompt_in("tr").text == shipped_texts(StepKind.WELCOME, Phase.PREPARATION, ["tr"])["tr"]


@pytest.mark.parametrize("phase", [Phase.CRITIQUE, Phase.FANTASY])
def test_usual_steps_have_words_in_every_language_of_the_workshop(database, phase):
    languages = ["de", "de-x-leicht", "en", "ar", "tr"]
    texts = [shipped_texts(step.kind, phase, languages) for step in typical_in(phase).values()]
    assert list(typical_in(phase)) == list(TYPICAL)
    assert [list(text) for text in texts] == [languages] * len(TYPICAL)
    assert [len(set(text.values())) for text in texts] == [5] * len(TYPICAL)


def test_no_vote_and_no_round_of_cards_is_proposed_where_there_is_nothing_to_ask(database):
    assert list(typical_in(Phase.PREPARATION)) == ["break", "question"]
    assert shipped_texts(StepKind.COLLECT, Phase.PREPARATION, ["de"]) == {}


def test_one_dot_question_has_a_scale(database):
    assert dict(draft_of(StepKind.SCALE, Phase.CRITIQUE, 2, {}).settings) == {"scale": "mood"}
