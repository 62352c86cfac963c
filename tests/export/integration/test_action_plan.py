"""The action plan as a workbook: what it holds, and how it comes back."""

from datetime import date, datetime

import pytest

from participation.concept.models import EditionState, MeasureState, VocabularyKind, VocabularyWord
from participation.export.action_plan import Choice, take_over
from participation.export.action_plan.errors import (
    ActionPlanForeign,
    ActionPlanMoved,
    ActionPlanOutdated,
    ActionPlanRefused,
    NothingTakenOver,
    ReasonUnsaid,
    SideUnchosen,
)
from participation.export.action_plan.form import COLUMNS, LABELS
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.errors import MeasureIncomplete
from participation.measures.queries import get_measure, history
from participation.measures.services import edit_measure
from tests.export.integration.action_plans import Filled, again
from tests.factories import a_concept, a_field, a_goal, a_measure, an_edition, an_office_user, saved, stands_as
from tests.measures.integration.conftest import COMPLETE


@pytest.fixture
def edition(database):
    return an_edition(a_concept(language="en"))


@pytest.fixture
def fields(edition):
    return [a_field(edition.concept, name=name) for name in ("Sport", "Language")]


@pytest.fixture
def goals(edition):
    return [a_goal(edition, number=number, text=f"Goal {number} is reached.") for number in ("1", "2")]


@pytest.fixture
def courses(edition, goals, fields):
    return a_measure(edition, goals=goals[:1], fields=fields[:1], due_on=date(2027, 12, 31), **COMPLETE)


@pytest.fixture
def pilots(edition, goals):
    return a_measure(edition, goals=goals, **COMPLETE | {"title": "Pilots"})


@pytest.fixture
def filled(edition, courses, pilots):
    return Filled(edition)


def edited_in_the_office(measure, **values):
    with transaction():
        found = get_measure(measure.id)
        ids = {"goal_ids": [goal.id for goal in found.goals], "field_ids": [field.id for field in found.fields]}
        edit_measure(found, None, values, **ids, seen_version=found.version)


def test_plan_has_all_measures_then_each_field_then_words_and_advice(filled):
    assert filled.book.sheetnames == ["Measures", "Sport", "Language", "Vocabularies", "How to use it"]
    assert [cell.value for cell in filled.sheet()[1]] == [LABELS[name] for name in COLUMNS]
    assert [[cell.value for cell in sheet["C"][1:]] for sheet in filled.book.worksheets[:3]] == [
        ["Schwimmkurse", "Pilots"],
        ["Schwimmkurse"],
        ["There are no measures in this field of action yet."],
    ]


def test_field_without_measures_says_so_and_the_sentence_comes_back_unnoticed(filled):
    assert filled.codes() == []
    filled.sheet("Language")["C2"].value = "There are no measures in this field of action yet. Or are there?"
    assert filled.codes() == [("row_without_identifier", 2, "")]


def test_sentence_of_an_empty_field_is_known_in_german_too(edition, fields, courses):
    edition.concept.language = "de"
    db.session.commit()
    filled = Filled(edition)
    assert filled.sheet("Language")["C2"].value == "In diesem Handlungsfeld gibt es noch keine Maßnahmen."
    assert filled.codes() == []


def test_header_and_names_stay_in_sight_and_rows_are_filtered(filled):
    sheet = filled.sheet()
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D2", "A1:W3")
    assert (sheet.column_dimensions["A"].width < 15, sheet.column_dimensions["D"].width > 50) == (True, True)


def test_days_are_days_and_lists_stand_one_a_line(filled, courses, pilots):
    day = filled.cell(courses, "due_on")
    assert (day.value, day.is_date) == (datetime(2027, 12, 31), True)  # noqa: DTZ001 - a sheet knows no zones
    assert filled.cell(pilots, "goals").value == "1 Goal 1 is reached.\n2 Goal 2 is reached."
    assert filled.cell(courses, "fields").value == "Sport"


def test_states_and_vocabularies_are_offered_as_lists(filled):
    rules = {str(rule.sqref): (rule.type, rule.formula1, rule.showErrorMessage) for rule in validations(filled)}
    assert rules["G2:G3"] == ("list", "Vocabularies!$A$2:$A$10", True)
    assert rules["R2:R3"] == ("list", "Vocabularies!$G$2:$G$5", True)
    assert rules["F2:F3"] == ("list", "Vocabularies!$B$2:$B$3", False)
    assert rules["L2:L3"][0] == "date"


def validations(filled):
    return filled.sheet().data_validations.dataValidation


