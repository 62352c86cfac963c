"""Walking the agenda from the console: one of two presses wins, everything asks or can be taken back."""

import pytest

from participation.access.queries import list_log
from participation.workshop.models import Phase, StepKind, WorkshopState
from tests.factories import a_card, a_moderator
from tests.hall.console.desk import refusal, sign_in, words

NEXT = "//*[@id='next']//span[@class='next__to']"


def stage(workshop):
    return workshop.current_step.kind, workshop.stage_revision


def seen(console):
    return console.page().xpath("//*[@id='next-form' or @id='next-asked']//input[@name='seen']/@value")[0]


def step_id(console, position):
    return console.look(lambda workshop: workshop.steps[position].id)


def test_stranger_is_led_to_the_sign_in_page(prepare, client):
    console = prepare()
    assert client.get(f"/console/{console.code}/").location == f"/login?next=/console/{console.code}/"


def test_moderator_of_another_workshop_may_not_look(app, prepare):
    console = prepare()
    with app.app_context():
        stranger = a_moderator().id
    assert sign_in(app, stranger).get(f"/console/{console.code}/").status_code == 403


def test_office_may_lead_every_workshop(prepare, another):
    assert another(prepare()).get().status_code == 200


def test_unknown_code_is_an_unknown_address(app, prepare, another):
    office = another(prepare())
    office.code = "222222"
    assert office.get().status_code == 404


def test_doors_open_before_the_first_step(prepare):
    console = prepare(None, state=WorkshopState.PLANNED)
    assert words(console.page(), NEXT) == ["Open the doors"]
    assert console.post("open").status_code == 303
    assert console.look(lambda workshop: (workshop.state, workshop.current_step)) == (WorkshopState.OPEN, None)
    assert words(console.page(), NEXT) == ["Next: Welcome · Preparation"]


def test_next_move_stands_with_its_consequence(prepare):
    page = prepare().page()
    assert words(page, NEXT) == ["Next: Sorting · Critique"]
    assert words(page, "//*[@id='next']//span[@class='next__effect']") == [
        "Closes the input for everybody. You sort the cards together on the screen."
    ]


def test_going_on_moves_the_agenda(prepare):
    console = prepare()
    answer = console.post("next", seen=seen(console))
    assert (answer.status_code, answer.location) == (303, f"/console/{console.code}/")
    assert console.look(stage)[0] is StepKind.CLUSTER


def test_of_two_consoles_pressing_next_at_once_one_wins_and_the_other_is_told(prepare, another):
    console = prepare()
    other = another(console)
    revision = seen(console)
    assert console.post("next", seen=revision).status_code == 303
    late = other.post("next", seen=revision)
    assert (late.status_code, console.look(stage)[0]) == (409, StepKind.CLUSTER)
    assert refusal(late) == (
        "Somebody else has just moved the agenda. Nothing was changed by you. Look where it stands now."
    )
    assert late.text.count('id="kind-cluster-') == 1


def test_htmx_gets_only_what_changes(prepare):
    console = prepare()
    answer = console.post("next", fragment=True, seen=seen(console))
    assert (answer.status_code, answer.text.lstrip()[:14]) == (200, '<div id="desk"')


def test_going_back_needs_a_reason_and_logs_it(prepare):
    console = prepare(StepKind.CLUSTER)
    refused = console.post("go", seen=seen(console), step=step_id(console, 1), reason=" ")
    assert (refused.status_code, refusal(refused)) == (422, "Please say why, in a few words.")
    assert console.post("go", seen=seen(console), step=step_id(console, 1), reason="Too early").status_code == 303
    assert console.look(stage)[0] is StepKind.COLLECT
    assert console.look(lambda workshop: list_log(workshop.id)[0].reason) == "Too early"


def test_typed_reason_survives_a_conflict(prepare):
    console = prepare(StepKind.CLUSTER)
    late = console.post("go", seen="0", step=step_id(console, 1), reason="The room wants it")
    assert late.status_code == 409
    assert 'value="The room wants it"' in late.text


