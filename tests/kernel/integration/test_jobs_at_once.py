"""Two workers who look for work at the same moment, on PostgreSQL, where one does not wait for the other."""

import pytest

from participation.config import Settings
from participation.kernel.database import db
from participation.kernel.jobs.services import begin_job, take_job
from participation.kernel.transaction import transaction
from tests.at_once import side_by_side


@pytest.fixture
def settings(postgresql_url, tmp_path):
    return Settings(database_url=postgresql_url, secret_key="tests", instance=tmp_path)


def taking(worker):
    def take():
        job = take_job(worker)
        return job.id if job else None

    return take


def test_worker_never_takes_the_job_that_another_is_just_taking(app):
    with app.app_context():
        with transaction():
            jobs = [begin_job("test", {"number": number}, owner="staff:1", title="").id for number in (1, 2)]
        db.session.remove()
    assert side_by_side(app, taking("one"), taking("two"), stops_before="UPDATE job") == jobs
