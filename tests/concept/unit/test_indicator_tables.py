"""Tables of goals and indicators: fictional cities that write their concepts without measures."""

from io import BytesIO

import docx
import pytest
from openpyxl import Workbook

from participation.concept.reading import Mapping, read_document
from participation.concept.tree import GoalEntry, IndicatorEntry, counts

HEADER = ("Handlungsfeld", "Teilfeld", "Herausforderung", "Ziel", "Indikatoren")
ROWS = (
    (
        "1 Bildung",
        "Schule",
        "Kinder beginnen ohne Deutsch.",
        "Alle Kinder sprechen Deutsch.",
        "• Kurse\n• Kinder in\nKursen",
    ),
    ("", "", "", "Eltern kennen die Schule.", "Elternabende"),
    ("", "Ausbildung", "Betriebe finden niemanden.", "dto.", "dto."),
    ("2 Wohnen", "Quartier", "Nachbarn kennen sich nicht.", "Alle kennen ihre Nachbarn.", ""),
)


def indicators(*names: str) -> tuple[IndicatorEntry, ...]:
    return tuple(IndicatorEntry(name) for name in names)


LEARNED = GoalEntry(None, "Alle Kinder sprechen Deutsch.", indicators=indicators("Kurse", "Kinder in Kursen"))
PARENTS = GoalEntry(None, "Eltern kennen die Schule.", indicators=indicators("Elternabende"))
GOALS = (
    GoalEntry(
        "1",
        "Bildung",
        children=(
            GoalEntry(
                None,
                "Schule",
                children=(GoalEntry(None, "Kinder beginnen ohne Deutsch.", children=(LEARNED, PARENTS)),),
            ),
            GoalEntry(
                None,
                "Ausbildung",
                children=(
                    GoalEntry(
                        None,
                        "Betriebe finden niemanden.",
                        children=(GoalEntry(None, "Eltern kennen die Schule.", repeated=True),),
                    ),
                ),
            ),
        ),
    ),
    GoalEntry(
        "2",
        "Wohnen",
        children=(
            GoalEntry(
                None,
                "Quartier",
                children=(
                    GoalEntry(
                        None,
                        "Nachbarn kennen sich nicht.",
                        children=(GoalEntry(None, "Alle kennen ihre Nachbarn."),),
                    ),
                ),
            ),
        ),
    ),
)


def stored(document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_docx(*tables, bullets: bool = False) -> bytes:
    document = docx.Document()
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                write(cell, text, bullets=bullets)
    return stored(document)


def write(cell, text: str, *, bullets: bool) -> None:
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        listed = bullets and line.startswith("• ")
        paragraph.text = line.removeprefix("• ") if listed else line
        if listed:
            paragraph.style = "List Bullet"


def as_xlsx(rows, *merged: str) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for reference in merged:
        book.active.merge_cells(reference)
    return stored(book)


def as_csv(rows) -> bytes:
    lines = (";".join('"' + text.replace('"', '""') + '"' for text in row) for row in rows)
    return "\r\n".join(lines).encode("utf-8-sig")


def said(reading) -> set[tuple[str, str]]:
    return {(note.kind, note.code) for note in reading.notes}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (as_docx((HEADER, *ROWS)), "stadt.docx"),
        (as_docx((HEADER, *ROWS), bullets=True), "stadt.docx"),
        (as_xlsx((HEADER, *ROWS)), "stadt.xlsx"),
        (as_csv((HEADER, *ROWS)), "stadt.csv"),
        (as_docx((HEADER, *ROWS[:2]), ROWS[2:]), "stadt.docx"),
        (as_docx((HEADER, *ROWS[:2], HEADER, *ROWS[2:])), "stadt.docx"),
    ],
    ids=["docx", "docx with bullets", "xlsx", "csv", "table that goes on over a page", "header repeated"],
)
def test_levels_goals_and_indicators_are_read_from_each_kind_of_document(content, name):
    tree = read_document(content, name).tree
    assert tree.levels == ("Handlungsfeld", "Teilfeld", "Herausforderung", "Ziel")
    assert tree.goals == GOALS


def test_goal_under_several_challenges_is_one_goal_that_counts_once():
    reading = read_document(as_xlsx((HEADER, *ROWS)), "stadt.xlsx")
    found = counts(reading.tree)
    assert found.goals == {"Handlungsfeld": 2, "Teilfeld": 3, "Herausforderung": 3, "Ziel": 3}
    assert (found.indicators, found.measures) == (3, 0)
    assert ("interpreted", "goal_again") in said(reading)


