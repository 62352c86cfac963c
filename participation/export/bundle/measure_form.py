"""The written form of a measure that a workshop has made, with what became of it (docs/bundle.md)."""

from __future__ import annotations

from typing import Final

from participation.concept.models import KEYED, MEASURE_DAYS, MEASURE_TEXTS, MeasureState
from participation.export.bundle.form import FIELD, GOAL, choice_of
from participation.export.bundle.shapes import (
    Anything,
    Day,
    ListOf,
    MapOf,
    Moment,
    Number,
    Optional,
    Record,
    Reference,
    Shape,
    Text,
)
from participation.measures.models import Mark, Vote
from participation.monitoring.models import Progress

_SAID: Final[Shape] = Text()
_KEY: Final[Shape] = Optional(Text(60, filled=True))
_DAY: Final[Shape] = Optional(Day())

REVIEW: Final = Record(
    {
        "vote": choice_of(Vote),
        "reason": Text(),
        "marks": MapOf(Text(), Record({"mark": choice_of(Mark), "words": Text()})),
        "version": Number(1),
        "measure_version": Optional(Number(1)),
        "handed_in_at": Moment(),
    }
)
#: A round that ended with a decision; one that is open, or was broken off, stays where it is (docs/bundle.md).
REVIEW_ROUND: Final = Record(
    {
        "criteria": ListOf(Text(filled=True), ("",)),
        "opened_at": Moment(),
        "closed_at": Moment(),
        "outcome": choice_of(MeasureState),
        "reason": Text(),
        "reviews": ListOf(REVIEW, least=1),
    }
)

STATUS_REPORT: Final = Record(
    {
        "year": Number(1),
        "half": Number(1, 2),
        "deadline": Day(),
        "version": Number(1),
        "state": choice_of(MeasureState),
        "progress": choice_of(Progress),
        "happened": Text(),
        "next_steps": Text(),
        "obstacles": Text(),
        "spent": Text(),
        "due_on": _DAY,
        "handed_in_at": Moment(),
        "accepted_at": Optional(Moment()),
    }
)

MEASURE: Final = Record(
    {
        "plans": ListOf(Reference("plan"), ("",), least=1),
        "goals": ListOf(Record({"goal": GOAL, "place": Number(), "number": Optional(Text(40))})),
        "fields": ListOf(FIELD, ("",)),
        "state": choice_of(MeasureState),
        **dict.fromkeys(MEASURE_TEXTS, _SAID),
        **dict.fromkeys(KEYED, _KEY),
        **dict.fromkeys(MEASURE_DAYS, _DAY),
        "origin": Record({"workshop": Text(), "rank": Optional(Number()), "points": Optional(Number())}),
        "version": Number(),
        "created_at": Moment(),
        "changed_at": Moment(),
        "history": ListOf(
            Record(
                {
                    "at": Moment(),
                    "before": MapOf(Text(), Anything()),
                    "after": MapOf(Text(), Anything()),
                    "reason": Text(),
                }
            )
        ),
        "reviews": ListOf(REVIEW_ROUND),
        "status_reports": ListOf(STATUS_REPORT, ("year", "half")),
    }
)
