"""What a reader has to tell the person who imports: what was interpreted, what was not understood, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from participation.i18n import mark

Kind = Literal["interpreted", "not_understood", "warning"]

NOTE_TEXTS: Final[dict[str, str]] = {
    "ditto_fields": mark("“%(text)s” was read as the fields of action of the row above: %(fields)s."),
    "ditto_measures": mark("“%(text)s” was read as the measures of the row above."),
    "ditto_goal": mark("“%(text)s” was read as “%(goal)s”, which stands above."),
    "ditto_indicators": mark("“%(text)s” was read as the indicators of the row above."),
    "goal_again": mark("“%(text)s” stands at several places: it was read as one goal that is printed at each of them."),
    "list_in_cell": mark("The cell in “%(column)s” holds a list: %(count)s entries were found."),
    "indicators_of_first": mark("Several goals share these indicators; they were given to “%(goal)s”."),
    "ditto_without_row_above": mark("“%(text)s” has no row above that it could repeat; nothing was taken over."),
    "level_name_unified": mark("The heading “%(text)s” says “%(found)s” and was read as “%(level)s”."),
    "level_unclear": mark("It is unclear at which level “%(found)s” stands; it was put beside the goal before it."),
    "level_named": mark("The level has no name in the document and was called “%(level)s”."),
    "heading_without_level": mark("The heading “%(text)s” names no level; its place was taken from its neighbours."),
    "colon_doubled": mark("The doubled colon in “%(text)s” was read as one."),
    "number_dot": mark("The dot that closes the number in “%(text)s” was left out."),
    "goal_without_number": mark("The goal “%(text)s” has no number."),
    "goal_at_other_level": mark("“%(text)s” stands directly below “%(parent)s”: it was read as “%(level)s”."),
    "goal_continued": mark("“%(text)s” was already there; its rows were added to it."),
    "table_continued": mark("The table has no header row and was read as going on from the table before it."),
    "table_skipped": mark("The table has other columns and was skipped: %(columns)s."),
    "sheet_skipped": mark("The sheet was skipped."),
    "column_skipped": mark("The column “%(column)s” was not understood and was skipped."),
    "row_continued": mark("The row has no goal of its own; its measures were added to “%(goal)s”."),
    "row_without_goal": mark("The row has no goal, and none stands before it: “%(text)s” was left out."),
    "measures_split": mark("%(count)s numbered measures were found in one cell."),
    "list_in_measure": mark("The cell has a numbered list after other text; it was read as one measure."),
    "numbered_by_program": mark("“%(text)s” is numbered by the text program; the number could not be read."),
    "nested_table": mark("A table within a cell was left out."),
    "detail_not_understood": mark("“%(text)s” was not understood and was kept as text of the measure."),
    "value_not_understood": mark("“%(text)s” is not a known value and was left out."),
    "field_spelling": mark("The field of action “%(spelling)s” was read as “%(field)s”."),
    "fields_of_measure": mark("The row names other fields of action than its goal; they were given to its measures."),
    "number_in_theme": mark("The numbers at the start of the cells in “%(column)s” were read as numbers of the goals."),
    "level_filled_down": mark("Empty cells in “%(column)s” were read as the goal above."),
    "date_in_cell": mark("The cell holds a date (%(text)s) where a number like 1.2 was probably meant."),
    "encoding": mark("The file was read as %(encoding)s."),
    "review_goes_on": mark("“%(measure)s” is in review and stays there; the document says “%(state)s”."),
    "review_kept": mark("“%(measure)s” is in review and stays, although the document does not have it."),
    "formula_as_text": mark("“%(text)s” looks like a formula and was read as plain text."),
}
"""Message codes with their English text; `participation.i18n` translates them with the note's parameters."""

PLACE_TEXTS: Final[dict[str, str]] = {
    "table": mark("Table %(table)s"),
    "table_row": mark("Table %(table)s, row %(row)s"),
    "sheet": mark("Sheet “%(sheet)s”"),
    "sheet_row": mark("Sheet “%(sheet)s”, row %(row)s"),
    "line": mark("Line %(row)s"),
    "document": mark("Document"),
}
"""How a place is said; see `Place.code`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document: table or sheet and row, counted from 1; a CSV has rows only; all empty: the whole."""

    table: int | None = None
    sheet: str = ""
    row: int | None = None

    @property
    def code(self) -> str:
        """The key of this place's wording in `PLACE_TEXTS`."""
        if self.table is not None:
            return "table_row" if self.row is not None else "table"
        if self.sheet:
            return "sheet_row" if self.row is not None else "sheet"
        return "line" if self.row is not None else "document"

    @property
    def parameters(self) -> dict[str, str]:
        """The values for the placeholders of this place's wording."""
        return {"table": str(self.table), "sheet": self.sheet, "row": str(self.row)}


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to tell; `code` is a key of `NOTE_TEXTS`, `parameters` are its placeholders."""

    where: Place
    kind: Kind
    code: str
    parameters: dict[str, str] = field(default_factory=dict)


class Notes:
    """Collects notes while a document is read."""

    def __init__(self) -> None:
        self._notes: list[Note] = []

    def interpreted(self, where: Place, code: str, **parameters: str) -> None:
        """Tell how something was read that could also mean something else."""
        self._notes.append(Note(where, "interpreted", code, parameters))

    def not_understood(self, where: Place, code: str, **parameters: str) -> None:
        """Tell what was left out because it was not understood."""
        self._notes.append(Note(where, "not_understood", code, parameters))

    def warn(self, where: Place, code: str, **parameters: str) -> None:
        """Tell what a person should look at."""
        self._notes.append(Note(where, "warning", code, parameters))

    def all(self) -> tuple[Note, ...]:
        """Answer the notes in the order in which they arose."""
        return tuple(self._notes)


def short(text: str, longest: int = 60) -> str:
    """Answer the beginning of a text in one line, for use in a note."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
