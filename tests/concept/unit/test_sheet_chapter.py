"""The rules by which sheets (XLSX, CSV) are read, each on a few rows."""

from datetime import date

import pytest

from participation.concept import chapter as form
from participation.concept.reading import Note, Place, read_document
from participation.concept.tree import ConceptTree, GoalEntry, MeasureEntry, Origin

HEADER = ("Themenfeld", "Leitziel Nr.", "Leitziel", "Maßnahmen", "Handlungsfelder")
TREE = ConceptTree(
    "Konzept",
    "de",
    ("Themenfeld", "Leitziel"),
    ("Sport", "Kultur"),
    (
        GoalEntry(
            "1",
            "Begegnung",
            children=(
                GoalEntry("1", "Nachbarn", ("Sport",), (MeasureEntry(text="Ein Fest"), MeasureEntry(text="Ein Treff"))),
                GoalEntry("2", "Vereine", ("Sport", "Kultur")),
            ),
        ),
    ),
)
ROWS = (
    HEADER,
    ("1 Begegnung", "1", "Nachbarn", "Ein Fest\nEin Treff", "Sport"),
    ("1 Begegnung", "2", "Vereine", "", "Sport, Kultur"),
)


def _codes(reading):
    return [(note.kind, note.code) for note in reading.notes]


