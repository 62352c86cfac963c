"""The dates of a concept for a calendar, and the calendars of staff."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from participation.concept.models import Concept, Measure
from participation.kernel.database import db
from participation.kernel.ids import hash_token
from participation.monitoring.errors import CalendarUnknown
from participation.monitoring.models import CalendarFeed, StatusRound
from participation.monitoring.queries.rounds import list_rounds
from participation.monitoring.queries.standing import AWAITED_STATES, find_standing_edition


class DateKind(StrEnum):
    """What happens on a day."""

    DUE = "due"
    MONEY = "money"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class DatedThing:
    """A day with a measure, or with a round of reports."""

    kind: DateKind
    day: date
    measure: Measure | None = None
    round: StatusRound | None = None

    @property
    def key(self) -> str:
        """The same for the same date at each reading, in whichever edition its measure stands."""
        if self.measure is not None:
            return f"{self.kind}-{self.measure.lineage}"
        return f"{self.kind}-{self.round.asks_about.key}-{self.round.concept_id}" if self.round else self.kind


def list_dates(concept: Concept) -> list[DatedThing]:
    """Return deadlines and ends of funding of measures that are carried out, and days on which reports are due."""
    found = [DatedThing(DateKind.REPORTS, round_.deadline, round=round_) for round_ in list_rounds(concept.id)]
    edition = find_standing_edition(concept)
    if edition is not None:
        statement = select(Measure).where(
            Measure.edition_id == edition.id,
            Measure.state.in_(AWAITED_STATES),
            or_(Measure.due_on.is_not(None), Measure.funded_until.is_not(None)),
        )
        found.extend(dated for measure in db.session.scalars(statement) for dated in _of_measure(measure))
    return sorted(found, key=lambda dated: (dated.day, dated.key))


def find_feed(concept_id: int, owner_id: int) -> CalendarFeed | None:
    """Return the calendar that one of staff keeps of a concept."""
    return db.session.scalar(
        select(CalendarFeed).where(CalendarFeed.concept_id == concept_id, CalendarFeed.owner_id == owner_id)
    )


def get_feed_of(secret: str) -> CalendarFeed:
    """Return the calendar at this address, while its owner works in the office; raises ``CalendarUnknown``."""
    statement = (
        select(CalendarFeed)
        .where(CalendarFeed.token_hash == hash_token(secret))
        .options(joinedload(CalendarFeed.owner), joinedload(CalendarFeed.concept))
    )
    feed = db.session.scalar(statement)
    if feed is None or not (feed.owner.is_active and feed.owner.is_office):
        raise CalendarUnknown
    return feed


def _of_measure(measure: Measure) -> Iterator[DatedThing]:
    if measure.due_on is not None:
        yield DatedThing(DateKind.DUE, measure.due_on, measure)
    if measure.funded_until is not None:
        yield DatedThing(DateKind.MONEY, measure.funded_until, measure)