def test_unchanged_file_changes_nothing_and_has_nothing_to_tell(filled):
    plan = filled.compared()
    assert (plan.returns, plan.remarks, plan.absent) == ((), (), ())


def test_sorted_and_hidden_rows_change_nothing(filled):
    sheet = filled.sheet()
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    sheet.row_dimensions[2].hidden = True
    assert (filled.changes(), filled.codes()) == ([], [])


def test_differences_are_told_measure_by_measure_and_part_by_part(filled, courses, pilots, goals):
    filled.write(courses, lead="School office", due_on=datetime(2028, 1, 31), fields="sport; Language")  # noqa: DTZ001 - as above
    filled.write(pilots, goals="2", costs=5000)
    assert filled.changes() == [
        (courses.id, "fields", ["Sport"], ["Sport", "Language"]),
        (courses.id, "lead", "Sportverein", "School office"),
        (courses.id, "due_on", "2027-12-31", "2028-01-31"),
        (pilots.id, "goals", ["1 Goal 1 is reached.", "2 Goal 2 is reached."], ["2 Goal 2 is reached."]),
        (pilots.id, "costs", "5.000 Euro", "5000"),
    ]
    assert filled.codes() == []


def test_changes_are_taken_over_with_who_and_why_in_the_history(filled, courses, pilots, goals):
    filled.write(courses, lead="School office", fields=None, why="Asked by the board")
    filled.write(pilots, goals="2", due_on=datetime(2029, 5, 1))  # noqa: DTZ001 - as above
    actor = an_office_user(name="Frau Amt")
    assert {measure.id for measure in filled.taken_over(actor=actor, why="Round of departments")} == {
        courses.id,
        pilots.id,
    }
    courses, pilots = again(courses), again(pilots)
    assert (courses.lead, courses.fields, pilots.goals, pilots.due_on) == (
        "School office",
        [],
        [goals[1]],
        date(2029, 5, 1),
    )
    lines = [(line.actor.name, line.reason) for measure in (courses, pilots) for line in history(measure)]
    assert lines == [("Frau Amt", "Asked by the board"), ("Frau Amt", "Round of departments")]


def test_only_ticked_measures_are_changed(filled, courses, pilots):
    filled.write(courses, lead="A").write(pilots, lead="B").taken_over(only={pilots.id})
    assert (again(courses).lead, again(pilots).lead) == ("Sportverein", "B")


def test_deleted_row_deletes_nothing_and_is_told(filled, courses, pilots):
    filled.sheet().delete_rows(2)
    filled.sheet("Sport").delete_rows(2)
    plan = filled.compared()
    assert (plan.returns, [measure.id for measure in plan.absent]) == ((), [courses.id])


def test_measure_may_be_changed_on_the_sheet_of_its_field(filled, courses):
    filled.write(courses, sheet="Sport", lead="School office")
    assert filled.changes() == [(courses.id, "lead", "Sportverein", "School office")]


def test_rows_that_contradict_each_other_change_nothing_and_are_named(filled, courses):
    filled.write(courses, lead="A", partners="Club").write(courses, sheet="Sport", lead="B")
    assert filled.changes() == [(courses.id, "partners", "", "Club")]
    assert filled.codes() == [("said_differently", 2, "Lead")]


def test_row_that_was_copied_and_changed_is_read_once(filled, courses):
    filled.sheet().append([cell.value for cell in filled.sheet()[2]])
    filled.sheet()["I4"].value = "School office"
    assert filled.changes() == [(courses.id, "lead", "Sportverein", "School office")]


@pytest.mark.parametrize("typed", ["2028-01-31", "31.1.2028", " 31. 01. 2028 "])
def test_day_typed_as_text_is_read_and_told(filled, courses, typed):
    filled.write(courses, due_on=typed)
    assert filled.changes() == [(courses.id, "due_on", "2027-12-31", "2028-01-31")]
    assert filled.codes() == [("day_from_text", 2, "Deadline")]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/12/2027", "day_unclear"),
        ("31.12.27", "day_unclear"),
        ("31.2.2027", "day_unclear"),
        ("end of 2027", "day_unclear"),
        (True, "day_unclear"),
        ("2207-12-31", "day_far"),
    ],
)
def test_day_that_is_none_is_named_and_the_measure_keeps_its_own(filled, courses, typed, code):
    filled.write(courses, due_on=typed)
    assert (filled.changes(), filled.codes()) == ([], [(code, 2, "Deadline")])


def test_number_that_is_shown_as_no_day_is_named(filled, courses):
    cell = filled.cell(courses, "due_on")
    cell.value, cell.number_format = 46752, "General"
    assert (filled.changes(), filled.codes()) == ([], [("day_unclear", 2, "Deadline")])


