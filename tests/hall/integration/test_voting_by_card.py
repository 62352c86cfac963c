"""Voting cards on any phone: scanned or typed, cast once, without a participant."""

import re
import uuid

import pytest

from participation.access.models import Participant
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.card_stock import make_cards
from participation.prioritisation.models import RoundState, Subject, VotingRules
from participation.prioritisation.queries import cluster_options, count_ballots, find_round
from participation.prioritisation.services import open_round
from participation.prioritisation.voting_cards import hand_in
from participation.workshop.models import Phase, StepKind
from tests.factories import a_cluster, a_workshop, step_of
from tests.hall.integration.conftest import JSON

BY_CARDS = VotingRules(by_cards=True, counted_twice=False)


@pytest.fixture
def cards(hall):
    """Four cards of the workshop, whose vote by cards is open."""
    hall.run(StepKind.VOTE)
    with hall.app.app_context():
        drafts = cluster_options([a_cluster(hall.row(), title=title) for title in ("Kein Bus.", "Bad zu.")])
        with transaction():
            made = make_cards(hall.row(), 4, None)
            open_round(vote_step(hall), None, subject=Subject.CLUSTER, subjects=drafts, rules=BY_CARDS)
    return made


def vote_step(hall):
    return step_of(hall.row(), StepKind.VOTE, Phase.CRITIQUE)


def the_round(hall, read):
    with hall.app.app_context():
        return read(find_round(vote_step(hall).id))


def scan(device, card):
    return device.client.get(f"/{device.code}/v/{card.secret}")


def cast(device, card, *, headers=JSON, **fields):
    """Fill the ballot that the card's page shows, with a dot for the first option."""
    page = scan(device, card).text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    option = re.search(r'name="option"\s+value="(\d+)"', page)
    data = hidden | {"option": option.group(1)} if option else {"key": str(uuid.uuid4()), "card": card.secret}
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    data |= {"csrf_token": token.group(1)} if token else {}
    return device.client.post(f"/{device.code}/v", data=data | fields, headers=headers)


def test_scanned_card_votes_without_a_participant(hall, device, cards):
    answer = cast(device, cards[0], headers={})
    assert answer.location == f"/{hall.code}/v/{cards[0].secret}"
    assert "notice--good" in device.client.get(answer.location).text
    assert the_round(hall, lambda round_: count_ballots(round_.id)) == 1
    with hall.app.app_context():
        assert db.session.query(Participant).count() == 0


def test_one_phone_casts_for_several_cards(hall, device, cards):
    assert [cast(device, card).status_code for card in cards[:3]] == [201, 201, 201]
    assert the_round(hall, lambda round_: count_ballots(round_.id)) == 3


def test_card_scanned_on_several_phones_votes_once(hall, device, another_device, cards):
    page = scan(another_device, cards[0]).text
    cast(device, cards[0])
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    option = re.search(r'name="option"\s+value="(\d+)"', page).group(1)
    late = another_device.client.post(f"/{hall.code}/v", data=hidden | {"option": option}, headers=JSON)
    assert (late.status_code, late.json["error"]) == (409, "VotingCardCast")
    assert the_round(hall, lambda round_: count_ballots(round_.id)) == 1


def test_card_handed_in_on_paper_shows_no_ballot(hall, device, cards):
    with hall.app.app_context(), transaction():
        hand_in(find_round(vote_step(hall).id), "1", None)
    page = scan(device, cards[0])
    assert ("abgegeben" in page.text, 'name="option"' in page.text) == (True, False)
    refused = cast(device, cards[0])
    assert (refused.status_code, refused.json["error"]) == (409, "VotingCardOnPaper")


def test_typed_letters_lead_to_the_ballot(hall, device, cards):
    page = device.client.get(f"/{hall.code}/v?card={cards[0].spelled.lower()}")
    assert (page.status_code, 'name="option"' in page.text) == (200, True)


def test_unknown_card_asks_again(hall, device, cards):
    with hall.app.app_context(), transaction():
        (foreign,) = make_cards(a_workshop(), 1, None)
    for secret in (foreign.secret, "NONSENSE", "x" * 400):
        answer = device.client.get(f"/{hall.code}/v/{secret}")
        assert (answer.status_code, 'id="card"' in answer.text) == (404, True)


def test_ballot_against_the_rules_comes_back_with_its_dots(hall, device, cards):
    options = the_round(hall, lambda round_: [str(option.id) for option in round_.options])
    answer = cast(device, cards[0], headers={}, option=[options[0], options[0], options[1]])
    checked = re.findall(r'name="option"\s+value="(\d+)"[^>]*\schecked', answer.text)
    assert (answer.status_code, checked) == (422, [options[0], options[0], options[1]])
    assert cast(device, cards[0]).status_code == 201


def test_device_without_a_card_is_shown_the_way(hall, device, another_device, cards):
    page = device.look().text
    assert ('id="card"' in page, 'name="option"' in page) == (True, False)
    option = the_round(hall, lambda round_: round_.options[0].id)
    data = {"option": str(option), "key": str(uuid.uuid4())}
    refused = another_device.client.post(f"/{hall.code}/ballots", data=data, headers=JSON)
    assert (refused.status_code, refused.json["error"]) == (409, "VotingCardNeeded")


def test_closed_and_unopened_votes_take_no_card(hall, device, cards):
    with hall.app.app_context(), transaction():
        find_round(vote_step(hall).id).state = RoundState.CLOSED
    closed = cast(device, cards[0])
    hall.run(StepKind.COLLECT)
    unopened = cast(device, cards[0])
    assert [answer.json["error"] for answer in (closed, unopened)] == ["RoundClosed", "RoundUnknown"]
    assert [answer.status_code for answer in (closed, unopened)] == [409, 409]


def test_screen_counts_cards_and_no_dots(hall, device, cards):
    cast(device, cards[0])
    with hall.app.app_context(), transaction():
        hand_in(find_round(vote_step(hall).id), "3", None)
    board = " ".join(re.sub(r"<[^>]+>", " ", device.client.get(f"/{hall.code}/board").text).split())
    assert "2 von 4" in board


@pytest.mark.usefixtures("cards")
def test_stage_says_that_the_vote_is_by_cards(device):
    round_ = device.client.get(f"/{device.code}/stage").json["round"]
    assert {name: round_[name] for name in ("state", "by_cards")} == {"state": "open", "by_cards": True}
