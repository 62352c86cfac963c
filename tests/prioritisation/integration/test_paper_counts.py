"""Paper counted by two people, neither seeing the other's numbers."""

import pytest
from sqlalchemy import select

from participation.access.models import LogEntry
from participation.contributions.errors import ReasonMissing
from participation.kernel.database import db
from participation.prioritisation import queries
from participation.prioritisation.errors import (
    CountedByYou,
    CountsAgree,
    CountsComplete,
    PaperCountedOnce,
    PaperCountedTwice,
    PaperUnsettled,
    RoundClosed,
    RoundOpen,
)
from participation.prioritisation.models import Discrepancy, PaperState, RoundState
from participation.prioritisation.recount import recount
from participation.prioritisation.services import cast_ballot, close_round, enter_paper
from participation.prioritisation.tallies import count_paper, recount_paper, settle_paper, standing
from participation.workshop.models import Phase, StepKind
from tests.factories import a_moderator, a_participant, a_round, a_workshop, run_step

KEY = "6f9619ff-8b86-d011-b42d-00c04fc964f{}"


@pytest.fixture
def workshop(database):
    return a_workshop()


@pytest.fixture
def round_(workshop):
    step = run_step(workshop, StepKind.VOTE, Phase.CRITIQUE)
    return a_round(step, {11: "Kein Bus.", 12: "Bad zu."}, counted_twice=True)


@pytest.fixture
def bus(round_):
    return round_.options[0].id


@pytest.fixture
def bath(round_):
    return round_.options[1].id


@pytest.fixture
def anna(workshop):
    return a_moderator(workshop, name="Anna")


@pytest.fixture
def bert(workshop):
    return a_moderator(workshop, name="Bert")


def counted(round_):
    """Close and return the dots on paper by option id."""
    close_round(round_, None)
    return {result.option.id: result.paper for result in queries.results(round_)}


def test_equal_counts_of_two_people_count(round_, anna, bert, bus, bath):
    count_paper(round_, anna, {bus: 4, bath: 1})
    count_paper(round_, bert, {bus: 4, bath: 1})
    assert standing(round_).state is PaperState.SETTLED
    assert counted(round_) == {bus: 4, bath: 1}


def test_one_count_alone_does_not_count_and_holds_the_vote_open(round_, anna, bus):
    count_paper(round_, anna, {bus: 4})
    assert (standing(round_).state, standing(round_).settled) == (PaperState.FIRST, {})
    with pytest.raises(PaperUnsettled):
        close_round(round_, anna)
    assert round_.state is RoundState.OPEN


def test_one_person_does_not_count_twice(round_, anna, bus):
    count_paper(round_, anna, {bus: 4})
    with pytest.raises(CountedByYou):
        count_paper(round_, anna, {bus: 4})
    assert len(standing(round_).tallies) == 1


def test_one_person_alone_counts_again_and_the_sheet_says_so(round_, anna, bus):
    count_paper(round_, anna, {bus: 4})
    count_paper(round_, anna, {bus: 4}, single_handed=True)
    close_round(round_, anna)
    assert [(tally.counted_by.name, tally.single_handed) for tally in recount(round_).tallies] == [
        ("Anna", False),
        ("Anna", True),
    ]


def test_second_person_is_never_single_handed(round_, anna, bert, bus):
    count_paper(round_, anna, {bus: 4})
    count_paper(round_, bert, {bus: 4}, single_handed=True)
    assert [tally.single_handed for tally in standing(round_).tallies] == [False, False]


def test_numbers_of_the_first_count_are_not_in_the_log(round_, anna, bus):
    count_paper(round_, anna, {bus: 4321})
    entry = db.session.scalar(select(LogEntry).where(LogEntry.action == "count_paper"))
    assert (entry.actor, entry.details) == (anna, {"turn": 1, "single_handed": False})


def test_third_count_is_refused(workshop, round_, anna, bert, bus):
    count_paper(round_, anna, {bus: 4})
    count_paper(round_, bert, {bus: 5})
    with pytest.raises(CountsComplete):
        count_paper(round_, a_moderator(workshop), {bus: 5})


