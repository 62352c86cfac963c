"""The rules by which a chapter in a DOCX is read, each on a document of a few rows."""

from copy import copy
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from participation.concept.reading import Mapping, Note, Place, read_document
from participation.concept.tree import ConceptTree, GoalEntry, IndicatorEntry, MeasureEntry

THEME = "Themenfeld 1: Begegnung"
MAIN = "Leitziel 1: Nachbarschaft"


def _saved(document):
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _read(data, **options):
    return read_document(data, "chapter.docx", **options)


def _lowest(reading):
    goals = reading.tree.goals
    while goals[0].children:
        goals = goals[0].children
    return goals


def _codes(reading):
    return [(note.kind, note.code) for note in reading.notes]


def _said(goals):
    return [(goal.number, goal.text, _said(goal.children)) for goal in goals]


@pytest.mark.parametrize(
    "heading",
    [
        "Leitziel 2: Offene Vereine",
        "2. Leitziel: Offene Vereine",
        "Leitziel 2 – Offene Vereine",
        "Leitziel 2: : Offene Vereine",
    ],
)
def test_heading_row_names_level_number_and_text(make_docx, heading):
    reading = _read(make_docx([heading, ("2.1 Türen stehen offen", "", "")]))

    assert _said(reading.tree.goals) == [("2", "Offene Vereine", [("2.1", "Türen stehen offen", [])])]
    assert reading.tree.levels == ("Leitziel", "Teilziel")


def test_header_with_brackets_names_the_lowest_level(make_docx):
    reading = _read(make_docx([MAIN, ("1.1 A", "", "")], header=("(Teil)ziele", "Maßnahmen", "Handlungsfelder")))

    assert reading.tree.levels == ("Leitziel", "Teilziel")


def test_english_header_is_read_and_tells_the_language(make_docx):
    header = ("Sub-goals", "Measures", "Fields of action")
    reading = _read(make_docx(["Goal 1: Meeting", ("1.1 Doors are open", "A party", "Sports")], header=header))

    measures = (MeasureEntry(text="A party"),)
    lowest = GoalEntry("1.1", "Doors are open", ("Sports",), measures)
    assert reading.tree == ConceptTree(
        "chapter", "en", ("Goal", "Sub-goal"), ("Sports",), (GoalEntry("1", "Meeting", children=(lowest,)),)
    )


def test_bare_word_at_the_depth_of_another_level_is_that_level(make_docx):
    rows = [
        THEME,
        "Ziel 1: Nachbarschaft",
        ("1.1 A", "", ""),
        "2. Leitziel: Vereine",
        ("2.1 B", "", ""),
        "Themenfeld 2: Arbeit",
        "1. Leitziel: Ausbildung",
        ("1.1 C", "", ""),
    ]
    reading = _read(make_docx(rows))

    assert reading.tree.levels == ("Themenfeld", "Leitziel", "Teilziel")
    assert _said(reading.tree.goals) == [
        ("1", "Begegnung", [("1", "Nachbarschaft", [("1.1", "A", [])]), ("2", "Vereine", [("2.1", "B", [])])]),
        ("2", "Arbeit", [("1", "Ausbildung", [("1.1", "C", [])])]),
    ]
    assert _codes(reading) == [("interpreted", "level_name_unified")]
    assert reading.mapping.level_spellings == {"Ziel": "Leitziel"}


def test_word_that_follows_two_levels_stands_below_the_outer_one(make_docx):
    rows = [THEME, "Ziel 1: Nachbarschaft", "2. Leitziel: Vereine", ("2.1 A", "", ""), *_theme_of_main_goals()]
    reading = _read(make_docx(rows))

    assert reading.tree.levels == ("Themenfeld", "Leitziel", "Teilziel")
    assert _said(reading.tree.goals[:1]) == [
        ("1", "Begegnung", [("1", "Nachbarschaft", []), ("2", "Vereine", [("2.1", "A", [])])])
    ]


def _theme_of_main_goals():
    return ["Themenfeld 2: Arbeit", "1. Leitziel: Ausbildung", ("1.1 B", "", "")]


def test_goal_without_children_may_stand_before_the_next_of_its_level(make_docx):
    rows = [THEME, MAIN, "Themenfeld 2: Arbeit", "Leitziel 1: Ausbildung", ("1.1 A", "", "")]
    reading = _read(make_docx(rows))

    assert _said(reading.tree.goals) == [
        ("1", "Begegnung", [("1", "Nachbarschaft", [])]),
        ("2", "Arbeit", [("1", "Ausbildung", [("1.1", "A", [])])]),
    ]


def test_heading_without_a_level_is_placed_by_its_neighbours_and_its_level_is_given_a_name(make_docx):
    reading = _read(make_docx([THEME, "Gute Nachbarschaft", ("1.1 A", "", "")]))

    assert reading.tree.levels == ("Themenfeld", "Ebene 2", "Teilziel")
    assert _codes(reading) == [("warning", "level_named"), ("interpreted", "heading_without_level")]


