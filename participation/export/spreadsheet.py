"""Sheets → XLSX workbook: header row frozen and filtered, texts never taken for formulas, dates as dates."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from participation.export.sheet import Sheet, Value
from participation.export.text import writable
from participation.kernel.jobs.progress import tell_progress

Format: TypeAlias = Any

#: What a sheet's name may not hold, and how long it may be, says Excel.
_FORBIDDEN_IN_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME: Final = 31
#: No cell holds more; a longer text is cut by a sign that says so.
LONGEST_TEXT: Final = 32_767
_CUT: Final = " […]"
#: Column widths in characters.
_NARROWEST: Final = 8
_WIDEST: Final = 60

ACCENT: Final = "#095860"


def write_xlsx(
    sheets: Iterable[Sheet], title: str, written_at: datetime, author: str = "", accent: str = ACCENT
) -> bytes:
    """The sheets as an .xlsx file made at `written_at` (with time zone); times in cells lose their zone."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as workbook:
        created = written_at.astimezone(UTC).replace(tzinfo=None)
        workbook.set_properties({"title": writable(title), "author": writable(author), "created": created})
        formats = _formats(workbook, accent)
        named = list(with_safe_names(tuple(sheets)))
        for number, (name, sheet) in enumerate(named):
            tell_progress(number, len(named))
            _fill(workbook.add_worksheet(name), sheet, formats)
    return stream.getvalue()


def with_safe_names(sheets: tuple[Sheet, ...]) -> Iterator[tuple[str, Sheet]]:
    """Every sheet with a name that Excel takes and no other sheet has (case does not tell them apart)."""
    used: set[str] = set()
    for position, sheet in enumerate(sheets, start=1):
        name = safe_name(sheet.name, position)
        if name.casefold() in used:
            ending = f" ({position})"
            name = name[: _LONGEST_NAME - len(ending)] + ending
        used.add(name.casefold())
        yield name, sheet


def safe_name(name: str, position: int) -> str:
    """The name without what Excel forbids, or the sheet's position where nothing is left."""
    safe = _FORBIDDEN_IN_NAME.sub(" ", writable(name))[:_LONGEST_NAME].strip().strip("'").strip()
    # "History" is a name that Excel keeps for itself.
    return f"{safe}_" if safe.casefold() == "history" else safe or str(position)


def _formats(workbook: Workbook, accent: str) -> Mapping[str, Format]:
    wrapped = {"text_wrap": True, "valign": "top"}
    header = {"bold": True, "font_color": "#FFFFFF", "bg_color": accent, "text_wrap": True}
    return {
        "header": workbook.add_format(header),
        "text": workbook.add_format(wrapped),
        "date": workbook.add_format({**wrapped, "num_format": "yyyy-mm-dd"}),
        "time": workbook.add_format({**wrapped, "num_format": "yyyy-mm-dd hh:mm"}),
    }


def _fill(worksheet: Worksheet, sheet: Sheet, formats: Mapping[str, Format]) -> None:
    if sheet.direction == "rtl":
        worksheet.right_to_left()
    for column, heading in enumerate(sheet.columns):
        worksheet.write_string(0, column, _text(heading), formats["header"])
        worksheet.set_column(column, column, _width(sheet, column))
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            _write(worksheet, (number, column), value, formats)
    worksheet.freeze_panes(1, 0)
    worksheet.repeat_rows(0)
    worksheet.set_landscape()
    worksheet.set_paper(9)  # A4
    worksheet.fit_to_pages(1, 0)
    if sheet.columns:
        worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _write(worksheet: Worksheet, at: tuple[int, int], value: Value, formats: Mapping[str, Format]) -> None:
    """Write one cell by the type of its value; bool before int and datetime before date, their parents."""
    if isinstance(value, str) and value:
        worksheet.write_string(*at, _text(value), formats["text"])
    elif isinstance(value, bool):
        worksheet.write_boolean(*at, value, formats["text"])
    elif isinstance(value, int | float):
        worksheet.write_number(*at, value, formats["text"])
    elif isinstance(value, datetime):
        worksheet.write_datetime(*at, value.replace(tzinfo=None), formats["time"])
    elif isinstance(value, date):
        worksheet.write_datetime(*at, value, formats["date"])


def _text(text: str) -> str:
    clean = writable(text)
    return clean if len(clean) <= LONGEST_TEXT else clean[: LONGEST_TEXT - len(_CUT)] + _CUT


def _width(sheet: Sheet, column: int) -> int:
    """As wide as the longest line of the column, within bounds."""
    values = (str(row[column]) for row in sheet.rows if row[column] is not None)
    lines = (line for text in (sheet.columns[column], *values) for line in text.split("\n"))
    return min(max(_NARROWEST, max(map(len, lines), default=0) + 2), _WIDEST)
