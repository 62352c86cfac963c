"""The day by which a measure is to be done, moved while it is being carried out."""

from datetime import date

from participation.access.models import StaffUser
from participation.concept.editions.standing import find_twin_in_draft
from participation.concept.errors import EditionNotDraft
from participation.concept.models import EditionState, Measure
from participation.measures.domain import clean_text
from participation.measures.errors import ReasonMissing
from participation.measures.services.recording import hold_measure, record, renew


def set_deadline(measure: Measure, actor: StaffUser | None, due_on: date, reason: str) -> Measure:
    """Set the deadline of a measure, also in an adopted edition: like its state it says how things go.

    A draft edition beside the adopted one goes along where it agreed. Raises ``EditionNotDraft`` in a superseded
    edition, ``ReasonMissing``.
    """
    hold_measure(measure)
    if measure.edition.state is EditionState.SUPERSEDED:
        raise EditionNotDraft
    reason = clean_text(reason)
    if not reason:
        raise ReasonMissing
    before = measure.due_on
    twin = find_twin_in_draft(measure)
    for each in (measure, twin):
        if each is not None and each.due_on == before:
            each.due_on = due_on
            renew(each)
    told = {"due_on": before.isoformat() if before else None}
    record(measure, actor, "set_deadline", told, {"due_on": due_on.isoformat()}, reason=reason)
    return measure
