"""Background work: each job is done once and told as it ended, whatever happens to the process that does it."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.errors import DomainError
from participation.kernel.jobs import kinds, working
from participation.kernel.jobs.errors import JobUnknown, ResultGone, ResultUnready, TooManyJobs
from participation.kernel.jobs.folder import jobs_folder, part_path, result_path, this_place
from participation.kernel.jobs.kinds import Result
from participation.kernel.jobs.models import Job, JobState
from participation.kernel.jobs.progress import tell_progress
from participation.kernel.jobs.queries import (
    MISSED_FOR,
    get_job,
    is_unfinished_work,
    is_waiting_work,
    list_jobs,
    result_of,
)
from participation.kernel.jobs.services import (
    MOST_UNFINISHED,
    RESULTS_KEPT,
    begin_job,
    cancel_job,
    forget_old_jobs,
)
from participation.kernel.jobs.working import GIVEN_UP, work_off
from participation.kernel.transaction import transaction

WAIT_SECONDS = 10


class Refused(DomainError):
    """A refusal with something to tell."""

    def __init__(self, limit):
        super().__init__(limit)
        self.limit = limit


@pytest.fixture
def kind(monkeypatch):
    """Register a way to do jobs for this test alone."""
    known = dict(kinds._kinds)
    monkeypatch.setattr(kinds, "_kinds", known)

    def register(doing):
        known["test"] = doing
        return doing

    return register


def a_job(number=1, owner="staff:1"):
    with transaction():
        return begin_job("test", {"number": number}, owner=owner, title=f"{number}.txt").id


def read(job_id):
    db.session.expire_all()
    return db.session.get_one(Job, job_id)


def test_job_is_done_and_its_result_lies_there(app, database, kind):
    kind(lambda arguments: Result("text/plain", f"Nummer {arguments['number']}".encode()))
    first, second = a_job(1), a_job(2)
    assert work_off(app) == 2
    done = read(second)
    assert (done.state, done.progress, done.media_type, done.size) == (JobState.DONE, 100, "text/plain", 8)
    assert [result_of(read(job)).read_bytes() for job in (first, second)] == [b"Nummer 1", b"Nummer 2"]
    assert done.expires_at - done.ended_at == RESULTS_KEPT


def test_result_is_for_nobody_but_its_owner(database):
    job = a_job(owner="staff:1")
    with pytest.raises(JobUnknown):
        get_job(job, "staff:2")
    assert ([entry.id for entry in list_jobs("staff:1")], list_jobs("staff:2")) == ([job], [])


def test_refusal_is_kept_by_its_name_and_what_it_tells(app, database, kind):
    def refuse(_arguments):
        raise Refused(7)

    kind(refuse)
    job = a_job()
    work_off(app)
    failed = read(job)
    name = f"{Refused.__module__}.Refused"
    assert (failed.state, failed.error, failed.error_values) == (JobState.FAILED, name, {"limit": 7})


def test_fault_is_told_by_name_and_the_next_job_is_done(app, database, kind):
    def break_first(arguments):
        if arguments["number"] == 1:
            raise ZeroDivisionError
        return Result("text/plain", b"")

    kind(break_first)
    jobs = [a_job(1), a_job(2)]
    work_off(app)
    assert [read(job).state for job in jobs] == [JobState.FAILED, JobState.DONE]
    assert read(jobs[0]).error == "participation.kernel.jobs.errors.JobBroken"


def test_full_disk_is_told_by_name_and_leaves_nothing_behind(app, database, kind):
    kind(lambda _arguments: Result("text/plain", b"x" * 100_000))
    job = a_job()
    part_path(job).symlink_to("/dev/full")  # the system answers every write with ENOSPC
    working._take("me")
    working._do(job, "me", lambda _done, _of: None)
    failed = read(job)
    assert (failed.state, failed.error) == (JobState.FAILED, "participation.kernel.jobs.errors.DiskFull")
    assert [path.name for path in jobs_folder().iterdir()] == []


def test_cancelled_job_ends_its_process_and_stays_cancelled(app, database, kind, monkeypatch):
    monkeypatch.setattr(working, "BEAT_SECONDS", 0.01)
    begun, ended = threading.Event(), threading.Event()
    statuses = []

    def wait_for_the_end(_arguments):
        begun.set()
        assert ended.wait(WAIT_SECONDS)
        return Result("text/plain", b"too late")

    def give_up(status):
        statuses.append(status)
        ended.set()

    kind(wait_for_the_end)
    job = a_job()
    process = threading.Thread(target=work_off, args=(app, give_up))
    process.start()
    assert begun.wait(WAIT_SECONDS)
    with transaction():
        cancel_job(read(job))
    process.join(WAIT_SECONDS)
    assert (read(job).state, statuses, result_path(job).exists()) == (JobState.CANCELLED, [GIVEN_UP], False)


def test_job_that_waits_is_cancelled_at_once_and_never_done(app, database, kind):
    done = []
    kind(lambda arguments: done.append(arguments) or Result("text/plain", b""))
    job = a_job()
    with transaction():
        cancel_job(read(job))
    assert (work_off(app), done, read(job).state) == (0, [], JobState.CANCELLED)


def test_what_is_done_cannot_be_cancelled(app, database, kind):
    kind(lambda _arguments: Result("text/plain", b""))
    job = a_job()
    work_off(app)
    with transaction():
        cancel_job(read(job))
    assert read(job).state is JobState.DONE


def test_progress_is_told_while_the_job_is_done(app, database, kind, monkeypatch):
    monkeypatch.setattr(working, "BEAT_SECONDS", 0.01)
    seen = []

    def count(_arguments):
        tell_progress(1, 4)
        waiting = threading.Event()
        until = time.monotonic() + WAIT_SECONDS
        while not seen and time.monotonic() < until:
            with app.app_context():
                percent = db.session.scalar(select(Job.progress))
            seen.extend([percent] if percent else [])
            waiting.wait(0.01)
        return Result("text/plain", b"")

    kind(count)
    a_job()
    work_off(app)
    assert seen == [25]


def test_only_one_process_works_in_an_instance_folder(app, database, kind):
    kind(lambda _arguments: Result("text/plain", b""))
    a_job()
    with working._alone() as alone:
        assert (alone, work_off(app)) == (True, 0)
    assert work_off(app) == 1


def test_job_whose_process_was_killed_is_taken_once_more_and_then_told_as_failed(app, database, kind):
    kind(lambda _arguments: Result("text/plain", b""))
    job = a_job()
    working._take(f"{this_place()}:1:gone")
    part_path(job).write_bytes(b"half")
    working._clear_up()
    again = read(job)
    assert (again.state, again.attempts, part_path(job).exists()) == (JobState.WAITING, 1, False)
    working._take(f"{this_place()}:2:gone")
    working._clear_up()
    failed = read(job)
    assert (failed.state, failed.error) == (JobState.FAILED, "participation.kernel.jobs.errors.JobInterrupted")


@pytest.mark.parametrize(("silent", "state"), [(-1, JobState.RUNNING), (1, JobState.WAITING)])
def test_worker_on_another_machine_is_given_time_to_say_that_it_is_there(database, silent, state):
    job = a_job()
    working._take("elsewhere:1:there")
    beat = clock.now() - MISSED_FOR - timedelta(seconds=silent)
    database.session.execute(update(Job).values(beat_at=beat))
    database.session.commit()
    working._clear_up()
    assert read(job).state is state


def test_server_starts_a_process_when_work_waits_and_none_is_at_it(database):
    assert (is_unfinished_work(), is_waiting_work()) == (False, False)
    a_job(1)
    assert (is_unfinished_work(), is_waiting_work()) == (True, True)
    working._take("elsewhere:1:there")
    a_job(2)
    assert (is_unfinished_work(), is_waiting_work()) == (True, False)
    database.session.execute(update(Job).values(beat_at=clock.now() - MISSED_FOR - timedelta(seconds=1)))
    database.session.commit()
    assert is_waiting_work() is True


def test_same_work_is_not_begun_twice_while_it_waits(app, database, kind):
    kind(lambda _arguments: Result("text/plain", b""))
    first = a_job()
    assert (a_job(), a_job(owner="staff:2") == first) == (first, False)
    work_off(app)
    assert a_job() != first


def test_one_owner_has_only_so_many_unfinished_jobs(database):
    for number in range(MOST_UNFINISHED):
        a_job(number)
    with pytest.raises(TooManyJobs) as refused:
        a_job(MOST_UNFINISHED)
    assert refused.value.limit == MOST_UNFINISHED
    assert a_job(owner="staff:2")


def test_result_is_let_go_of_when_its_time_is_over(app, database, kind, monkeypatch):
    kind(lambda _arguments: Result("text/plain", b"x"))
    old = a_job(1)
    work_off(app)
    over = read(old).expires_at
    monkeypatch.setattr(clock, "now", lambda: over - timedelta(microseconds=1))
    with transaction():
        assert (forget_old_jobs(), result_of(read(old)).read_bytes()) == (0, b"x")
    monkeypatch.setattr(clock, "now", lambda: over)
    with pytest.raises(ResultGone):
        result_of(read(old))
    waiting = a_job(2)
    with transaction():
        assert forget_old_jobs() == 1
    assert ([job.id for job in list_jobs("staff:1")], result_path(old).exists()) == ([waiting], False)


def test_what_is_not_ready_cannot_be_fetched(database):
    job = a_job()
    with pytest.raises(ResultUnready):
        result_of(read(job))


def test_two_workers_never_take_the_same_job(database):
    first, second = a_job(1), a_job(2)
    assert [working._take(worker) for worker in ("one", "two", "three")] == [first, second, None]