@pytest.mark.parametrize(("minutes", "added"), [("1", 1), ("5", 5), ("600", 0), ("-5", 0)])
def test_time_is_added_in_steps_of_one_and_five(prepare, minutes, added):
    console = prepare()
    console.post("extend", minutes=minutes)
    assert console.look(lambda workshop: workshop.current_step.extended_minutes) == added


def test_pause_stops_the_input_until_it_goes_on(prepare):
    console = prepare()
    console.post("pause")
    assert not console.look(lambda workshop: workshop.current_step.takes_input)
    console.post("resume")
    assert console.look(lambda workshop: workshop.current_step.takes_input)


def test_ending_the_workshop_asks_first(prepare):
    console = prepare()
    assert len(console.page().xpath("//details[@id='end']//form[@id='end-form']")) == 1
    assert console.post("end", seen="0").status_code == 409
    assert console.post("end", seen=seen(console)).status_code == 303
    assert console.look(lambda workshop: workshop.state) is WorkshopState.CLOSED
    assert words(console.page(), "//h1") == ["The workshop is closed"]


def test_last_step_asks_before_it_closes_the_workshop(prepare):
    console = prepare(StepKind.CLOSING, Phase.FOLLOW_UP)
    page = console.page()
    assert (words(page, NEXT), len(page.xpath("//details[@id='next-asks']"))) == (["Close the workshop"], 1)
    assert console.post("next", seen=seen(console)).status_code == 303
    assert console.look(lambda workshop: workshop.is_over)


def test_move_without_its_token_is_refused(prepare):
    console = prepare()
    console.get()
    assert console.client.post(f"/console/{console.code}/next").status_code == 400


@pytest.mark.parametrize(
    ("kind", "phase"),
    [
        (StepKind.WELCOME, Phase.PREPARATION),
        (StepKind.COLLECT, Phase.FANTASY),
        (StepKind.CLUSTER, Phase.FANTASY),
        (StepKind.VOTE, Phase.FANTASY),
        (StepKind.VOTE, Phase.REALISATION),
        (StepKind.INVERT, Phase.FANTASY),
        (StepKind.PLAN, Phase.REALISATION),
        (StepKind.CHECK, Phase.REALISATION),
        (StepKind.CLOSING, Phase.FOLLOW_UP),
    ],
)
def test_every_kind_of_step_has_its_console_without_any_row(prepare, kind, phase):
    page = prepare(kind, phase).page()
    assert len(page.xpath(f"//div[starts-with(@id, 'kind-{kind.value}-')]")) == 1


@pytest.mark.parametrize("kind", [StepKind.SCALE, StepKind.PAUSE])
def test_kinds_that_only_some_agendas_have(prepare, kind):
    page = prepare(kind, Phase.CRITIQUE, agenda=((Phase.CRITIQUE, kind), (Phase.FOLLOW_UP, StepKind.CLOSING))).page()
    assert len(page.xpath(f"//div[starts-with(@id, 'kind-{kind.value}-')]")) == 1


@pytest.mark.parametrize("kind", [StepKind.COLLECT, StepKind.CLUSTER])
def test_page_takes_the_same_number_of_statements_for_one_and_three_cards(prepare, count_statements, kind):
    def sent(count):
        console = prepare(kind, fill=lambda workshop, _step: [a_card(workshop) for _ in range(count)])
        return count_statements(console)

    assert sent(1) == sent(3)


def test_what_is_open_for_days_has_no_minutes_to_give(prepare):
    def fill(_workshop, step):
        step.settings = {"stand": True, "until": "2041-05-03T20:00:00+00:00"}

    offered = [
        words(console.page(), "//div[@class='lead__time']//button") for console in (prepare(), prepare(fill=fill))
    ]
    assert offered == [["−1One minute less", "+1One minute more", "+5Five minutes more", "Pause"], ["Pause"]]
