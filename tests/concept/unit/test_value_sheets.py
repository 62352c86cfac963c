"""A filled sheet of values, read cell by cell: what is a figure is taken, everything else is named with its place."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from participation.concept.errors import ValueSheetUnfit
from participation.concept.reading.errors import DocumentBroken, DocumentTypeMismatch
from participation.concept.value_sheets.form import read_day
from participation.concept.value_sheets.reading import Fault, FaultCode, Known, read_sheet

KNOWN = {"a-1": Known("Mitglieder", "Köpfe"), "b-2": Known("Anteil", "%")}
HEAD = ("ID", "Ziel", "Indikator", "31.12.2024", "2025")
LAST_YEARS = (date(2024, 12, 31), date(2025, 12, 31))


def a_book(*rows, head=HEAD, above=(), percent=()):
    book = Workbook()
    for row in (*above, head, *rows):
        book.active.append(row)
    for place in percent:
        book.active[place].number_format = "0.0%"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(*rows, **values):
    return read_sheet(a_book(*rows, **values), "werte.xlsx", KNOWN)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("31.12.2025", date(2025, 12, 31)),
        ("1. 6. 2025", date(2025, 6, 1)),
        ("2025-06-30", date(2025, 6, 30)),
        ("2025", date(2025, 12, 31)),
        (2025, date(2025, 12, 31)),
        (2025.0, date(2025, 12, 31)),
        (datetime(2025, 6, 30), date(2025, 6, 30)),  # noqa: DTZ001 - as a spreadsheet holds it
        ("31.02.2025", None),
        ("Ende 2025", None),
        (12.5, None),
        ("3000", None),
    ],
)
def test_heading_names_a_day(written, day):
    assert read_day(written) == day


@pytest.mark.parametrize(
    ("written", "figure"), [(12, 12), (12.5, 12.5), ("12,5", 12.5), ("1.234,5", 1234.5), ("-3", -3), ("7 Köpfe", 7)]
)
def test_figure_is_read_however_it_is_typed(written, figure):
    found = read(("a-1", "Z", "Mitglieder", written))
    assert (found.figures, found.faults) == ({("a-1", LAST_YEARS[0]): figure}, [])


def test_cell_in_percent_counts_as_it_is_shown():
    found = read(("b-2", "Z", "Anteil", 0.255), percent=["D2"])
    assert (found.figures, found.faults) == ({("b-2", LAST_YEARS[0]): 25.5}, [])


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("viele", Fault(FaultCode.NO_FIGURE, "D2", "viele", "Mitglieder")),
        (True, Fault(FaultCode.NO_FIGURE, "D2", "True", "Mitglieder")),
        ("#DIV/0!", Fault(FaultCode.NO_FIGURE, "D2", "#DIV/0!", "Mitglieder")),
        ("=1+1", Fault(FaultCode.FORMULA, "D2", "=1+1", "Mitglieder")),
        (date(2026, 5, 1), Fault(FaultCode.DATE, "D2", "2026-05-01 00:00:00", "Mitglieder")),
    ],
)
def test_cell_without_a_figure_is_named_and_the_others_of_its_row_are_read(written, fault):
    found = read(("a-1", "Z", "Mitglieder", written, 9))
    assert (found.figures, found.faults) == ({("a-1", LAST_YEARS[1]): 9}, [fault])
    assert found.unread == {("a-1", LAST_YEARS[0])}


def test_cell_in_percent_of_an_indicator_without_percent_is_named():
    found = read(("a-1", "Z", "Mitglieder", 0.5), percent=["D2"])
    assert (found.figures, found.faults) == ({}, [Fault(FaultCode.PERCENT, "D2", "0.5", "Mitglieder")])


def test_rows_that_no_indicator_answers_for_are_named_one_by_one():
    found = read(
        ("a-1", "Z", "Mitglieder", 1),
        ("", "Z", "Neuer Indikator", 2),
        ("zzz", "Z", "Fremd", 3),
        ("a-1", "Z", "Mitglieder", 4),
        ("b-2", "Z", "Mitglieder", 5),
        ("", "Summe"),
    )
    assert found.figures == {("a-1", LAST_YEARS[0]): 1}
    assert found.faults == [
        Fault(FaultCode.NO_ID, "3", "Neuer Indikator"),
        Fault(FaultCode.UNKNOWN_ID, "4", "Fremd"),
        Fault(FaultCode.ID_TWICE, "5", "Mitglieder", "Mitglieder"),
        Fault(FaultCode.OTHER_NAME, "6", "Mitglieder", "Anteil"),
    ]


def test_columns_that_are_no_day_or_a_day_twice_are_named():
    found = read(
        ("a-1", "Z", "Mitglieder", 1, 2, 3), head=("ID", "Ziel", "Indikator", "31.12.2024", "2024", "Dezember")
    )
    assert found.figures == {("a-1", LAST_YEARS[0]): 1}
    assert found.faults == [Fault(FaultCode.DAY_TWICE, "E", "2024"), Fault(FaultCode.NO_DAY, "F", "Dezember")]


def test_rows_are_known_wherever_they_and_the_columns_stand():
    found = read(
        (5, "Anteil", "b-2"), (7, "Mitglieder", "a-1"), head=("2024", "Indicator", "id"), above=[("Unsere Werte",), ()]
    )
    assert found.figures == {("b-2", LAST_YEARS[0]): 5, ("a-1", LAST_YEARS[0]): 7}


def test_sheet_without_ids_is_refused():
    with pytest.raises(ValueSheetUnfit):
        read(("Z", "Mitglieder", 1), head=("Ziel", "Indikator", "2024"))


@pytest.mark.parametrize(("content", "error"), [(b"PK\x03\x04 torn", DocumentBroken), (b"a;b", DocumentTypeMismatch)])
def test_file_that_is_no_workbook_is_refused(content, error):
    with pytest.raises(error):
        read_sheet(content, "werte.xlsx", KNOWN)
