"""On PostgreSQL people really act at the same time: one waits for the other, and nobody is broken off (ADR 21).

The first one is stopped in the middle, the second goes on until it waits for the first or is done.
"""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from participation.access.models import Participant, Role, StaffUser
from participation.access.policies import everyone, policy
from participation.config import Settings
from participation.contributions.errors import BoardMoved, MarkedAlready, NothingToUndo
from participation.contributions.models import Card, CardState, Cluster, Mark, TranslationState
from participation.contributions.queries import list_inversions
from participation.contributions.services import (
    RoomTopic,
    choose_topics,
    gather_topics,
    hide_card,
    hide_mark,
    place_card,
    set_mark,
    translate_card,
    undo_move,
    withdraw_card,
    withdraw_mark,
)
from participation.hall.services import walk
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.errors import PlanFieldChanged
from participation.measures.models import Plan, Rating
from participation.measures.services import fill_field, rate
from participation.prioritisation.card_stock import make_cards
from participation.prioritisation.errors import RoundClosed, VotingCardCast, VotingCardOnPaper
from participation.prioritisation.models import Ballot, Option, Round, Subject, VotingRules
from participation.prioritisation.queries import cluster_options
from participation.prioritisation.services import cast_ballot, open_round
from participation.prioritisation.tallies import count_paper, list_tallies
from participation.prioritisation.voting_cards import cast_by_card, count_uses, hand_in
from participation.process.queries import get_process
from participation.process.services import join_topics
from participation.workshop.errors import InvitationUsed, StageMoved, StepClosed, TableHosted, WorkshopOver
from participation.workshop.models import Phase, Step, StepKind, StepState, Workshop, WorkshopTable
from participation.workshop.rooms import people_in_rooms
from participation.workshop.screen import Screen
from participation.workshop.services import (
    RoomsDraft,
    admit,
    assign_everybody,
    assign_room,
    close_workshop,
    host_table,
    light_hall,
    make_invitations,
    open_workshop,
    pause_step,
    sit_down,
    speak_on_screen,
    split_workshop,
)
from tests.at_once import side_by_side
from tests.factories import (
    a_card,
    a_cluster,
    a_participant,
    a_plan,
    a_round,
    a_staff_user,
    a_table,
    a_workshop,
    run_step,
    step_of,
)

LOCK = "FOR NO KEY UPDATE"
TOUCH = "UPDATE workshop SET"


@pytest.fixture
def settings(postgresql_url, tmp_path):
    return Settings(database_url=postgresql_url, secret_key="tests", instance=tmp_path)


def at(step_kind, phase=Phase.CRITIQUE):
    """Return the id of a workshop in which this step runs."""
    workshop = a_workshop()
    run_step(workshop, step_kind, phase)
    return workshop.id


def workshop_(ident):
    return db.session.get_one(Workshop, ident)


def walks(ident, seen=None):
    def work():
        step = walk(workshop_(ident), None, None, seen_step=seen)
        return step.kind if step else None

    return work


def key():
    return str(uuid.uuid4())


@pytest.fixture
def voting(app):
    """A vote that runs: ids of workshop, round, a device and the first option."""
    with app.app_context():
        workshop = a_workshop()
        round_ = a_round(run_step(workshop, StepKind.VOTE), {1: "Kein Bus.", 2: "Bad zu."})
        return workshop.id, round_.id, a_participant(workshop).id, round_.options[0].id


def casts(voting, **values):
    _workshop, round_id, device, option = voting

    def work():
        round_ = db.session.get_one(Round, round_id)
        cast_ballot(round_, db.session.get_one(Participant, device), **{"options": [option], "key": key()} | values)
        return "counted"

    return work


def points_and_ballots(app, round_id):
    with app.app_context():
        points = db.session.scalar(select(func.sum(Option.points)).where(Option.round_id == round_id))
        return points, db.session.scalar(select(func.count(Ballot.id)).where(Ballot.round_id == round_id))


# The agenda


def test_of_two_consoles_that_press_next_one_moves_and_the_other_is_told(app):
    with app.app_context():
        ident = at(StepKind.WELCOME, Phase.PREPARATION)
        seen = workshop_(ident).current_step_id
    moved, told = side_by_side(app, walks(ident, seen), walks(ident, seen), stops_before=TOUCH)
    assert (moved, type(told)) == (StepKind.COLLECT, StageMoved)


