"""The form of whoever leads a measure: a link, no account, nothing lost."""

import logging
from datetime import date

import pytest

from participation.app import create_app
from participation.concept.models import MeasureState
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.monitoring.models import Progress
from participation.monitoring.queries import get_request
from participation.monitoring.services import Acceptance, accept_report, change_round, renew_link
from participation.monitoring.views import lead
from tests.factories import an_office_user
from tests.measures.integration.conftest import Desk
from tests.monitoring.integration.conftest import SAID, in_days, link_of, overdue, reported, secret_in, words_of

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def link(asked):
    return link_of(asked)


def stored(asked):
    db.session.expire_all()
    return get_request(asked).report


def test_report_is_stored_with_everything_that_was_said(client, asked, link):
    said = {
        "state": "done",
        "progress": "on_plan",
        "happened": "40 Kinder schwimmen.\r\nAlle.",
        "next_steps": "Feiern",
        "obstacles": "Keine",
        "spent": "12.000 €",
        "due_on": "2027-05-31",
        "reporter": "Ada",
        "seen_version": "0",
    }
    answer = client.post(link, data=said)
    assert (answer.status_code, answer.location) == (303, f"{link}#received")
    report = stored(asked)
    assert (report.state, report.progress, report.due_on) == (
        MeasureState.DONE,
        Progress.ON_PLAN,
        date(2027, 5, 31),
    )
    texts = (report.happened, report.next_steps, report.obstacles, report.spent, report.reporter)
    assert texts == ("40 Kinder schwimmen.\nAlle.", "Feiern", "Keine", "12.000 €", "Ada")


def test_report_may_be_changed_until_the_deadline(client, asked, link):
    client.post(link, data=SAID)
    page = client.get(link, headers=ENGLISH)
    assert ("has arrived" in page.text, "Der Kurs läuft." in page.text) == (True, True)
    client.post(link, data=SAID | {"happened": "Nun doch.", "seen_version": "1"})
    assert (stored(asked).happened, stored(asked).version) == ("Nun doch.", 2)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"state": ""}, "Please choose an answer."),
        ({"state": "rejected"}, "This choice is not there any more."),
        ({"happened": ""}, "Please fill in this field."),
        ({"happened": "x" * 5001}, "Please use at most 5000 characters."),
        ({"due_on": "im Mai"}, "Please write a day, such as 2026-11-20."),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_the_rest_is_kept(client, asked, link, wrong, sentence):
    answer = client.post(link, data=SAID | {"obstacles": "Es fehlt an Zeit."} | wrong, headers=ENGLISH)
    assert (answer.status_code, sentence in words_of(answer)) == (422, True)
    assert ("Es fehlt an Zeit." in answer.text, stored(asked)) == (True, None)
    assert [value in answer.text for name, value in wrong.items() if name != "state"] == [True] * ("state" not in wrong)


def test_after_the_deadline_nothing_is_stored_and_what_was_typed_can_be_copied(client, asked, link):
    overdue(get_request(asked).round_id)
    answer = client.post(link, data=SAID | {"spent": "300 €"}, headers=ENGLISH)
    assert (answer.status_code, stored(asked)) == (410, None)
    said = words_of(answer)
    assert "The time for this report is over." in said
    assert "Questions: Olga, 0241 1" in said
    kept = ("It is in progress", "later than planned", "Der Kurs läuft.", "300 €")
    assert [text in said for text in kept] == [True] * len(kept)
    assert client.get(link).status_code == 410


def test_last_day_is_a_day_on_which_reports_are_taken(client, asked, link):
    overdue(get_request(asked).round_id, days=0)
    assert client.post(link, data=SAID).status_code == 303


def test_more_time_opens_the_same_link_again(client, asked, link):
    overdue(get_request(asked).round_id)
    with transaction():
        change_round(get_request(asked).round, in_days(3), "", None)
    assert client.post(link, data=SAID).status_code == 303


def test_link_that_was_made_anew_while_somebody_typed_keeps_the_text(client, asked, link):
    with transaction():
        renew_link(asked, None)
    answer = client.post(link, data=SAID, headers=ENGLISH)
    assert (answer.status_code, stored(asked)) == (404, None)
    assert ("a newer one has taken its place" in answer.text, "Der Kurs läuft." in answer.text) == (True, True)


