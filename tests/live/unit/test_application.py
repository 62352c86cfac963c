"""Views that wait, on servers that can leave a request and go on with it later, and on all others."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import g, request, session
from werkzeug.test import EnvironBuilder

from participation.live.application import LEAVES, Application, Left

LONG = 20


class Bell:
    """A wait that the test ends; alone, it ends at once."""

    def __init__(self, *, is_rung=False):
        self.is_rung = is_rung

    def begin(self, waiter):
        if self.is_rung:
            waiter.go_on()

    def __await__(self):
        yield self


class House:
    """An application that notes what happens around its views."""

    def __init__(self, bell):
        self.noted = []
        self.app = app = Application("house")
        app.secret_key = "tests"
        app.after_request(self.note_answer)
        app.teardown_request(self.note_end)
        app.register_error_handler(LookupError, lambda _error: ("refused", 422))

        @app.get("/<word>")
        async def view(word):
            g.word = session["word"] = word
            await bell
            if word == "refuse":
                raise LookupError
            if word == "break":
                raise RuntimeError
            if word == "again":
                await bell
            return f"{g.word} {session['word']} {request.path} {threading.get_ident()}"

    def note_answer(self, response):
        self.noted.append(f"answered {request.path}")
        return response

    def note_end(self, fault):
        self.noted.append(f"ended {request.path} {type(fault).__name__}")

    def ask(self, word):
        self.statuses = []
        environ = EnvironBuilder(f"/{word}").get_environ() | {LEAVES: True}
        return self.app(environ, lambda status, _headers: self.statuses.append(status))


@pytest.fixture
def house():
    return House(Bell())


def test_thread_waits_where_the_server_cannot_leave_a_request():
    client = House(Bell(is_rung=True)).app.test_client()
    assert client.get("/a").text == f"a a /a {threading.get_ident()}"


def test_request_is_left_while_its_view_waits_and_ends_in_another_thread(house):
    left = house.ask("a")
    assert (isinstance(left, Left), house.noted, house.statuses) == (True, [], [])
    with ThreadPoolExecutor(1) as pool:
        thread, body = pool.submit(lambda: (threading.get_ident(), left.go_on())).result(LONG)
    assert b"".join(body).decode() == f"a a /a {thread}"
    assert (house.noted, house.statuses) == (["answered /a", "ended /a NoneType"], ["200 OK"])


def test_requests_that_wait_in_one_thread_know_nothing_of_each_other(house):
    left = [house.ask(word) for word in ("a", "b")]
    bodies = [b"".join(each.go_on()).decode().rpartition(" ")[0] for each in left]
    assert (bodies, bool(request)) == (["a a /a", "b b /b"], False)


def test_view_may_wait_several_times(house):
    left = house.ask("again").go_on()
    assert isinstance(left, Left)
    assert b"".join(left.go_on()).decode().startswith("again again /again")


@pytest.mark.parametrize(
    ("word", "status", "fault"),
    [("refuse", "422 UNPROCESSABLE ENTITY", "NoneType"), ("break", "500 INTERNAL SERVER ERROR", "RuntimeError")],
)
def test_fault_after_a_wait_is_answered_as_on_other_servers(house, word, status, fault):
    house.ask(word).go_on()
    elsewhere = House(Bell(is_rung=True))
    answer = elsewhere.app.test_client().get(f"/{word}")
    assert (house.statuses, house.noted) == ([status], [f"answered /{word}", f"ended /{word} {fault}"])
    assert ([answer.status], elsewhere.noted) == (house.statuses, house.noted)


def test_fault_that_nobody_answers_leaves_no_request_behind(house):
    house.app.testing = True
    left = house.ask("break")
    with pytest.raises(RuntimeError):
        left.go_on()
    assert (house.noted, bool(request)) == (["ended /break RuntimeError"], False)
