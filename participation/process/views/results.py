"""All results of a process side by side; what says the same is joined by people, and taken apart again."""

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import acting_staff, office, policy
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.prioritisation.models import Subject
from participation.process.queries import get_process, list_joined, list_topics, propose_joinings
from participation.process.services import dismiss_joining, join_topics, split_topics
from participation.process.views.blueprint import blueprint
from participation.web.messages import word
from participation.workshop.models import Phase, Process

REASON_LIMIT = 500


@blueprint.get("/office/processes/<int:process_id>/results")
@policy(office)
def results(process_id: int) -> ResponseReturnValue:
    """Show topics and plans of all workshops, what is joined, and what might be."""
    return _page(get_process(process_id))


@blueprint.post("/office/processes/<int:process_id>/results/join")
@policy(office)
def join(process_id: int) -> ResponseReturnValue:
    """Join the chosen topics or plans."""
    reason = request.form.get("reason", "")[:REASON_LIMIT]

    def move(process: Process, actor: StaffUser) -> None:
        join_topics(process, *_chosen(), actor, reason)

    return _carried_out(process_id, move)


@blueprint.post("/office/processes/<int:process_id>/results/dismiss")
@policy(office)
def dismiss(process_id: int) -> ResponseReturnValue:
    """Remember that a proposal is wrong."""

    def move(process: Process, actor: StaffUser) -> None:
        dismiss_joining(process, *_chosen(), actor)

    return _carried_out(process_id, move)


@blueprint.post("/office/processes/<int:process_id>/results/<int:joined_id>/split")
@policy(office)
def split(process_id: int, joined_id: int) -> ResponseReturnValue:
    """Take a joined topic apart."""
    return _carried_out(process_id, lambda process, actor: split_topics(process, joined_id, actor))


def _carried_out(process_id: int, move: Callable[[Process, StaffUser], object]) -> ResponseReturnValue:
    try:
        with transaction():
            move(get_process(process_id), acting_staff())
    except DomainError as error:
        return _page(get_process(process_id), word(error), 422)
    return redirect(url_for("process.results", process_id=process_id), 303)


def _chosen() -> tuple[Subject, list[int]]:
    """Return the kind and the ids of what was ticked; each checkbox says ``cluster-12`` or ``plan-3``."""
    ticked = [value.partition("-") for value in request.form.getlist("topic")]
    kinds = {kind for kind, _hyphen, _number in ticked}
    subject = Subject.PLAN if kinds == {Subject.PLAN.value} else Subject.CLUSTER
    numbers = [int(number) for _kind, _hyphen, number in ticked if number.isascii() and number.isdecimal()]
    return subject, numbers if len(kinds) == 1 else []


def _page(process: Process, problem: str = "", status: int = 200) -> ResponseReturnValue:
    topics = list_topics(process, process.language)
    joined = list_joined(process, topics)
    inside = {(topic.subject, topic.id) for row in joined for topic in row.topics}
    loose = [topic for topic in topics if (topic.subject, topic.id) not in inside]
    page = render_template(
        "process/office/results.html",
        process=process,
        phases=[
            (phase, [row for row in joined if row.phase is phase], [topic for topic in loose if topic.phase is phase])
            for phase in Phase
            if any(topic.phase is phase for topic in topics)
        ],
        proposals=propose_joinings(process, topics, joined),
        problem=problem,
        ticked=request.form.getlist("topic"),
    )
    return page, status
