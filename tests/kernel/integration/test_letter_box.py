"""A letter box writes what arrives at the same moment in one transaction, and answers each letter for itself."""

import threading
from collections.abc import Callable

import pytest
from flask import has_request_context
from sqlalchemy import func, select

from participation.access.models import LogEntry
from participation.kernel.database import db
from participation.kernel.errors import DomainError
from participation.kernel.letter_box import LetterBox
from participation.kernel.transaction import savepoint, transaction
from participation.kernel.turns import FreeTurn, work_by


class Refused(DomainError):
    pass


def write_and_fail(letter):
    write(letter)
    raise LookupError


def stored():
    db.session.rollback()
    return sorted(db.session.scalars(select(LogEntry.action)))


def write(letter):
    db.session.add(LogEntry(action=letter, subject_type="test", subject_id=None))
    db.session.flush()
    return letter.upper()


class Post:
    """Letters that are posted while the first one is being handled."""

    def __init__(self, app):
        self.app = app
        self.together: list[list[str]] = []
        self.going_on = threading.Event()
        self.may_go_on = threading.Event()
        self.answers: dict[str, object] = {}
        self.box = LetterBox(self.handle)
        self.addresses: dict[str, str] = {}
        self.react: Callable[[str], object] = write
        self.before_sending: Callable[[str], None] = lambda _letter: None

    def handle(self, address, letters):
        self.together.append(list(letters))
        if letters == ["first"]:
            self.going_on.set()
            assert self.may_go_on.wait(10)
        return [self.react(letter) for letter in letters]

    def send(self, letter):
        self.before_sending(letter)
        with self.app.app_context():
            try:
                self.answers[letter] = self.box.post(self.addresses.get(letter, "AAAAAA"), letter)
            except (Refused, LookupError) as error:
                self.answers[letter] = type(error)

    def send_during_the_first(self, *letters):
        threads = [threading.Thread(target=self.send, args=("first",))]
        threads[0].start()
        assert self.going_on.wait(10)
        for letter in letters:
            threads.append(threading.Thread(target=self.send, args=(letter,)))
            threads[-1].start()
            self.wait_until_lying(len(threads) - 1)
        self.may_go_on.set()
        for thread in threads:
            thread.join(10)

    def wait_until_lying(self, number):
        deadline = threading.Event()
        for _ in range(1000):
            if sum(map(len, self.box._lying.values())) == number:
                return
            deadline.wait(0.01)
        raise TimeoutError


@pytest.fixture
def post(app, database):
    return Post(app)


def test_letters_that_arrive_meanwhile_are_written_together(post):
    post.send_during_the_first("b", "c", "d")

    assert post.together == [["first"], ["b", "c", "d"]]
    assert post.answers == {"first": "FIRST", "b": "B", "c": "C", "d": "D"}
    assert stored() == ["b", "c", "d", "first"]


class Polite(FreeTurn):
    """Notes when it stands back."""

    stood_back = 0

    def stand_back(self):
        self.stood_back += 1


def test_whoever_is_to_empty_the_box_lets_others_bring_their_letters_first(post):
    turns = {letter: Polite() for letter in ("first", "b", "c")}
    post.before_sending = lambda letter: work_by(turns[letter])
    post.send_during_the_first("b", "c")
    stood_back = {letter: turn.stood_back for letter, turn in turns.items()}
    assert (post.together, stood_back) == ([["first"], ["b", "c"]], {"first": 1, "b": 1, "c": 0})


def test_box_is_ready_for_the_next_letter_when_it_was_emptied(post):
    post.send_during_the_first("b")
    post.send("c")

    assert (post.answers["c"], post.box._lying) == ("C", {})


def test_refusal_is_raised_to_its_sender_alone(post):
    post.react = lambda letter: Refused() if letter == "b" else write(letter)
    post.send_during_the_first("b", "c")

    assert post.answers == {"first": "FIRST", "b": Refused, "c": "C"}
    assert stored() == ["c", "first"]


def test_letter_that_breaks_does_not_take_the_others_with_it(post):
    post.react = lambda letter: write_and_fail(letter) if letter == "b" else write(letter)
    post.send_during_the_first("b", "c")

    assert post.together == [["first"], ["b", "c"], ["b"], ["c"]]
    assert post.answers == {"first": "FIRST", "b": LookupError, "c": "C"}
    assert stored() == ["c", "first"]


def test_letters_to_two_addresses_are_handled_apart(post):
    post.addresses = {"c": "BBBBBB"}
    post.send_during_the_first("b", "c")

    assert sorted(post.together) == [["b"], ["c"], ["first"]]


def test_handler_sees_no_request(app, database):
    seen = LetterBox(lambda _address, letters: [has_request_context() for _letter in letters])
    with app.test_request_context():
        assert seen.post("AAAAAA", "letter") is False


def test_posting_inside_a_transaction_is_refused(app, database):
    with transaction(), pytest.raises(RuntimeError):
        LetterBox(lambda _address, letters: letters).post("AAAAAA", "letter")


def test_savepoint_drops_what_raised_and_keeps_the_rest(database):
    with transaction():
        write("kept")
        with pytest.raises(LookupError), savepoint():
            write_and_fail("dropped")

    assert (stored(), db.session.scalar(select(func.count()).select_from(LogEntry))) == (["kept"], 1)


def test_whoever_has_read_nothing_posts_without_a_session_of_their_own(app):
    box = LetterBox(lambda _address, letters: [write(letter) for letter in letters])
    with app.app_context():
        assert (box.post("here", "a"), db.session.registry.has()) == ("A", False)
