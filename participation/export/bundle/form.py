"""The written form of a workshop, version 6, as docs/bundle.md describes it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from participation.concept.models import EditionState
from participation.contributions.models import CardState, MoveKind, TranslationState
from participation.export.bundle.shapes import (
    Anything,
    Choice,
    Day,
    Flag,
    Identity,
    ListOf,
    MapOf,
    Moment,
    Number,
    Optional,
    Record,
    Reference,
    Text,
)
from participation.i18n.languages import LANGUAGES
from participation.kernel.ids import CODE_LENGTH
from participation.measures.models import Rating
from participation.prioritisation.models import RoundState, Subject
from participation.reach.models import Question
from participation.workshop.agendas import AGENDAS, CHECK_CRITERIA, PLAN_FIELDS
from participation.workshop.models import Phase, StepKind, StepState, WorkshopState

FORMAT: Final = "participation.workshop"
VERSION: Final = 6


def choice_of(words: type[StrEnum]) -> Choice:
    """Return the shape of a word of an enumeration."""
    return Choice(tuple(word.value for word in words))


_TAG = Choice(tuple(LANGUAGES))
FIELD: Final = Reference("field of action", Text(200))
GOAL: Final = ListOf(Number(), least=1)
_BY_LANGUAGE = MapOf(_TAG, Text())
_MOMENT_OR_NOTHING = Optional(Moment())
_TRANSLATIONS = ListOf(Record({"language": _TAG, "text": Text(), "state": choice_of(TranslationState)}), ("language",))

PROCESS: Final = Record({"title": Text(300, filled=True), "created_at": Moment()})

#: The tree itself is read by `concept.tree.from_json`.
CONCEPT: Final = Record(
    {
        "tree": Anything(),
        "state": choice_of(EditionState),
        "as_of": Optional(Day()),
        "translations": ListOf(
            Record(
                {
                    "original": Text(filled=True),
                    "language": _TAG,
                    "text": Text(filled=True),
                    "state": choice_of(TranslationState),
                }
            )
        ),
    }
)

WORKSHOP: Final = Record(
    {
        "code": Text(CODE_LENGTH, filled=True),
        "title": Text(300, filled=True),
        "place": Text(300),
        "planned_for": _MOMENT_OR_NOTHING,
        "state": choice_of(WorkshopState),
        "template": Choice(tuple(AGENDAS)),
        "languages": ListOf(_TAG, ("",), least=1),
        "premoderated": Flag(),
        "questions": Record(
            {"asked": ListOf(choice_of(Question), ("",)), "districts": ListOf(Text(60, filled=True), ("",))}
        ),
        "takes_late": Flag(),
        "invited_only": Flag(),
        "adjourned_until": _MOMENT_OR_NOTHING,
        "current_step": Optional(Reference("step")),
        "goals": ListOf(GOAL),
        "fields": ListOf(FIELD, ("",)),
        "created_at": Moment(),
        "closed_at": _MOMENT_OR_NOTHING,
        "archived_at": _MOMENT_OR_NOTHING,
    }
)

STEP: Final = Record(
    {
        "position": Identity("step"),
        "phase": choice_of(Phase),
        "kind": choice_of(StepKind),
        "minutes": Number(),
        "settings": MapOf(Text(), Anything()),
        "state": choice_of(StepState),
        "started_at": _MOMENT_OR_NOTHING,
        "ended_at": _MOMENT_OR_NOTHING,
        "extended_minutes": Number(-(2**31)),
        "paused_at": _MOMENT_OR_NOTHING,
        "paused_seconds": Number(),
        "prompts": ListOf(Record({"language": _TAG, "text": Text()}), ("language",)),
    }
)
TABLE: Final = Record(
    {"position": Identity("table"), "name": Text(120), "field": Optional(FIELD), "questions": _BY_LANGUAGE}
)
PARTICIPANT: Final = Record(
    {
        "id": Identity("participant"),
        "language": _TAG,
        "table": Optional(Reference("table")),
        "hosts_table": Flag(),
        "left": Flag(),
    }
)

CARD: Final = Record(
    {
        "id": Identity("card"),
        "step": Reference("step"),
        "participant": Optional(Reference("participant")),
        "text": Text(),
        "language": _TAG,
        "state": choice_of(CardState),
        "reason": Text(),
        "on_paper": Flag(),
        "late": Flag(),
        "table": Optional(Reference("table")),
        "inversion": Optional(Reference("inversion")),
        "created_at": Moment(),
        "redacted_at": _MOMENT_OR_NOTHING,
        "translations": _TRANSLATIONS,
    }
)
CLUSTER: Final = Record(
    {
        "id": Identity("cluster"),
        "phase": choice_of(Phase),
        "position": Number(),
        "title": Text(),
        "language": _TAG,
        "merged_into": Optional(Reference("cluster")),
        "dissolved": Flag(),
        "created_at": Moment(),
        "translations": _TRANSLATIONS,
        "cards": ListOf(Record({"card": Reference("card"), "position": Number()}), ("card",)),
    }
)
MARK: Final = Record(
    {
        "cluster": Reference("cluster"),
        "participant": Optional(Reference("participant")),
        "text": Text(),
        "language": _TAG,
        "state": choice_of(CardState),
        "reason": Text(),
        "created_at": Moment(),
    }
)
INVERSION: Final = Record(
    {
        "id": Identity("inversion"),
        "cluster": Reference("cluster"),
        "position": Number(),
        "texts": _BY_LANGUAGE,
        "dropped": Flag(),
    }
)
_CHANGES = Record(
    {
        "merged_into": Optional(Reference("cluster")),
        "dissolved": Flag(),
        "title": Text(),
        "language": _TAG,
        "translations": _TRANSLATIONS,
    },
    partial=True,
)
_BOARD = Record(
    {
        "placements": ListOf(
            Record({"card": Reference("card"), "cluster": Reference("cluster"), "position": Number()})
        ),
        "clusters": ListOf(Record({"cluster": Reference("cluster"), "changes": _CHANGES}), ("cluster",)),
    }
)
MOVE: Final = Record(
    {
        "step": Reference("step"),
        "at": Moment(),
        "kind": choice_of(MoveKind),
        "before": _BOARD,
        "after": _BOARD,
        "undone_at": _MOMENT_OR_NOTHING,
    }
)

OPTION: Final = Record(
    {
        "position": Number(),
        "cluster": Optional(Reference("cluster")),
        "plan": Optional(Reference("plan")),
        "value": Optional(Number()),
        "titles": _BY_LANGUAGE,
        "points": Optional(Number()),
        "rank": Optional(Number()),
        "machine_titles": ListOf(_TAG, ("",)),
        "tie_order": Optional(Number()),
        "paper": Optional(Number()),
    }
)
ROUND: Final = Record(
    {
        "step": Reference("step"),
        "subject": choice_of(Subject),
        "state": choice_of(RoundState),
        "dots": Number(1),
        "limit": Number(1),
        "opened_at": Moment(),
        "closed_at": _MOMENT_OR_NOTHING,
        "tie_reason": Text(),
        "by_cards": Flag(),
        "counted_twice": Flag(),
        "paper_reason": Text(),
        "cards_issued": Optional(Number()),
        "cards_on_paper": Optional(Number()),
        "paper_counts": ListOf(
            Record({"turn": Number(1), "dots": ListOf(Number()), "single_handed": Flag(), "at": Moment()}), ("turn",)
        ),
        "options": ListOf(OPTION, ("position",), least=1),
        "ballots": ListOf(ListOf(Number())),
    }
)

PLAN: Final = Record(
    {
        "id": Identity("plan"),
        "table": Optional(Reference("table")),
        "position": Number(),
        "title": Text(filled=True),
        "language": _TAG,
        "created_at": Moment(),
        "wishes": ListOf(Reference("cluster"), ("",)),
        "fields": ListOf(
            Record(
                {
                    "name": Choice(tuple(PLAN_FIELDS)),
                    "text": Text(),
                    "language": _TAG,
                    "version": Number(),
                    "changed_at": Moment(),
                    "participant": Optional(Reference("participant")),
                    "history": ListOf(
                        Record(
                            {"version": Number(), "text": Text(), "language": _TAG, "at": Moment(), "by_staff": Flag()}
                        ),
                        ("version",),
                    ),
                }
            ),
            ("name",),
        ),
        "checks": ListOf(
            Record(
                {
                    "criterion": Choice(tuple(CHECK_CRITERIA)),
                    "rating": choice_of(Rating),
                    "reason": Text(),
                    "at": Moment(),
                }
            ),
            ("criterion",),
        ),
    }
)
