from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from participation.export.sheet import Choices, Guide, Sheet
from participation.export.spreadsheet import LONGEST_TEXT, write_xlsx


def opened(written_at: datetime, *sheets: Sheet):
    return load_workbook(BytesIO(write_xlsx(sheets, "Titel", written_at, "Stadt Lindenfurt")))


@pytest.mark.parametrize("text", ["=1+1", "+49 241", "-", "@SUM(A1)", "{=1}", "0012", "https://stadt.example", "1e5"])
def test_text_stays_text(written_at: datetime, text: str):
    found = opened(written_at, Sheet("a", ("Spalte",), ((text,),))).active["A2"]
    assert (found.value, found.data_type) == (text, "s")


def test_values_keep_their_type(written_at: datetime):
    row = (3, 2.5, True, date(2026, 11, 14), datetime(2026, 11, 14, 18, 30, tzinfo=UTC), None, "")
    columns = tuple("abcdefg")
    values = [found.value for found in opened(written_at, Sheet("a", columns, (row,))).active[2]]
    assert values == [3, 2.5, True, datetime(2026, 11, 14), datetime(2026, 11, 14, 18, 30), None, None]  # noqa: DTZ001 - a sheet knows no zones


def test_header_is_frozen_filtered_and_repeated_in_print(written_at: datetime):
    sheet = opened(written_at, Sheet("a", ("x", "y"), (("1", "2"), ("3", "4")))).active
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:B3", "$1:$1")


def test_columns_are_as_wide_as_their_text_within_bounds(written_at: datetime):
    sheet = opened(written_at, Sheet("a", ("x", "y", "z"), (("1", "w" * 20, "w" * 500),))).active
    widths = [round(sheet.column_dimensions[column].width) for column in "ABC"]
    assert (widths[0] < widths[1] < widths[2], widths[2] < 70) == (True, True)


def test_right_to_left_sheet_starts_at_the_right(written_at: datetime):
    sheet = opened(written_at, Sheet("a", ("x",), (), "rtl")).active
    assert sheet.sheet_view.rightToLeft is True


def test_names_of_sheets_are_made_safe_and_unique(written_at: datetime):
    names = ("Ziele: [2026]/a", "ziele   2026  a", "'x'", "", "History", "n" * 40, "N" * 40)
    found = opened(written_at, *(Sheet(name, ("x",), ()) for name in names)).sheetnames
    assert found == ["Ziele   2026  a", "ziele   2026  a (2)", "x", "4", "History_", "n" * 31, "N" * 27 + " (7)"]


def test_too_long_text_is_cut_with_a_sign(written_at: datetime):
    found = opened(written_at, Sheet("a", ("x",), (("w" * 40_000,),))).active["A2"].value
    assert (len(found), found[-4:]) == (LONGEST_TEXT, " […]"[-4:])


def test_same_sheets_give_the_same_bytes(written_at: datetime):
    sheets = (Sheet("a", ("x",), (("1",),)),)
    assert write_xlsx(sheets, "Titel", written_at) == write_xlsx(sheets, "Titel", written_at)


def test_file_says_title_author_and_date(written_at: datetime):
    found = opened(written_at, Sheet("a", ("x",), ())).properties
    assert (found.title, found.creator, found.created) == (
        "Titel",
        "Stadt Lindenfurt",
        written_at.replace(tzinfo=None),
    )


def test_rows_are_as_high_as_their_longest_wrapped_cell(written_at: datetime):
    sheet = opened(written_at, Sheet("a", ("x",), (("1",), ("w" * 130,), ("a\nb",)))).active
    assert [sheet.row_dimensions[row].height for row in (2, 3, 4)] == [None, 45, 30]


def test_guided_columns_offer_their_words_and_ask_about_odd_days(written_at: datetime):
    guides = {
        0: Guide(choices=Choices(1, 0, 2), only_choices=True),
        1: Guide(days=(date(2000, 1, 1), date(2099, 1, 1))),
    }
    sheets = (Sheet("a", ("x", "y"), (("1", None),), guides=guides), Sheet("it's b", ("z",), (("1",), ("2",))))
    rules = opened(written_at, *sheets)["a"].data_validations.dataValidation
    assert [(str(rule.sqref), rule.type, rule.showErrorMessage, rule.errorStyle) for rule in rules] == [
        ("A2", "list", True, None),
        ("B2", "date", True, "warning"),
    ]
    assert rules[0].formula1 == "'it''s b'!$A$2:$A$3"


def test_wide_sheet_is_printed_over_pages_that_begin_with_its_frozen_columns(written_at: datetime):
    guides = {column: Guide(width=60) for column in range(5)}
    sheet = opened(written_at, Sheet("a", tuple("abcde"), (), guides=guides, frozen=2)).active
    assert (sheet.freeze_panes, sheet.print_title_cols, sheet.page_setup.fitToWidth) == ("C2", "$A:$B", 2)


def test_printed_page_says_which_sheet_and_page_it_is(written_at: datetime):
    footer = opened(written_at, Sheet("a", ("a",), ())).active.oddFooter
    assert (footer.left.text, footer.right.text) == ("&A", "&P / &N")