def _csv(rows, separator=";", encoding="utf-8"):
    lines = (separator.join('"' + text.replace('"', '""') + '"' for text in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def _read_csv(rows, **options):
    return read_document(_csv(rows, **options), "Konzept.csv")


def test_workbook_has_one_row_per_lowest_goal_and_one_line_per_measure(make_xlsx):
    reading = read_document(make_xlsx(*ROWS), "Konzept.xlsx")

    assert reading.tree == TREE
    assert _codes(reading) == [("interpreted", "number_in_theme")]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_with_any_separator_and_encoding(separator, encoding):
    assert _read_csv(ROWS, separator=separator, encoding=encoding).tree == TREE


def test_encoding_that_was_guessed_is_told():
    reading = _read_csv(ROWS, encoding="cp1252")

    assert reading.notes[0] == Note(Place(), "interpreted", "encoding", {"encoding": "Windows-1252"})


def test_sheet_for_people_is_read_back():
    rows = [form.columns(TREE.levels, "de"), *form.goal_rows(TREE)]

    assert _read_csv(rows).tree == TREE


def test_numbers_before_the_lines_of_a_cell_part_its_measures():
    rows = (HEADER, ("1 Begegnung", "1", "Nachbarn", "1. Ein Fest\nim Park\n2. Ein Treff", ""))

    assert _read_csv(rows).tree.goals[0].children[0].measures == (
        MeasureEntry(number="1", text="Ein Fest\nim Park"),
        MeasureEntry(number="2", text="Ein Treff"),
    )


def test_empty_cells_of_upper_levels_repeat_the_goal_above():
    rows = (HEADER, ROWS[1], ("", "2", "Vereine", "", "Sport, Kultur"))
    reading = _read_csv(rows)

    assert reading.tree == TREE
    expected = Note(Place(row=3), "interpreted", "level_filled_down", {"column": "Themenfeld"})
    assert reading.notes[-1] == expected


def test_row_without_any_goal_adds_measures_to_the_goal_above():
    rows = (HEADER, ("1 Begegnung", "1", "Nachbarn", "Ein Fest", "Sport"), ("", "", "", "Ein Treff", ""), ROWS[2])

    assert _read_csv(rows).tree == TREE


def test_row_without_lower_levels_speaks_of_the_inner_goal():
    rows = (HEADER, ("1 Begegnung", "", "", "Ein Beirat", "Kultur"), ROWS[1])
    goal = _read_csv(rows).tree.goals[0]

    assert (goal.fields, goal.measures) == (("Kultur",), (MeasureEntry(text="Ein Beirat"),))


def test_mark_repeats_the_fields_of_the_row_above():
    rows = (HEADER, ROWS[1], ("1 Begegnung", "2", "Vereine", "", "dto."))

    assert _read_csv(rows).tree.goals[0].children[1].fields == ("Sport",)


def test_english_columns_are_understood():
    rows = (
        ("Goal", "Sub-goal no.", "Sub-goal", "Measures", "Fields of action"),
        ("1 A", "1.1", "B", "Party", "Sports"),
    )
    reading = _read_csv(rows)

    lowest = GoalEntry("1.1", "B", ("Sports",), (MeasureEntry(text="Party"),))
    assert reading.tree == ConceptTree(
        "Konzept", "en", ("Goal", "Sub-goal"), ("Sports",), (GoalEntry("1", "A", children=(lowest,)),)
    )


def test_rows_above_the_header_are_passed_over(make_xlsx):
    reading = read_document(make_xlsx(("Integrationskonzept",), ("Stand 2030",), *ROWS), "Konzept.xlsx")

    assert reading.tree == TREE


def test_other_columns_right_of_the_levels_are_told():
    rows = tuple((*row, text) for row, text in zip(ROWS, ("Bemerkung", "x", "y"), strict=True))

    expected = Note(Place(row=1), "not_understood", "column_skipped", {"column": "Bemerkung"})
    assert _read_csv(rows).notes[0] == expected


def test_sheet_with_every_attribute_goes_before_the_sheet_for_people(make_xlsx):
    every = [form.all_columns(TREE, "de"), *form.measure_rows(TREE, "de")]

    assert read_document(make_xlsx(*ROWS, Alles=every), "Konzept.xlsx").tree == TREE


def test_other_sheet_is_skipped_and_told(make_xlsx):
    reading = read_document(make_xlsx(*ROWS, Adressen=[("Name", "Telefon")]), "Konzept.xlsx")

    assert Note(Place(sheet="Adressen"), "not_understood", "sheet_skipped") in reading.notes


def test_numbers_in_cells_are_read_as_printed(make_xlsx):
    rows = (HEADER, ("Begegnung", 1, "A", "", ""), ("Begegnung", 1.5, "B", "", ""))
    goals = read_document(make_xlsx(*rows), "Konzept.xlsx").tree.goals[0].children

    assert [goal.number for goal in goals] == ["1", "1.5"]


def test_date_in_place_of_a_number_is_told(make_xlsx):
    rows = (HEADER, ("Begegnung", date(2026, 2, 1), "A", "", ""))

    reading = read_document(make_xlsx(*rows), "Konzept.xlsx")

    assert [(note.where.row, note.code) for note in reading.notes] == [(2, "date_in_cell")]


def test_origin_of_a_draft_is_read_back(print_csv):
    measure = MeasureEntry(
        title="Fest", text="Im Park", state="draft", origin=Origin("Werkstatt", 2, 14), fields=("Sport",)
    )
    tree = ConceptTree("Konzept", "de", ("Ziel",), ("Sport",), (GoalEntry("1", "A", (), (measure,)),))

    assert read_document(print_csv(tree), "Konzept.csv").tree == tree


def test_value_that_is_no_known_state_is_told_and_left_out():
    rows = (("Ziel Nr.", "Ziel", "Maßnahmen", "Stand"), ("1", "A", "Ein Fest", "läuft"))
    reading = _read_csv(rows)

    assert reading.tree.goals[0].measures == (MeasureEntry(text="Ein Fest"),)
    assert reading.notes == (Note(Place(row=2), "not_understood", "value_not_understood", {"text": "läuft"}),)


def test_protecting_apostrophe_of_a_csv_is_taken_away():
    rows = (HEADER, ("Begegnung", "1", "'=1+1", "'-10 % Wartezeit", ""))
    goal = _read_csv(rows).tree.goals[0].children[0]

    assert (goal.text, goal.measures) == ("=1+1", (MeasureEntry(text="-10 % Wartezeit"),))


def test_text_like_a_formula_in_a_csv_is_read_as_text_and_told():
    reading = _read_csv((HEADER, ("Begegnung", "1", "=1+1", "", "")))

    assert reading.tree.goals[0].children[0].text == "=1+1"
    assert reading.notes == (Note(Place(row=2), "warning", "formula_as_text", {"text": "=1+1"}),)