def test_person_may_name_the_levels(make_docx):
    data = make_docx([THEME, "Gute Nachbarschaft", ("1.1 A", "", "")])

    reading = _read(data, mapping=Mapping(levels=("Thema", "Hauptziel", "Ziel")))

    assert reading.tree.levels == ("Thema", "Hauptziel", "Ziel")


def test_tables_split_over_pages_are_one(make_docx):
    data = make_docx([MAIN, ("1.1 A", "", "Sport")], "", [("1.2 B", "", "dto."), "Leitziel 2: C", ("2.1 D", "", "")])
    reading = _read(data)

    assert _said(reading.tree.goals) == [
        ("1", "Nachbarschaft", [("1.1", "A", []), ("1.2", "B", [])]),
        ("2", "C", [("2.1", "D", [])]),
    ]
    assert Note(Place(table=2), "interpreted", "table_continued") in reading.notes


def test_table_after_other_text_does_not_go_on_from_the_one_before(make_docx):
    data = make_docx([MAIN, ("1.1 A", "", "")], "Wer mitgewirkt hat:", [("Name", "Amt", "Telefon")])
    reading = _read(data)

    assert _said(reading.tree.goals) == [("1", "Nachbarschaft", [("1.1", "A", [])])]
    expected = Note(Place(table=2), "not_understood", "table_skipped", {"columns": "Name, Amt, Telefon"})
    assert reading.notes == (expected,)


def test_table_with_another_number_of_columns_does_not_go_on_from_the_one_before(make_docx):
    reading = _read(make_docx([MAIN, ("1.1 A", "", "")], [("Name", "Amt")]))

    assert _codes(reading) == [("not_understood", "table_skipped")]


def test_header_repeated_on_the_next_page_is_no_goal(make_docx):
    reading = _read(
        make_docx(
            [MAIN, ("1.1 A", "", "Sport")], [("Teilziele", "Maßnahmen", "Handlungsfelder"), ("1.2 B", "", "dto.")]
        )
    )

    assert [goal.fields for goal in _lowest(reading)] == [("Sport",), ("Sport",)]


@pytest.mark.parametrize("mark", ["dto.", "dito", "Dto", "s. o.", "s.o.", "siehe oben", "ebenda", '"', "〃", "ebd."])
def test_mark_repeats_the_fields_of_the_row_above(make_docx, mark):
    reading = _read(make_docx([MAIN, ("1.1 A", "", "Sport, Kultur"), ("1.2 B", "", mark)]))

    assert [goal.fields for goal in _lowest(reading)] == [("Sport", "Kultur"), ("Sport", "Kultur")]
    place = Place(table=1, row=4)
    assert reading.notes == (Note(place, "interpreted", "ditto_fields", {"text": mark, "fields": "Sport, Kultur"}),)


def test_mark_repeats_across_the_heading_of_an_inner_goal(make_docx):
    rows = [THEME, MAIN, ("1.1 A", "", "Sport"), "Leitziel 2: Vereine", ("2.1 B", "", "dto.")]
    reading = _read(make_docx(rows))

    assert reading.tree.goals[0].children[1].children[0].fields == ("Sport",)


def test_mark_does_not_repeat_across_the_heading_of_a_top_goal(make_docx):
    rows = [THEME, MAIN, ("1.1 A", "", "Sport"), "Themenfeld 2: Arbeit", "Leitziel 1: B", ("1.1 C", "", "dto.")]
    reading = _read(make_docx(rows))

    assert reading.tree.goals[1].children[0].children[0].fields == ()
    assert _codes(reading) == [("not_understood", "ditto_without_row_above")]


def test_mark_in_the_column_of_measures_repeats_the_measures(make_docx):
    reading = _read(make_docx([MAIN, ("1.1 A", "Ein Fest", ""), ("1.2 B", "dto.", "")]))

    assert [goal.measures for goal in _lowest(reading)] == [(MeasureEntry(text="Ein Fest"),)] * 2


def test_fields_merged_downwards_belong_to_every_row(make_docx):
    document = docx.Document()
    table = document.add_table(4, 3)
    rows = [("Teilziele", "Maßnahmen", "Handlungsfelder"), ("1.1 A", "", "Sport"), ("1.2 B", "", ""), ("1.3 C", "", "")]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(3, 2))

    assert [goal.fields for goal in _read(_saved(document)).tree.goals] == [("Sport",)] * 3


