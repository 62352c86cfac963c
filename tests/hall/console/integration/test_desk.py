"""The interpreter's desk over HTTP: each answer has the next text in hand, a refused one keeps what was typed."""

import re

import pytest

from participation.contributions.models import CardTranslation, TranslationState
from participation.contributions.queries import Subject, list_doubts
from participation.contributions.services import take_task
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.models import StepKind, Workshop
from tests.factories import a_card, a_workshop, an_interpreter, run_step


def token_of(page):
    return re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)


class AtDesk:
    """Somebody who interprets, signed in."""

    def __init__(self, app, code, user_id):
        self.client, self.code = app.test_client(), code
        with self.client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = str(user_id), True

    def look(self, query=""):
        return self.client.get(f"/console/{self.code}/interpreting{query}")

    def post(self, move, **fields):
        data = {"csrf_token": token_of(self.look())} | fields
        return self.client.post(f"/console/{self.code}/interpreting/{move}", data=data)


@pytest.fixture
def desk(app):
    with app.app_context():
        workshop = a_workshop()
        run_step(workshop, StepKind.COLLECT)
        ada = an_interpreter(workshop, name="Ada").id
        an_interpreter(workshop, name="Bo")
        code = workshop.code
        cards = [a_card(workshop, text=text, language="ar").id for text in ("أول", "ثان")]
    made = AtDesk(app, code, ada)
    made.cards, made.app = cards, app
    return made


def told(desk):
    with desk.app.app_context():
        rows = db.session.query(CardTranslation).order_by(CardTranslation.card_id)
        return [(row.card_id, row.language, row.text, row.state) for row in rows]


def test_interpreter_is_led_to_their_workshops_and_to_no_console(desk):
    assert desk.client.get("/home").location == "/console/"
    overview = desk.client.get("/console/")
    assert overview.text.count(f"/console/{desk.code}/interpreting") == 1
    assert desk.client.get(f"/console/{desk.code}/").status_code == 403


def test_next_text_is_taken_and_shown_in_its_own_script(desk):
    answer = desk.post("take")
    assert answer.location == f"/console/{desk.code}/interpreting?into=de&at=card-{desk.cards[0]}"
    page = desk.client.get(answer.location).text
    assert page.count('<blockquote class="hand__original" lang="ar" dir="rtl">أول</blockquote>') == 1


def test_approving_puts_the_translation_beside_the_card_and_hands_out_the_next_one(desk):
    answer = desk.post("approve", subject=f"card-{desk.cards[0]}", into="de", text="Erstens")
    assert answer.location == f"/console/{desk.code}/interpreting?into=de&at=card-{desk.cards[1]}"
    assert told(desk) == [(desk.cards[0], "de", "Erstens", TranslationState.APPROVED)]


def test_last_text_leads_to_an_empty_hand(desk):
    desk.post("approve", subject=f"card-{desk.cards[0]}", into="de", text="Erstens")
    answer = desk.post("approve", subject=f"card-{desk.cards[1]}", into="de", text="Zweitens")
    assert answer.location == f"/console/{desk.code}/interpreting?into=de"


def test_skipped_text_stays_and_the_next_one_comes(desk):
    answer = desk.post("skip", subject=f"card-{desk.cards[0]}", into="de")
    assert answer.location.endswith(f"at=card-{desk.cards[1]}")
    assert told(desk) == []


def test_only_text_left_is_not_handed_back_to_whoever_skipped_it(desk):
    desk.post("approve", subject=f"card-{desk.cards[0]}", into="de", text="Erstens")
    answer = desk.post("skip", subject=f"card-{desk.cards[1]}", into="de")
    assert answer.location == f"/console/{desk.code}/interpreting?into=de"


def test_question_reaches_the_moderators_queue(desk):
    desk.post("unclear", subject=f"card-{desk.cards[0]}", into="de", doubt="Welche Halle?")
    with desk.app.app_context():
        workshop = db.session.query(Workshop).filter_by(code=desk.code).one()
        assert [task.doubt for task in list_doubts(workshop.id)] == ["Welche Halle?"]


@pytest.mark.parametrize(
    ("move", "fields", "kept"),
    [
        ("approve", {"text": "Erstens"}, ">Erstens</textarea>"),
        ("unclear", {"doubt": "Welche Halle?"}, 'value="Welche Halle?"'),
    ],
)
def test_text_in_somebody_elses_hand_is_refused_and_what_was_typed_stays(desk, move, fields, kept):
    with desk.app.app_context():
        workshop = db.session.query(Workshop).filter_by(code=desk.code).one()
        other = next(user for user in workshop.interpreters if user.name == "Bo")
        with transaction():
            take_task(db.session.merge(workshop), db.session.merge(other), Subject("card", desk.cards[0]), "de")
    answer = desk.post(move, subject=f"card-{desk.cards[0]}", into="de", **fields)
    assert (answer.status_code, answer.text.count("Bo übersetzt diesen Text gerade.")) == (409, 1)
    assert (answer.text.count(kept), told(desk)) == (1, [])


@pytest.mark.parametrize(("text", "status"), [("", 422), ("   ", 422), ("x" * 501, 422)])
def test_translation_that_is_no_text_is_refused(desk, text, status):
    answer = desk.post("approve", subject=f"card-{desk.cards[0]}", into="de", text=text)
    assert (answer.status_code, told(desk)) == (status, [])


@pytest.mark.parametrize("subject", ["", "card-x", "card-999999", "title-999999", "plan-1"])
def test_unknown_subject_breaks_nothing(desk, subject):
    assert desk.post("approve", subject=subject, into="de", text="Erstens").status_code in {303, 409}
    assert told(desk) == []


def test_keeping_says_whether_the_text_is_still_in_this_hand(desk):
    assert desk.post("keep", subject=f"card-{desk.cards[0]}", into="de").status_code == 204
    desk.post("approve", subject=f"card-{desk.cards[0]}", into="de", text="Erstens")
    assert desk.post("keep", subject=f"card-{desk.cards[0]}", into="de").status_code == 409