def test_second_of_two_people_sees_what_stands_and_may_replace_it(client, asked, link):
    client.post(link, data=SAID | {"happened": "Von der ersten Person."})
    answer = client.post(link, data=SAID | {"happened": "Von der zweiten Person."}, headers=ENGLISH)
    assert answer.status_code == 409
    texts = ("The report has been changed meanwhile.", "Von der ersten Person.", "Von der zweiten Person.")
    assert [text in answer.text for text in texts] == [True] * 3
    assert ('name="seen_version" type="hidden" value="1"' in answer.text, stored(asked).version) == (True, 1)
    client.post(link, data=SAID | {"happened": "Von der zweiten Person.", "seen_version": "1"})
    assert stored(asked).happened == "Von der zweiten Person."


def test_accepted_report_is_shown_and_changed_no_more(client, asked, link):
    reported(asked)
    with transaction():
        accept_report(asked, None, Acceptance(), seen_version=1)
    page = client.get(link, headers=ENGLISH)
    assert (page.status_code, "Es läuft." in page.text, "<form" in page.text) == (200, True, False)
    answer = client.post(link, data=SAID | {"seen_version": "1"}, headers=ENGLISH)
    assert (answer.status_code, "Der Kurs läuft." in answer.text, stored(asked).happened) == (410, True, "Es läuft.")


def test_address_of_a_link_stays_with_whoever_has_it(client, link):
    answer = client.get(link)
    headers = [answer.headers[name] for name in ("Referrer-Policy", "Cache-Control", "X-Robots-Tag")]
    assert headers == ["strict-origin", "no-store", "noindex, nofollow"]
    assert client.post(link, data=SAID).headers["Referrer-Policy"] == "strict-origin"


def test_form_needs_no_cookie_and_leaves_none(app, link):
    client = app.test_client()
    client.get(link)
    client.post(link, data=SAID)
    assert list(client._cookies) == []


def test_whoever_has_a_session_sends_its_token(app, database, asked, link):
    office = Desk(app, an_office_user())
    refused = office.client.post(link, data=SAID)
    assert (refused.status_code, stored(asked), "Der Kurs läuft." in refused.text) == (400, None, True)
    assert "Please send the report once more. Your text is still here." in refused.text
    assert office.send(link, **SAID).status_code == 303
    assert 'name="csrf_token"' in office.look(link)


def test_form_sent_by_another_site_is_refused(client, asked, link):
    answer = client.post(link, data=SAID, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, stored(asked)) == (403, None)


def test_machine_that_guesses_links_is_told_to_wait(app, database, monkeypatch):
    app.config["RATELIMIT_ENABLED"] = True
    monkeypatch.setattr(lead, "ASKED_A_MINUTE", 3)
    client = app.test_client()
    answers = [client.get(f"/report/guess-{number}").status_code for number in range(4)]
    assert answers == [404, 404, 404, 429]


def test_fault_is_logged_without_the_secret(settings, asked, link, monkeypatch, caplog):
    app = create_app(settings, PROPAGATE_EXCEPTIONS=False)

    def fails(*_arguments, **_values):
        raise RuntimeError

    monkeypatch.setattr(lead, "get_request_at", fails)
    with caplog.at_level(logging.DEBUG):
        assert app.test_client().get(link).status_code == 500
    assert ("fault at GET /report/<secret>" in caplog.text, secret_in(link) in caplog.text) == (True, False)


def test_page_is_in_german_or_english_whatever_the_reader_asks_for(client, link):
    german = {"de": True, "en": False, "ar": False, "de-x-leicht": True}
    pages = {tag: client.get(link, headers={"Accept-Language": tag}).text for tag in german}
    assert {tag: '<html lang="de" dir="ltr">' in page for tag, page in pages.items()} == german
    assert {tag: "Wie steht es um die Maßnahme?" in page for tag, page in pages.items()} == german
    assert '<html lang="en" dir="ltr">' in pages["ar"]
