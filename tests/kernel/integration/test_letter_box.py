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
from participation.kernel.waits import finish


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

    def handle(self, address, letters):
        self.together.append(list(letters))
        if letters == ["first"]:
            self.going_on.set()
            assert self.may_go_on.wait(10)
        return [self.react(letter) for letter in letters]

    def send(self, letter):
        with self.app.app_context():
            try:
                self.answers[letter] = finish(self.box.post(self.addresses.get(letter, "AAAAAA"), letter))
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


class Patient:
    """Waits without a thread: what is to be done is done when the test says so."""

    def __init__(self, app, box, letter):
        self.works, self.answer = [], None
        self.context, self.sending = app.app_context(), box.post("AAAAAA", letter)

    def begin(self):
        with self.context:
            self.sending.send(None).begin(self)
        return self

    def do(self, work):
        self.works.append(work)

    def go_on(self):
        with self.context, pytest.raises(StopIteration) as ended:
            self.sending.send(None)
        self.answer = ended.value.value


def test_whoever_is_to_empty_the_box_lets_others_bring_their_letters_first(app, database):
    box = LetterBox(lambda _address, letters: [[write(letter), len(letters)] for letter in letters])
    first, second = (Patient(app, box, letter).begin() for letter in "ab")
    asked = len(first.works), len(second.works)
    first.works.pop()()
    assert (asked, first.answer, second.answer, stored()) == ((1, 0), ["A", 2], ["B", 2], ["a", "b"])


def test_box_is_emptied_next_by_the_first_who_came_meanwhile(app, database):
    people = []

    def handle(_address, letters):
        people.extend(Patient(app, box, letter.upper()).begin() for letter in letters if letter.islower())
        return [write(letter) for letter in letters]

    box = LetterBox(handle)
    first, second = (Patient(app, box, letter).begin() for letter in "ab")
    first.works.pop()()
    lying = [len(person.works) for person in (first, second, *people)]
    people[0].works.pop()()
    answers = [person.answer for person in (first, second, *people)]
    assert (lying, answers, box._lying) == ([0, 0, 1, 0], ["A", "B", "A", "B"], {})


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


def test_letter_is_answered_although_what_follows_fails_and_the_next_one_too(post, app, caplog):
    written = []

    def end(_fault):
        if written:
            raise LookupError(written.pop())

    post.react = lambda letter: written.append(letter) or write(letter)
    app.teardown_appcontext(end)
    for letter in "ab":
        sender = threading.Thread(target=post.send, args=(letter,), daemon=True)
        sender.start()
        sender.join(10)
    assert (post.answers, stored()) == ({"a": "A", "b": "B"}, ["a", "b"])
    assert caplog.messages == ["a letter box was emptied, but what follows failed"] * 2


def test_letters_to_two_addresses_are_handled_apart(post):
    post.addresses = {"c": "BBBBBB"}
    post.send_during_the_first("b", "c")

    assert sorted(post.together) == [["b"], ["c"], ["first"]]


def test_handler_sees_no_request(app, database):
    seen = LetterBox(lambda _address, letters: [has_request_context() for _letter in letters])
    with app.test_request_context():
        assert finish(seen.post("AAAAAA", "letter")) is False


def test_posting_inside_a_transaction_is_refused(app, database):
    with transaction(), pytest.raises(RuntimeError):
        finish(LetterBox(lambda _address, letters: letters).post("AAAAAA", "letter"))


def test_savepoint_drops_what_raised_and_keeps_the_rest(database):
    with transaction():
        write("kept")
        with pytest.raises(LookupError), savepoint():
            write_and_fail("dropped")

    assert (stored(), db.session.scalar(select(func.count()).select_from(LogEntry))) == (["kept"], 1)


def test_whoever_has_read_nothing_posts_without_a_session_of_their_own(app):
    box = LetterBox(lambda _address, letters: [write(letter) for letter in letters])
    with app.app_context():
        assert (finish(box.post("here", "a")), db.session.registry.has()) == ("A", False)
