"""News of a concept: what was adopted, measures that went on, results of workshops; overall or of a field of action."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from participation.concept.models import Edition, EditionState, FieldOfAction, Measure, MeasureState, measure_field
from participation.concept.translations.wordings import Wordings
from participation.i18n.formats import city_zone
from participation.i18n.wording import ShownText
from participation.kernel.database import db
from participation.kernel.pages import page_number
from participation.measures.models import MeasureChange
from participation.publication.queries.history import Turn, list_turns, resolution_of
from participation.publication.queries.published import is_public
from participation.workshop.models import Process, Room, Workshop, WorkshopState

ROWS = 50
"""News on a page."""
DECIDED = (MeasureState.ADOPTED, MeasureState.IN_PROGRESS, MeasureState.DONE)
"""Where a measure stands that a committee has adopted; a document brings it in like this, without a history."""


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened. ``key`` is its own for ever.

    ``state`` is what happened to an edition or a measure, ``None`` for results of the workshop ``code``; ``why`` is
    the reason of a turn or the committee and paper of an adoption; ``fields`` are the fields of action of a measure.
    """

    key: str
    at: datetime
    title: ShownText
    state: MeasureState | None = None
    why: str = ""
    measure_id: int | None = None
    code: str = ""
    fields: tuple[ShownText, ...] = ()


@dataclass(frozen=True, slots=True)
class NewsPage:
    """Page ``number`` (from 1) of ``pages``, the newest first."""

    news: Sequence[News]
    number: int
    pages: int


def list_news(
    edition: Edition, wordings: Wordings, field_id: int | None = None, *, each_measure: bool, number: int = 1
) -> NewsPage:
    """Return a page of the news of a concept by its adopted edition, newest first; in some ten statements.

    With ``each_measure`` every measure that an edition adopted is told beside the edition, else by the edition alone.
    Results are told of workshops whose process is public. A page beyond the last one is the last.
    """
    turns = list_turns(edition, wordings, field_id=field_id)
    found = list(_editions(edition, wordings))
    if each_measure:
        found += _adopted_with_an_edition(turns)
        found += _brought_in_as_adopted(turns, edition, wordings, field_id)
    found += (_turned(turn, turn.at) for turn in turns if not turn.with_edition)
    found += _results(edition, field_id)
    page = page_number(len(found), number, ROWS)
    ordered = sorted(found, key=lambda news: news.at, reverse=True)
    return NewsPage(_with_fields(page.cut(ordered), wordings), page.number, page.pages)


def _editions(edition: Edition, wordings: Wordings) -> Iterator[News]:
    statement = select(Edition).where(
        Edition.concept_id == edition.concept_id, Edition.state != EditionState.DRAFT, Edition.as_of.is_not(None)
    )
    title = wordings.of(edition.concept.title)
    rows = db.session.scalars(statement.order_by(Edition.id.desc())).all()
    wordings.learn(row.title for row in rows)
    for row in rows:
        if row.as_of is not None:
            named = f"{title.text} · {wordings.of(row.title).text}" if row.title else title.text
            yield News(
                key=f"edition/{row.id}",
                at=_beginning_of(row.as_of),
                title=replace(title, text=named),
                state=MeasureState.ADOPTED,
                why=resolution_of(row),
            )


def _adopted_with_an_edition(turns: Sequence[Turn]) -> Iterator[News]:
    for turn in reversed(turns):
        if turn.with_edition:
            yield _turned(turn, _beginning_of(turn.day))


def _brought_in_as_adopted(
    turns: Iterable[Turn], edition: Edition, wordings: Wordings, field_id: int | None
) -> Iterator[News]:
    """Tell the adoption of measures that have none in their history, by the first edition that has them decided."""
    told = {turn.measure_id for turn in turns if turn.state is MeasureState.ADOPTED}
    row, then = aliased(Measure), aliased(Edition)
    decided = MeasureChange.before["state"].as_string().in_([state.value for state in DECIDED])
    went_on = select(MeasureChange.measure_id).where(decided)
    statement = (
        select(Measure.id, Measure.lineage, Measure.title, Measure.text, then)
        .join(row, row.lineage == Measure.lineage)
        .join(then, then.id == row.edition_id)
        .where(Measure.edition_id == edition.id, is_public())
        .where(then.state != EditionState.DRAFT, then.as_of.is_not(None))
        .where(or_(row.state.in_(DECIDED), row.id.in_(went_on)))
        .order_by(then.as_of, then.id, Measure.position, Measure.id)
    )
    if field_id is not None:
        statement = statement.where(Measure.fields.any(FieldOfAction.id == field_id))
    rows = db.session.execute(statement).all()
    wordings.learn(title or text for _id, _lineage, title, text, _by in rows)
    for measure_id, lineage, title, text, by in rows:
        if measure_id not in told and by.as_of is not None:
            told.add(measure_id)
            yield News(
                key=f"adopted/{lineage}",
                at=_beginning_of(by.as_of),
                title=wordings.label(title, text),
                state=MeasureState.ADOPTED,
                why=resolution_of(by),
                measure_id=measure_id,
            )


def _turned(turn: Turn, at: datetime) -> News:
    return News(
        key=f"turn/{turn.id}",
        at=at,
        title=turn.label,
        state=turn.state,
        why=turn.resolution or turn.reason,
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
    for row in db.session.scalars(statement.order_by(Workshop.id.desc())):
        if row.closed_at is not None:
            title = ShownText(row.title, row.language, original=True)
            yield News(f"results/{row.id}", row.closed_at, title, code=row.code)


def _with_fields(found: Sequence[News], wordings: Wordings) -> list[News]:
    fields = _fields_of({news.measure_id for news in found if news.measure_id is not None})
    wordings.learn(name for names in fields.values() for name in names)
    return [replace(news, fields=tuple(map(wordings.of, fields.get(news.measure_id, ())))) for news in found]


def _fields_of(measure_ids: Collection[int]) -> Mapping[int | None, list[str]]:
    statement = (
        select(measure_field.c.measure_id, FieldOfAction.name)
        .join(FieldOfAction, FieldOfAction.id == measure_field.c.field_id)
        .where(measure_field.c.measure_id.in_(measure_ids))
        .order_by(FieldOfAction.position)
    )
    found: defaultdict[int | None, list[str]] = defaultdict(list)
    for measure_id, name in db.session.execute(statement):
        found[measure_id].append(name)
    return found


def _beginning_of(day: date) -> datetime:
    return datetime.combine(day, time(), city_zone())
