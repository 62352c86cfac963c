"""One change of several measures: all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from participation.access.models import StaffUser
from participation.concept.models import Measure, MeasureState
from participation.kernel.errors import DomainError
from participation.measures.domain import clean_text
from participation.measures.errors import MeasureChanged, NothingChosen, SeveralRefused
from participation.measures.queries.measures import load_measures
from participation.measures.services.measures import edit_measure
from participation.measures.services.states import change_state


@dataclass(frozen=True, slots=True)
class SharedChange:
    """What several measures get alike; ``None`` leaves a part as it is, an empty text empties it.

    ``due_on`` is a day as ISO 8601 writes it; ``field_id`` is a field of action that is added.
    """

    state: MeasureState | None = None
    reason: str = ""
    lead: str | None = None
    field_id: int | None = None
    due_on: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return all(part is None for part in (self.state, self.lead, self.field_id, self.due_on))


def change_several(seen: dict[int, int], actor: StaffUser | None, change: SharedChange) -> list[Measure]:
    """Change these measures (``seen``: id to the version that the person saw) in one go.

    The caller's transaction must be rolled back when this raises: ``NothingChosen``, or ``SeveralRefused`` with each
    measure's own refusal.
    """
    if not seen or change.is_empty:
        raise NothingChosen
    measures = load_measures(seen)
    refusals: list[tuple[int, DomainError]] = []
    for measure in measures:
        try:
            _change(measure, actor, change, seen[measure.id])
        except DomainError as error:
            refusals.append((measure.id, error))
    if refusals:
        raise SeveralRefused(refusals)
    return measures


def _change(measure: Measure, actor: StaffUser | None, change: SharedChange, seen_version: int) -> None:
    values = {"lead": change.lead, "due_on": change.due_on}
    written = {name: clean_text(value) for name, value in values.items() if value is not None}
    if written or change.field_id is not None:
        edit_measure(
            measure,
            actor,
            written,
            goal_ids=[goal.id for goal in measure.goals],
            field_ids=_fields_with(measure, change.field_id),
            seen_version=seen_version,
        )
    elif measure.version != seen_version:
        raise MeasureChanged
    if change.state is not None:
        change_state(measure, actor, change.state, change.reason)


def _fields_with(measure: Measure, field_id: int | None) -> Sequence[int]:
    present = [field.id for field in measure.fields]
    return present if field_id is None or field_id in present else [*present, field_id]
