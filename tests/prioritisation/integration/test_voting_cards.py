"""Voting cards: one ballot each, by phone or on paper, and nothing that says which was whose."""

import pytest
from sqlalchemy import select, text

from participation.access.models import LogEntry
from participation.contributions.errors import ReasonMissing
from participation.kernel.database import db
from participation.kernel.ids import hash_token
from participation.prioritisation import queries
from participation.prioritisation.card_stock import make_cards, void_cards
from participation.prioritisation.errors import (
    NoVotingCards,
    OptionForeign,
    PaperBeyondCards,
    RoundClosed,
    VotesWithoutCards,
    VotingCardCast,
    VotingCardNeeded,
    VotingCardOnPaper,
    VotingCardTooNew,
    VotingCardUnknown,
    VotingCardUnused,
    VotingCardVoid,
)
from participation.prioritisation.models import Ballot, Subject, VotingCard, VotingCardUse, VotingRules
from participation.prioritisation.recount import recount
from participation.prioritisation.rules import rules_of, set_rules
from participation.prioritisation.services import cast_ballot, close_round, enter_paper, open_round
from participation.prioritisation.voting_cards import cast_by_card, count_uses, give_back, hand_in
from participation.workshop.errors import StepClosed
from participation.workshop.models import Phase, StepKind
from tests.factories import a_cluster, a_participant, a_workshop, end_step, run_step

KEY = "6f9619ff-8b86-d011-b42d-00c04fc964f{}"
BY_CARDS = VotingRules(by_cards=True, counted_twice=False)


@pytest.fixture
def workshop(database):
    return a_workshop()


@pytest.fixture
def step(workshop):
    return run_step(workshop, StepKind.VOTE, Phase.CRITIQUE)


@pytest.fixture
def drafts(workshop):
    return queries.cluster_options([a_cluster(workshop, title=title) for title in ("Kein Bus.", "Bad zu.")])


@pytest.fixture
def cards(workshop):
    return make_cards(workshop, 4, None)


@pytest.fixture
def round_(step, drafts, cards):
    return open_round(step, None, subject=Subject.CLUSTER, subjects=drafts, rules=BY_CARDS)


@pytest.fixture
def bus(round_):
    return round_.options[0].id


def counts(round_):
    found = count_uses(round_.id)
    return found.issued, found.phone, found.paper


def test_cards_are_numbered_on_and_only_hashes_are_kept(workshop, cards):
    more = make_cards(workshop, 2, None)
    assert [card.number for card in [*cards, *more]] == [1, 2, 3, 4, 5, 6]
    stored = db.session.scalars(select(VotingCard).order_by(VotingCard.number)).all()
    assert [card.secret_hash for card in stored] == [hash_token(card.secret) for card in [*cards, *more]]


def test_card_casts_one_ballot(round_, cards, bus):
    cast_by_card(round_, cards[0].secret, options=[bus, bus], key=KEY.format(1))
    with pytest.raises(VotingCardCast):
        cast_by_card(round_, cards[0].secret, options=[bus], key=KEY.format(2))
    assert (queries.count_ballots(round_.id), counts(round_)) == (1, (4, 1, 0))


@pytest.mark.parametrize(
    "written", [str.lower, lambda s: f"{s[:4]}-{s[4:8]} {s[8:]}", lambda s: f"https://x/ABC/v/{s}"]
)
def test_secret_is_taken_as_people_and_scanners_give_it(round_, cards, bus, written):
    cast_by_card(round_, written(cards[0].secret), options=[bus], key=KEY.format(1))
    assert counts(round_) == (4, 1, 0)


def test_request_that_arrives_again_is_answered_as_before(round_, cards, bus):
    for _time in range(2):
        cast_by_card(round_, cards[0].secret, options=[bus], key=KEY.format(1))
    assert queries.count_ballots(round_.id) == 1


def test_refused_ballot_leaves_the_card_unused(round_, cards, bus):
    with pytest.raises(OptionForeign):
        cast_by_card(round_, cards[0].secret, options=[0], key=KEY.format(1))
    assert counts(round_) == (4, 0, 0)