@pytest.mark.parametrize(
    ("printed", "number", "text", "codes"),
    [
        ("1.1 Türen", "1.1", "Türen", []),
        ("1.1. Türen", "1.1", "Türen", [("interpreted", "number_dot")]),
        ("1. Türen", "1", "Türen", []),
        ("Teilziel 1.1: Türen", "1.1", "Türen", []),
        ("Türen", None, "Türen", [("interpreted", "goal_without_number")]),
        ("1.1 Türen\nstehen offen", "1.1", "Türen\nstehen offen", []),
    ],
)
def test_number_of_a_lowest_goal_is_parted_from_its_text(make_docx, printed, number, text, codes):
    reading = _read(make_docx([MAIN, (printed, "Ein Fest", "")]))

    assert [(goal.number, goal.text) for goal in _lowest(reading)] == [(number, text)]
    assert _codes(reading) == codes


def test_numbered_paragraphs_in_a_cell_are_several_measures(make_docx):
    reading = _read(make_docx([MAIN, ("1.1 A", "1. Ein Fest\n2. Ein Treff\nim Park\n3. Ein Lauf", "")]))

    assert _lowest(reading)[0].measures == (
        MeasureEntry(number="1", text="Ein Fest"),
        MeasureEntry(number="2", text="Ein Treff\nim Park"),
        MeasureEntry(number="3", text="Ein Lauf"),
    )
    assert _codes(reading) == [("interpreted", "measures_split")]


def test_paragraphs_without_numbers_are_one_measure(make_docx):
    reading = _read(make_docx([MAIN, ("1.1 A", "Ein Fest\nim Park", "")]))

    assert _lowest(reading)[0].measures == (MeasureEntry(text="Ein Fest\nim Park"),)


def test_line_that_begins_with_a_number_out_of_turn_is_no_measure(make_docx):
    reading = _read(make_docx([MAIN, ("1.1 A", "1. Ein Fest am\n14. Mai", "")]))

    assert _lowest(reading)[0].measures == (MeasureEntry(number="1", text="Ein Fest am\n14. Mai"),)


def test_numbered_list_after_other_text_stays_one_measure(make_docx):
    reading = _read(make_docx([MAIN, ("1.1 A", "Ein Fest mit\n1. Musik\n2. Essen", "")]))

    assert _lowest(reading)[0].measures == (MeasureEntry(text="Ein Fest mit\n1. Musik\n2. Essen"),)
    assert _codes(reading) == [("interpreted", "list_in_measure")]


@pytest.mark.parametrize("nothing", ["", "-", "–", "./.", "k. A."])
def test_dash_is_no_measure(make_docx, nothing):
    assert _lowest(_read(make_docx([MAIN, ("1.1 A", nothing, nothing)])))[0] == GoalEntry("1.1", "A")


def test_row_without_goal_adds_measures_to_the_goal_before(make_docx):
    rows = [
        MAIN,
        ("1.1 A", "1. Ein Fest", "Sport"),
        ("", "2. Ein Treff", "dto."),
        ("", "3. Ein Lauf\n4. Ein Spiel", ""),
    ]
    reading = _read(make_docx(rows))

    assert [(entry.number, entry.text) for entry in _lowest(reading)[0].measures] == [
        ("1", "Ein Fest"),
        ("2", "Ein Treff"),
        ("3", "Ein Lauf"),
        ("4", "Ein Spiel"),
    ]


def test_row_without_goal_that_names_other_fields_gives_them_to_its_measures(make_docx):
    reading = _read(make_docx([MAIN, ("1.1 A", "Ein Fest", "Sport"), ("", "Ein Buch", "Kultur")]))

    measures = (MeasureEntry(text="Ein Fest"), MeasureEntry(text="Ein Buch", fields=("Kultur",)))
    assert _lowest(reading) == (GoalEntry("1.1", "A", ("Sport",), measures),)


def test_row_without_goal_before_any_goal_is_left_out_and_told(make_docx):
    reading = _read(make_docx([("", "Ein Fest", ""), ("1.1 A", "", "")]))

    place = Place(table=1, row=2)
    assert reading.notes == (Note(place, "not_understood", "row_without_goal", {"text": "Ein Fest"}),)


def test_columns_of_attributes_are_given_to_the_measures_of_the_row(make_docx):
    header = ("Ziele", "Maßnahme", "Verantwortlich", "Zeitrahmen", "Bemerkung")
    reading = _read(make_docx([("1 A", "Ein Fest", "Sportamt", "2027", "x")], header=header))

    measure = MeasureEntry(text="Ein Fest", lead="Sportamt", time_frame="2027")
    assert reading.tree.goals == (GoalEntry("1", "A", (), (measure,)),)
    assert _codes(reading) == [("not_understood", "column_skipped")]


def test_person_may_say_which_column_holds_the_goals(make_docx):
    data = make_docx([("1 A", "Ein Fest")], header=("Vorhaben", "Was wir tun"))

    reading = _read(data, mapping=Mapping(columns={"goal": "Vorhaben", "measures": "Was wir tun"}))

    assert reading.tree.goals == (GoalEntry("1", "A", (), (MeasureEntry(text="Ein Fest"),)),)


