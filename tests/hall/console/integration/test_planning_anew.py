"""The agenda on the console: each step has a sheet, steps are skipped, put in and taken out, jumps ask first."""

import pytest
from lxml import html

from participation.access.queries import list_log
from participation.hall.services import walk
from participation.kernel.transaction import transaction
from participation.prioritisation.models import RoundState
from participation.prioritisation.queries import find_round
from participation.workshop.models import Phase, StepKind, StepState, WorkshopState
from participation.workshop.queries import get_workshop
from participation.workshop.services.shipped import shipped_texts
from tests.factories import AGENDA, a_cluster, a_counted_round
from tests.hall.console.desk import FRAGMENT, refusal, words

NEXT = "//*[@id='next']//span[@class='next__to']"
EFFECT = "//*[@id='next']//span[@class='next__effect']"
NEW = {"kind": "pause", "phase": "critique", "minutes": "12", "prompt-de": "Luft holen!", "before": ""}


def ids(console):
    return console.look(lambda workshop: [step.id for step in workshop.steps])


def states(console):
    return console.look(lambda workshop: [step.state.value for step in workshop.steps])


def kinds(console):
    return console.look(lambda workshop: [step.kind.value for step in workshop.steps])


def row(page, step_id):
    return page.xpath(f"//tr[@id='row-{step_id}']")[0]


def test_step_ahead_is_skipped_and_the_next_move_says_what_it_passes_over(prepare):
    console = prepare()
    sorting = ids(console)[2]
    assert console.post(f"steps/{sorting}/skip").status_code == 303
    page = console.page()
    assert words(page, NEXT) == ["Next: Giving dots · Critique"]
    assert words(page, EFFECT)[0].startswith("Passes over: Sorting. Closes the input for everybody.")
    assert "agenda__row--skipped" in row(page, sorting).get("class")


def test_skip_is_taken_back_on_the_same_sheet(prepare):
    console = prepare()
    sorting = ids(console)[2]
    console.post(f"steps/{sorting}/skip")
    assert len(console.page(f"steps/{sorting}").xpath("//form[@id='step-unskip']")) == 1
    console.post(f"steps/{sorting}/unskip")
    assert states(console)[2] == "ahead"
    assert len(console.page(f"steps/{sorting}").xpath("//form[@id='step-skip']")) == 1


@pytest.mark.parametrize("move", ["skip", "unskip", "remove", "minutes"])
def test_step_that_is_over_cannot_be_changed_and_the_console_says_so(prepare, move):
    console = prepare(StepKind.CLUSTER)
    late = console.post(f"steps/{ids(console)[0]}/{move}", minutes="5")
    assert (late.status_code, refusal(late)) == (
        409,
        "This step has begun already. Only steps that lie ahead can be changed.",
    )
    assert states(console)[0] == "done"


@pytest.mark.parametrize("move", ["skip", "minutes", "remove"])
def test_step_that_somebody_took_out_meanwhile_is_told(prepare, move):
    console = prepare()
    answer = console.post(f"steps/999999/{move}", minutes="5")
    assert (answer.status_code, refusal(answer)) == (
        409,
        "The agenda has no such step. Reload the page to see the agenda.",
    )


def test_minutes_are_changed_and_the_agenda_shows_both(prepare):
    console = prepare()
    step_id = ids(console)[3]
    assert console.post(f"steps/{step_id}/minutes", minutes="4").status_code == 303
    assert words(row(console.page(), step_id), "./td[last()]") == ["planned:10 4"]


@pytest.mark.parametrize("typed", ["0", "-3", "1441", "soon", ""])
def test_minutes_out_of_range_are_refused_and_kept(prepare, typed):
    console = prepare()
    step_id = ids(console)[3]
    refused = console.post(f"steps/{step_id}/minutes", minutes=typed)
    assert (refused.status_code, refusal(refused)) == (
        422,
        "Please give the minutes as a whole number from 1 to 1440.",
    )
    kept = html.fromstring(refused.text).xpath("//input[@id='step-minutes-field']/@value")
    assert kept == [typed]


