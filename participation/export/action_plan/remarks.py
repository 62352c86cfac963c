"""What there is to tell about a line of an action plan that came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from participation.i18n import gettext, mark

LEFT: Final[Mapping[str, str]] = {
    "row_without_identifier": mark(
        "The row has no identifier and was left out: “%(written)s”. New measures are written on the page “Measures”."
    ),
    "identifier_unclear": mark("“%(written)s” is no identifier of a measure. The row was left out."),
    "measure_unknown": mark("There is no measure of this concept with the identifier “%(written)s”."),
    "measure_elsewhere": mark("“%(label)s” belongs to another edition than the rest of the file."),
    "merged": mark(
        "Merged cells were left as they are, because nobody can tell what they say of this row: %(columns)s."
    ),
    "formula": mark("The cell holds a formula. Please write what it gives."),
    "damaged": mark("The spreadsheet program shows an error in this cell: %(written)s."),
    "day_unclear": mark("“%(written)s” is no day. Please write it like 2027-12-31 or 31.12.2027."),
    "day_far": mark("The day %(written)s is not between 2000 and 2099."),
    "day_in_text": mark(
        "The cell holds a day (%(written)s) where words are expected; spreadsheet programs turn “1/27” into one."
    ),
    "text_too_long": mark("The text has more than %(limit)s characters."),
    "state_unclear": mark("“%(written)s” is no state. The states are: %(known)s."),
    "state_skipped": mark("“%(label)s” cannot go from “%(before)s” to “%(after)s”. Next it may be: %(possible)s."),
    "word_unclear": mark("“%(written)s” is no word of this concept. Its words are: %(known)s."),
    "goal_unclear": mark("“%(written)s” is no goal of this edition. Please write its number or its text."),
    "goal_twice": mark("“%(written)s” fits several goals. Please write the number and the text."),
    "field_unclear": mark("“%(written)s” is no field of action of this concept."),
    "said_differently": mark("Rows of “%(label)s” say different things here; none was taken: %(rows)s."),
    "adopted": mark(
        "“%(label)s” stands in the adopted edition. Only its state can change there; the rest in the next edition."
    ),
}
"""What was not taken over, so that the measure stays as it is there."""

TOLD: Final[Mapping[str, str]] = {
    "day_from_text": mark("“%(written)s” was typed as text and read as %(day)s."),
    "told_column": mark("This column is told by the application; what is written there was not taken over."),
    "column_unknown": mark("The column is none of an action plan and was left out."),
    "column_missing": mark("The column is missing; what the measures say there stays."),
}
"""What a person should know; nothing is lost by it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the workbook: a sheet, a row counted from 1, the heading of a column."""

    sheet: str = ""
    row: int | None = None
    column: str = ""

    def in_words(self) -> str:
        """Return the place as a person would say it."""
        place = gettext("Sheet “%(sheet)s”", sheet=self.sheet) if self.sheet else ""
        if self.row is not None:
            place = gettext("Sheet “%(sheet)s”, row %(row)s", sheet=self.sheet, row=self.row)
        return " · ".join(filter(None, (place, self.column)))


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to tell; `code` is a key of `LEFT` or `TOLD`, `values` fill its sentence."""

    code: str
    spot: Spot
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_left(self) -> bool:
        """Whether something was not taken over."""
        return self.code in LEFT

    def in_words(self) -> str:
        """Return the sentence."""
        return gettext({**LEFT, **TOLD}[self.code], **self.values)