def test_closing_twice_at_once_closes_once(app):
    with app.app_context():
        ident = at(StepKind.WELCOME, Phase.PREPARATION)
    closes = lambda: close_workshop(workshop_(ident), None)  # noqa: E731
    first, second = side_by_side(app, closes, closes, stops_before=TOUCH)
    assert (first, type(second)) == (None, WorkshopOver)


def test_pause_that_meets_the_next_step_stops_no_step_that_is_over(app):
    with app.app_context():
        ident = at(StepKind.COLLECT)
        step_id = workshop_(ident).current_step_id
    pauses = lambda: pause_step(workshop_(ident), None)  # noqa: E731
    assert side_by_side(app, walks(ident), pauses, stops_before="UPDATE step") == [StepKind.CLUSTER, None]
    with app.app_context():
        left = db.session.get_one(Step, step_id)
        assert (left.state, left.paused_at, workshop_(ident).current_step.paused_at is None) == (
            StepState.DONE,
            None,
            False,
        )


def test_next_that_meets_a_pause_goes_on(app):
    with app.app_context():
        ident = at(StepKind.COLLECT)
    pauses = lambda: pause_step(workshop_(ident), None)  # noqa: E731
    assert side_by_side(app, pauses, walks(ident), stops_before=TOUCH) == [None, StepKind.CLUSTER]


def test_two_choices_for_the_screen_both_stand(app):
    with app.app_context():
        ident = at(StepKind.COLLECT)
    darkens = lambda: light_hall(workshop_(ident), "dark", None)  # noqa: E731
    speaks = lambda: speak_on_screen(workshop_(ident), "ar", None)  # noqa: E731
    side_by_side(app, darkens, speaks, stops_before=TOUCH)
    with app.app_context():
        screen = Screen.read(workshop_(ident).screen)
        assert (screen.hall.value, screen.prompt) == ("dark", "ar")


# Votes


def test_ballot_under_way_when_the_moderator_goes_on_is_counted_or_refused(app, voting):
    ident, round_id, *_others = voting
    ballot, moved = side_by_side(app, casts(voting), walks(ident), stops_before=TOUCH)
    counted = 0 if isinstance(ballot, RoundClosed) else 1
    assert (moved, points_and_ballots(app, round_id)) == (StepKind.INVERT, (counted, counted))


def test_ballot_that_meets_a_vote_which_closes_is_refused(app, voting):
    ident, round_id, *_others = voting
    moved, ballot = side_by_side(app, walks(ident), casts(voting), stops_before="UPDATE round SET")
    assert (moved, type(ballot), points_and_ballots(app, round_id)) == (StepKind.INVERT, RoundClosed, (0, 0))


def test_new_ballot_of_a_device_that_meets_closing_leaves_the_old_one(app, voting):
    ident, round_id, _device, _option = voting
    with app.app_context(), transaction():
        casts(voting)()
    moved, ballot = side_by_side(
        app, walks(ident), casts(voting, options=[voting[3]] * 2), stops_before="UPDATE round SET"
    )
    assert (moved, type(ballot), points_and_ballots(app, round_id)) == (StepKind.INVERT, RoundClosed, (1, 1))


def test_ballot_that_meets_a_pause_is_refused(app, voting):
    ident, round_id, *_others = voting
    pauses = lambda: pause_step(workshop_(ident), None)  # noqa: E731
    _paused, ballot = side_by_side(app, pauses, casts(voting), stops_before=TOUCH)
    assert (type(ballot), points_and_ballots(app, round_id)[1]) == (StepClosed, 0)


def test_two_ballots_of_one_device_at_once_are_one(app, voting):
    assert side_by_side(app, casts(voting), casts(voting), stops_before=TOUCH) == ["counted", "counted"]
    assert points_and_ballots(app, voting[1])[1] == 1


@pytest.fixture
def by_cards(app):
    """A vote by cards that runs: ids of workshop, round, first option, and the secret of card 1."""
    with app.app_context():
        workshop = a_workshop()
        step = run_step(workshop, StepKind.VOTE)
        clusters = [a_cluster(workshop, title=title) for title in ("Kein Bus.", "Bad zu.")]
        with transaction():
            secret = make_cards(workshop, 2, None)[0].secret
            drafts = cluster_options(clusters)
            rules = VotingRules(by_cards=True, counted_twice=False)
            round_ = open_round(step, None, subject=Subject.CLUSTER, subjects=drafts, rules=rules)
        return workshop.id, round_.id, round_.options[0].id, secret


