"""A round from its opening to its result."""

import pytest
from sqlalchemy import select

from participation.access.models import LogEntry
from participation.contributions.errors import ReasonMissing
from participation.contributions.models import ClusterTranslation, TranslationState
from participation.kernel.database import db
from participation.kernel.events import take_waiting
from participation.prioritisation import queries
from participation.prioritisation.errors import (
    CountInvalid,
    NoTie,
    OptionForeign,
    OptionUntitled,
    RoundClosed,
    RoundOpen,
    RoundUnknown,
    RulesInvalid,
    TooFewOptions,
)
from participation.prioritisation.events import VoteCounted
from participation.prioritisation.models import Option, OptionDraft, Round, RoundState, Subject, VotingRules
from participation.prioritisation.services import break_tie, cast_ballot, close_round, enter_paper, open_round
from participation.workshop.errors import StepClosed
from participation.workshop.events import StageChanged
from participation.workshop.models import Phase, StepKind
from tests.factories import (
    a_cluster,
    a_counted_round,
    a_moderator,
    a_participant,
    a_round,
    a_workshop,
    end_step,
    run_step,
    step_of,
)

KEY = "6f9619ff-8b86-d011-b42d-00c04fc964f{}"


@pytest.fixture
def workshop(database):
    return a_workshop()


@pytest.fixture
def moderator(workshop):
    return a_moderator(workshop)


@pytest.fixture
def step(workshop):
    return run_step(workshop, StepKind.VOTE, Phase.CRITIQUE)


@pytest.fixture
def clusters(workshop):
    return [a_cluster(workshop, title=title) for title in ("Kein Bus.", "Bad zu.", "Keine Kurse.", "Kein Platz.")]


def options_of(clusters):
    return queries.cluster_options(clusters)


def open_over(step, clusters, moderator=None, **rules):
    rules = {"rules": VotingRules(counted_twice=False)} | rules
    return open_round(step, moderator, subject=Subject.CLUSTER, subjects=options_of(clusters), **rules)


def vote(round_, *titles, number=0):
    """Let a new device give a dot to each of these titles."""
    ids = {option.titles["de"]: option.id for option in round_.options}
    participant = a_participant(round_.step.workshop)
    return cast_ballot(round_, participant, options=[ids[title] for title in titles], key=KEY.format(number))


def by_title(round_, read):
    return {result.option.titles["de"]: read(result) for result in queries.results(round_)}


def log_of(action):
    return db.session.scalars(select(LogEntry).where(LogEntry.action == action)).one()


def test_round_opens_with_the_method_s_dots_and_secret_counts(step, clusters):
    round_ = open_over(step, clusters)
    assert (round_.state, round_.dots, round_.limit) == (RoundState.OPEN, 3, 2)
    assert [(option.points, option.rank) for option in round_.options] == [(None, None)] * 4


def test_rules_that_are_named_come_before_the_step_s_settings(step, clusters):
    step.settings = {"dots": 4, "limit": 1}
    round_ = open_over(step, clusters, dots=5)
    assert (round_.dots, round_.limit) == (5, 1)


def test_rules_come_from_the_step_s_settings(step, clusters):
    step.settings = {"dots": 4, "limit": 1}
    round_ = open_over(step, clusters)
    assert (round_.dots, round_.limit) == (4, 1)


def test_options_are_frozen_with_their_titles_in_all_languages(step, clusters):
    clusters[0].translations.append(ClusterTranslation(language="en", text="No bus.", state=TranslationState.HUMAN))
    db.session.commit()
    round_ = open_over(step, clusters)
    clusters[0].title = "Anders."
    clusters[0].translations.clear()
    db.session.commit()
    assert [(option.position, option.subject_id, option.titles) for option in queries.get_round(step.id).options] == [
        (0, clusters[0].id, {"de": "Kein Bus.", "en": "No bus."}),
        (1, clusters[1].id, {"de": "Bad zu."}),
        (2, clusters[2].id, {"de": "Keine Kurse."}),
        (3, clusters[3].id, {"de": "Kein Platz."}),
    ]
    assert [round_.options[0].title_in(tag) for tag in ("en", "ar")] == [("No bus.", "en"), ("Kein Bus.", "de")]


def test_opening_tells_the_stage_and_the_log(workshop, step, clusters, moderator):
    before = workshop.stage_revision
    take_waiting()
    round_ = open_over(step, clusters, moderator)
    entry = log_of("open_round")
    assert take_waiting() == [StageChanged(workshop.code, before + 1)]
    assert (entry.actor, entry.workshop_id, entry.subject_type, entry.subject_id) == (
        moderator,
        workshop.id,
        "round",
        round_.id,
    )
    assert entry.details == {"dots": 3, "limit": 2, "options": 4}


