"""The sheet in which the office fills in values of indicators: a row for each, a column for each day."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from participation.concept.models import Concept, Indicator
from participation.concept.trends import direction_in_words
from participation.concept.value_sheets import COLUMNS, ID, day_as_printed, headings
from participation.export.spreadsheet import ACCENT, safe_name
from participation.export.text import writable
from participation.i18n import gettext as _
from participation.i18n import speaking

Format: TypeAlias = Any

#: Widths in characters: the id, which nobody reads, what stands beside the figures, the figures.
_ID_WIDTH: Final = 5
_WIDTHS: Final = dict(zip(COLUMNS, (40, 40, 12, 14, 24, 14, 14), strict=True))
_FIGURE_WIDTH: Final = 12
_KEPT_IN_SIGHT: Final = 1 + COLUMNS.index("name") + 1
_ADVICE_WIDTH: Final = 80
#: In points; not every program finds the height of wrapped lines by itself.
_LINE_HEIGHT: Final = 15.0


def make_value_sheet(concept: Concept, indicators: Sequence[Indicator], written_at: datetime) -> bytes:
    """Write the indicators with the values that stand, and a column for the end of the last year, as XLSX."""
    stream = io.BytesIO()
    with speaking(concept.language), Workbook(stream, {"in_memory": True}) as workbook:
        created = written_at.astimezone(UTC).replace(tzinfo=None)
        workbook.set_properties({"title": writable(concept.title), "created": created})
        sheet = _Sheet(workbook, concept.language, _days(indicators, written_at.date()))
        sheet.head()
        for number, indicator in enumerate(indicators, start=1):
            sheet.row(number, indicator)
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        _advise(workbook.add_worksheet(safe_name(_("How to fill in"), 2)), wrapped)
    return stream.getvalue()


def _days(indicators: Sequence[Indicator], today: date) -> list[date]:
    measured = {reading.at for indicator in indicators for reading in indicator.values}
    return sorted(measured | {date(today.year - 1, 12, 31)})


class _Sheet:
    def __init__(self, workbook: Workbook, language: str, days: list[date]) -> None:
        self._language, self._days = language, days
        self._sheet: Worksheet = workbook.add_worksheet(safe_name(_("Values over time"), 1))
        head = {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True, "valign": "top"}
        self._head: Format = workbook.add_format(head)
        self._id: Format = workbook.add_format({"font_color": "#B9BDC4", "font_size": 6, "valign": "top"})
        words = {"text_wrap": True, "valign": "top", "bg_color": "#F1F3F4", "border": 1, "border_color": "#D9DCE0"}
        self._words: Format = workbook.add_format(words)
        self._figure: Format = workbook.add_format({"valign": "top", "num_format": "#,##0.##########"})
        self._whole: Format = workbook.add_format({"valign": "top", "num_format": "#,##0"})

    def head(self) -> None:
        """Write the headings; they and the names of the indicators stay in sight."""
        days = [day_as_printed(day, self._language) for day in self._days]
        for column, heading in enumerate((ID, *headings(self._language), *days)):
            self._sheet.write_string(0, column, heading, self._head)
        self._sheet.set_column(0, 0, _ID_WIDTH)
        for column, width in enumerate(_WIDTHS.values(), start=1):
            self._sheet.set_column(column, column, width)
        self._sheet.set_column(1 + len(COLUMNS), len(COLUMNS) + len(days), _FIGURE_WIDTH)
        self._sheet.freeze_panes(1, _KEPT_IN_SIGHT)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)

    def row(self, number: int, indicator: Indicator) -> None:
        """Write an indicator with the values that stand."""
        self._sheet.write_string(number, 0, indicator.lineage, self._id)
        for column, text in enumerate(_words_of(indicator), start=1):
            self._sheet.write_string(number, column, writable(text), self._words)
        values = {reading.at: reading.value for reading in indicator.values}
        for column, day in enumerate(self._days, start=1 + len(COLUMNS)):
            value = values.get(day)
            if value is not None:
                self._sheet.write_number(number, column, value, self._whole if value.is_integer() else self._figure)


def _words_of(indicator: Indicator) -> tuple[str, ...]:
    goal = f"{indicator.goal.number or ''} {indicator.goal.text}".strip()
    direction = direction_in_words(indicator.direction.value if indicator.direction else "")
    return (
        goal,
        indicator.name,
        indicator.unit,
        direction,
        indicator.source,
        indicator.baseline,
        indicator.target,
    )


def _advise(sheet: Worksheet, wrapped: Format) -> None:
    lines = (
        _("Write figures into the columns of the days. 12,5 and 12.5 are the same."),
        _("For another day write it above a new column at the end: 31.12.2025, 2025-12-31, or 2025 for its last day."),
        _("Leave the column ID as it is: by it the rows are known, also when you sort them."),
        _("Empty cells and deleted rows remove nothing. What stands beside the figures is changed in the concept."),
        _("After the upload you see what changes, before anything is recorded."),
    )
    sheet.set_column(0, 0, _ADVICE_WIDTH)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for number, line in enumerate(lines):
        sheet.set_row(number, _LINE_HEIGHT * math.ceil(len(line) / _ADVICE_WIDTH))
        sheet.write_string(number, 0, line, wrapped)
