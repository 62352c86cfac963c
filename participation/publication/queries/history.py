"""What happened to a public measure: where it went, when, and why. Nobody's name and no step before the adoption."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from participation.concept.models import Edition, EditionState, FieldOfAction, Measure, MeasureState
from participation.concept.translations.wordings import Wordings
from participation.i18n.formats import local
from participation.i18n.wording import ShownText
from participation.kernel.database import db
from participation.measures.models import MeasureChange
from participation.measures.queries import find_decision, tells_adoption
from participation.measures.standing import PUBLIC_STATES
from participation.publication.queries.published import is_public

GIVEN_REASONS = (MeasureState.REJECTED, MeasureState.POSTPONED)
"""States that a measure goes to for a reason that everybody may read."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A measure went to ``state``; an adoption has its committee and paper, and its day is that of the meeting."""

    id: int
    measure_id: int
    label: ShownText
    at: datetime
    day: date
    state: MeasureState
    reason: str = ""
    resolution: str = ""

    @property
    def with_edition(self) -> bool:
        """Whether it was adopted with a whole edition."""
        return bool(self.resolution)


@dataclass(frozen=True, slots=True)
class Decision:
    """That the reviews of a measure led to its recommendation, when and why."""

    at: datetime
    reason: str


def list_turns(
    edition: Edition, wordings: Wordings, *, measure_id: int | None = None, field_id: int | None = None
) -> list[Turn]:
    """Return the turns of public measures of an adopted edition, in this edition and those before, newest first."""
    statement = _changes(edition)
    if measure_id is not None:
        statement = statement.where(Measure.id == measure_id)
    if field_id is not None:
        statement = statement.where(Measure.fields.any(FieldOfAction.id == field_id))
    rows = db.session.execute(statement).all()
    wordings.learn(title or text for _change, _id, title, text, _then in rows)
    return list(_turns(rows, wordings))


def find_public_decision(measure: Measure) -> Decision | None:
    """Return the latest decision on reviews of the measure if it recommends it; any other is a turn by itself."""
    round_ = find_decision(measure)
    if round_ is None or round_.outcome is not MeasureState.RECOMMENDED or round_.closed_at is None:
        return None
    return Decision(round_.closed_at, round_.reason)


def resolution_of(edition: Edition) -> str:
    """Return the committee and the paper number by which an edition was adopted, as far as they are known."""
    return " · ".join(part for part in (edition.committee, edition.paper_number) if part)


def _changes(edition: Edition) -> Select[MeasureChange, int, str, str, Edition]:
    row, then = aliased(Measure), aliased(Edition)
    return (
        select(MeasureChange, Measure.id, Measure.title, Measure.text, then)
        .join(row, row.id == MeasureChange.measure_id)
        .join(then, then.id == row.edition_id)
        .join(Measure, Measure.lineage == row.lineage)
        .where(Measure.edition_id == edition.id, is_public(), then.state != EditionState.DRAFT)
        .where(MeasureChange.after["state"].as_string().in_([state.value for state in PUBLIC_STATES]))
        .order_by(MeasureChange.at.desc(), MeasureChange.id.desc())
    )


def _turns(rows: Collection[Row[MeasureChange, int, str, str, Edition]], wordings: Wordings) -> Iterator[Turn]:
    for change, measure_id, title, text, then in rows:
        state = MeasureState(change.after["state"])
        is_adoption = state is MeasureState.ADOPTED and tells_adoption(change.reason, then)
        resolution = resolution_of(then) if is_adoption else ""
        yield Turn(
            id=change.id,
            measure_id=measure_id,
            label=wordings.label(title, text),
            at=change.at,
            day=then.as_of if resolution and then.as_of else local(change.at).date(),
            state=state,
            reason=change.reason if state in GIVEN_REASONS else "",
            resolution=resolution,
        )