def test_device_casts_nothing_in_a_vote_by_cards(workshop, round_, bus):
    with pytest.raises(VotingCardNeeded):
        cast_ballot(round_, a_participant(workshop), options=[bus], key=KEY.format(1))


def test_card_casts_nothing_in_a_vote_by_devices(step, drafts, cards):
    round_ = open_round(step, None, subject=Subject.CLUSTER, subjects=drafts)
    with pytest.raises(VotesWithoutCards):
        cast_by_card(round_, cards[0].secret, options=[round_.options[0].id], key=KEY.format(1))
    with pytest.raises(VotesWithoutCards):
        hand_in(round_, "1", None)


def test_card_of_another_workshop_is_unknown(round_, bus):
    (foreign,) = make_cards(a_workshop(), 1, None)
    with pytest.raises(VotingCardUnknown):
        cast_by_card(round_, foreign.secret, options=[bus], key=KEY.format(1))
    with pytest.raises(VotingCardUnknown):
        hand_in(round_, foreign.secret, None)


@pytest.mark.parametrize("typed", ["", "0", "5", "99999999999999999999", "nonsense", "²"])
def test_card_that_was_never_made_is_unknown(round_, typed):
    with pytest.raises(VotingCardUnknown):
        hand_in(round_, typed, None)


def test_card_made_after_the_opening_is_too_new(workshop, round_, bus):
    (late,) = make_cards(workshop, 1, None)
    with pytest.raises(VotingCardTooNew):
        cast_by_card(round_, late.secret, options=[bus], key=KEY.format(1))


def test_card_on_paper_does_not_cast_by_phone(round_, cards, bus):
    hand_in(round_, "2", None)
    with pytest.raises(VotingCardOnPaper):
        cast_by_card(round_, cards[1].secret, options=[bus], key=KEY.format(1))
    assert counts(round_) == (4, 0, 1)


def test_card_cast_by_phone_is_not_handed_in_on_paper(round_, cards, bus):
    cast_by_card(round_, cards[1].secret, options=[bus], key=KEY.format(1))
    with pytest.raises(VotingCardCast):
        hand_in(round_, "2", None)
    with pytest.raises(VotingCardCast):
        give_back(round_, "2", None, "A slip.")
    assert counts(round_) == (4, 1, 0)


def test_scanned_card_is_handed_in_once_however_often_it_is_scanned(round_, cards):
    for _time in range(2):
        hand_in(round_, f"https://stadt.example/ABCDEF/v/{cards[2].secret}", None)
    entries = db.session.scalars(select(LogEntry).where(LogEntry.action == "hand_in_voting_card")).all()
    assert (counts(round_), [entry.details["number"] for entry in entries]) == ((4, 0, 1), [3])


def test_slip_of_the_number_is_taken_back_with_a_reason(round_, cards, bus):
    hand_in(round_, "2", None)
    with pytest.raises(ReasonMissing):
        give_back(round_, "2", None, " ")
    with pytest.raises(VotingCardUnused):
        give_back(round_, "3", None, "A slip.")
    give_back(round_, "2", None, "It was number 3.")
    cast_by_card(round_, cards[1].secret, options=[bus], key=KEY.format(1))
    assert counts(round_) == (4, 1, 0)


def test_void_card_casts_nothing_and_is_not_issued_again(workshop, round_, cards, bus):
    with pytest.raises(ReasonMissing):
        void_cards(workshop, 1, 2, None, "")
    with pytest.raises(VotingCardUnknown):
        void_cards(workshop, 8, 9, None, "Lost.")
    assert void_cards(workshop, 1, 2, None, "Lost.") == 2
    with pytest.raises(VotingCardVoid):
        cast_by_card(round_, cards[0].secret, options=[bus], key=KEY.format(1))
    with pytest.raises(VotingCardVoid):
        hand_in(round_, "2", None)
    assert counts(round_) == (2, 0, 0)
    db.session.flush()