def test_spellings_of_one_field_are_joined_and_proposed(make_docx):
    rows = [
        MAIN,
        ("1.1 A", "", "Wohnen / Sozialplanung, Sport"),
        ("1.2 B", "", "wohnen/sozialplanung"),
        ("1.3 C", "", "Sozialplanung; Kultur"),
        ("1.4 D", "", "Wohnen / Sozialplannung"),
    ]
    reading = _read(make_docx(rows))

    assert [(found.spelling, found.field, found.basis) for found in reading.spellings] == [
        ("Wohnen / Sozialplanung", "Wohnen / Sozialplanung", "none"),
        ("Sport", "Sport", "none"),
        ("wohnen/sozialplanung", "Wohnen / Sozialplanung", "same"),
        ("Sozialplanung", "Wohnen / Sozialplanung", "part"),
        ("Kultur", "Kultur", "none"),
        ("Wohnen / Sozialplannung", "Wohnen / Sozialplanung", "similar"),
    ]
    assert reading.tree.fields_of_action == ("Wohnen / Sozialplanung", "Sport", "Kultur")


def test_part_of_two_names_stands_for_itself(make_docx):
    reading = _read(make_docx([("1 A", "", "Arbeit / Bildung, Sprache / Bildung, Bildung")]))

    assert reading.tree.fields_of_action == ("Arbeit / Bildung", "Sprache / Bildung", "Bildung")


def test_confirmed_spelling_goes_before_any_proposal(make_docx):
    data = make_docx([("1 A", "", "Sport / Bewegung, Sport")])

    reading = _read(data, mapping=Mapping(field_spellings={"Sport": "Sport"}))

    assert reading.tree.goals[0].fields == ("Sport / Bewegung", "Sport")


def test_text_inserted_under_change_tracking_is_read_and_deleted_text_is_not(make_docx):
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table.rows[0].cells, ("Ziele", "Maßnahmen"), strict=True):
        cell.text = text
    paragraph = table.cell(1, 0).paragraphs[0]
    for tag, text_tag, text in (("w:ins", "w:t", "1 Offene"), ("w:del", "w:delText", " geschlossene")):
        change, run, content = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        content.text = text
        content.set(qn("xml:space"), "preserve")
        run.append(content)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run(" Türen")

    assert _read(_saved(document)).tree.goals == (GoalEntry("1", "Offene Türen"),)


def test_paragraphs_numbered_by_the_program_are_several_measures(make_docx):
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table.rows[0].cells, ("Ziele", "Maßnahmen"), strict=True):
        cell.text = text
    table.cell(1, 0).text = "1 A"
    cell = table.cell(1, 1)
    for paragraph, text in ((cell.paragraphs[0], "Ein Fest"), (cell.add_paragraph(), "Ein Treff")):
        paragraph.text = text
        numbering = document.styles["List Number"].element.pPr.numPr
        paragraph._p.get_or_add_pPr().append(copy(numbering))

    assert _read(_saved(document)).tree.goals[0].measures == (
        MeasureEntry(number="1", text="Ein Fest"),
        MeasureEntry(number="2", text="Ein Treff"),
    )


def test_uneven_tree_with_content_at_inner_goals_is_read_back_from_its_print(print_docx):
    measure = MeasureEntry(text="Ein Beirat", title="Beirat", state="draft", lead="Stadt")
    indicator = IndicatorEntry("Mitglieder", "Personen", "up", "Statistik", "10", "20")
    inner = GoalEntry("1", "Nachbarschaft", ("Sport",), (measure,), (indicator,), (GoalEntry("1.1", "A"),))
    tree = ConceptTree(
        "Konzept",
        "de",
        ("Themenfeld", "Leitziel", "Teilziel"),
        ("Sport", "Kultur"),
        (GoalEntry("1", "Begegnung", children=(inner, GoalEntry("2", "Vereine"))), GoalEntry(None, "Arbeit")),
    )

    reading = _read(print_docx(tree))

    assert reading.tree == tree
    assert _codes(reading) == []


def test_detail_that_was_written_in_by_hand_is_kept_as_text_and_told(print_docx):
    measure = MeasureEntry(text="Ein Fest", lead="Sportamt")
    tree = ConceptTree("Konzept", "de", ("Ziel",), (), (GoalEntry("1", "A", (), (measure,)),))
    document = docx.Document(BytesIO(print_docx(tree)))
    detail = document.tables[0].cell(1, 1).paragraphs[1]
    detail.text = "Wetter: sonnig"

    reading = _read(_saved(document))

    assert reading.tree.goals[0].measures == (replace(measure, text="Ein Fest\nWetter: sonnig", lead=""),)
    assert _codes(reading) == [("not_understood", "detail_not_understood")]
