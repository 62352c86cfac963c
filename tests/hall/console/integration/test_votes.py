"""Votes on the console: open over ticked options, turnout without counts, paper dots, close, ties."""

import uuid

import pytest

from participation.access.models import Participant
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.models import RoundState
from participation.prioritisation.queries import find_round
from participation.prioritisation.services import cast_ballot
from participation.workshop.models import Phase, StepKind
from participation.workshop.queries import get_workshop
from tests.factories import a_cluster, a_participant
from tests.hall.console.desk import refusal, words

POSITION = 3
RESULT = "//table[contains(@class, 'result')]/tbody/tr"


def three_topics(workshop, _step):
    return [a_cluster(workshop, title=title).id for title in ("Bus", "Halle", "Amt")]


@pytest.fixture
def vote(prepare):
    """A console in the vote of the critique, not opened yet."""
    return prepare(StepKind.VOTE, fill=three_topics)


def the_round(console, read):
    return console.look(lambda workshop: read(find_round(workshop.steps[POSITION].id)))


def opened(console, **rules):
    console.post(f"rounds/{POSITION}/open", option=[str(cluster) for cluster in console.made], **rules)
    return the_round(console, lambda round_: [option.id for option in round_.options])


def cast(app, console, *ballots):
    """Let one participant cast each ballot."""
    with app.app_context():
        voters = [a_participant(get_workshop(console.code)).id for _ in ballots]
        with transaction():
            round_ = find_round(get_workshop(console.code).steps[POSITION].id)
            for voter, chosen in zip(voters, ballots, strict=True):
                cast_ballot(round_, db.session.get(Participant, voter), options=chosen, key=str(uuid.uuid4()))


def test_only_ticked_options_can_be_voted_for(vote):
    vote.post(f"rounds/{POSITION}/open", option=[str(vote.made[0]), str(vote.made[2])], dots="4", limit="1")
    frozen = the_round(
        vote, lambda round_: ([option.subject_id for option in round_.options], round_.dots, round_.limit)
    )
    assert frozen == ([vote.made[0], vote.made[2]], 4, 1)


def test_dots_follow_the_rule_of_the_method_when_nobody_says_otherwise(vote):
    assert "empty means 3" in words(vote.page(), "//*[@id='dots-hint']")[0]
    opened(vote)
    assert the_round(vote, lambda round_: (round_.dots, round_.limit)) == (3, 2)


def test_vote_over_one_option_is_refused_with_the_dots_kept(vote):
    answer = vote.post(f"rounds/{POSITION}/open", option=str(vote.made[0]), dots="4")
    assert (answer.status_code, refusal(answer)) == (422, "A vote needs at least two options. Choose more of them.")
    assert 'name="dots"' in answer.text
    assert vote.look(lambda workshop: find_round(workshop.steps[POSITION].id)) is None


def test_turnout_is_shown_and_counts_are_not(app, vote):
    options = opened(vote)
    cast(app, vote, [options[0]], [options[0], options[1]])
    page = vote.page()
    assert words(page, "//p[@class='big-number']") == ["2 of 2 have voted"]
    assert page.xpath(RESULT) == []


def test_paper_dots_count_with_the_others(app, vote):
    options = opened(vote, counting="once")
    cast(app, vote, [options[0]])
    vote.post(f"rounds/{POSITION}/paper", **{f"paper-{options[1]}": "4", f"paper-{options[0]}": ""})
    vote.post(f"rounds/{POSITION}/close")
    rows = [words(row, "./th | ./td[last()]/strong") for row in vote.page().xpath(RESULT)]
    assert rows == [["Halle", "4"], ["Bus", "1"], ["Amt", "0"]]


@pytest.mark.parametrize("typed", ["-1", "two", "1.5"])
def test_paper_dots_that_are_no_number_come_back(vote, typed):
    options = opened(vote, counting="once")
    answer = vote.post(f"rounds/{POSITION}/paper", **{f"paper-{options[0]}": typed})
    assert (answer.status_code, f'value="{typed}"' in answer.text) == (422, True)


def test_vote_is_closed_once(vote):
    opened(vote)
    assert vote.post(f"rounds/{POSITION}/close").status_code == 303
    late = vote.post(f"rounds/{POSITION}/close")
    assert (late.status_code, refusal(late)) == (409, "The vote is closed already. This is its result.")


def test_going_on_asks_while_a_vote_runs(vote):
    assert vote.page().xpath("//details[@id='next-asks']") == []
    opened(vote)
    assert len(vote.page().xpath("//details[@id='next-asks']")) == 1


def test_tie_is_broken_with_a_reason(app, vote):
    options = opened(vote)
    cast(app, vote, [options[0]], [options[1]])
    vote.post(f"rounds/{POSITION}/close")
    places = {f"place-{options[0]}": "2", f"place-{options[1]}": "1"}
    refused = vote.post(f"rounds/{POSITION}/tie", **places)
    assert (refused.status_code, refusal(refused)) == (422, "Please say why, in a few words.")
    vote.post(f"rounds/{POSITION}/tie", reason="The room agreed aloud", **places)
    assert the_round(vote, lambda round_: (round_.tie_reason, [option.tie_order for option in round_.options])) == (
        "The room agreed aloud",
        [2, 1, None],
    )
    assert words(vote.page(), f"{RESULT}/th") == ["Halle", "Bus", "Amt"]


def test_options_without_dots_are_no_tie_worth_breaking(vote):
    opened(vote)
    vote.post(f"rounds/{POSITION}/close")
    assert vote.page().xpath("//details[starts-with(@id, 'tie-')]") == []


def test_vote_without_a_dot_says_that_nobody_voted_instead_of_ranks(vote):
    opened(vote)
    vote.post(f"rounds/{POSITION}/close")
    page = vote.page()
    assert words(page, f"{RESULT}/td[1]") == ["–"] * 3
    assert words(page, "//table[contains(@class, 'result')]/preceding-sibling::p[1]") == ["Nobody voted."]


def test_entering_the_step_opens_the_vote(app, prepare):
    console = prepare(StepKind.CLUSTER, fill=three_topics)
    console.post("next", seen=console.page().xpath("//form[@id='next-form']//input[@name='seen']/@value")[0])
    assert the_round(console, lambda round_: round_.state) is RoundState.OPEN


def test_one_dot_question_shows_the_middle_of_its_answers(app, prepare):
    agenda = ((Phase.PREPARATION, StepKind.SCALE), (Phase.FOLLOW_UP, StepKind.CLOSING))
    console = prepare(StepKind.SCALE, Phase.PREPARATION, agenda=agenda)
    assert words(console.page(), "//form[@id='open-vote']//button") == ["Open the question"]
    console.post("rounds/0/open")
    console.post("rounds/0/close")
    assert words(console.page(), f"{RESULT}/th") == ["Stormy", "Rainy", "Cloudy", "Fair", "Sunny"]


def test_result_takes_the_same_number_of_statements_for_two_and_three_options(prepare, count_statements):
    def sent(count):
        console = prepare(StepKind.VOTE, fill=lambda workshop, _step: [a_cluster(workshop).id for _ in range(count)])
        opened(console)
        console.post(f"rounds/{POSITION}/close")
        return count_statements(console)

    assert sent(2) == sent(3)
