"""Sheets → XLSX workbook: header row frozen and filtered, texts never taken for formulas, dates as dates."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from participation.export.sheet import Choices, Guide, Sheet, Value
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
#: Heights of rows in points; Excel takes no higher ones.
_LINE_HEIGHT: Final = 15.0
_HIGHEST: Final = 409.0
#: So many characters can still be read across a page.
_PRINTED_WIDTH: Final = 220

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
        named = tuple(with_safe_names(tuple(sheets)))
        for number, (name, sheet) in enumerate(named):
            tell_progress(number, len(named))
            worksheet = workbook.add_worksheet(name)
            _fill(worksheet, sheet, formats)
            _guide(worksheet, sheet, [other for other, _ in named])
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
        "quiet": workbook.add_format({**wrapped, "font_color": "#4A5058", "bg_color": "#EDEFF1"}),
        "date": workbook.add_format({**wrapped, "num_format": "yyyy-mm-dd"}),
        "time": workbook.add_format({**wrapped, "num_format": "yyyy-mm-dd hh:mm"}),
    }


def _fill(worksheet: Worksheet, sheet: Sheet, formats: Mapping[str, Format]) -> None:
    if sheet.direction == "rtl":
        worksheet.right_to_left()
    for column, heading in enumerate(sheet.columns):
        worksheet.write_string(0, column, shortened(heading), formats["header"])
        worksheet.set_column(column, column, _width(sheet, column))
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            quiet = sheet.guides.get(column, Guide()).quiet
            _write(worksheet, (number, column), value, {**formats, "text": formats["quiet"]} if quiet else formats)
            if quiet and value is None:
                worksheet.write_blank(number, column, None, formats["quiet"])
    widths = [_width(sheet, column) for column in range(len(sheet.columns))]
    for number, row in enumerate((sheet.columns, *sheet.rows)):
        worksheet.set_row(number, _height(row, widths))
    worksheet.freeze_panes(1, sheet.frozen)
    worksheet.repeat_rows(0)
    _set_paper(worksheet, sheet)
    if sheet.columns:
        worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _set_paper(worksheet: Worksheet, sheet: Sheet) -> None:
    """Print a sheet on A4 as wide as the page; a wider one on A3, over pages that begin with its frozen columns."""
    width = sum(_width(sheet, column) for column in range(len(sheet.columns)))
    worksheet.set_landscape()
    worksheet.hide_gridlines(0)  # they are printed too
    worksheet.set_footer("&L&A&R&P / &N")  # which sheet, which page of how many
    if not sheet.frozen or width <= _PRINTED_WIDTH:
        worksheet.set_paper(9)  # A4
        worksheet.fit_to_pages(1, 0)
        return
    worksheet.set_paper(8)  # A3
    worksheet.repeat_columns(0, sheet.frozen - 1)
    worksheet.fit_to_pages(math.ceil(width / _PRINTED_WIDTH), 0)


def _guide(worksheet: Worksheet, sheet: Sheet, names: list[str]) -> None:
    """Offer the choices of each guided column, and let the program refuse what cannot be meant."""
    for column, guide in sheet.guides.items():
        rules: dict[str, Any] = {}
        if guide.choices is not None and guide.choices.count:
            rules = {"validate": "list", "source": _source(guide.choices, names), "show_error": guide.only_choices}
        elif guide.days is not None:
            first, last = guide.days
            rules = {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
            rules["error_type"] = "warning"
        if rules and sheet.rows:
            refusal = {"error_message": guide.refusal} if guide.refusal else {}
            worksheet.data_validation(1, column, len(sheet.rows), column, rules | refusal)


def _source(choices: Choices, names: list[str]) -> str:
    cells = xl_range_abs(1, choices.column, choices.count, choices.column)
    return f"={quote_sheetname(names[choices.sheet])}!{cells}"


def _write(worksheet: Worksheet, at: tuple[int, int], value: Value, formats: Mapping[str, Format]) -> None:
    """Write one cell by the type of its value; bool before int and datetime before date, their parents."""
    if isinstance(value, str) and value:
        worksheet.write_string(*at, shortened(value), formats["text"])
    elif isinstance(value, bool):
        worksheet.write_boolean(*at, value, formats["text"])
    elif isinstance(value, int | float):
        worksheet.write_number(*at, value, formats["text"])
    elif isinstance(value, datetime):
        worksheet.write_datetime(*at, value.replace(tzinfo=None), formats["time"])
    elif isinstance(value, date):
        worksheet.write_datetime(*at, value, formats["date"])


def shortened(text: str) -> str:
    """The text as a cell holds it: without what XML cannot hold, and cut with a sign where it is too long."""
    clean = writable(text)
    return clean if len(clean) <= LONGEST_TEXT else clean[: LONGEST_TEXT - len(_CUT)] + _CUT


def _width(sheet: Sheet, column: int) -> int:
    """As wide as it was asked for, else as the longest line of the column, within bounds."""
    asked = sheet.guides.get(column, Guide()).width
    if asked is not None:
        return asked
    values = (str(row[column]) for row in sheet.rows if row[column] is not None)
    lines = (line for text in (sheet.columns[column], *values) for line in text.split("\n"))
    return min(max(_NARROWEST, max(map(len, lines), default=0) + 2), _WIDEST)


def _height(row: Iterable[Value], widths: Sequence[int]) -> float:
    """As high as its longest cell when its lines are wrapped; not every program finds that out by itself."""
    cells = [(str(value).split("\n"), width) for value, width in zip(row, widths, strict=True) if value is not None]
    lines = [sum(max(1, math.ceil(len(line) / width)) for line in written) for written, width in cells]
    return min(_LINE_HEIGHT * max(lines, default=1), _HIGHEST)