def test_open_round_is_not_opened_again(step, clusters):
    open_over(step, clusters)
    with pytest.raises(RoundOpen):
        open_over(step, clusters[:2])


def test_closed_round_is_never_opened_again(step, clusters):
    close_round(open_over(step, clusters), None)
    with pytest.raises(RoundClosed):
        open_over(step, clusters)


def test_round_opens_only_while_its_step_runs(workshop, clusters):
    with pytest.raises(StepClosed):
        open_over(step_of(workshop, StepKind.VOTE, Phase.CRITIQUE), clusters)


def test_refused_opening_leaves_no_round(step, clusters):
    with pytest.raises(TooFewOptions):
        open_over(step, clusters[:1])
    with pytest.raises(RulesInvalid):
        open_over(step, clusters, dots=0)
    with pytest.raises(OptionUntitled):
        open_round(
            step, None, subject=Subject.CLUSTER, subjects=[OptionDraft(clusters[0].id, {}), *options_of(clusters)[1:]]
        )
    assert db.session.scalars(select(Round)).all() == []


def test_cluster_of_another_workshop_is_no_option(step, clusters):
    with pytest.raises(OptionForeign):
        open_over(step, [*clusters, a_cluster(a_workshop())])


@pytest.mark.parametrize("gone", ["merged", "dissolved"])
def test_cluster_that_left_the_board_is_no_option(step, clusters, gone):
    if gone == "merged":
        clusters[0].merged_into_id = clusters[1].id
    else:
        clusters[0].dissolved = True
    db.session.commit()
    with pytest.raises(OptionForeign):
        open_over(step, clusters)


def test_scale_has_one_dot_whatever_the_settings_say(step):
    step.settings = {"dots": 5, "limit": 2}
    drafts = [OptionDraft(value, {"de": str(value)}) for value in range(1, 6)]
    round_ = open_round(step, None, subject=Subject.SCALE, subjects=drafts, dots=3)
    assert (round_.dots, round_.limit) == (1, 1)


def test_scale_is_labelled_from_low_to_high_in_the_workshop_s_languages(app, workshop, step, tmp_path):
    app.config["TRANSLATIONS"] = str(tmp_path)
    step.settings = {"scale": "mood"}
    assert queries.scale_options(step) == [
        OptionDraft(value, {"de": label, "en": label, "ar": label})
        for value, label in enumerate(("Stormy", "Rainy", "Cloudy", "Fair", "Sunny"), start=1)
    ]


def test_no_counts_leave_an_open_round(step, clusters):
    round_ = open_over(step, clusters)
    vote(round_, "Kein Bus.", "Bad zu.")
    enter_paper(round_, None, {round_.options[0].id: 4})
    with pytest.raises(RoundOpen):
        queries.results(round_)
    with pytest.raises(RoundOpen):
        queries.distribution(round_)
    assert queries.votes_for(Subject.CLUSTER, [cluster.id for cluster in clusters]) == {}
    assert queries.strongest(round_.workshop_id, Subject.CLUSTER, Phase.CRITIQUE, 3) == []
    assert queries.count_ballots(round_.id) == 1


def test_closing_counts_phones_and_paper_and_shares_ranks(step, clusters):
    round_ = open_over(step, clusters)
    vote(round_, "Kein Bus.", "Kein Bus.", "Bad zu.")
    vote(round_, "Bad zu.", "Kein Platz.", number=1)
    enter_paper(round_, None, {round_.options[1].id: 4, round_.options[3].id: 1})
    close_round(round_, None)
    results = queries.results(round_)
    assert [(r.option.titles["de"], r.phone, r.paper, r.points, r.rank, r.tied) for r in results] == [
        ("Bad zu.", 2, 4, 6, 1, False),
        ("Kein Bus.", 2, 0, 2, 2, True),
        ("Kein Platz.", 1, 1, 2, 2, True),
        ("Keine Kurse.", 0, 0, 0, 4, False),
    ]


def test_closing_without_a_ballot_gives_nobody_a_rank(step, clusters):
    round_ = open_over(step, clusters)
    close_round(round_, None)
    assert by_title(round_, lambda r: (r.points, r.rank, r.tied)) == dict.fromkeys(
        ("Kein Bus.", "Bad zu.", "Keine Kurse.", "Kein Platz."), (0, None, False)
    )


def test_closing_tells_the_stage_the_log_and_who_listens(workshop, step, clusters, moderator):
    round_ = open_over(step, clusters)
    vote(round_, "Kein Bus.")
    take_waiting()
    before = workshop.stage_revision
    close_round(round_, moderator)
    assert take_waiting() == [StageChanged(workshop.code, before + 1), VoteCounted(workshop.id, round_.id)]
    assert (log_of("close_round").actor, log_of("close_round").details) == (moderator, {"ballots": 1})
    assert round_.closed_at is not None