def scans(by_cards, given=None):
    _ident, round_id, option, secret = by_cards

    def work():
        cast_by_card(db.session.get_one(Round, round_id), secret, options=[option], key=given or key())
        return "counted"

    return work


def hands_in(by_cards):
    return lambda: hand_in(db.session.get_one(Round, by_cards[1]), "1", None).number


def uses(app, by_cards):
    with app.app_context():
        found = count_uses(by_cards[1])
        return found.phone, found.paper, points_and_ballots(app, by_cards[1])[1]


def test_card_used_by_phone_and_paper_at_once_counts_by_phone_when_it_came_first(app, by_cards):
    phone, paper = side_by_side(app, scans(by_cards), hands_in(by_cards), stops_before=TOUCH)
    assert (phone, type(paper), uses(app, by_cards)) == ("counted", VotingCardCast, (1, 0, 1))


def test_card_used_on_paper_and_by_phone_at_once_counts_on_paper_when_it_came_first(app, by_cards):
    paper, phone = side_by_side(app, hands_in(by_cards), scans(by_cards), stops_before=TOUCH)
    assert (paper, type(phone), uses(app, by_cards)) == (1, VotingCardOnPaper, (0, 1, 0))


def test_card_scanned_by_two_phones_at_once_votes_once(app, by_cards):
    first, second = side_by_side(app, scans(by_cards), scans(by_cards), stops_before=TOUCH)
    assert (first, type(second), uses(app, by_cards)) == ("counted", VotingCardCast, (1, 0, 1))


def test_card_sent_twice_with_one_key_at_once_votes_once(app, by_cards):
    one = scans(by_cards, given=key())
    assert side_by_side(app, one, one, stops_before=TOUCH) == ["counted", "counted"]
    assert uses(app, by_cards) == (1, 0, 1)


def test_card_under_way_when_the_vote_closes_is_counted_or_refused(app, by_cards):
    voted, moved = side_by_side(app, scans(by_cards), walks(by_cards[0]), stops_before=TOUCH)
    assert (voted, moved, points_and_ballots(app, by_cards[1])) == ("counted", StepKind.INVERT, (1, 1))


def test_two_who_count_the_paper_at_once_are_the_first_and_the_second(app, voting):
    _ident, round_id, _device, option = voting
    with app.app_context():
        db.session.get_one(Round, round_id).counted_twice = True
        db.session.commit()
        people = [a_staff_user(Role.OFFICE).id for _number in range(2)]

    def counts(person):
        return lambda: count_paper(
            db.session.get_one(Round, round_id), db.session.get_one(StaffUser, person), {option: 3}
        )

    assert side_by_side(app, *map(counts, people), stops_before="INSERT INTO paper_tally") == [None, None]
    with app.app_context():
        assert [(tally.turn, tally.counted_by_id) for tally in list_tallies(round_id)] == list(
            enumerate(people, start=1)
        )


# Board, moderation, marks


@pytest.fixture
def board(app):
    """A board that is sorted: ids of workshop, step, two cards and two clusters."""
    with app.app_context():
        workshop = a_workshop()
        author = a_participant(workshop)
        cards = [a_card(workshop, participant=author).id for _number in range(2)]
        clusters = [a_cluster(workshop).id for _number in range(2)]
        step = run_step(workshop, StepKind.CLUSTER)
        return workshop.id, step.id, cards, clusters


def lays(board, card, cluster, seen=None):
    ident, step_id, cards, clusters = board

    def work():
        step = db.session.get_one(Step, step_id)
        place_card(workshop_(ident), step, None, cards[card], clusters[cluster], seen_revision=seen)
        return "laid"

    return work


def lying(app, board):
    with app.app_context():
        return {
            board[3].index(cluster.id): [board[2].index(placement.card_id) for placement in cluster.placements]
            for cluster in db.session.scalars(select(Cluster).where(Cluster.workshop_id == board[0]))
        }


def test_card_that_two_people_move_at_once_follows_the_first_and_the_second_is_told(app, board):
    with app.app_context():
        seen = workshop_(board[0]).board_revision
    first, second = side_by_side(app, lays(board, 0, 0, seen), lays(board, 0, 1, seen), stops_before=TOUCH)
    assert (first, type(second), lying(app, board)) == ("laid", BoardMoved, {0: [0], 1: []})


def test_two_cards_laid_on_one_topic_at_once_lie_one_behind_the_other(app, board):
    assert side_by_side(app, lays(board, 1, 0), lays(board, 0, 0), stops_before=TOUCH) == ["laid", "laid"]
    assert lying(app, board) == {0: [1, 0], 1: []}


