"""Published processes, and what their workshops have brought."""

from participation.i18n import current_language
from participation.open_data import records
from participation.open_data.domain import SortedPhase
from participation.open_data.openapi import Filter
from participation.open_data.queries import processes as queries
from participation.open_data.queries import results
from participation.open_data.queries.processes import get_public_workshop
from participation.open_data.records import Page
from participation.open_data.views.answering import Asked, answers

_PHASE = Filter("phase", SortedPhase, "only those of this phase")


@answers("/processes", records.Process, "Processes that were published", paged=True)
def processes(*, asked: Asked) -> Page[records.Process]:
    """List the processes."""
    return queries.list_processes(asked.part, current_language().tag)


@answers("/processes/<number:process>", records.Process, "A process")
def process(*, asked: Asked, process: int) -> records.Process:  # noqa: ARG001 - has no parameters
    """Tell a process."""
    return queries.get_process(process, current_language().tag)


@answers("/processes/<number:process>/dates", records.ProcessDate, "The timeline of a process", paged=True)
def dates(*, asked: Asked, process: int) -> Page[records.ProcessDate]:
    """List the dates of a process."""
    return queries.list_dates(process, asked.part, current_language().tag)


@answers(
    "/workshops",
    records.Workshop,
    "Workshops whose results are public",
    paged=True,
    filters=(Filter("process", int, "only those of this process"),),
)
def workshops(*, asked: Asked) -> Page[records.Workshop]:
    """List the workshops."""
    return queries.list_workshops(asked.part, **asked.filters)


@answers("/workshops/<code>", records.Workshop, "A workshop, or a room of one")
def workshop(*, asked: Asked, code: str) -> records.Workshop:  # noqa: ARG001 - has no parameters
    """Tell a workshop."""
    return queries.get_workshop(code)


@answers("/workshops/<code>/clusters", records.Cluster, "Topics of a workshop", paged=True, filters=(_PHASE,))
def clusters(*, asked: Asked, code: str) -> Page[records.Cluster]:
    """List the topics."""
    return results.topics_of(get_public_workshop(code), asked.part, current_language().tag, **asked.filters)


@answers("/workshops/<code>/cards", records.Card, "Cards that everybody may see", paged=True, filters=(_PHASE,))
def cards(*, asked: Asked, code: str) -> Page[records.Card]:
    """List the cards."""
    return results.list_cards(get_public_workshop(code), asked.part, current_language().tag, **asked.filters)


@answers("/workshops/<code>/votes", records.Vote, "Votes by dots that are closed", paged=True)
def votes(*, asked: Asked, code: str) -> Page[records.Vote]:
    """List the votes."""
    return results.list_votes(get_public_workshop(code), asked.part, current_language().tag)


@answers("/workshops/<code>/plans", records.Plan, "Plans of a workshop", paged=True)
def plans(*, asked: Asked, code: str) -> Page[records.Plan]:
    """List the plans."""
    return results.list_plans(get_public_workshop(code), asked.part, current_language().tag)


@answers("/workshops/<code>/measures", records.PlannedMeasure, "Public measures that a workshop led to", paged=True)
def planned(*, asked: Asked, code: str) -> Page[records.PlannedMeasure]:
    """List the measures."""
    return results.list_planned(get_public_workshop(code), asked.part)
