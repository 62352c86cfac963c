"""The report in numbers: measures by field of action and state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from participation.concept.models import MeasureState
from participation.export.document import QUIET, Block, Heading, Row, Table, cell, paragraph
from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.i18n.formats import number, short_day
from participation.measures.standing import STATE_NAMES
from participation.report.content import FieldReport, ReportContent, ReportedMeasure, count_states

#: Shares of the text width: the name of a field of action, the sum; the states share the rest.
_NAMED, _SUMMED = 0.18, 0.1
#: The edges of a cell and what wide letters need more than others, in characters.
_EDGES = 6


def name_field(field: FieldReport, content: ReportContent) -> str:
    """Return what a field of action is called; a concept without any has one chapter."""
    if field.field is not None:
        return field.field.name
    return _("The whole concept") if len(content.fields) == 1 else _("Without a field of action")


def numbers_of(content: ReportContent) -> Iterator[Block]:
    """Print how many measures are in which state, by field of action and in all."""
    measures = content.measures
    states = [state for state in STATE_NAMES if any(entry.now is state for entry in measures)]
    yield paragraph(
        " · ".join(
            (
                ngettext("%(num)s measure", "%(num)s measures", len(measures)),
                ngettext("%(num)s indicator", "%(num)s indicators", len(content.indicators)),
                ngettext("%(num)s move between states", "%(num)s moves between states", _moves(measures)),
            )
        )
    )
    if measures:
        until = short_day(content.report.until)
        yield Heading(2, _("Measures by field of action and state, %(day)s", day=until))
        yield _table(content, states)


def states_of(field: FieldReport, content: ReportContent) -> Iterator[Block]:
    """Print the states of a field's measures on the first day of the period and on the last."""
    before, now = count_states(field.measures)
    if not field.measures:
        yield paragraph(_("There are no measures in this field of action yet."), QUIET)
        return
    report = content.report
    header = Row(tuple(map(cell, (_("State"), short_day(report.since), short_day(report.until)))))
    rows = [
        Row((cell(_(STATE_NAMES[state])), cell(number(before[state])), cell(number(now[state]))))
        for state in STATE_NAMES
        if before[state] or now[state]
    ]
    rows.append(Row((cell(_("Sum")), cell(number(before.total())), cell(number(now.total())))))
    yield Table((header,), tuple(rows), (0.4, 0.2, 0.2))


def _moves(measures: Sequence[ReportedMeasure]) -> int:
    return sum(len(entry.moves) for entry in measures)


def _table(content: ReportContent, states: Sequence[MeasureState]) -> Table:
    names = (_("Field of action"), *(_(STATE_NAMES[state]) for state in states), _("Sum"))
    rows = [_row(name_field(field, content), field.measures, states) for field in content.fields]
    rows.append(_row(_("All, each once"), content.measures, states))
    return Table((Row(tuple(map(cell, names))),), tuple(rows), (_NAMED, *_shares(names[1:-1]), _SUMMED))


def _shares(names: Sequence[str]) -> Iterator[float]:
    """Give each column as much as its longest word and the edges need, so that none is cut in two."""
    longest = [max(map(len, name.split())) + _EDGES for name in names]
    return (length / sum(longest) * (1 - _NAMED - _SUMMED) for length in longest)


def _row(name: str, measures: Sequence[ReportedMeasure], states: Sequence[MeasureState]) -> Row:
    _before, now = count_states(measures)
    figures = (*(now[state] for state in states), len(measures))
    return Row((cell(name), *(cell(number(figure)) for figure in figures)))