def test_two_who_undo_at_once_undo_two_moves_or_hear_that_none_is_left(app, board):
    with app.app_context(), transaction():
        lays(board, 0, 0)()

    def undoes():
        return undo_move(workshop_(board[0]), db.session.get_one(Step, board[1]), None).kind.value

    first, second = side_by_side(app, undoes, undoes, stops_before=TOUCH)
    assert (first, type(second), lying(app, board)) == ("placed", NothingToUndo, {0: [], 1: []})


def hides(board, card):
    return lambda: hide_card(db.session.get_one(Card, board[2][card]), None, "A name.")


def test_card_hidden_while_somebody_moves_it_is_hidden_where_it_lies(app, board):
    assert side_by_side(app, hides(board, 0), lays(board, 1, 0), stops_before=TOUCH) == [None, "laid"]
    assert side_by_side(app, lays(board, 1, 1), hides(board, 1), stops_before="UPDATE card") == ["laid", None]
    with app.app_context():
        states = [db.session.get_one(Card, card).state for card in board[2]]
    assert (states, lying(app, board)) == ([CardState.HIDDEN] * 2, {0: [], 1: [1]})


def test_card_that_its_author_withdraws_is_not_hidden_afterwards(app):
    with app.app_context():
        workshop = a_workshop()
        step, author = run_step(workshop, StepKind.COLLECT), a_participant(workshop)
        card_id, author_id, ident = a_card(workshop, step, author).id, author.id, workshop.id

    def withdraws():
        withdraw_card(workshop_(ident), db.session.get_one(Participant, author_id), card_id)

    side_by_side(app, withdraws, hides((0, 0, [card_id]), 0), stops_before=TOUCH)
    with app.app_context():
        assert db.session.get_one(Card, card_id).state is CardState.WITHDRAWN


def test_two_translations_of_one_card_at_once_are_one(app, board):
    def translates(text):
        def work():
            card = db.session.get_one(Card, board[2][0])
            return translate_card(card, "en", text, TranslationState.HUMAN, None).text

        return work

    assert side_by_side(app, translates("One"), translates("Two"), stops_before=TOUCH) == ["One", "Two"]
    with app.app_context():
        assert [known.text for known in db.session.get_one(Card, board[2][0]).translations] == ["Two"]


@pytest.fixture
def marking(app, board):
    with app.app_context():
        return board[0], a_participant(workshop_(board[0])).id, board[3][0]


def marks(marking, given=None):
    ident, device, cluster = marking

    def work():
        participant = db.session.get_one(Participant, device)
        values = {"cluster_id": cluster, "text": "Nein", "language": "de", "key": given or key()}
        return set_mark(workshop_(ident), participant, **values).id

    return work


def test_mark_sent_twice_with_one_key_at_once_is_one(app, marking):
    one = marks(marking, given=key())
    first, second = side_by_side(app, one, one, stops_before=TOUCH)
    assert first == second


def test_two_marks_of_one_device_at_once_are_one_and_the_second_is_told(app, marking):
    first, second = side_by_side(app, marks(marking), marks(marking), stops_before=TOUCH)
    assert (isinstance(first, int), type(second)) == (True, MarkedAlready)


def test_mark_that_is_taken_back_and_hidden_at_once_stays_taken_back(app, marking):
    ident, device, _cluster = marking
    with app.app_context(), transaction():
        mark = marks(marking)()
    takes_back = lambda: withdraw_mark(workshop_(ident), db.session.get_one(Participant, device), mark)  # noqa: E731
    hides_it = lambda: hide_mark(workshop_(ident), mark, None, "Rude.")  # noqa: E731
    side_by_side(app, takes_back, hides_it, stops_before=TOUCH)
    with app.app_context():
        assert db.session.get_one(Mark, mark).state is CardState.WITHDRAWN


def test_topics_chosen_by_two_at_once_stand_as_the_second_chose(app, board):
    def chooses(*topics):
        def work():
            chosen = [board[3][topic] for topic in topics]
            choose_topics(workshop_(board[0]), db.session.get_one(Step, board[1]), None, chosen)

        return work

    assert side_by_side(app, chooses(0), chooses(1, 0), stops_before=TOUCH) == [None, None]
    with app.app_context():
        assert [inversion.cluster_id for inversion in list_inversions(board[0])] == [board[3][1], board[3][0]]


# Plans


