"""The chapter of a field of action: states, what moved, goals with their measures, indicators, recommendation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from participation.concept.models import MeasureState
from participation.export.document import (
    BODY,
    QUIET,
    Block,
    Cell,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    paragraph,
)
from participation.export.integration_report.indicators import indicators_of
from participation.export.integration_report.missing import is_empty
from participation.export.integration_report.numbers import name_field, states_of
from participation.i18n import gettext as _
from participation.i18n.formats import short_day
from participation.measures.standing import STATE_NAMES
from participation.report.content import FieldReport, ReportContent, ReportedGoal, ReportedMeasure

#: Measure, from, to, on, reason: shares of the text width.
_MOVE_WIDTHS: Final = (0.29, 0.17, 0.17, 0.13, 0.24)
#: Number, measure, lead, state, deadline.
_MEASURE_WIDTHS: Final = (0.07, 0.41, 0.22, 0.15, 0.15)
_NOTHING: Final = "–"


def chapter_of(field: FieldReport, content: ReportContent) -> Iterator[Block]:
    """Print everything on a field of action, beginning on a new page."""
    yield PageBreak()
    yield Heading(1, name_field(field, content))
    if is_empty(field):
        yield paragraph(_("The concept says nothing on this field of action."), QUIET)
        return
    yield Heading(2, _("Measures by state"))
    yield from states_of(field, content)
    yield from _moves(field)
    yield from _goals(field, content.report.until)
    yield from indicators_of(field, content.report.since)
    yield Heading(2, _("Recommendation"))
    yield from _recommendation(field)


def _moves(field: FieldReport) -> Iterator[Block]:
    if not field.measures:
        return
    yield Heading(2, _("What moved"))
    rows = tuple(_move_rows(field))
    if rows:
        names = (_("Measure"), _("Before"), _("After"), _("Day"), _("Reason"))
        yield Table((Row(tuple(map(cell, names))),), rows, _MOVE_WIDTHS)
    else:
        yield paragraph(_("No measure of this field of action changed its state in this time."))


def _move_rows(field: FieldReport) -> Iterator[Row]:
    for entry in field.measures:
        for move in entry.moves:
            states = (_(STATE_NAMES[MeasureState(state)]) for state in (move.before, move.after))
            said = (f"{entry.number} {entry.measure.label}".strip(), *states, short_day(move.on))
            yield Row((*map(cell, said), cell(move.reason or _NOTHING)))


def _goals(field: FieldReport, until: date) -> Iterator[Block]:
    if not (field.goals or field.without_goal):
        return
    yield Heading(2, _("Goals and measures"))
    rows = [row for goal in field.goals for row in _goal_rows(goal, until)]
    if field.without_goal:
        rows.append(_spanning(paragraph(_("Without a goal"))))
        rows.extend(_measure_row(entry, until) for entry in field.without_goal)
    names = (_("No."), _("Measure"), _("Lead"), _("State"), _("Deadline"))
    yield Table((Row(tuple(map(cell, names))),), tuple(rows), _MEASURE_WIDTHS)


def _goal_rows(goal: ReportedGoal, until: date) -> Iterator[Row]:
    named = paragraph(f"{goal.goal.number or ''} {goal.goal.text}".strip())
    above = [paragraph(" › ".join(goal.path), QUIET)] if goal.path else []
    yield _spanning(*above, named)
    if not goal.measures:
        yield Row(
            (
                Cell(
                    (paragraph(_("No measure of this field of action serves this goal."), QUIET),), len(_MEASURE_WIDTHS)
                ),
            )
        )
    yield from (_measure_row(entry, until) for entry in goal.measures)


def _spanning(*paragraphs: Paragraph) -> Row:
    return Row((Cell(paragraphs, len(_MEASURE_WIDTHS), heading=True),))


def _measure_row(entry: ReportedMeasure, until: date) -> Row:
    measure = entry.measure
    told = [paragraph(measure.label)]
    told += [paragraph(f"{short_day(status.on)}: {status.text}", QUIET) for status in entry.status]
    deadline = [paragraph(short_day(measure.due_on) if measure.due_on else _NOTHING)]
    if entry.is_overdue(until):
        deadline.append(Paragraph((Run(_("overdue"), bold=True),)))
    return Row(
        (
            cell(entry.number or _NOTHING),
            Cell(tuple(told)),
            cell(measure.lead or _NOTHING),
            cell(_(STATE_NAMES[entry.now])),
            Cell(tuple(deadline)),
        )
    )


def _recommendation(field: FieldReport) -> Iterator[Block]:
    if not field.text:
        yield paragraph(_("The office has written no recommendation for this field of action."), QUIET)
    for text in field.text.split("\n\n") if field.text else ():
        yield Paragraph((Run(text),), BODY)