def test_closed_round_is_not_closed_again(step, clusters):
    round_ = open_over(step, clusters)
    close_round(round_, None)
    with pytest.raises(RoundClosed):
        close_round(round_, None)


def test_round_whose_step_is_over_can_still_be_closed(step, clusters):
    round_ = open_over(step, clusters)
    end_step(step)
    close_round(round_, None)
    assert round_.state is RoundState.CLOSED


def test_result_stays_what_the_room_has_seen_when_ballots_are_gone(step, clusters):
    round_ = open_over(step, clusters)
    ballot = vote(round_, "Kein Bus.", "Kein Bus.")
    close_round(round_, None)
    db.session.delete(ballot)
    db.session.commit()
    assert by_title(round_, lambda r: (r.phone, r.points))["Kein Bus."] == (2, 2)


def test_paper_dots_entered_again_replace_the_number_and_leave_the_others(step, clusters, moderator):
    round_ = open_over(step, clusters)
    first, second = round_.options[0].id, round_.options[1].id
    enter_paper(round_, None, {first: 4, second: 2})
    enter_paper(round_, moderator, {first: 7})
    close_round(round_, None)
    assert by_title(round_, lambda r: r.paper) == {"Kein Bus.": 7, "Bad zu.": 2, "Keine Kurse.": 0, "Kein Platz.": 0}
    assert [(entry.actor, entry.details) for entry in db.session.scalars(select(LogEntry).order_by(LogEntry.id))][
        1:3
    ] == [
        (None, {"counts": {str(first): 4, str(second): 2}}),
        (moderator, {"counts": {str(first): 7}}),
    ]


def test_paper_dots_come_before_the_result(step, clusters):
    round_ = open_over(step, clusters)
    close_round(round_, None)
    with pytest.raises(RoundClosed):
        enter_paper(round_, None, {round_.options[0].id: 1})


def test_paper_dots_that_cannot_be_leave_the_numbers_as_they_were(step, clusters):
    round_ = open_over(step, clusters)
    first = round_.options[0].id
    enter_paper(round_, None, {first: 3})
    with pytest.raises(CountInvalid):
        enter_paper(round_, None, {first: 5, round_.options[1].id: -1})
    with pytest.raises(OptionForeign):
        enter_paper(round_, None, {first: 5, 0: 1})
    close_round(round_, None)
    assert by_title(round_, lambda r: r.paper)["Kein Bus."] == 3


@pytest.fixture
def tied(step, clusters):
    points = dict(zip([cluster.id for cluster in clusters], (2, 5, 2, 2), strict=True))
    return a_counted_round(step, points)


def test_broken_tie_keeps_the_shared_rank_and_orders_what_follows(tied, clusters, moderator):
    bus, _bath, courses, _place = tied.options
    break_tie(tied, moderator, [courses.id, bus.id], " Drawn by lot. ")
    results = queries.results(tied)
    assert [(r.option.subject_id, r.rank, r.tied) for r in results] == [
        (clusters[1].id, 1, False),
        (clusters[2].id, 2, True),
        (clusters[0].id, 2, True),
        (clusters[3].id, 2, True),
    ]
    assert (tied.tie_reason, log_of("break_tie").reason) == ("Drawn by lot.", "Drawn by lot.")
    assert log_of("break_tie").details == {"order": [courses.id, bus.id]}


def test_tie_broken_again_takes_the_new_order_and_keeps_both_reasons(tied, clusters):
    bus, _bath, courses, place = tied.options
    break_tie(tied, None, [courses.id, bus.id], "By lot.")
    break_tie(tied, None, [place.id], "The room asked for it.")
    assert [option.tie_order for option in tied.options] == [None, None, None, 1]
    assert tied.tie_reason == "By lot.\nThe room asked for it."


def test_breaking_one_tie_leaves_another_alone(step, clusters):
    round_ = a_counted_round(step, dict(zip([c.id for c in clusters], (5, 5, 2, 2), strict=True)))
    break_tie(round_, None, [round_.options[1].id], "By lot.")
    break_tie(round_, None, [round_.options[3].id], "By lot as well.")
    assert [option.tie_order for option in round_.options] == [None, 1, None, 1]


def test_tie_needs_equal_points_a_reason_and_a_closed_round(workshop, tied, clusters):
    bus, bath, *_rest = tied.options
    with pytest.raises(NoTie):
        break_tie(tied, None, [bus.id, bath.id], "By lot.")
    with pytest.raises(ReasonMissing):
        break_tie(tied, None, [bus.id], "  ")
    other = run_step(workshop, StepKind.VOTE, Phase.FANTASY)
    open_one = a_round(other, {1: "Eins", 2: "Zwei"})
    with pytest.raises(RoundOpen):
        break_tie(open_one, None, [open_one.options[0].id], "By lot.")