def test_closed_and_paused_votes_take_no_cards(step, round_, cards, bus):
    end_step(step)
    with pytest.raises(StepClosed):
        cast_by_card(round_, cards[0].secret, options=[bus], key=KEY.format(1))
    close_round(round_, None)
    with pytest.raises(RoundClosed):
        cast_by_card(round_, cards[0].secret, options=[bus], key=KEY.format(1))
    with pytest.raises(RoundClosed):
        hand_in(round_, "1", None)
    assert counts(round_) == (4, 0, 0)


def test_vote_by_cards_does_not_open_without_cards(step, drafts):
    with pytest.raises(NoVotingCards):
        open_round(step, None, subject=Subject.CLUSTER, subjects=drafts, rules=BY_CARDS)


def test_scale_is_never_held_by_cards(step, drafts, cards):
    assert open_round(step, None, subject=Subject.SCALE, subjects=drafts, rules=BY_CARDS).by_cards is False


def test_rules_of_the_workshop_hold_for_the_next_vote_only(workshop, step, drafts, cards):
    set_rules(workshop, VotingRules(by_cards=True, counted_twice=True), None)
    round_ = open_round(step, None, subject=Subject.CLUSTER, subjects=drafts)
    set_rules(workshop, VotingRules(by_cards=False, counted_twice=False), None)
    db.session.refresh(round_)
    assert (round_.by_cards, round_.counted_twice) == (True, True)
    assert rules_of(workshop.id) == VotingRules(by_cards=False, counted_twice=False)


def test_nothing_leads_from_a_ballot_to_its_card(round_, cards, bus):
    for number, card in enumerate(cards[::-1]):
        cast_by_card(round_, card.secret, options=[bus], key=KEY.format(number))
    ballots = db.session.scalars(select(Ballot)).all()
    assert {(ballot.participant_id, ballot.cast_at) for ballot in ballots} == {(None, round_.opened_at)}
    assert all(ballot.id < 0 for ballot in ballots)
    assert set(VotingCardUse.__table__.columns.keys()) == {"round_id", "card_id", "way"}


def test_place_of_a_card_in_the_file_does_not_tell_when_it_was_used(round_, cards, bus):
    for number, card in enumerate(cards[::-1]):
        cast_by_card(round_, card.secret, options=[bus], key=KEY.format(number))
    place = "rowid"
    if db.engine.dialect.name != "sqlite":
        place = "ctid"
        # A long table is read from its beginning to its end, without an index that would put it in order.
        for way in ("indexscan", "bitmapscan"):
            db.session.execute(text(f"SET LOCAL enable_{way} TO off"))
    close_round(round_, None)
    statement = f"SELECT card_id, way FROM voting_card_use ORDER BY {place}"  # noqa: S608 - one of two words
    uses = db.session.connection().exec_driver_sql(statement).all()
    assert uses == [(number, "phone") for number in range(1, 5)]


def test_paper_beyond_the_cards_handed_in_holds_the_vote_open(round_, bus):
    hand_in(round_, "1", None)
    enter_paper(round_, None, {bus: 4})
    with pytest.raises(PaperBeyondCards) as refused:
        close_round(round_, None)
    assert (refused.value.dots, refused.value.cards, refused.value.allowed) == (4, 1, 2)


def test_recount_sheet_tells_cards_and_paper_and_the_turnout(workshop, round_, cards, bus):
    cast_by_card(round_, cards[0].secret, options=[bus], key=KEY.format(1))
    hand_in(round_, "2", None)
    enter_paper(round_, None, {bus: 2})
    close_round(round_, None)
    void_cards(workshop, 3, 4, None, "Thrown away.")
    sheet = recount(round_)
    line = sheet.lines[0].counted
    assert (line.by_phone, line.by_card, line.on_paper, line.points) == (0, 1, 2, 3)
    assert (sheet.voted, sheet.entitled, sheet.wrong) == (2, 4, [])