def test_goal_merged_over_two_challenges_stands_under_both():
    rows = (
        ("Herausforderung", "Ziel", "Indikatoren"),
        ("Es fehlt Platz.", "Alle haben Platz.", "Räume"),
        ("Es fehlt Zeit.", None, None),
    )
    tree = read_document(as_xlsx(rows, "B2:B3", "C2:C3"), "stadt.xlsx").tree
    assert tree.goals == (
        GoalEntry(
            None, "Es fehlt Platz.", children=(GoalEntry(None, "Alle haben Platz.", indicators=indicators("Räume")),)
        ),
        GoalEntry(None, "Es fehlt Zeit.", children=(GoalEntry(None, "Alle haben Platz.", repeated=True),)),
    )


def test_cells_of_a_text_document_that_are_merged_repeat_the_goal_above():
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, texts in zip(
        table.rows,
        (
            ("Herausforderung", "Ziel", "Indikatoren"),
            ("Es fehlt Platz.", "Alle haben Platz.", "Räume"),
            ("Es fehlt Zeit.", "", "Stunden"),
        ),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    tree = read_document(stored(document), "stadt.docx").tree
    assert [goal.children for goal in tree.goals] == [
        (GoalEntry(None, "Alle haben Platz.", indicators=indicators("Räume", "Stunden")),),
        (GoalEntry(None, "Alle haben Platz.", repeated=True),),
    ]


def test_list_of_challenges_in_one_cell_gives_the_goal_a_place_under_each():
    rows = (
        ("Herausforderung", "Ziel", "Indikatoren"),
        ("• Es fehlt Platz.\n• Es fehlt Zeit.", "1.1 Alle kommen.", "Gäste"),
    )
    tree = read_document(as_xlsx(rows), "stadt.xlsx").tree
    assert tree.goals == (
        GoalEntry(
            None, "Es fehlt Platz.", children=(GoalEntry("1.1", "Alle kommen.", indicators=indicators("Gäste")),)
        ),
        GoalEntry(None, "Es fehlt Zeit.", children=(GoalEntry("1.1", "Alle kommen.", repeated=True),)),
    )


def test_goals_in_one_cell_share_their_indicators_line_by_line_or_tell_who_got_them():
    rows = (
        ("Feld", "Ziel", "Indikatoren"),
        ("Sport", "1.1 Alle schwimmen.\n1.2 Alle laufen.", "• Abzeichen\n• Läufe"),
        ("Musik", "2.1 Alle singen.\n2.2 Alle hören.", "Chöre"),
    )
    reading = read_document(as_xlsx(rows), "stadt.xlsx")
    assert [
        (goal.number, tuple(entry.name for entry in goal.indicators))
        for top in reading.tree.goals
        for goal in top.children
    ] == [("1.1", ("Abzeichen",)), ("1.2", ("Läufe",)), ("2.1", ("Chöre",)), ("2.2", ())]
    assert ("warning", "indicators_of_first") in said(reading)


def test_columns_beside_the_indicators_are_read_line_by_line():
    rows = (
        ("Nr.", "Ziel", "Indikatoren", "Einheit", "Quelle", "Ausgangswert", "Zielwert", "Richtung"),
        (
            "1",
            "Alle schwimmen.",
            "Abzeichen\nBäder",
            "Stück\nBäder",
            "Amt\nAmt",
            "10\n2",
            "20\n3",
            "steigend\nsteigend",
        ),
    )
    (goal,) = read_document(as_xlsx(rows), "stadt.xlsx").tree.goals
    assert goal == GoalEntry(
        "1",
        "Alle schwimmen.",
        indicators=(
            IndicatorEntry("Abzeichen", "Stück", "up", "Amt", "10", "20"),
            IndicatorEntry("Bäder", "Bäder", "up", "Amt", "2", "3"),
        ),
    )


def test_what_a_person_says_of_a_column_goes_before_its_header():
    rows = (("Bereich", "Merker", "Ziel", "Woran wir es sehen"), ("Sport", "x", "Alle schwimmen.", "Abzeichen"))
    meanings = {"Merker": "left_out", "Woran wir es sehen": "indicators"}
    reading = read_document(as_xlsx(rows), "stadt.xlsx", Mapping(meanings=meanings))
    assert reading.tree.levels == ("Bereich", "Ziel")
    assert reading.tree.goals == (
        GoalEntry(None, "Sport", children=(GoalEntry(None, "Alle schwimmen.", indicators=indicators("Abzeichen")),)),
    )
    assert reading.mapping.meanings == meanings
    assert [(column.header, column.meaning) for column in reading.columns] == [
        ("Bereich", "level"),
        ("Merker", "left_out"),
        ("Ziel", "level"),
        ("Woran wir es sehen", "indicators"),
    ]


def test_field_of_action_beside_the_goals_stays_a_field_where_goals_come_first():
    rows = (("Ziel", "Handlungsfeld", "Indikatoren"), ("Alle schwimmen.", "Sport", "Abzeichen"))
    tree = read_document(as_xlsx(rows), "stadt.xlsx").tree
    assert (tree.levels, tree.fields_of_action, tree.goals[0].fields) == (("Ziel",), ("Sport",), ("Sport",))