@pytest.mark.parametrize(
    ("name", "kind", "minutes"),
    [("break", "pause", 10), ("collect", "collect", 10), ("question", "scale", 2), ("vote", "vote", 5)],
)
def test_usual_step_is_put_in_as_the_next_one_with_its_words(prepare, name, kind, minutes):
    console = prepare()
    count = str(len(AGENDA))
    assert console.post("steps/typical", typical=name, count=count).status_code == 303
    step = console.look(lambda workshop: workshop.steps[2])
    assert (step.kind.value, step.phase, step.minutes, step.is_inserted) == (kind, Phase.CRITIQUE, minutes, True)
    texts = console.look(lambda workshop: {prompt.language: prompt.text for prompt in workshop.steps[2].prompts})
    with console.app.test_request_context():
        assert texts == shipped_texts(step.kind, Phase.CRITIQUE, ["de", "en", "ar"])


def test_usual_step_pressed_twice_is_put_in_once(prepare):
    console = prepare()
    count = str(len(AGENDA))
    console.post("steps/typical", typical="break", count=count)
    late = console.post("steps/typical", typical="break", count=count)
    assert late.status_code == 409
    assert kinds(console).count("pause") == 1


def test_usual_step_of_another_name_is_refused(prepare):
    console = prepare()
    refused = console.post("steps/typical", typical="party", count=str(len(AGENDA)))
    assert (refused.status_code, refusal(refused)) == (422, "Please choose a kind of step and a phase from the list.")


@pytest.mark.parametrize(("before", "place"), [(2, 2), (7, 7), (None, len(AGENDA))])
def test_any_step_is_put_in_before_another_or_at_the_end(prepare, before, place):
    console = prepare()
    asked = str(ids(console)[before]) if before is not None else ""
    answer = console.post("steps/new", **NEW | {"before": asked, "count": str(len(AGENDA))})
    assert answer.status_code == 303
    step = console.look(lambda workshop: workshop.steps[place])
    assert (step.kind, step.minutes) == (StepKind.PAUSE, 12)
    assert console.look(lambda workshop: workshop.steps[place].prompt_in("ar").text) == "Luft holen!"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"prompt-de": " "}, "Every step needs its prompt in the first language of the workshop. Please write it."),
        ({"minutes": "0"}, "Please give the minutes as a whole number from 1 to 1440."),
        ({"kind": "party"}, "Please choose a kind of step and a phase from the list."),
        ({"phase": "after"}, "Please choose a kind of step and a phase from the list."),
        ({"prompt-de": "x" * 501}, "A prompt has at most 500 characters. Please shorten it."),
    ],
)
def test_step_that_lacks_something_is_refused_with_what_was_typed(prepare, wrong, sentence):
    console = prepare()
    sent = NEW | {"prompt-ar": "استراحة", "count": str(len(AGENDA))} | wrong
    refused = console.post("steps/new", fragment=True, **sent)
    page = html.fromstring(refused.text)
    assert (refused.status_code, refusal(refused)) == (422, sentence)
    assert page.xpath("//input[@id='new-minutes']/@value") == [sent["minutes"]]
    assert words(page, "//textarea[@name='prompt-ar']") == ["استراحة"]
    assert words(page, "//textarea[@name='prompt-de']") == [sent["prompt-de"].strip()]
    assert kinds(console).count("pause") == 0


@pytest.mark.parametrize("before", ["0", "x1", "999999"])
def test_place_that_does_not_exist_is_refused(prepare, before):
    console = prepare()
    assert console.post("steps/new", **NEW | {"before": before, "count": str(len(AGENDA))}).status_code == 409


def test_place_behind_is_refused(prepare):
    console = prepare(StepKind.CLUSTER)
    late = console.post("steps/new", **NEW | {"before": str(ids(console)[1]), "count": str(len(AGENDA))})
    assert (late.status_code, kinds(console).count("pause")) == (409, 0)


