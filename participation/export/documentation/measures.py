"""The measures that came out of the workshop, with their goals, their origin, and what they still lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from participation.concept.chapter import ATTRIBUTES, STYLE_MEASURE_MARK
from participation.concept.models import Goal, Measure
from participation.export.document import Block, Heading, Paragraph, Run, paragraph
from participation.export.documentation.cards import standing
from participation.export.documentation.passages import facts
from participation.export.documentation.record import WorkshopRecord
from participation.i18n import gettext as _
from participation.measures.models import Plan
from participation.measures.queries import missing_parts
from participation.measures.standing import STATE_NAMES
from participation.measures.words import FIELD_LABELS, value_words
from participation.prioritisation.models import Subject

_TEXTS: Final = ("text", *ATTRIBUTES)


def measures(record: WorkshopRecord) -> Iterator[Block]:
    """The chapter of measures; empty when no plan has become one."""
    if not record.measures:
        return
    yield Heading(1, _("Measures from this workshop"))
    yield paragraph(_("They stand in the concept “%(title)s”.", title=record.measures[0].edition.concept.title))
    for measure in record.measures:
        yield Heading(2, measure.label)
        missing = missing_parts(measure)
        if missing:
            parts = ", ".join(label(name) for name in missing)
            yield paragraph(_("Still missing: %(parts)s", parts=parts), STYLE_MEASURE_MARK)
        yield facts(_parts(record, measure, missing))


def label(name: str) -> str:
    """What people call a part of a measure."""
    return _(FIELD_LABELS[name])


def value_of(measure: Measure, name: str) -> str:
    """What a measure says in one of its parts, choices as people call them."""
    return value_words(measure.edition.concept, name, getattr(measure, name) or "")


def goal_line(goal: Goal) -> str:
    """A goal as the concept prints it."""
    return f"{goal.number or ''} {goal.text}".strip()


def plans_of(record: WorkshopRecord, measure: Measure) -> list[Plan]:
    """The plans of the workshop that the measure was made from."""
    return [plan for plan in record.plans if measure in plan.measures]


def _parts(
    record: WorkshopRecord, measure: Measure, missing: Sequence[str]
) -> Iterator[tuple[str, Sequence[Paragraph]]]:
    yield label("state"), _lines(_(STATE_NAMES[measure.state]))
    yield _("From the plan"), _lines(*(_origin(record, plan) for plan in plans_of(record, measure)))
    yield label("goals"), _told(missing, "goals", map(goal_line, measure.goals))
    yield label("fields"), _lines(*(field.name for field in measure.fields))
    for name in _TEXTS:
        yield label(name), _told(missing, name, [value_of(measure, name)])


def _told(missing: Sequence[str], name: str, texts: Iterator[str] | Sequence[str]) -> list[Paragraph]:
    """What is said, or the word that something has to be said here."""
    return [Paragraph((Run(_("missing"), bold=True),))] if name in missing else _lines(*texts)


def _origin(record: WorkshopRecord, plan: Plan) -> str:
    result = record.result_of(Subject.PLAN, plan.id)
    return f"{plan.title} ({standing(result)})" if result is not None else plan.title


def _lines(*texts: str) -> list[Paragraph]:
    return [paragraph(text) for text in texts if text]