def test_difference_is_settled_with_a_reason_and_both_counts_stay(round_, anna, bert, bus, bath):
    count_paper(round_, anna, {bus: 4, bath: 1})
    count_paper(round_, bert, {bus: 5, bath: 1})
    assert [option.id for option in standing(round_).differing] == [bus]
    with pytest.raises(PaperUnsettled):
        close_round(round_, anna)
    with pytest.raises(ReasonMissing):
        settle_paper(round_, anna, {bus: 5}, "  ")
    settle_paper(round_, anna, {bus: 5}, "One dot lay under another.")
    entry = db.session.scalar(select(LogEntry).where(LogEntry.action == "settle_paper"))
    assert (entry.reason, entry.details["counts"]) == ("One dot lay under another.", [[4, 1], [5, 1]])
    assert counted(round_) == {bus: 5, bath: 1}
    lines = [(line.counted.first, line.counted.second, line.counted.on_paper) for line in recount(round_).lines]
    assert (lines, round_.paper_reason) == ([(4, 5, 5), (1, 1, 1)], "One dot lay under another.")


def test_agreement_is_not_settled_otherwise(round_, anna, bert, bus):
    count_paper(round_, anna, {bus: 4})
    with pytest.raises(CountsAgree):
        settle_paper(round_, anna, {bus: 9}, "Because.")
    count_paper(round_, bert, {bus: 4})
    with pytest.raises(CountsAgree):
        settle_paper(round_, anna, {bus: 9}, "Because.")


def test_counting_anew_puts_both_counts_aside(round_, anna, bert, bus):
    count_paper(round_, anna, {bus: 4})
    count_paper(round_, bert, {bus: 4})
    with pytest.raises(ReasonMissing):
        recount_paper(round_, anna, "")
    recount_paper(round_, anna, "A sheet was forgotten.")
    assert (standing(round_).state, standing(round_).tallies) == (PaperState.NOTHING, [])
    count_paper(round_, anna, {bus: 6})
    count_paper(round_, bert, {bus: 6})
    assert counted(round_)[bus] == 6


def test_round_keeps_the_rule_with_which_it_opened(workshop, round_, anna, bus):
    with pytest.raises(PaperCountedTwice):
        enter_paper(round_, anna, {bus: 4})
    once = a_round(run_step(workshop, StepKind.VOTE, Phase.FANTASY), {21: "A", 22: "B"})
    with pytest.raises(PaperCountedOnce):
        count_paper(once, anna, {once.options[0].id: 4})


def test_paper_comes_before_the_result(round_, anna, bert, bus):
    count_paper(round_, anna, {bus: 4})
    count_paper(round_, bert, {bus: 5})
    settle_paper(round_, anna, {bus: 5}, "Seen together.")
    close_round(round_, None)
    for late in (
        lambda: count_paper(round_, bert, {bus: 4}),
        lambda: settle_paper(round_, bert, {bus: 4}, "Late."),
        lambda: recount_paper(round_, bert, "Late."),
    ):
        with pytest.raises(RoundClosed):
            late()


def test_recount_sheet_is_secret_until_closing_and_adds_up(workshop, round_, anna, bert, bus):
    cast_ballot(round_, a_participant(workshop), options=[bus, bus, round_.options[1].id], key=KEY.format(1))
    count_paper(round_, anna, {bus: 4})
    count_paper(round_, bert, {bus: 4})
    with pytest.raises(RoundOpen):
        recount(round_)
    close_round(round_, None)
    sheet = recount(round_)
    assert [(line.counted.by_phone, line.counted.on_paper, line.counted.points) for line in sheet.lines] == [
        (2, 4, 6),
        (1, 0, 1),
    ]
    assert (sheet.sums.points, sheet.sums.first, sheet.ballots, sheet.voted, sheet.entitled) == (7, 4, 1, 1, 1)
    assert sheet.wrong == []


def test_changed_result_is_found_out(round_, workshop, bus):
    cast_ballot(round_, a_participant(workshop), options=[bus], key=KEY.format(1))
    close_round(round_, None)
    round_.options[0].points = 5
    assert recount(round_).wrong == [Discrepancy.SUM]