def test_words_that_ship_stand_in_the_form_and_give_way_to_those_of_another_kind(prepare):
    console = prepare()
    with console.app.test_request_context():
        cards, break_ = (
            shipped_texts(kind, Phase.CRITIQUE, ["de"])["de"] for kind in (StepKind.COLLECT, StepKind.PAUSE)
        )
    assert words(console.page("steps/new"), "//textarea[@name='prompt-de']") == [cards]
    query = {
        "kind": "pause",
        "phase": "critique",
        "was_kind": "collect",
        "was_phase": "critique",
        "prompt-de": cards,
        "prompt-ar": "كلماتي",
    }
    page = html.fromstring(console.get("steps/new/prompts", query_string=query, headers=FRAGMENT).text)
    assert words(page, "//textarea[@name='prompt-de']") == [break_]
    assert words(page, "//textarea[@name='prompt-ar']") == ["كلماتي"]


def test_only_what_was_put_in_can_be_taken_out(prepare):
    console = prepare()
    console.post("steps/typical", typical="break", count=str(len(AGENDA)))
    put_in, planned = ids(console)[2:4]
    assert len(console.page(f"steps/{put_in}").xpath("//form[@id='step-remove']")) == 1
    assert len(console.page(f"steps/{planned}").xpath("//form[@id='step-remove']")) == 0
    refused = console.post(f"steps/{planned}/remove")
    assert (refused.status_code, refusal(refused)) == (
        422,
        "This step belongs to the plan. Skip it: the documentation then says that it was left out.",
    )
    assert console.post(f"steps/{put_in}/remove").status_code == 303
    assert len(ids(console)) == len(AGENDA)


def test_jump_ahead_names_what_it_skips_and_needs_no_reason(prepare):
    console = prepare()
    all_ids = ids(console)
    console.post(f"steps/{all_ids[2]}/skip")
    sheet = console.page(f"steps/{all_ids[5]}")
    assert words(sheet, "//form[@id='step-go']//li") == ["4 Giving dots · Critique", "5 Turning round · Fantasy"]
    answer = console.post("go", seen=str(all_ids[1]), step=str(all_ids[5]), sheet="1")
    assert answer.status_code == 303
    assert states(console)[:6] == ["done", "done", "skipped", "skipped", "skipped", "running"]


def test_back_to_any_earlier_step_needs_a_reason_and_keeps_it(prepare):
    console = prepare(StepKind.VOTE)
    all_ids = ids(console)
    refused = console.post("go", seen=str(all_ids[3]), step=str(all_ids[0]), sheet="1", reason=" ")
    assert (refused.status_code, refusal(refused)) == (422, "Please say why, in a few words.")
    assert len(html.fromstring(refused.text).xpath("//form[@id='step-go']")) == 1
    assert console.post("go", seen=str(all_ids[3]), step=str(all_ids[0]), reason="Late guests").status_code == 303
    assert console.look(lambda workshop: list_log(workshop.id)[0].reason) == "Late guests"
    assert states(console)[:4] == ["running", "done", "done", "done"]


def test_box_for_going_back_offers_earlier_steps_only_the_nearest_first(prepare):
    page = prepare(StepKind.VOTE).page()
    assert words(page, "//select[@id='back-step']/option") == [
        "3 Sorting · Critique",
        "2 Collecting · Critique",
        "1 Welcome · Preparation",
    ]


def test_first_step_has_nothing_behind_it(prepare):
    assert prepare(StepKind.WELCOME, Phase.PREPARATION).page().xpath("//*[@id='back']") == []


def test_vote_that_was_counted_stays_counted_when_the_agenda_comes_back_to_it(prepare):
    def counted(workshop, step):
        a_counted_round(step, {a_cluster(workshop).id: 3, a_cluster(workshop).id: 1})

    console = prepare(StepKind.VOTE, fill=counted)
    sorting, vote = ids(console)[2:4]
    console.post("go", seen=str(vote), step=str(sorting), reason="One topic was missing")
    page = console.page()
    assert words(page, EFFECT) == [
        "The board stays as it is now. Shows the result of the vote again: it stays as it was counted."
    ]
    assert "agenda__row--again" in row(page, vote).get("class")
    console.post("next", seen=str(sorting))
    points = console.look(lambda _: [option.points for option in find_round(vote).options])
    assert (points, console.look(lambda _: find_round(vote).state)) == ([3, 1], RoundState.CLOSED)


