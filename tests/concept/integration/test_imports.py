"""Documents become rows, again and again, and nothing that hangs on a row is lost."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func, select

from participation.access.models import LogEntry
from participation.concept.errors import ConceptMoved, TextTooLong
from participation.concept.messages import word_note
from participation.concept.models import Goal, Measure, MeasureState
from participation.concept.queries import counts, goals_tree, tree_of
from participation.concept.reading import Mapping, Reading
from participation.concept.services import apply_import, prepare_import, stored_mapping
from participation.concept.tidying import tidied
from participation.concept.tree import GoalEntry, MeasureEntry, from_json, to_json
from participation.export.chapter import chapter_document, chapter_sheets
from participation.export.docx_writer import write_docx
from participation.export.spreadsheet import write_xlsx
from participation.i18n import speaking
from participation.kernel.transaction import transaction
from tests.concept.integration.steps import CELL, DRAFT, SHARED, TREE, imported, planned, taken_over
from tests.export.unit.trees import trees
from tests.factories import a_goal, a_measure, a_workshop

WRITTEN_AT = datetime(2026, 11, 14, 18, 0, tzinfo=UTC)


def rows(database, model) -> int:
    return database.session.scalar(select(func.count()).select_from(model))


def with_goals(tree, *changed: GoalEntry):
    """The tree with other goals below its first theme."""
    return replace(tree, goals=(replace(tree.goals[0], children=changed), *tree.goals[1:]))


def ids_by_text(edition):
    found = {}

    def walk(nodes):
        for node in nodes:
            found[node.goal.text] = node.goal.id
            found.update({placed.measure.text: placed.measure.id for placed in node.measures})
            walk(node.children)

    walk(goals_tree(edition))
    return found


def assert_facts(edition, facts):
    tree = tree_of(edition)
    found = counts([edition])[edition.id]
    assert tree.levels == tuple(facts["levels"])
    assert found.goals == {
        "Themenfeld": facts["themes"],
        "Leitziel": facts["main_goals"],
        "Teilziel": facts["sub_goals"],
    }
    assert found.measures == facts["measures"]
    assert tree.fields_of_action == tuple(facts["fields_of_action"])
    themes = [f"{theme.number} {theme.text}" for theme in tree.goals]
    assert {theme: len(goal.children) for theme, goal in zip(themes, tree.goals, strict=True)} == facts[
        "main_goals_per_theme"
    ]
    sub_goals = [goal for theme in tree.goals for main in theme.children for goal in main.children]
    assert sum(not goal.measures for goal in sub_goals) == facts["sub_goals_without_measure"]
    assert Counter(name for goal in sub_goals for name in goal.fields) == facts["field_counts"]


def test_text_document_gives_the_facts(database, aachen_docx, aachen_mapping, facts):
    assert_facts(imported(aachen_docx, mapping=aachen_mapping), facts)


def test_spreadsheet_gives_the_facts(database, aachen_xlsx, facts):
    assert_facts(imported(aachen_xlsx), facts)


def test_same_file_again_is_identical_and_writes_nothing(database, aachen_docx, aachen_mapping):
    edition = imported(aachen_docx, mapping=aachen_mapping)
    before = (tree_of(edition), rows(database, LogEntry))
    plan = planned(aachen_docx, edition.concept)
    with transaction():
        apply_import(plan, None)
    assert (plan.identical, bool(plan.changes)) == (True, False)
    assert (tree_of(edition), rows(database, LogEntry)) == before


def test_confirmed_spellings_are_used_at_the_next_import(database, aachen_docx, aachen_mapping):
    edition = imported(aachen_docx, mapping=aachen_mapping)
    kept = stored_mapping(edition.concept)
    assert {spelling: kept.field_spellings[spelling] for spelling in aachen_mapping.field_spellings} == dict(
        aachen_mapping.field_spellings
    )
    assert kept.level_spellings == {"Ziel": "Leitziel"}


def test_spreadsheet_after_text_document_changes_no_goal_and_no_measure(
    database, aachen_docx, aachen_xlsx, aachen_mapping
):
    edition = imported(aachen_docx, mapping=aachen_mapping)
    ids = ids_by_text(edition)
    plan = planned(aachen_xlsx, edition.concept)
    assert (plan.changes.added, plan.changes.removed) == ((), ())
    with transaction():
        apply_import(plan, None)
    assert sorted(ids_by_text(edition).values()) == sorted(ids.values())


def test_other_name_of_a_field_keeps_the_field(database, aachen_docx, aachen_mapping):
    edition = imported(aachen_docx)
    before = {field.name: field.id for field in edition.concept.fields}
    plan = planned(aachen_docx, edition.concept, aachen_mapping)
    assert [(change.what, change.before, change.after) for change in plan.changes.changed] == [
        ("field", "Sicherheit", "Sicherheit / Rassismus / Religiöser Extremismus"),
        ("field", "Öffentlichkeitsarbeit", "Öffentlichkeitsarbeit / Presse"),
    ]
    assert (plan.changes.added, plan.changes.removed) == ((), ())
    with transaction():
        apply_import(plan, None)
    after = {field.name: field.id for field in edition.concept.fields}
    assert after["Öffentlichkeitsarbeit / Presse"] == before["Öffentlichkeitsarbeit"]
    assert len(after) == 7


def test_printed_again_and_read_again_it_is_the_same_tree(database, aachen_docx, aachen_mapping):
    edition = imported(aachen_docx, mapping=aachen_mapping)
    tree = tree_of(edition)
    printed = write_docx(chapter_document(tree), WRITTEN_AT)
    assert planned(printed, edition.concept, name="again.docx").identical
    assert tree_of(imported(printed, name="again.docx")) == tree


def test_concept_with_drafts_goes_out_and_comes_back(database):
    tree = with_goals(TREE, replace(TREE.goals[0].children[0], measures=(SHARED, DRAFT)))
    edition = taken_over(tree)
    printed = write_docx(chapter_document(tree_of(edition)), WRITTEN_AT)
    sheets = write_xlsx(chapter_sheets(tree_of(edition)), tree.title, WRITTEN_AT)
    assert planned(printed, edition.concept, name="again.docx").identical
    assert planned(sheets, edition.concept, name="again.xlsx").identical
    assert tree_of(imported(printed, name="elsewhere.docx")) == tree


def test_json_form_goes_into_an_empty_installation(database):
    assert tree_of(taken_over(from_json(to_json(TREE)))) == TREE


def test_measure_of_two_goals_is_one_row_with_a_number_under_each(database):
    edition = taken_over(TREE)
    assert rows(database, Measure) == 2
    assert tree_of(edition).goals[0].children[1].measures == (CELL, replace(SHARED, number="2"))


def test_file_is_identical_after_a_workshop_added_a_draft(database):
    edition = taken_over(TREE)
    goal = goals_tree(edition)[0].children[0].goal
    a_measure(edition, goals=[goal], title="Offene Halle", origin_workshop="Sport im Viertel", origin_rank=1)
    plan = prepare_import(Reading(TREE), edition.concept)
    assert (plan.identical, bool(plan.changes)) == (True, False)


def test_changed_document_shows_its_differences_and_keeps_the_rows(database):
    edition = taken_over(TREE)
    ids = ids_by_text(edition)
    first, second = TREE.goals[0].children
    new = GoalEntry("1.3", "Kinder lernen zusammen.")
    changed = with_goals(
        TREE, first, replace(second, text="Der Sport steht allen offen.", measures=(CELL,), indicators=()), new
    )
    plan = prepare_import(Reading(changed), edition.concept)
    assert [(change.what, change.after) for change in plan.changes.added] == [("goal", "1.3 Kinder lernen zusammen.")]
    assert [(change.what, change.before, change.after) for change in plan.changes.changed] == [
        ("goal", "1.2 Der Sport ist offen.", "1.2 Der Sport steht allen offen.")
    ]
    assert [change.what for change in plan.changes.removed] == ["measure"]
    with transaction():
        apply_import(plan, None)
    after = ids_by_text(edition)
    assert after["Der Sport steht allen offen."] == ids["Der Sport ist offen."]
    assert (after[SHARED.text], after[CELL.text]) == (ids[SHARED.text], ids[CELL.text])
    assert tree_of(edition) == plan.tree
    # The document has no indicators at all, so it does not speak of them.
    assert tree_of(edition).goals[0].children[1].indicators == second.indicators


def test_reworded_measure_of_two_goals_stays_one_row(database):
    edition = taken_over(TREE)
    before = ids_by_text(edition)[SHARED.text]
    reworded = replace(SHARED, text="Eine Stelle berät alle in vielen Sprachen.")
    first, second = TREE.goals[0].children
    tree = with_goals(
        TREE, replace(first, measures=(reworded,)), replace(second, measures=(CELL, replace(reworded, number="2")))
    )
    taken_over(tree, edition.concept)
    assert ids_by_text(edition)[reworded.text] == before
    assert rows(database, Measure) == 2


def test_measure_reworded_under_one_goal_parts_from_the_other(database):
    edition = taken_over(TREE)
    before = ids_by_text(edition)[SHARED.text]
    reworded = replace(SHARED, text="Eine Stelle berät alle in vielen Sprachen.")
    first, second = TREE.goals[0].children
    taken_over(with_goals(TREE, replace(first, measures=(reworded,)), second), edition.concept)
    assert ids_by_text(edition)[SHARED.text] == before
    assert rows(database, Measure) == 3


def test_goal_that_moves_to_another_goal_keeps_its_row_and_its_measures(database):
    edition = taken_over(TREE)
    before = ids_by_text(edition)
    theme, other = TREE.goals
    moved = replace(theme.children[1], number="2.9")
    goals = (replace(theme, children=theme.children[:1]), replace(other, children=(*other.children, moved)))
    taken_over(replace(TREE, goals=goals), edition.concept)
    goal = database.session.get(Goal, before[moved.text])
    assert (goal.number, goal.parent.text, ids_by_text(edition)) == ("2.9", other.text, before)


def test_measure_that_moves_to_another_goal_keeps_its_row(database):
    edition = taken_over(TREE)
    before = ids_by_text(edition)[CELL.text]
    first, second = TREE.goals[0].children
    tree = with_goals(TREE, replace(first, measures=(SHARED, CELL)), replace(second, measures=(SHARED,)))
    taken_over(tree, edition.concept)
    assert ids_by_text(edition)[CELL.text] == before


def test_what_the_document_does_not_print_stays(database):
    edition = taken_over(TREE)
    first, second = TREE.goals[0].children
    bare = with_goals(
        TREE,
        replace(first, fields=(), measures=(MeasureEntry(SHARED.text),)),
        replace(second, number=None, fields=(), measures=(MeasureEntry(CELL.text), MeasureEntry(SHARED.text))),
    )
    plan = prepare_import(Reading(replace(bare, city="", edition="", fields_of_action=())), edition.concept)
    assert plan.identical


def test_state_that_a_chapter_does_not_print_stays(database):
    edition = taken_over(TREE)
    measure = database.session.scalar(select(Measure).where(Measure.title == "Beratung"))
    measure.state = MeasureState.IN_PROGRESS
    database.session.commit()
    assert prepare_import(Reading(TREE), edition.concept).identical


@pytest.mark.parametrize("said", ["recommended", "draft", "done"])
def test_measure_in_review_is_moved_by_no_document_but_takes_its_words(database, said):
    edition = taken_over(TREE)
    measure = database.session.scalar(select(Measure).where(Measure.title == "Beratung"))
    measure.state = MeasureState.IN_REVIEW
    database.session.commit()
    first, second = TREE.goals[0].children
    moved = replace(SHARED, state=said, lead="Amt für Integration")
    taken_over(
        with_goals(
            TREE, replace(first, measures=(moved,)), replace(second, measures=(CELL, replace(moved, number="2")))
        ),
        edition.concept,
    )
    database.session.refresh(measure)
    assert (measure.state, measure.lead) == (MeasureState.IN_REVIEW, "Amt für Integration")


def told_of_reviews(plan):
    with speaking("en"):
        return [(note.kind, word_note(note)) for note in plan.notes if note.code.startswith("review_")]


def test_preview_says_once_that_a_measure_in_review_stays_there(database):
    edition = taken_over(TREE)
    measure = database.session.scalar(select(Measure).where(Measure.title == "Beratung"))
    measure.state = MeasureState.IN_REVIEW
    database.session.commit()
    assert told_of_reviews(prepare_import(Reading(TREE), edition.concept)) == []
    first, second = TREE.goals[0].children
    moved = replace(SHARED, state="done")
    document = with_goals(TREE, replace(first, measures=(moved,)), replace(second, measures=(CELL, moved)))
    assert told_of_reviews(prepare_import(Reading(document), edition.concept)) == [
        ("warning", "“Beratung” is in review and stays there; the document says “Done”.")
    ]
    document = with_goals(TREE, replace(first, measures=()), replace(second, measures=(CELL,)))
    assert told_of_reviews(prepare_import(Reading(document), edition.concept)) == [
        ("warning", "“Beratung” is in review and stays, although the document does not have it.")
    ]


def test_measure_in_review_stays_when_the_document_drops_it_and_its_goal(database):
    reviewed = replace(CELL, state="in_review")
    first, second = TREE.goals[0].children
    edition = taken_over(with_goals(TREE, first, replace(second, measures=(reviewed,))))
    row = database.session.scalar(select(Measure).where(Measure.state == MeasureState.IN_REVIEW))
    taken_over(with_goals(TREE, first), edition.concept)
    assert [goal.text for goal in database.session.get(Measure, row.id).goals] == [second.text]


def test_days_that_a_document_does_not_print_stay(database):
    edition = taken_over(TREE)
    measure = database.session.scalar(select(Measure).where(Measure.title == "Beratung"))
    measure.due_on = date(2027, 6, 30)
    database.session.commit()
    assert prepare_import(Reading(TREE), edition.concept).identical


def test_other_line_breaks_are_no_change(database):
    edition = taken_over(TREE)
    first, second = TREE.goals[0].children
    wrapped = replace(
        first, text="Alle\nfinden  Rat.", measures=(replace(SHARED, text="Eine Stelle\nberät in vielen Sprachen."),)
    )
    same = replace(second, measures=(CELL, replace(SHARED, number="2", text="Eine Stelle berät in\nvielen Sprachen.")))
    assert prepare_import(Reading(with_goals(TREE, wrapped, same)), edition.concept).identical


def test_field_with_a_confirmed_new_name_keeps_its_row(database):
    edition = taken_over(TREE)
    before = edition.concept.fields[1].id
    names = ("Sprache", "Sport und Spiel")
    goals = tuple(
        replace(
            theme,
            children=tuple(
                replace(goal, fields=tuple("Sport und Spiel" if name == "Sport" else name for name in goal.fields))
                for goal in theme.children
            ),
        )
        for theme in TREE.goals
    )
    mapping = Mapping(field_spellings={"Sport": "Sport und Spiel"})
    plan = prepare_import(Reading(replace(TREE, fields_of_action=names, goals=goals), mapping=mapping), edition.concept)
    assert [(change.what, change.before, change.after) for change in plan.changes.changed] == [
        ("field", "Sport", "Sport und Spiel")
    ]
    with transaction():
        apply_import(plan, None)
    assert [(field.id, field.name) for field in edition.concept.fields][1] == (before, "Sport und Spiel")


def test_identical_plan_writes_nothing(database):
    edition = taken_over(TREE)
    before = rows(database, LogEntry)
    taken_over(TREE, edition.concept)
    assert rows(database, LogEntry) == before


def test_goal_that_carries_a_draft_stays_when_the_document_drops_it(database):
    tree = with_goals(TREE, TREE.goals[0].children[0], replace(TREE.goals[0].children[1], measures=(CELL, DRAFT)))
    edition = taken_over(tree)
    plan = prepare_import(Reading(with_goals(TREE, TREE.goals[0].children[0])), edition.concept)
    assert [change.what for change in plan.changes.removed] == ["measure"]
    assert plan.tree.goals[0].children[1].measures == (DRAFT,)


def test_goal_that_the_document_drops_goes_with_its_measures(database):
    edition = taken_over(TREE)
    workshop = a_workshop()
    workshop.goals = [goals_tree(edition)[0].children[1].goal]
    database.session.commit()
    taken_over(with_goals(TREE, TREE.goals[0].children[0]), edition.concept)
    database.session.expire_all()
    assert (rows(database, Goal), rows(database, Measure), workshop.goals) == (4, 1, [])


def test_draft_without_a_goal_is_left_alone(database):
    edition = taken_over(TREE)
    draft = a_measure(edition, title="Noch ohne Ziel", origin_workshop="Sport im Viertel")
    draft.fields = [edition.concept.fields[0]]
    database.session.commit()
    taken_over(with_goals(TREE, TREE.goals[0].children[0]), edition.concept)
    assert [field.name for field in database.session.get(Measure, draft.id).fields] == ["Sprache"]


def test_mere_order_is_told_as_a_change(database):
    edition = taken_over(TREE)
    plan = prepare_import(Reading(replace(TREE, goals=TREE.goals[::-1])), edition.concept)
    assert ([change.what for change in plan.changes.changed], plan.identical) == (["order"], False)
    with transaction():
        apply_import(plan, None)
    assert tree_of(edition).goals == TREE.goals[::-1]


def test_other_levels_city_and_edition_are_told_as_changes(database):
    edition = taken_over(TREE)
    changed = replace(TREE, title="Anders", levels=("Feld", "Ziel"), city="Neustadt", edition="2027")
    plan = prepare_import(Reading(changed), edition.concept)
    assert [(change.what, change.after) for change in plan.changes.changed] == [
        ("level", "Feld › Ziel"),
        ("city", "Neustadt"),
        ("edition", "2027"),
    ]
    with transaction():
        apply_import(plan, None)
    assert tree_of(edition) == replace(changed, title=TREE.title)


def test_plan_of_a_concept_that_moved_on_is_refused(database):
    edition = taken_over(TREE)
    plan = prepare_import(Reading(with_goals(TREE, TREE.goals[0].children[0])), edition.concept)
    a_goal(edition)
    with pytest.raises(ConceptMoved), transaction():
        apply_import(plan, None)
    assert rows(database, Measure) == 2


def test_import_is_logged_with_its_differences(database):
    edition = taken_over(TREE)
    taken_over(with_goals(TREE, TREE.goals[0].children[0]), edition.concept)
    first, second = database.session.scalars(select(LogEntry).order_by(LogEntry.id))
    assert (first.action, first.details["changes"]) == ("import_concept", {})
    removed = [line["what"] for line in second.details["changes"]["removed"]]
    assert removed == ["goal", "measure", "measure", "indicator"]


@pytest.mark.parametrize("name", ["title", "city", "edition"])
def test_text_that_does_not_fit_is_refused_by_name(database, name):
    with pytest.raises(TextTooLong) as refused:
        prepare_import(Reading(replace(TREE, **{name: "x" * 301})))
    assert refused.value.limit in {200, 300}


def test_characters_that_no_database_takes_are_left_out(database):
    tree = replace(TREE, title="Zu\x00sammen\ud800 ")
    assert taken_over(tree).concept.title == "Zusammen"


def test_counts_and_tree_take_the_same_number_of_statements_for_one_goal_and_for_many(database, statements):
    small = taken_over(with_goals(TREE, TREE.goals[0].children[0]))
    large = taken_over(with_goals(TREE, *(GoalEntry(f"1.{n}", f"Ziel {n}", ("Sport",), (SHARED,)) for n in range(30))))
    sent = []
    for edition in (small, large):
        database.session.expire_all()
        edition.concept.title  # noqa: B018 - loaded before the count
        statements.clear()
        tree_of(edition)
        sent.append(len(statements))
    assert sent[0] == sent[1]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees)
def test_any_tree_is_stored_and_read_back_unchanged(database, tree):
    assert tree_of(taken_over(tree)) == tidied(tree)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees, trees)
def test_any_tree_over_any_other_becomes_what_the_plan_said(database, before, after):
    edition = taken_over(before)
    plan = prepare_import(Reading(after), edition.concept)
    with transaction():
        apply_import(plan, None)
    assert tree_of(edition) == plan.tree
    assert prepare_import(Reading(after), edition.concept).identical