def test_words_that_a_spreadsheet_program_turned_into_a_day_are_named(filled, courses):
    filled.write(courses, time_frame=datetime(2027, 1, 1))  # noqa: DTZ001 - as above
    assert (filled.changes(), filled.codes()) == ([], [("day_in_text", 2, "Time frame")])


@pytest.mark.parametrize("typed", ["In review", "in  REVIEW", "in_review", "In Prüfung"])
def test_state_is_read_from_words_of_all_languages_of_the_staff(filled, courses, typed):
    filled.write(courses, state=typed)
    assert filled.changes() == [(courses.id, "state", "draft", "in_review")]


@pytest.mark.parametrize("typed", ["nearly done", None, 7])
def test_state_that_is_none_is_named(filled, courses, typed):
    filled.write(courses, state=typed)
    assert (filled.changes(), filled.codes()) == ([], [("state_unclear", 2, "State")])


def test_state_out_of_reach_is_named_and_the_rest_of_the_row_is_read(filled, courses):
    filled.write(courses, state="Done", lead="School office")
    assert filled.changes() == [(courses.id, "lead", "Sportverein", "School office")]
    (remark,) = filled.compared().remarks
    assert (remark.code, remark.values["possible"]) == ("state_skipped", "In review, Rejected, Postponed")


def test_state_goes_on_by_the_flow_with_its_reason(filled, courses):
    filled.write(courses, state="Postponed", why="No hall")
    filled.taken_over()
    line = history(again(courses))[0]
    assert (courses.state, line.reason, line.after) == (MeasureState.POSTPONED, "No hall", {"state": "postponed"})


def test_words_of_the_concept_are_read_by_name_and_others_named(edition, courses, pilots):
    words = [("near", "Near by"), ("far", "Far away")]
    for position, (key, name) in enumerate(words):
        kind = VocabularyKind.SPATIAL_REFERENCE
        saved(VocabularyWord(concept_id=edition.concept_id, kind=kind, key=key, name=name, position=position))
    db.session.expire_all()
    filled = Filled(edition).write(courses, spatial_reference="far AWAY").write(pilots, spatial_reference="Moon")
    assert filled.changes() == [(courses.id, "spatial_reference", None, "far")]
    (remark,) = filled.compared().remarks
    assert (remark.code, remark.values["known"]) == ("word_unclear", "Near by, Far away")


@pytest.mark.parametrize(
    ("column", "typed", "told"),
    [
        ("goals", "9.9", ("goal_unclear", "Goals")),
        ("fields", "Sport\nMoon", ("field_unclear", "Fields of action")),
        ("lead", "x" * 501, ("text_too_long", "Lead")),
        ("costs", "=1+1", ("formula", "Costs")),
    ],
)
def test_cell_that_cannot_be_meant_is_named_and_left(filled, courses, column, typed, told):
    filled.write(courses, **{column: typed})
    code, heading = told
    assert (filled.changes(), filled.codes()) == ([], [(code, 2, heading)])


def test_error_of_the_spreadsheet_program_is_named(filled, courses):
    cell = filled.cell(courses, "lead")
    cell.value, cell.data_type = "#REF!", "e"
    assert (filled.changes(), filled.codes()) == ([], [("damaged", 2, "Lead")])


def test_goal_of_which_two_say_the_same_is_named(edition, courses, pilots):
    for number in ("7", "8"):
        a_goal(edition, number=number, text="All are welcome.")
    db.session.expire_all()
    filled = Filled(edition).write(courses, goals="All are welcome.").write(pilots, goals="8")
    assert filled.changes() == [
        (pilots.id, "goals", ["1 Goal 1 is reached.", "2 Goal 2 is reached."], ["8 All are welcome."])
    ]
    assert filled.codes() == [("goal_twice", 2, "Goals")]


def test_merged_cells_are_named_and_empty_nothing(filled, courses, pilots):
    filled.sheet().merge_cells("I2:I3")
    assert (filled.changes(), filled.codes()) == ([], [("merged", 2, ""), ("merged", 3, "")])


def test_row_whose_identifier_was_merged_away_is_left_out(filled, courses, pilots):
    filled.sheet().merge_cells("A2:A3")
    assert filled.changes() == []
    assert [code for code, _row, _column in filled.codes()] == ["merged", "row_without_identifier"] * 2


def test_rows_without_a_known_identifier_are_named(filled, courses):
    sheet = filled.sheet()
    sheet["A2"].value = "17"
    sheet["A3"].value = "M999999-1"
    sheet["C4"].value = "A new measure"
    sheet["A6"].value = f"M{courses.id} - 1"
    assert filled.changes()[0] == (courses.id, "title", "Schwimmkurse", "")
    codes = [(code, row) for code, row, _column in filled.codes()]
    assert codes[:3] == [("identifier_unclear", 2), ("row_without_identifier", 4), ("measure_unknown", 3)]


