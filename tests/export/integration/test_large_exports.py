"""What is large is made by a process of its own: in the middle of a hall, of a restart, of a full disk."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import date
from io import BytesIO

import docx
import pytest
from lxml import html
from openpyxl import load_workbook
from sqlalchemy import select

from participation.concept.models import Measure
from participation.export.action_plan import writing
from participation.export.documentation import files
from participation.export.integration_report import files as reports
from participation.export.services import concepts
from participation.kernel.database import db
from participation.kernel.jobs.models import Job, JobState
from participation.kernel.jobs.working import work_off
from participation.kernel.transaction import transaction
from participation.report.models import IntegrationReport
from participation.workshop.models import Pace, Room, RoomEntry
from tests.factories import a_card, a_goal, a_moderator, a_workshop, an_edition, an_office_user, saved

WAIT_SECONDS = 60
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def signed_in(app, user_id):
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = str(user_id), True
    return client


def a_large_edition(measures):
    """An edition with so many measures under one goal."""
    edition = an_edition()
    goal = a_goal(edition)
    words = "Eine Stelle berät in vielen Sprachen. " * 5
    db.session.add_all(
        Measure(edition_id=edition.id, position=number, title=f"Maßnahme {number}", text=words, goals=[goal])
        for number in range(measures)
    )
    db.session.commit()
    return edition


def fetched(client, path):
    """Return the content of a file."""
    with client.get(path) as answer:
        return answer.data


@pytest.fixture
def office(app):
    with app.app_context():
        return signed_in(app, an_office_user().id)


@pytest.fixture
def address(app, monkeypatch):
    """The address of a concept's export that is larger than what is written at once."""
    monkeypatch.setattr(concepts, "MANY_MEASURES", 2)
    with app.app_context():
        return f"/office/concepts/{a_large_edition(3).concept_id}/export/docx"


def text_of(page, path):
    return " ".join(html.fromstring(page.text).xpath(path)).strip()


def test_small_export_is_handed_out_at_once(app, office, monkeypatch):
    monkeypatch.setattr(concepts, "MANY_MEASURES", 3)
    with app.app_context():
        concept_id = a_large_edition(3).concept_id
    answer = office.get(f"/office/concepts/{concept_id}/export/docx")
    assert (answer.status_code, answer.data[:2]) == (200, b"PK")


def test_large_export_leads_to_its_page_and_from_there_to_the_file(app, office, address):
    answer = office.get(address)
    page = office.get(answer.location)
    state = text_of(page, "//label[@for='progress']/text()")
    assert (answer.status_code, state) == (303, "Wartet, bis sie an der Reihe ist")
    assert html.fromstring(page.text).xpath("//noscript/meta/@content") == ["3"]
    work_off(app)
    ready = office.get(answer.location)
    link = html.fromstring(ready.text).xpath("//a[@download]/@href")[0]
    with office.get(link) as file:
        assert file.headers["Content-Disposition"].startswith('attachment; filename="Together in Musterstadt.docx"')
        assert file.cache_control.no_store
        word = docx.Document(BytesIO(file.data))
    cells = [cell.text for table in word.tables for cell in table._cells]
    assert [number for number in range(4) if any(f"Maßnahme {number}" in text for text in cells)] == [0, 1, 2]


