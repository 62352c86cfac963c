"""The table of a recount: what each option got by which way, both counts of the paper, the sums last."""

from __future__ import annotations

from collections.abc import Iterable

from participation.export.document import Cell, Row, Table, cell, paragraph
from participation.export.sheet import Value
from participation.i18n import current_language
from participation.i18n import gettext as _
from participation.i18n.languages import direction_of
from participation.prioritisation.models import CountedOption
from participation.prioritisation.recount import Recount

_NUMBERS_WIDTH = 0.56
"""Share of the text width that all columns of numbers have together, one of them at most `_WIDEST`."""
_WIDEST = 0.14


def recount_columns(sheet: Recount) -> tuple[str, ...]:
    """Return the heads of the columns; both counts of the paper only where there were two."""
    counts = (_("Paper, first count"), _("Paper, second count")) if _counted_twice(sheet) else ()
    return (_("Option"), _("By phone"), _("By voting card"), *counts, _("On paper"), _("Sum"))


def recount_numbers(sheet: Recount, counted: CountedOption) -> tuple[Value, ...]:
    """Return the numbers of an option, or their sums, as `recount_columns` heads them."""
    counts = (counted.first or 0, counted.second or 0) if _counted_twice(sheet) else ()
    return (counted.by_phone, counted.by_card, *counts, counted.on_paper, counted.points)


def recount_table(sheet: Recount) -> Table:
    """Return the table in the reader's language."""
    columns = recount_columns(sheet)
    rows = []
    for line in sheet.lines:
        title, language = line.option.title_in(current_language().tag)
        name = Cell((paragraph(title, language=language, direction=direction_of(language)),))
        rows.append(Row((name, *_cells(recount_numbers(sheet, line.counted)))))
    rows.append(Row((cell(_("Sum")), *_cells(recount_numbers(sheet, sheet.sums)))))
    numbers = len(columns) - 1
    width = min(_NUMBERS_WIDTH / numbers, _WIDEST)
    widths = (1 - width * numbers, *[width] * numbers)
    return Table((Row(tuple(map(cell, columns))),), tuple(rows), widths)


def _cells(numbers: Iterable[Value]) -> tuple[Cell, ...]:
    return tuple(cell(str(number)) for number in numbers)


def _counted_twice(sheet: Recount) -> bool:
    return len(sheet.tallies) > 1