@pytest.fixture
def planning(app):
    with app.app_context():
        workshop = a_workshop()
        plan = a_plan(workshop, wishes=[a_cluster(workshop, phase=Phase.FANTASY)])
        run_step(workshop, StepKind.PLAN, Phase.REALISATION)
        return workshop.id, plan.id, a_participant(workshop).id


def fills(planning, name, text):
    def work():
        plan, scribe = db.session.get_one(Plan, planning[1]), db.session.get_one(Participant, planning[2])
        return fill_field(plan, name, text, language="de", participant=scribe, seen_version=0).text

    return work


def texts(app, planning):
    with app.app_context():
        return {field.name: field.text for field in db.session.get_one(Plan, planning[1]).fields}


def test_two_scribes_fill_two_fields_at_once(app, planning):
    assert side_by_side(app, fills(planning, "what", "Kurse"), fills(planning, "who", "Anna"), stops_before=TOUCH) == [
        "Kurse",
        "Anna",
    ]
    assert texts(app, planning) == {"what": "Kurse", "who": "Anna"}


def test_second_scribe_of_one_field_is_told_what_the_first_has_written(app, planning):
    first, second = side_by_side(
        app, fills(planning, "what", "Kurse"), fills(planning, "what", "Fest"), stops_before=TOUCH
    )
    assert (first, type(second), texts(app, planning)) == ("Kurse", PlanFieldChanged, {"what": "Kurse"})


def test_field_under_way_when_the_moderator_goes_on_is_stored(app, planning):
    written, moved = side_by_side(app, fills(planning, "what", "Kurse"), walks(planning[0]), stops_before=TOUCH)
    assert (written, moved, texts(app, planning)) == ("Kurse", StepKind.CHECK, {"what": "Kurse"})


def test_field_that_comes_after_the_step_is_refused(app, planning):
    moved, written = side_by_side(app, walks(planning[0]), fills(planning, "what", "Kurse"), stops_before=TOUCH)
    assert (moved, type(written), texts(app, planning)) == (StepKind.CHECK, StepClosed, {})


def test_one_criterion_rated_by_two_at_once_has_the_rating_of_the_second(app, planning):
    def rates(rating):
        return lambda: rate(db.session.get_one(Plan, planning[1]), "cost", rating, "Why.", None).rating

    assert side_by_side(app, rates(Rating.OPEN), rates(Rating.BLOCKED), stops_before=TOUCH) == [
        Rating.OPEN,
        Rating.BLOCKED,
    ]


# Tables


@pytest.fixture
def tables(app):
    """Two rounds at two tables, the first one runs: ids of workshop, three people and the tables."""
    with app.app_context():
        workshop = a_workshop(agenda=[(Phase.CRITIQUE, StepKind.COLLECT)] * 2)
        for number, step in enumerate(workshop.steps, start=1):
            step.settings = {"cafe_round": number}
        seats = [a_table(workshop, position=position).id for position in range(2)]
        people = [a_participant(workshop, table_id=seats[0]).id for _number in range(3)]
        run_step(workshop, StepKind.COLLECT)
        return workshop.id, people, seats


def sits(tables, person, seat):
    def work():
        table = db.session.get_one(WorkshopTable, tables[2][seat])
        sit_down(workshop_(tables[0]), db.session.get_one(Participant, tables[1][person]), table)

    return work


def test_two_who_host_one_table_at_once_are_one_host(app, tables):
    def hosts(person):
        return lambda: host_table(workshop_(tables[0]), db.session.get_one(Participant, tables[1][person]))

    first, second = side_by_side(app, hosts(0), hosts(1), stops_before=TOUCH)
    assert (first, type(second)) == (None, TableHosted)


def test_somebody_sits_down_while_the_bell_rings(app, tables):
    assert side_by_side(app, sits(tables, 2, 1), walks(tables[0]), stops_before=TOUCH) == [None, StepKind.COLLECT]


def test_somebody_sits_down_after_the_bell(app, tables):
    assert side_by_side(app, walks(tables[0]), sits(tables, 2, 1), stops_before=TOUCH) == [StepKind.COLLECT, None]
    with app.app_context():
        assert db.session.get_one(Participant, tables[1][2]).table_id == tables[2][1]