def test_page_asks_again_by_fragments_and_reloads_when_the_file_is_ready(app, office, address):
    page = office.get(address).location
    waiting = office.get(page, headers={"HX-Request": "true"})
    assert ("<html" in waiting.text, waiting.headers.get("HX-Refresh")) == (False, None)
    work_off(app)
    assert office.get(page, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_large_documentation_of_a_workshop_counts_the_cards_of_its_rooms_too(app, office, monkeypatch):
    monkeypatch.setattr(files, "MANY_CARDS", 1)
    with app.app_context():
        plenum, room = a_workshop(pace=Pace.TOGETHER, room_entry=RoomEntry.EVENLY), a_workshop()
        db.session.add(Room(plenum_id=plenum.id, workshop_id=room.id, position=0, name="Raum 1"))
        for each in (plenum, room):
            a_card(each)
        code = plenum.code
    location = office.get(f"/office/workshops/{code}/documentation.json").location
    work_off(app)
    assert json.loads(fetched(office, f"{location}/file"))["workshop"]["code"] == code


def made_later(app, office, address):
    """Return the state of the job before it was done, and the file."""
    answer = office.get(address)
    before = state_of_first(app)
    work_off(app)
    return before, fetched(office, f"{answer.location}/file")


def test_action_plan_of_many_measures_is_made_in_the_background(app, office, monkeypatch):
    monkeypatch.setattr(writing, "MANY_MEASURES", 2)
    with app.app_context():
        concept_id = a_large_edition(3).concept_id
    before, content = made_later(app, office, f"/office/concepts/{concept_id}/action-plan.xlsx")
    titles = [row[2].value for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows(min_row=2)]
    assert (before, titles) == (JobState.WAITING, ["Maßnahme 0", "Maßnahme 1", "Maßnahme 2"])


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK\x03\x04"), ("pdf", b"%PDF")])
def test_integration_report_on_many_measures_is_made_in_the_background(app, office, monkeypatch, ending, begins):
    monkeypatch.setattr(reports, "MANY_MEASURES", 2)
    with app.app_context():
        concept = a_large_edition(3).concept
        report = saved(IntegrationReport(concept=concept, since=date(2025, 1, 1), until=date(2025, 12, 31)))
        address = f"/office/monitoring/reports/{report.id}/report.{ending}"
    before, content = made_later(app, office, address)
    assert (before, content[:4]) == (JobState.WAITING, begins)


@pytest.mark.parametrize(("paper", "first_column"), [("de", "Karte Nr."), ("en", "Card no.")])
def test_file_is_named_in_the_language_of_whoever_asked_and_written_in_that_of_its_paper(
    app, office, monkeypatch, paper, first_column
):
    monkeypatch.setattr(files, "MANY_CARDS", -1)
    with app.app_context():
        code = a_workshop(title="Ankommen", languages=[paper]).code
    found = []
    for tag in ("de", "en"):
        page = office.get(f"/office/workshops/{code}/documentation.csv?lang={tag}").location
        work_off(app)
        content = fetched(office, f"{page}/file").decode("utf-8-sig")
        found.append((text_of(office.get(page), "//h1//text()"), content.partition(";")[0]))
    names = [f"Dokumentation-{code}-Ankommen.csv", f"documentation-{code}-Ankommen.csv"]
    assert found == [(name, first_column) for name in names]


def test_file_of_somebody_else_is_not_there(app, office, address):
    page = office.get(address).location
    work_off(app)
    with app.app_context():
        other, moderator = signed_in(app, an_office_user().id), signed_in(app, a_moderator().id)
    statuses = [other.get(path).status_code for path in (page, f"{page}/file")]
    assert (statuses, moderator.get(f"{page}/file").status_code) == ([404, 404], 403)
    assert "docx" not in other.get("/office/jobs").text


def test_cancelled_file_is_told_as_cancelled_and_cannot_be_fetched(app, office, address):
    page = office.get(address).location
    token = html.fromstring(office.get(page).text).xpath("//form[contains(@action, 'cancel')]/input/@value")[0]
    office.post(f"{page}/cancel", data={"csrf_token": token}, headers=SAME_SITE)
    assert text_of(office.get(page), "//p[@class='notice']/text()") == "Abgebrochen"
    assert (work_off(app), office.get(f"{page}/file").status_code) == (0, 409)


def test_reason_of_a_failure_stands_on_the_page(app, office, address):
    page = office.get(address).location
    with app.app_context(), transaction():
        db.session.delete(db.session.scalars(select(Job)).one())
        db.session.flush()
        db.session.add(
            Job(
                kind="export",
                owner="staff:1",
                title="Konzept.docx",
                state=JobState.FAILED,
                error="participation.kernel.jobs.errors.DiskFull",
            )
        )
    page = html.fromstring(office.get("/office/jobs").text).xpath("//tbody//a/@href")[0]
    assert text_of(office.get(page), "//p[@class='notice notice--error']/text()").startswith("Die Festplatte")


def test_sixth_unfinished_file_is_refused_with_the_number_named(app, office, monkeypatch):
    monkeypatch.setattr(files, "MANY_CARDS", -1)
    with app.app_context():
        codes = [a_workshop().code for _ in range(6)]
    answers = [office.get(f"/office/workshops/{code}/documentation.csv") for code in codes]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert "5 Ihrer Dateien" in answers[-1].text


@contextmanager
def a_process(settings, *options, **environment):
    """A process that works off what waits, as the server starts it; killed at the end at the latest."""
    told = {
        "PARTICIPATION_DATABASE_URL": settings.database_url,
        "PARTICIPATION_SECRET_KEY": settings.secret_key,
        "PARTICIPATION_INSTANCE": str(settings.instance),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "participation", "work", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | told | environment,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(reached):
    until = time.monotonic() + WAIT_SECONDS
    pause = threading.Event()
    while not reached():
        assert time.monotonic() < until
        pause.wait(0.02)


def state_of_first(app):
    with app.app_context():
        return db.session.scalar(select(Job.state).order_by(Job.id).limit(1))


@pytest.mark.parametrize("end", ["killed", "server gone"])
def test_file_whose_process_ended_in_the_middle_is_made_by_the_next_one(app, settings, office, end):
    with app.app_context():
        concept_id = a_large_edition(400).concept_id
    page = office.get(f"/office/concepts/{concept_id}/export/docx").location
    with a_process(settings, "--with-server") as process:
        wait_for(lambda: state_of_first(app) is JobState.RUNNING)
        if end == "killed":
            process.send_signal(signal.SIGKILL)
        else:
            process.stdin.close()
            process.stdin = None
        process.wait(WAIT_SECONDS)
    assert state_of_first(app) is JobState.RUNNING
    with a_process(settings) as process:
        process.communicate(timeout=WAIT_SECONDS)
    with app.app_context():
        job = db.session.scalars(select(Job)).one()
        assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert fetched(office, f"{page}/file")[:2] == b"PK"