def test_strongest_keeps_everybody_level_at_the_edge_until_the_tie_is_broken(workshop, tied, clusters):
    ids = [cluster.id for cluster in clusters]
    ask = (workshop.id, Subject.CLUSTER, Phase.CRITIQUE)
    assert queries.strongest(*ask, 1) == [ids[1]]
    assert queries.strongest(*ask, 2) == [ids[1], ids[0], ids[2], ids[3]]
    break_tie(tied, None, [tied.options[3].id], "By lot.")
    assert queries.strongest(*ask, 2) == [ids[1], ids[3]]


def test_strongest_looks_at_its_own_phase_subject_and_workshop(workshop, tied):
    assert queries.strongest(workshop.id, Subject.CLUSTER, Phase.FANTASY, 3) == []
    assert queries.strongest(workshop.id, Subject.PLAN, Phase.CRITIQUE, 3) == []
    assert queries.strongest(a_workshop().id, Subject.CLUSTER, Phase.CRITIQUE, 3) == []


@pytest.mark.parametrize("opened_first", ["early", "late"])
def test_strongest_takes_the_round_that_is_later_in_the_agenda(database, opened_first):
    workshop = a_workshop(agenda=[(Phase.CRITIQUE, StepKind.VOTE), (Phase.CRITIQUE, StepKind.VOTE)])
    early, late = workshop.steps
    rounds = [(early, {1: 3, 2: 1}), (late, {1: 1, 2: 3})]
    for step, points in rounds if opened_first == "early" else rounds[::-1]:
        a_counted_round(step, points)
    assert queries.strongest(workshop.id, Subject.CLUSTER, Phase.CRITIQUE, 1) == [2]


def test_distribution_keeps_the_order_of_the_scale_and_has_a_median(step):
    round_ = a_counted_round(step, {1: 2, 2: 0, 3: 1, 4: 0, 5: 3}, subject=Subject.SCALE)
    found = queries.distribution(round_)
    assert [(r.option.subject_id, r.points) for r in found.results] == [(1, 2), (2, 0), (3, 1), (4, 0), (5, 3)]
    assert (found.total, found.median) == (6, 4)


def test_votes_of_subjects_come_in_the_order_of_the_agenda_in_one_statement(workshop, clusters, statements):
    early = a_counted_round(step_of(workshop, StepKind.VOTE, Phase.CRITIQUE), {1: 4, 2: 4, 3: 1})
    late = a_counted_round(step_of(workshop, StepKind.VOTE, Phase.FANTASY), {1: 1, 4: 2})
    a_counted_round(step_of(workshop, StepKind.VOTE, Phase.REALISATION), {1: 9, 5: 2}, subject=Subject.PLAN)
    early_id, late_id = early.id, late.id
    statements.clear()
    found = queries.votes_for(Subject.CLUSTER, [1, 3, 7])
    assert len(statements) == 1
    assert {
        subject: [(v.round_id, v.phase, v.points, v.rank, v.tied, v.options) for v in votes]
        for subject, votes in found.items()
    } == {
        1: [(early_id, Phase.CRITIQUE, 4, 1, True, 3), (late_id, Phase.FANTASY, 1, 2, False, 2)],
        3: [(early_id, Phase.CRITIQUE, 1, 3, False, 3)],
    }
    assert found[3][0].titles == {"de": "Subject 3"}


@pytest.mark.parametrize("rounds", [1, 3])
def test_rounds_are_listed_in_the_order_of_the_agenda_in_three_statements(workshop, statements, rounds):
    phases = (Phase.REALISATION, Phase.FANTASY, Phase.CRITIQUE)[:rounds]
    steps = [step_of(workshop, StepKind.VOTE, phase) for phase in phases]
    made = [a_counted_round(step, {1: 1, 2: 2}).id for step in steps]
    workshop_id = workshop.id
    db.session.expire_all()
    statements.clear()
    listed = [(r.id, r.step.phase, len(r.options)) for r in queries.list_rounds(workshop_id)]
    assert len(statements) == 3
    assert listed == [(id_, phase, 2) for id_, phase in zip(made, phases, strict=True)][::-1]


def test_step_without_a_round_is_told_so(step):
    assert queries.find_round(step.id) is None
    with pytest.raises(RoundUnknown):
        queries.get_round(step.id)


def test_deleting_a_round_takes_its_options_along(step, clusters):
    db.session.delete(open_over(step, clusters))
    db.session.commit()
    assert db.session.scalars(select(Option)).all() == []
