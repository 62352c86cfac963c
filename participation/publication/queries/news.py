"""News of a concept: editions adopted, measures that went on, results of workshops; overall or of a field of action."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import exists, select

from participation.concept.models import Edition, EditionState, FieldOfAction, MeasureState
from participation.i18n.formats import city_zone
from participation.kernel.database import db
from participation.publication.queries.history import Turn, list_turns
from participation.workshop.models import Process, Room, Workshop, WorkshopState

MOST_NEWS = 50


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened. ``key`` is its own for ever; ``title`` is written in ``language``.

    ``state`` is what happened to an edition or a measure, ``None`` for results of the workshop ``code``; ``why`` is
    the reason of a turn or the committee and paper of an adoption.
    """

    key: str
    at: datetime
    title: str
    language: str
    state: MeasureState | None = None
    why: str = ""
    measure_id: int | None = None
    code: str = ""


def list_news(edition: Edition, field_id: int | None = None) -> list[News]:
    """Return the latest news of a concept by its adopted edition, newest first, in three statements.

    Measures adopted with an edition are told by the edition. Results are told of workshops whose process is public.
    """
    found = [
        *_editions(edition),
        *(_turned(turn, edition) for turn in list_turns(edition, field_id=field_id) if not turn.with_edition),
        *_results(edition, field_id),
    ]
    return sorted(found, key=lambda news: (news.at, news.key), reverse=True)[:MOST_NEWS]


def _editions(edition: Edition) -> Iterator[News]:
    statement = select(Edition).where(
        Edition.concept_id == edition.concept_id, Edition.state != EditionState.DRAFT, Edition.as_of.is_not(None)
    )
    concept = edition.concept
    for row in db.session.scalars(statement):
        if row.as_of is not None:
            yield News(
                key=f"edition/{row.id}",
                at=datetime.combine(row.as_of, time(), city_zone()),
                title=f"{concept.title} · {row.title}" if row.title else concept.title,
                language=concept.language,
                state=MeasureState.ADOPTED,
                why=" · ".join(part for part in (row.committee, row.paper_number) if part),
            )


def _turned(turn: Turn, edition: Edition) -> News:
    return News(
        key=f"turn/{turn.id}",
        at=turn.at,
        title=turn.label,
        language=edition.concept.language,
        state=turn.state,
        why=turn.reason,
        measure_id=turn.measure_id,
    )


def _results(edition: Edition, field_id: int | None) -> Iterator[News]:
    statement = (
        select(Workshop)
        .join(Workshop.process)
        .where(Process.concept_id == edition.concept_id, Process.published_at.is_not(None))
        .where(Workshop.state.in_((WorkshopState.CLOSED, WorkshopState.ARCHIVED)), Workshop.closed_at.is_not(None))
        .where(~exists().where(Room.workshop_id == Workshop.id))
    )
    if field_id is not None:
        statement = statement.where(Workshop.fields.any(FieldOfAction.id == field_id))
    for row in db.session.scalars(statement):
        if row.closed_at is not None:
            yield News(f"results/{row.id}", row.closed_at, row.title, row.language, code=row.code)
