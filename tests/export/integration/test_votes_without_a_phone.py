"""Votes by cards and paper counted twice in what leaves the house: told by way, without a secret."""

import json

import pytest

from participation.export.bundle import export_bundle, import_bundle
from participation.export.documentation.sheets import sheets_of_workshop
from participation.kernel.transaction import transaction
from participation.prioritisation.card_stock import make_cards
from participation.prioritisation.models import Subject, VotingRules
from participation.prioritisation.queries import cluster_options, get_round
from participation.prioritisation.recount import recount
from participation.prioritisation.services import close_round, open_round
from participation.prioritisation.tallies import count_paper
from participation.prioritisation.voting_cards import cast_by_card, hand_in
from participation.workshop.models import Phase, StepKind
from tests.factories import a_cluster, a_moderator, a_workshop, run_step

KEY = "6f9619ff-8b86-d011-b42d-00c04fc964f1"


@pytest.fixture
def workshop(database):
    return a_workshop()


@pytest.fixture
def cards(workshop):
    return make_cards(workshop, 3, None)


@pytest.fixture
def round_(workshop, cards):
    step = run_step(workshop, StepKind.VOTE, Phase.CRITIQUE)
    drafts = cluster_options([a_cluster(workshop, title=title) for title in ("Kein Bus.", "Bad zu.")])
    round_ = open_round(step, None, subject=Subject.CLUSTER, subjects=drafts, rules=VotingRules(by_cards=True))
    bus, bath = (option.id for option in round_.options)
    cast_by_card(round_, cards[0].secret, options=[bus], key=KEY)
    hand_in(round_, "2", None)
    for moderator in (a_moderator(workshop), a_moderator(workshop)):
        count_paper(round_, moderator, {bus: 1, bath: 1})
    return round_


def test_bundle_tells_ways_and_counts_and_no_card(workshop, cards, round_):
    close_round(round_, None)
    bundle = export_bundle(workshop)
    (told,) = bundle["rounds"]
    assert (told["by_cards"], told["cards_issued"], told["cards_on_paper"], told["counted_twice"]) == (True, 3, 1, True)
    assert [(count["turn"], count["dots"]) for count in told["paper_counts"]] == [(1, [1, 1]), (2, [1, 1])]
    written = json.dumps(bundle)
    assert [card.secret for card in cards if card.secret in written] == []
    assert "secret" not in written


def test_bundle_of_an_open_vote_tells_no_count(workshop, round_):
    (told,) = export_bundle(workshop)["rounds"]
    assert (told["paper_counts"], told["ballots"], told["cards_on_paper"]) == ([], [], None)


def test_recount_sheet_survives_an_import(workshop, round_):
    close_round(round_, None)
    bundle = export_bundle(workshop)
    with transaction():
        imported = import_bundle(json.loads(json.dumps(bundle)), None)
    assert export_bundle(imported)["rounds"] == bundle["rounds"]
    step = next(step for step in imported.steps if step.kind is StepKind.VOTE)
    sheet = recount(get_round(step.id))
    assert (sheet.voted, sheet.entitled, sheet.sums.by_card, sheet.sums.on_paper, sheet.wrong) == (2, 3, 1, 2, [])


def test_documentation_shows_the_dots_by_way(workshop, round_):
    close_round(round_, None)
    votes = sheets_of_workshop(workshop)[2]
    rows = [dict(zip(votes.columns, row, strict=True)) for row in votes.rows]
    ways = [[value for name, value in row.items()][9:13] for row in rows]
    assert ways == [[2, 0, 1, 1], [1, 0, 0, 1]]
