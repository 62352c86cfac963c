"""The shipped agendas keep the method's time plans, order and length of texts."""

from collections import Counter

import pytest

from participation.workshop.agendas import (
    AGENDAS,
    CHECK_CRITERIA,
    FORUM_QUESTIONS,
    KIND_NAMES,
    PHASE_NAMES,
    PHASE_RULES,
    PHASE_SIGNS,
    PLAN_FIELDS,
    SCALE_LABELS,
    forum_steps,
    kind_name,
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


def test_five_agendas_ship_under_their_names() -> None:
    names = ["full", "short", "forum", "cafe", "stand"]
    assert {name: agenda.name for name, agenda in AGENDAS.items()} == {name: name for name in names}


STAND_MINUTES = 14 * 24 * 60 + 70


@pytest.mark.parametrize(
    ("name", "minutes"), [("full", 180), ("short", 90), ("forum", 150), ("cafe", 100), ("stand", STAND_MINUTES)]
)
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


@pytest.mark.parametrize("name", list(AGENDAS))
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
    assert [kind_name(StepKind.PLAN, settings) for settings in ({}, presented)] == ["Planning", "Reading aloud"]
    assert kind_name(StepKind.VOTE, presented) == "Giving dots"


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


def kinds_of(steps):
    return [step.kind.value for step in steps]


def test_cafe_has_three_rounds_of_twenty_minutes_and_harvests_by_table() -> None:
    steps = AGENDAS["cafe"].steps
    assert kinds_of(steps) == ["welcome", "collect", "collect", "collect", "cluster", "vote", "closing"]
    assert [(step.settings["cafe_round"], step.minutes) for step in steps[1:4]] == [(1, 20), (2, 20), (3, 20)]
    assert dict(steps[4].settings) == {"by_table": True}


def test_forum_without_themes_asks_its_four_questions() -> None:
    steps = forum_steps([])
    assert kinds_of(steps) == ["welcome", *["collect"] * 4, "cluster", "vote", "plan", "check", "closing"]
    assert [step.prompt for step in steps[1:5]] == list(FORUM_QUESTIONS)


@pytest.mark.parametrize(
    ("themes", "minutes"), [(1, [60]), (3, [20, 20, 20]), (7, [9, 9, 9, 9, 8, 8, 8]), (15, [5] * 15)]
)
def test_forum_asks_once_about_each_theme_and_shares_the_hour(themes, minutes) -> None:
    names = [f"Theme {number}" for number in range(themes)]
    collecting = [step for step in forum_steps(names) if step.kind is StepKind.COLLECT]
    assert [step.settings["theme"] for step in collecting] == names
    assert [step.values["theme"] for step in collecting] == names
    assert [step.minutes for step in collecting] == minutes


def test_forum_goes_on_after_its_themes_as_without_them() -> None:
    assert forum_steps(["One"])[2:] == forum_steps([])[5:]


def test_only_a_stand_holds_its_cards_back() -> None:
    assert [name for name, agenda in AGENDAS.items() if agenda.premoderated] == ["stand"]
