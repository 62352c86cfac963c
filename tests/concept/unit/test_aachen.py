"""The real documents give the figures of the facts file, and nearly the same tree."""

from collections import Counter
from dataclasses import replace

from participation.concept.comparison import Changes, compare
from participation.concept.reading import Mapping, Note, Place, read_document
from participation.concept.tree import counts, fields_in_use, walk


def _figures(tree):
    goals = {f"{goal.number} {goal.text}": goal for goal in tree.goals}
    lowest = [goal for ancestors, goal in walk(tree.goals) if len(ancestors) == 2]
    counted = counts(tree)
    return {
        "levels": list(tree.levels),
        "themes": counted.goals["Themenfeld"],
        "main_goals": counted.goals["Leitziel"],
        "sub_goals": counted.goals["Teilziel"],
        "measures": counted.measures,
        "main_goals_per_theme": {said: len(goal.children) for said, goal in goals.items()},
        "sub_goals_per_theme": {
            said: sum(len(child.children) for child in goal.children) for said, goal in goals.items()
        },
        "sub_goals_without_measure": sum(not goal.measures for goal in lowest),
        "fields_of_action": list(tree.fields_of_action),
        "field_counts": fields_in_use(tree.goals),
    }


def test_chapter_gives_the_figures_of_the_facts_file(aachen_docx, facts):
    assert _figures(aachen_docx.tree) == facts


def test_workbook_gives_the_figures_of_the_facts_file(aachen_xlsx, facts):
    assert _figures(aachen_xlsx.tree) == facts


def _without_measure_numbers(goals):
    return tuple(
        replace(
            goal,
            measures=tuple(replace(entry, number=None) for entry in goal.measures),
            children=_without_measure_numbers(goal.children),
        )
        for goal in goals
    )


def test_chapter_and_workbook_give_one_tree_but_for_title_and_numbers_of_measures(aachen_docx, aachen_xlsx):
    chapter, workbook = aachen_docx.tree, aachen_xlsx.tree

    assert replace(chapter, title="", goals=_without_measure_numbers(chapter.goals)) == replace(workbook, title="")


def test_workbook_changes_nothing_in_the_imported_chapter(aachen_docx, aachen_xlsx):
    assert compare(aachen_docx.tree, aachen_xlsx.tree) == Changes()


def test_proposed_mapping_reads_the_same_tree_again(aachen_docx, concepts):
    path = concepts / "aachen-2016-kapitel-7.docx"
    stored = Mapping.from_data(aachen_docx.mapping.to_data())

    assert read_document(path, path.name, stored).tree == aachen_docx.tree


def test_names_of_fields_are_proposed_from_the_concept_that_is_updated(aachen_xlsx, aachen_docx, concepts):
    path = concepts / "aachen-2016-kapitel-7.docx"

    reading = read_document(path, path.name, base=aachen_xlsx.tree)

    assert reading.tree.goals == aachen_docx.tree.goals


def test_chapter_tells_what_was_interpreted(aachen_docx):
    assert Counter((note.kind, note.code) for note in aachen_docx.notes) == {
        ("interpreted", "ditto_fields"): 38,
        ("interpreted", "table_continued"): 9,
        ("interpreted", "field_spelling"): 6,
        ("interpreted", "number_dot"): 4,
        ("interpreted", "row_continued"): 3,
        ("interpreted", "level_name_unified"): 2,
        ("interpreted", "measures_split"): 2,
        ("interpreted", "colon_doubled"): 1,
        ("interpreted", "goal_without_number"): 1,
    }


def test_note_on_the_doubled_colon_says_where_it_stands(aachen_docx):
    found = [note for note in aachen_docx.notes if note.code == "colon_doubled"]

    text = "Ziel 1: : Interkulturelle Öffnung allgemein"
    assert found == [Note(Place(table=1, row=3), "interpreted", "colon_doubled", {"text": text})]


def test_chapter_takes_its_title_from_the_first_heading(aachen_docx):
    assert aachen_docx.tree.title == "7. Maßnahmen der Integrationsplanung"


def test_workbook_without_a_title_is_called_after_its_file(aachen_xlsx):
    assert aachen_xlsx.tree.title == "aachen-2016-ziele"
