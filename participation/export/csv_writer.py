"""Sheet → CSV as a German Excel opens it with a double click: UTF-8 with byte order mark, semicolons, CRLF.

A text that a spreadsheet would run as a formula (it starts with = + - @, tab or return) gets an apostrophe in
front, which the import takes away again; see `participation.concept.chapter.protect_cell`.
"""

from __future__ import annotations

import csv
import io
from datetime import date

from participation.concept.chapter import protect_cell
from participation.export.sheet import Sheet, Value
from participation.export.text import writable


def write_csv(sheet: Sheet) -> bytes:
    """The sheet as CSV (RFC 4180 with semicolons); dates in ISO 8601, empty cells empty."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(heading) for heading in sheet.columns])
    writer.writerows([_cell(value) for value in row] for row in sheet.rows)
    return stream.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        # Protected before line ends are made equal: a return at the start counts as well.
        return writable(protect_cell(value))
    if isinstance(value, bool):
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
