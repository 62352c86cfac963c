"""A large export on a real server: its page follows it, a killed server begins it anew, the file is fetched."""

import re

from playwright.sync_api import expect
from sqlalchemy import select

from participation.access.models import Role
from participation.access.services import add_user
from participation.kernel.database import db
from participation.kernel.jobs.models import Job, JobState
from participation.kernel.transaction import transaction
from tests.browser.conftest import LAPTOP
from tests.browser.navigators.inspector import findings, overflow
from tests.browser.navigators.office import Office
from tests.export.integration.test_large_exports import a_large_edition, wait_for

PASSWORD = "four words are fine"
READY_WITHIN_MS = 60_000


def test_office_fetches_a_large_file_although_the_server_was_killed_while_it_was_made(live_app, running, person):
    with live_app.app_context():
        concept_id = a_large_edition(600).concept_id
        with transaction():
            add_user("Office", Role.OFFICE, PASSWORD)
        db.session.remove()

    def job():
        with live_app.app_context():
            return db.session.execute(select(Job.state, Job.attempts)).one()

    office = Office(person("en", LAPTOP))
    office.sign_in("Office", PASSWORD)
    page = office.page
    page.goto(f"/office/concepts/{concept_id}/export/docx")
    expect(page.locator("progress")).to_be_visible()
    faults = {"waiting": (overflow(page), findings(page))}
    wait_for(lambda: job().state is JobState.RUNNING)
    running.kill()
    assert job() == (JobState.RUNNING, 1)
    running.start()
    download = page.get_by_role("link", name=re.compile("Download"))
    expect(download).to_be_visible(timeout=READY_WITHIN_MS)
    assert job() == (JobState.DONE, 2)
    faults["ready"] = (overflow(page), findings(page))
    with page.expect_download() as fetched:
        download.click()
    assert fetched.value.path().read_bytes()[:2] == b"PK"
    page.goto("/office/jobs")
    faults["list"] = (overflow(page), findings(page))
    assert {name: fault for name, fault in faults.items() if fault != (0, [])} == {}