def test_new_printed_numbers_are_told_and_not_taken(filled, courses):
    filled.write(courses, number="7.7")
    assert (filled.changes(), filled.codes()) == ([], [("told_column", 2, "Printed number")])


def test_columns_that_were_moved_deleted_or_added_are_told(filled, courses):
    sheet = filled.sheet()
    filled.write(courses, lead="School office")
    sheet.delete_cols(3)
    sheet.insert_cols(1)
    sheet["A1"].value, sheet["A2"].value = "Our notes", "ask again"
    assert filled.changes() == [(courses.id, "lead", "Sportverein", "School office")]
    assert filled.codes() == [("column_unknown", None, "Our notes"), ("column_missing", None, "Title")]


def test_header_may_stand_below_a_title_of_its_own(filled, courses):
    filled.write(courses, lead="School office")
    filled.sheet().insert_rows(1, 2)
    filled.sheet()["A1"].value = "Round of October"
    assert filled.changes() == [(courses.id, "lead", "Sportverein", "School office")]


def test_what_only_the_office_changed_since_stays_without_a_question(filled, courses):
    edited_in_the_office(courses, costs="9.000 Euro")
    filled.write(courses, lead="School office").taken_over()
    assert (again(courses).costs, courses.lead) == ("9.000 Euro", "School office")


def test_what_both_changed_is_shown_with_both_and_the_office_chooses(filled, courses):
    edited_in_the_office(courses, lead="Sports office")
    filled.write(courses, lead="School office")
    (part,) = filled.compared().returns[0].changes
    assert (part.now, part.said, part.is_conflict) == ("Sports office", "School office", True)
    with pytest.raises(SideUnchosen):
        filled.taken_over()
    filled.taken_over(sides={(courses.id, "lead"): "now"})
    assert again(courses).lead == "Sports office"
    filled.taken_over(sides={(courses.id, "lead"): "file"})
    assert again(courses).lead == "School office"


def test_version_that_nobody_knows_makes_every_difference_a_question(filled, courses):
    filled.sheet()["A2"].value = f"M{courses.id}-9"
    filled.sheet("Sport").delete_rows(2)
    (part,) = filled.write(courses, lead="School office").compared().returns[0].changes
    assert part.is_conflict is True


def test_in_an_adopted_edition_only_the_state_changes(filled, edition, courses):
    courses.state = MeasureState.ADOPTED
    stands_as(edition, EditionState.ADOPTED)
    filled = Filled(edition).write(courses, state="In progress", lead="School office")
    assert filled.changes() == [(courses.id, "state", "adopted", "in_progress")]
    assert filled.codes() == [("adopted", 2, "")]
    filled.taken_over()
    assert (again(courses).state, courses.lead) == (MeasureState.IN_PROGRESS, "Sportverein")


def test_measure_that_cannot_be_changed_so_is_named_and_nothing_is_changed(filled, courses, pilots):
    filled.write(courses, state="In review", costs=None).write(pilots, lead="School office")
    with pytest.raises(ActionPlanRefused) as refused:
        filled.taken_over()
    assert [(key, type(error)) for key, error in refused.value.refusals] == [(courses.id, MeasureIncomplete)]
    assert (again(courses).costs, again(pilots).lead, history(pilots)) == ("5.000 Euro", "Sportverein", [])


def test_differences_that_nobody_saw_are_not_taken(filled, courses):
    filled.write(courses, lead="School office")
    seen = filled.compared().fingerprint
    edited_in_the_office(courses, costs="9.000 Euro")
    plan = filled.compared()
    with pytest.raises(ActionPlanMoved), transaction():
        take_over(plan, Choice(seen, {courses.id}, "Meeting"), None)


def test_nothing_ticked_or_no_reason_changes_nothing(filled, courses):
    filled.write(courses, lead="School office")
    with pytest.raises(NothingTakenOver):
        filled.taken_over(only=set())
    with pytest.raises(ReasonUnsaid):
        filled.taken_over(why=" ")


def test_file_of_another_concept_or_a_superseded_edition_is_refused(filled, edition):
    stranger = a_concept()
    concept, filled.concept = filled.concept, stranger
    with pytest.raises(ActionPlanForeign):
        filled.compared()
    stands_as(edition, EditionState.SUPERSEDED)
    filled.concept = concept
    with pytest.raises(ActionPlanOutdated):
        filled.compared()