def test_people_are_spread_once_when_two_press_at_once(app, tables):
    with app.app_context():
        workshop = workshop_(tables[0])
        for _number in range(7):
            a_participant(workshop)
    spreads = lambda: assign_everybody(workshop_(tables[0]), None)  # noqa: E731
    assert side_by_side(app, spreads, spreads, stops_before=TOUCH) == [7, 0]
    with app.app_context():
        seated = select(Participant.table_id, func.count()).group_by(Participant.table_id)
        assert sorted(count for _table, count in db.session.execute(seated)) == [5, 5]


# Rooms


@pytest.fixture
def rooms(app):
    """A plenum whose ten rooms go together, in their first step: its id and those of its rooms' workshops."""
    with app.app_context():
        workshop = a_workshop()
        names = [f"Raum {number}" for number in range(10)]
        with transaction():
            split_workshop(workshop, RoomsDraft(names, 1, 3), None)
            open_workshop(workshop, None)
            walk(workshop, 1, None)
        return workshop.id, [room.workshop_id for room in workshop.rooms]


def test_room_and_plenum_that_press_next_at_once_do_not_stand_against_each_other(app, rooms):
    plenum, (first, *_others) = rooms
    assert side_by_side(app, walks(first), walks(plenum), stops_before=TOUCH) == [StepKind.CLUSTER, StepKind.CLUSTER]
    assert side_by_side(app, walks(plenum), walks(first), stops_before="UPDATE step") == [
        StepKind.VOTE,
        StepKind.PAUSE,
    ]


def test_people_who_join_at_once_are_spread_evenly(app, rooms):
    def joins(number):
        with app.app_context(), transaction():
            assign_room(workshop_(rooms[0]), f"token {number}", "de")

    with ThreadPoolExecutor(8) as phones:
        list(phones.map(joins, range(80)))
    with app.app_context():
        assert sorted(people_in_rooms(rooms[0]).values()) == [8] * 10


def test_topics_gathered_by_two_at_once_are_taken_up_once(app, rooms):
    plenum, (first, *_others) = rooms
    with app.app_context():
        topic = a_cluster(workshop_(first)).id
        room_id = workshop_(plenum).rooms[0].id

    def gathers():
        step = step_of(workshop_(plenum), StepKind.CLUSTER, Phase.CRITIQUE)
        return len(gather_topics(workshop_(plenum), step, None, [RoomTopic(topic, room_id, 1, 5)]))

    assert side_by_side(app, gathers, gathers, stops_before=TOUCH) == [1, 0]


# What PostgreSQL refuses by itself


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", f"?table={10**12}", 422),
        ("GET", f"/console/{{code}}/cards/{10**12}", 404),
        ("POST", f"/cards/{10**12}/withdraw", 404),
        ("POST", f"/ballots?option={10**12}", 422),
    ],
)
def test_number_larger_than_any_row_has_is_refused_and_no_fault(app, voting, method, address, status):
    with app.app_context():
        code = workshop_(voting[0]).code
    path, _mark, query = address.partition("?")
    data = dict([query.split("=")] if query else [], key=key())
    path = path.format(code=code) if path.startswith("/console") else f"/{code}{path}"
    sent = {"query_string": query} if method == "GET" else {"data": data, "headers": {"Accept": "application/json"}}
    assert app.test_client().open(path, method=method, **sent).status_code == status


def test_value_that_no_column_holds_is_not_understood(app):
    view = policy(everyone)(lambda: str(db.session.get(Card, 10**12)))
    app.add_url_rule("/asks", view_func=view, endpoint="asks")
    assert app.test_client().get("/asks").status_code == 400


# Invitations and joined topics


def test_code_typed_on_two_phones_at_once_lets_one_in(app):
    with app.app_context():
        ident = a_workshop(invited_only=True).id
        with transaction():
            code = make_invitations(workshop_(ident), 1, None)[0].code

    def enters(token):
        return lambda: admit(workshop_(ident), token, "de", code).workshop_id

    first, second = side_by_side(app, enters("one"), enters("other"), stops_before=TOUCH)
    assert (first, type(second)) == (ident, InvitationUsed)
    with app.app_context():
        assert db.session.scalar(select(func.count(Participant.id))) == 1


def test_topics_joined_by_two_people_at_once_are_joined_once(app):
    with app.app_context():
        first_one = a_workshop()
        process_id = first_one.process_id
        ids = [a_cluster(workshop).id for workshop in (first_one, a_workshop(process=first_one.process))]

    def joins():
        return join_topics(get_process(process_id), Subject.CLUSTER, ids, None).id

    first, second = side_by_side(app, joins, joins, stops_before="INSERT INTO log_entry")
    assert first == second
