"""Files that are made in the background: how far they are, and where they are fetched. Only for whoever asked."""

from flask import Response, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.export.views.blueprint import blueprint
from participation.export.views.handing_out import disposition, owner_key
from participation.i18n import mark
from participation.kernel.jobs.errors import JobBroken, JobUnknown, ResultGone, ResultUnready, TooManyJobs
from participation.kernel.jobs.models import Job, JobState
from participation.kernel.jobs.queries import get_job, list_jobs, result_of
from participation.kernel.jobs.services import RESULTS_KEPT, cancel_job
from participation.kernel.transaction import transaction
from participation.web.error_pages import error_page
from participation.web.fragments import is_fragment, see_other, uncached
from participation.web.messages import word, word_stored

STATE_NAMES = {
    JobState.WAITING: mark("Waits its turn"),
    JobState.RUNNING: mark("Is being made"),
    JobState.DONE: mark("Ready"),
    JobState.FAILED: mark("Could not be made"),
    JobState.CANCELLED: mark("Cancelled"),
}
_STATUS = {JobUnknown: 404, ResultGone: 404, ResultUnready: 409, TooManyJobs: 429}


@blueprint.errorhandler(JobUnknown)
@blueprint.errorhandler(ResultGone)
@blueprint.errorhandler(ResultUnready)
@blueprint.errorhandler(TooManyJobs)
def answer_without_file(error: JobUnknown | ResultGone | ResultUnready | TooManyJobs) -> ResponseReturnValue:
    """Say why there is nothing to fetch."""
    return error_page(_STATUS[type(error)], word(error))


@blueprint.get("/office/jobs")
@policy(office)
def jobs() -> ResponseReturnValue:
    """List the files that this member of staff has asked for, the latest first."""
    own = list_jobs(owner_key(acting_staff()))
    return uncached(render_template("export/jobs.html", jobs=own, states=STATE_NAMES, days_kept=RESULTS_KEPT.days))


@blueprint.get("/office/jobs/<int:job_id>")
@policy(office)
def job(job_id: int) -> ResponseReturnValue:
    """Tell how far a file is; the page asks again by itself until it is ready."""
    own = _own(job_id)
    if not is_fragment():
        why = _why(own) if own.state is JobState.FAILED else ""
        return uncached(render_template("export/job.html", job=own, states=STATE_NAMES, why=why))
    answer = uncached(render_template("export/_progress.html", job=own, states=STATE_NAMES))
    if not own.is_unfinished:
        answer.headers["HX-Refresh"] = "true"
    return answer


@blueprint.post("/office/jobs/<int:job_id>/cancel")
@policy(office)
def cancel(job_id: int) -> ResponseReturnValue:
    """Stop making a file."""
    with transaction():
        cancel_job(_own(job_id))
    return see_other(url_for("export.job", job_id=job_id))


@blueprint.get("/office/jobs/<int:job_id>/file")
@policy(office)
def result(job_id: int) -> ResponseReturnValue:
    """Hand out a file that is ready."""
    own = _own(job_id)
    answer: Response = send_file(result_of(own), own.media_type, etag=False, conditional=False)
    answer.headers["Content-Disposition"] = disposition("attachment", own.title)
    answer.cache_control.no_store = True
    return answer


def _own(job_id: int) -> Job:
    return get_job(job_id, owner_key(acting_staff()))


def _why(failed: Job) -> str:
    """Return why a file could not be made; an error that this version does not know is a fault."""
    try:
        return word_stored(failed.error, failed.error_values)
    except KeyError:
        return word(JobBroken())
