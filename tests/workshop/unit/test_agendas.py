"""The shipped agendas keep the method's time plans, order and length of texts."""

from collections import Counter

import pytest

from participation.workshop.agendas import (
    AGENDAS,
    CHECK_CRITERIA,
    KIND_NAMES,
    PHASE_NAMES,
    PHASE_RULES,
    PHASE_SIGNS,
    PLAN_FIELDS,
    SCALE_LABELS,
    name_of_step,
)
from participation.workshop.domain import Phase, StepKind

LONGEST_PROMPT = 90
LONGEST_RULE = 60

# The method's time plan, row by row: minutes for (phase, kinds that share the row).
TIME_PLAN = {
    "full": [
        (Phase.PREPARATION, ("welcome", "scale"), 15),
        (Phase.CRITIQUE, ("collect",), 15),
        (Phase.CRITIQUE, ("cluster",), 15),
        (Phase.CRITIQUE, ("vote",), 5),
        (Phase.CRITIQUE, ("pause",), 10),
        (Phase.FANTASY, ("invert",), 5),
        (Phase.FANTASY, ("collect",), 15),
        (Phase.FANTASY, ("cluster",), 10),
        (Phase.FANTASY, ("vote",), 5),
        (Phase.FANTASY, ("pause",), 15),
        (Phase.REALISATION, ("plan",), 30),
        (Phase.REALISATION, ("plan",), 15),
        (Phase.REALISATION, ("check",), 10),
        (Phase.REALISATION, ("vote",), 5),
        (Phase.FOLLOW_UP, ("scale", "closing"), 10),
    ],
    "short": [
        (Phase.PREPARATION, ("welcome", "scale"), 5),
        (Phase.CRITIQUE, ("collect",), 8),
        (Phase.CRITIQUE, ("cluster",), 10),
        (Phase.CRITIQUE, ("vote",), 4),
        (Phase.FANTASY, ("invert",), 3),
        (Phase.FANTASY, ("collect",), 10),
        (Phase.FANTASY, ("cluster",), 8),
        (Phase.FANTASY, ("vote",), 4),
        (Phase.REALISATION, ("plan",), 18),
        (Phase.REALISATION, ("plan",), 8),
        (Phase.REALISATION, ("check",), 4),
        (Phase.REALISATION, ("vote",), 3),
        (Phase.FOLLOW_UP, ("scale", "closing"), 5),
    ],
}


def rows_of(name):
    """Read an agenda as rows of the time plan: the first and the last two steps share a row each."""
    steps = AGENDAS[name].steps
    groups = [steps[:2], *((step,) for step in steps[2:-2]), steps[-2:]]
    return [
        (group[0].phase, tuple(step.kind.value for step in group), sum(step.minutes for step in group))
        for group in groups
    ]


def test_two_agendas_ship_under_their_names() -> None:
    assert {name: agenda.name for name, agenda in AGENDAS.items()} == {"full": "full", "short": "short"}


@pytest.mark.parametrize(("name", "minutes"), [("full", 180), ("short", 90)])
def test_minutes_of_the_steps_add_up_to_the_length_of_the_event(name, minutes) -> None:
    agenda = AGENDAS[name]

    assert (agenda.minutes, sum(step.minutes for step in agenda.steps)) == (minutes, minutes)


@pytest.mark.parametrize("name", ["full", "short"])
def test_agenda_follows_the_time_plan_row_by_row(name) -> None:
    assert rows_of(name) == TIME_PLAN[name]


@pytest.mark.parametrize("name", ["full", "short"])
def test_phases_come_in_the_order_of_the_method_and_never_return(name) -> None:
    phases = list(dict.fromkeys(step.phase for step in AGENDAS[name].steps))
    changes = sum(
        earlier.phase is not later.phase
        for earlier, later in zip(AGENDAS[name].steps, AGENDAS[name].steps[1:], strict=False)
    )

    assert (phases, changes) == (list(Phase), 4)


@pytest.mark.parametrize("name", ["full", "short"])
def test_mood_is_asked_at_the_start_and_at_the_end_on_a_scale_that_exists(name) -> None:
    asked = [(step.phase, step.settings["scale"]) for step in AGENDAS[name].steps if step.kind is StepKind.SCALE]

    assert asked == [(Phase.PREPARATION, "mood"), (Phase.FOLLOW_UP, "mood")]
    assert list(SCALE_LABELS) == ["mood"]


@pytest.mark.parametrize("name", ["full", "short"])
def test_plans_are_written_first_and_presented_afterwards(name) -> None:
    plans = [dict(step.settings) for step in AGENDAS[name].steps if step.kind is StepKind.PLAN]

    assert plans == [{}, {"presentation": True}]


@pytest.mark.parametrize("name", ["full", "short"])
def test_every_prompt_fits_three_lines_of_a_phone(name) -> None:
    too_long = [step.prompt for step in AGENDAS[name].steps if not 0 < len(step.prompt) <= LONGEST_PROMPT]

    assert too_long == []


def test_every_rule_fits_one_line_and_stands_in_one_phase_only() -> None:
    rules = [rule for phase in Phase for rule in PHASE_RULES[phase]]

    assert [rule for rule in rules if not 0 < len(rule) <= LONGEST_RULE] == []
    assert [rule for rule, times in Counter(rules).items() if times > 1] == []


def test_every_phase_has_a_name_a_sign_and_rules_in_the_order_of_the_method() -> None:
    assert list(PHASE_NAMES) == list(Phase)
    assert list(PHASE_RULES) == list(Phase)
    assert "".join(PHASE_SIGNS[phase] for phase in Phase) == "●▲☁■●"


def test_every_kind_of_step_has_a_name_of_its_own() -> None:
    assert set(KIND_NAMES) == set(StepKind)
    assert len(set(KIND_NAMES.values())) == len(StepKind)


def test_plan_step_in_which_plans_are_read_aloud_is_called_so() -> None:
    presented = {"presentation": True}
    assert [name_of_step(StepKind.PLAN, settings) for settings in ({}, presented)] == ["Planning", "Reading aloud"]
    assert name_of_step(StepKind.VOTE, presented) == "Giving dots"


def test_canvas_has_the_eight_fields_in_the_order_of_thinking() -> None:
    fields = ["what", "why", "who", "with_whom", "first_step", "by_when", "needs", "obstacles"]

    assert list(PLAN_FIELDS) == fields


def test_plans_are_checked_for_six_criteria() -> None:
    assert list(CHECK_CRITERIA) == ["competence", "law", "cost", "partners", "time", "effect"]


def test_every_label_has_a_helping_question() -> None:
    texts = [*PLAN_FIELDS.values(), *CHECK_CRITERIA.values()]

    assert [text for text in texts if not text.label or not text.question.endswith(("?", "."))] == []


def test_mood_has_five_different_steps() -> None:
    assert len(set(SCALE_LABELS["mood"])) == 5