def test_skipping_the_running_step_counts_its_vote_and_says_so_first(prepare):
    def before(workshop, _step):
        clusters = [a_cluster(workshop), a_cluster(workshop)]
        assert len(clusters) == 2

    console = prepare(StepKind.CLUSTER, fill=before)
    with console.app.app_context(), transaction():
        walk(get_workshop(console.code), None, None)
    vote = ids(console)[3]
    assert words(console.page(), "//form[@id='skip-form']/p")[0].endswith(
        "Closes and counts the vote. This cannot be taken back. The strongest topics are turned round."
    )
    assert console.post("skip", seen=str(vote)).status_code == 303
    assert states(console)[3:5] == ["skipped", "running"]
    assert console.look(lambda _: find_round(vote).state) is RoundState.CLOSED


def test_of_two_consoles_that_skip_at_once_one_wins_and_the_other_is_told(prepare, another):
    console = prepare()
    running = str(ids(console)[1])
    assert console.post("skip", seen=running).status_code == 303
    late = another(console).post("skip", seen=running)
    assert (late.status_code, states(console)[1:4]) == (409, ["skipped", "running", "ahead"])


def test_last_step_is_not_skipped_but_closed(prepare):
    assert prepare(StepKind.CLOSING, Phase.FOLLOW_UP).page().xpath("//*[@id='skip']") == []


def test_a_minute_can_be_taken_and_other_amounts_are_refused(prepare):
    console = prepare()
    assert console.post("extend", minutes="-1").status_code == 303
    assert console.look(lambda workshop: workshop.current_step.extended_minutes) == -1
    refused = console.post("extend", minutes="600")
    assert (refused.status_code, console.look(lambda workshop: workshop.current_step.extended_minutes)) == (422, -1)


def test_doors_that_were_opened_too_early_can_be_shut(prepare):
    console = prepare(None)
    assert console.post("shut").status_code == 303
    assert console.look(lambda workshop: workshop.state) is WorkshopState.PLANNED
    assert words(console.page(), NEXT) == ["Open the doors"]


def test_doors_stay_open_once_a_step_has_begun(prepare):
    console = prepare()
    assert console.post("shut").status_code == 409


def test_closed_workshop_offers_no_change_of_its_agenda(prepare):
    console = prepare()
    console.post("end", seen=str(ids(console)[1]))
    sheet = console.page(f"steps/{ids(console)[5]}")
    assert (sheet.xpath("//form[starts-with(@id, 'step-')]"), console.page().xpath("//*[@id='insert']")) == ([], [])


def test_phone_and_projector_follow_a_step_that_was_put_in(prepare, client):
    console = prepare()
    console.post("steps/typical", typical="break", count=str(len(AGENDA)))
    console.post("next", seen=str(ids(console)[1]))
    stage = client.get(f"/{console.code}/stage").json
    assert (stage["kind"], stage["phase"], stage["step"]) == ("pause", "critique", 3)
    assert 'data-kind="pause"' in client.get(f"/{console.code}/board").text
    assert console.look(lambda workshop: workshop.steps[2].state) is StepState.RUNNING


@pytest.mark.parametrize("sheet", ["steps/new", "steps/{last}"])
def test_sheet_is_a_page_of_its_own_without_scripts(prepare, sheet):
    console = prepare()
    page = console.page(sheet.format(last=ids(console)[-1]))
    assert words(page, "//a[contains(., 'Back to the console')]") == ["Back to the console"]


def test_agenda_takes_the_same_number_of_statements_for_one_and_three_steps_put_in(prepare, count_statements):
    def sent(count):
        console = prepare()
        for number in range(count):
            console.post("steps/typical", typical="break", count=str(len(AGENDA) + number))
        return count_statements(console)

    assert sent(1) == sent(3)
