"""Votes on the phone and on the screen: opened with their step, secret until they close."""

import re
import uuid

import pytest

from participation.hall.services import walk
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.models import RoundState
from participation.prioritisation.queries import count_ballots, find_round
from participation.prioritisation.services import close_round
from participation.workshop.models import Phase, StepKind
from tests.factories import a_card, a_cluster, step_of
from tests.hall.integration.conftest import JSON

TITLES = ("Kein Bus am Abend", "Keine Halle frei", "Niemand sagt etwas")


@pytest.fixture
def voting(hall):
    with hall.app.app_context():
        workshop = hall.row()
        for title in TITLES:
            a_cluster(workshop, title=title, cards=[a_card(workshop)])
        with transaction():
            walk(hall.row(), step_of(hall.row(), StepKind.VOTE, Phase.CRITIQUE).position, None)
    return hall


def options(hall):
    with hall.app.app_context():
        return [option.id for option in find_round(hall.row().current_step_id).options]


def cast(device, chosen, *, headers=JSON, key=None, **fields):
    data = {"option": [str(option) for option in chosen], "key": key or str(uuid.uuid4()), **fields}
    return device.client.post(f"/{device.code}/ballots", data=data, headers=headers)


def ballots(hall):
    with hall.app.app_context():
        return count_ballots(find_round(hall.row().current_step_id).id)


def test_vote_opens_with_its_step_and_closes_with_it(voting):
    with voting.app.app_context():
        step = voting.row().current_step
        opened = find_round(step.id).state
        with transaction():
            walk(voting.row(), None, None)
        assert (opened, find_round(step.id).state) == (RoundState.OPEN, RoundState.CLOSED)


def test_vote_without_topics_is_left_to_the_moderator(hall, device):
    with hall.app.app_context(), transaction():
        walk(hall.row(), step_of(hall.row(), StepKind.VOTE, Phase.CRITIQUE).position, None)
    assert device.look().status_code == 200
    with hall.app.app_context():
        assert find_round(hall.row().current_step_id) is None


def test_going_back_does_not_hold_a_vote_twice(voting):
    with voting.app.app_context():
        step = voting.row().current_step
        for position in (step.position + 1, step.position):
            with transaction():
                walk(voting.row(), position, None)
        assert find_round(step.id).state is RoundState.CLOSED


def test_ballot_of_a_page_without_script_shows_its_dots_again(voting, device):
    first, second, _third = options(voting)
    form = device.hidden() | {"option": [str(first), str(first), str(second)]}
    assert device.client.post(f"/{voting.code}/ballots", data=form).status_code == 303
    checked = re.findall(r'name="option"\s+value="(\d+)"[^>]*\schecked', device.look().text)
    assert checked == [str(first), str(first), str(second)]


def test_second_ballot_replaces_the_first(voting, device):
    first, second, _third = options(voting)
    assert cast(device, [first]).status_code == 201
    assert cast(device, [second], csrf_token=device.token()).status_code == 201
    assert ballots(voting) == 1


def test_ballot_sent_twice_with_one_key_counts_once_even_without_cookie(voting, device, another_device):
    key = str(uuid.uuid4())
    chosen = options(voting)[:1]
    answers = [cast(device, chosen, key=key), cast(another_device, chosen, key=key)]
    assert ([answer.status_code for answer in answers], ballots(voting)) == ([201, 201], 1)


@pytest.mark.parametrize(
    ("pick", "error"),
    [
        (lambda _ids: [], "NoDots"),
        (lambda _ids: [999_999], "OptionForeign"),
        (lambda _ids: ["x"], "OptionForeign"),
        (lambda ids: [ids[0]] * 3, "TooManyOnOne"),
        (lambda ids: [ids[0], ids[0], ids[1], ids[1]], "TooManyDots"),
    ],
)
def test_ballot_against_the_rules_has_a_named_refusal(voting, device, pick, error):
    answer = cast(device, pick(options(voting)))
    assert (answer.status_code, answer.json["error"], ballots(voting)) == (422, error, 0)


def test_refused_ballot_keeps_its_dots_on_the_page(voting, device):
    first, second, _third = options(voting)
    form = device.hidden() | {"option": [str(first), str(first), str(second), str(second)]}
    answer = device.client.post(f"/{voting.code}/ballots", data=form)
    checked = re.findall(r'name="option"\s+value="(\d+)"[^>]*\schecked', answer.text)
    assert (answer.status_code, checked) == (422, [str(first), str(first), str(second), str(second)])


def test_ballot_after_closing_is_refused_as_closed(voting, device):
    chosen = options(voting)[:1]
    with voting.app.app_context(), transaction():
        close_round(find_round(voting.row().current_step_id), None)
    answer = cast(device, chosen)
    assert (answer.status_code, answer.json["error"]) == (409, "RoundClosed")


def test_ballot_in_a_step_without_a_vote_is_refused_as_closed(collecting, device):
    answer = cast(device, [1])
    assert (answer.status_code, answer.json["error"]) == (409, "RoundUnknown")


def test_screen_counts_voters_and_no_dots_until_the_vote_closes(voting, device):
    first = options(voting)[0]
    cast(device, [first, first])
    during = device.client.get(f"/{voting.code}/board").text
    with voting.app.app_context(), transaction():
        close_round(find_round(voting.row().current_step_id), None)
    after = device.client.get(f"/{voting.code}/board").text
    assert ('class="voted"' in during, "result__points" in during) == (True, False)
    assert re.findall(r'<b class="result__points">(\d+)</b>', after) == ["2", "0", "0"]
    assert after.count("place--tied") == 1


def test_one_dot_question_opens_with_the_labels_of_its_scale(app, hall, device):
    with hall.app.app_context():
        hall.row().steps[0].kind = StepKind.SCALE
        db.session.commit()
        with transaction():
            walk(hall.row(), 0, None)
    assert device.look().text.count('class="choice"') == 5
    assert cast(device, options(hall)[3:4], csrf_token=device.token()).status_code == 201
    assert device.look().text.count('aria-pressed="true"') == 1


NOBODY = "Niemand hat abgestimmt."


@pytest.mark.parametrize(("dots", "said"), [(0, True), (1, False)])
def test_vote_without_a_dot_says_that_nobody_voted_instead_of_ranks(voting, device, dots, said):
    for option in options(voting)[:dots]:
        cast(device, [option])
    with voting.app.app_context(), transaction():
        close_round(find_round(voting.row().current_step_id), None)
    pages = [device.client.get(f"/{voting.code}{part}").text for part in ("", "/board", "/results")]
    assert [(NOBODY in page, "place__rank" not in page) for page in pages] == [(said, said)] * 3
