"""`participation workshop step`: next and back pass over what is skipped, going back is logged with a reason."""

import json

import pytest

from participation.access.queries import list_log
from participation.cli.workshops import workshop as group
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, StepKind
from participation.workshop.queries import get_workshop
from participation.workshop.services import StepDraft, insert_step, skip_step
from tests.factories import a_workshop, run_step


@pytest.fixture
def code(app):
    with app.app_context():
        workshop = a_workshop()
        run_step(workshop)
        return workshop.code


@pytest.fixture
def run(app, code):
    def step(*arguments, change=None):
        if change:
            with app.app_context(), transaction():
                change(get_workshop(code))
        return app.test_cli_runner().invoke(group, ["step", code, *arguments])

    return step


def logged(app, code):
    with app.app_context():
        entry = list_log(get_workshop(code).id)[0]
        return entry.action, entry.reason


def test_next_passes_over_a_skipped_step(run):
    answer = run("next", change=lambda workshop: skip_step(workshop.steps[2], None))
    assert (answer.exit_code, answer.output) == (0, "4 critique vote\n")


def test_next_walks_into_a_step_that_was_put_in(run):
    draft = StepDraft(StepKind.PAUSE, Phase.CRITIQUE, 10, {"de": "Pause"})
    answer = run("next", change=lambda workshop: insert_step(workshop, 2, draft, None))
    assert (answer.exit_code, answer.output) == (0, "3 critique pause\n")


def test_back_passes_over_a_skipped_step(run):
    run("next", change=lambda workshop: skip_step(workshop.steps[2], None))
    answer = run("back")
    assert (answer.exit_code, answer.output) == (0, "2 critique collect\n")


def test_back_without_a_reason_is_logged_as_made_by_command(app, code, run):
    assert run("back").exit_code == 0
    assert logged(app, code) == ("move_stage", "by command")


def test_reason_of_a_way_back_is_logged(app, code, run):
    assert run("1", "--reason", "Late guests").exit_code == 0
    assert logged(app, code) == ("move_stage", "Late guests")


def test_going_on_needs_no_reason(app, code, run):
    run("next")
    assert logged(app, code) == ("move_stage", "")


def test_back_at_the_first_step_stays_there(run):
    run("1")
    assert run("back").output == "1 preparation welcome\n"


def test_next_after_the_last_step_closes_the_workshop(run):
    run("12")
    assert run("next").output == "The workshop is over.\n"


def test_json_says_which_steps_were_skipped(run):
    run("next", change=lambda workshop: skip_step(workshop.steps[2], None))
    told = json.loads(run("next", "--json").output)
    assert told["current"] == 5
    assert [step["state"] for step in told["steps"]][:6] == ["done", "done", "skipped", "done", "running", "ahead"]


@pytest.mark.parametrize(("move", "code_"), [("0", 1), ("13", 1), ("up", 2)])
def test_step_that_does_not_exist_is_refused(run, move, code_):
    assert run(move).exit_code == code_
