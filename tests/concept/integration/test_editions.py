"""One edition is adopted and stays, one is a draft and is worked on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from participation.access.models import LogEntry
from participation.concept.editions.adoption import Resolution, adopt_edition, readiness_of
from participation.concept.editions.beginning import begin_edition
from participation.concept.editions.choices import Choice
from participation.concept.editions.copying import COPIED
from participation.concept.editions.decisions import decide, list_pending, mark_for_decision, unmark
from participation.concept.editions.errors import (
    AdoptionAhead,
    AdoptionIncomplete,
    DecisionReasonMissing,
    DecisionsOpen,
    DraftPresent,
    NothingAdopted,
    NothingRenumbered,
    NotOfFormerEdition,
    NumbersMoved,
)
from participation.concept.editions.renumbering import fingerprint, list_new_numbers, renumber, undo_renumbering
from participation.concept.errors import EditionNotDraft
from participation.concept.models import (
    Edition,
    EditionState,
    Goal,
    Indicator,
    IndicatorValue,
    Measure,
    MeasureState,
)
from participation.concept.queries import (
    find_adopted_edition,
    find_draft_edition,
    get_concept,
    list_fields_of,
    tree_of,
)
from participation.kernel.clock import now
from participation.kernel.database import Base, db
from participation.kernel.transaction import transaction
from tests.concept.integration.editions import RESOLUTION, adopted, an_adopted_edition, begun, measure_called, named
from tests.concept.integration.steps import DRAFT, SHARED, TREE, taken_over
from tests.factories import a_field, a_measure, an_edition, an_office_user


def lineages(edition, model):
    return list(db.session.scalars(select(model.lineage).where(model.edition_id == edition.id).order_by(model.id)))


@pytest.fixture
def former(database):
    """An adopted edition with the values of an indicator."""
    edition = an_adopted_edition()
    indicator = db.session.scalars(select(Indicator)).one()
    db.session.add(IndicatorValue(indicator_id=indicator.id, at=date(2026, 1, 1), value=120.5))
    db.session.commit()
    return edition


@pytest.fixture
def draft(former):
    return begun(former)


# Beginning


def test_next_edition_says_what_the_adopted_one_says(former, draft):
    assert tree_of(draft) == named(tree_of(former), "2030")


def test_what_is_the_same_keeps_its_lineage(former, draft):
    assert [lineages(draft, model) for model in (Goal, Measure)] == [
        lineages(former, model) for model in (Goal, Measure)
    ]


def test_indicators_come_with_their_values(draft):
    statement = select(Indicator.lineage, IndicatorValue.at, IndicatorValue.value).join(IndicatorValue)
    first, second = db.session.execute(statement).all()
    assert first == second


def test_next_edition_is_begun_once(former, draft):
    with transaction(), pytest.raises(DraftPresent):
        begin_edition(get_concept(former.concept_id), None)


def test_next_edition_begins_from_an_adopted_one(database):
    edition = an_edition(state=EditionState.SUPERSEDED)
    with transaction(), pytest.raises(NothingAdopted):
        begin_edition(edition.concept, None)


def test_database_keeps_a_second_draft_out(draft):
    db.session.add(Edition(concept_id=draft.concept_id))
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


@pytest.mark.parametrize("measures", [1, 3])
def test_next_edition_takes_a_constant_number_of_statements(database, statements, measures):
    edition = an_adopted_edition()
    for _number in range(measures):
        a_measure(edition)
    statements.clear()
    begun(edition)
    assert len(statements) == 35


def test_every_table_of_an_edition_is_copied():
    """Who adds a table that hangs on a goal or a measure has to say here whether the next edition has it too."""
    of_concept = {"goal", "measure", "indicator", "edition"}
    hanging = {
        table.name
        for table in Base.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.target_fullname.partition(".")[0] in of_concept
    }
    stays = {
        "edition",
        "process",
        "measure_decision",
        "renumbering",
        "workshop_goal",
        "measure_plan",
        "measure_change",
        "review_round",
    }
    assert hanging == COPIED | stays


def test_change_in_the_draft_leaves_the_adopted_edition(former, draft):
    before = tree_of(former)
    measure_called(draft, "Beratung").text = "Drei Stellen beraten."
    db.session.commit()
    assert tree_of(former) == before


def test_field_that_only_the_draft_names_is_not_in_the_adopted_edition(former, draft):
    field = a_field(draft.concept, name="Wohnen", position=9)
    goal = db.session.scalars(select(Goal).where(Goal.edition_id == draft.id)).first()
    goal.fields.append(field)
    db.session.commit()
    assert [[field.name for field in list_fields_of(edition)] for edition in (former, draft)] == [
        ["Sprache", "Sport"],
        ["Sprache", "Sport", "Wohnen"],
    ]


# Documents


def test_document_for_an_adopted_edition_becomes_the_next_draft(former):
    theme, other = TREE.goals
    changed = replace(TREE, goals=(theme, replace(other, text="Alle haben Nachbarn.")))
    before = tree_of(former)
    expected = (before.goals[0], replace(before.goals[1], text="Alle haben Nachbarn."))

    draft = taken_over(changed, former.concept)

    assert (draft.state, draft.base_id, tree_of(draft).goals) == (EditionState.DRAFT, former.id, expected)
    assert tree_of(find_adopted_edition(former.concept_id)) == before


def test_document_that_says_the_same_begins_nothing(former):
    assert taken_over(TREE, former.concept).id == former.id
    assert find_draft_edition(former.concept_id) is None


def test_document_without_a_field_takes_it_from_the_draft_only(former):
    theme, other = TREE.goals
    first, second = theme.children
    bare = tuple(replace(goal, fields=("Sprache",)) for goal in (first, second))
    without = replace(TREE, fields_of_action=("Sprache",), goals=(replace(theme, children=bare), other))

    draft = taken_over(without, former.concept)

    assert [tree_of(entry).fields_of_action for entry in (draft, find_adopted_edition(former.concept_id))] == [
        ("Sprache",),
        ("Sprache", "Sport"),
    ]


def test_levels_of_an_adopted_edition_stay_when_the_draft_names_others(former, draft):
    draft.concept.levels = ["Bereich", "Ziel"]
    db.session.commit()
    assert [tree_of(former).levels, tree_of(draft).levels] == [("Thema", "Ziel"), ("Bereich", "Ziel")]


# Decisions


def test_measures_in_chosen_states_are_marked_from_the_start(former):
    measure_called(former, "Beratung").state = MeasureState.DONE
    db.session.commit()
    draft = begun(former, to_decide=(MeasureState.DONE,))
    assert [(entry.measure.title, entry.is_open) for entry in list_pending(draft)] == [("Beratung", True), ("", False)]


@pytest.mark.parametrize(
    ("choice", "reason", "is_open"),
    [
        (Choice.KEEP, "", False),
        (Choice.CHANGE, "", True),
        (Choice.END, "Erledigt", False),
        (Choice.LEAVE, "Später", False),
    ],
)
def test_decision_settles_a_measure_but_one_to_change_waits_for_the_change(draft, choice, reason, is_open):
    lineage = measure_called(draft, "Beratung").lineage
    with transaction():
        decide(draft, [lineage], choice, reason, None)
    assert [entry.is_open for entry in list_pending(draft) if entry.decision] == [is_open]


def test_measure_that_had_to_change_is_settled_when_it_has_changed(draft):
    measure = measure_called(draft, "Beratung")
    with transaction():
        decide(draft, [measure.lineage], Choice.CHANGE, "", None)
    measure_called(draft, "Beratung").text = "Drei Stellen beraten."
    db.session.commit()
    assert [entry.is_open for entry in list_pending(draft) if entry.decision] == [False]


@pytest.mark.parametrize("choice", [Choice.END, Choice.LEAVE])
def test_end_and_open_decision_need_a_reason(draft, choice):
    lineage = measure_called(draft, "Beratung").lineage
    with transaction(), pytest.raises(DecisionReasonMissing):
        decide(draft, [lineage], choice, " ", None)


def test_measure_that_the_former_edition_lacks_is_not_decided_on(draft):
    new = a_measure(draft)
    with transaction(), pytest.raises(NotOfFormerEdition):
        mark_for_decision(draft, [new.lineage], None)


def test_mark_can_be_taken_away(draft):
    lineage = measure_called(draft, "Beratung").lineage
    with transaction():
        mark_for_decision(draft, [lineage], None)
    with transaction():
        unmark(draft, [lineage], None)
    assert [entry.decision for entry in list_pending(draft)] == [None, None]


def test_nobody_decides_in_an_adopted_edition(former, draft):
    lineage = measure_called(former, "Beratung").lineage
    with transaction(), pytest.raises(EditionNotDraft):
        decide(former, [lineage], Choice.KEEP, "", None)


# Adoption


def test_adoption_records_committee_day_paper_and_who(former, draft):
    actor = an_office_user()
    with transaction():
        adopt_edition(draft, Resolution(" Hauptausschuss ", date(2026, 11, 18), "77/2026"), actor)
    assert (draft.committee, draft.as_of, draft.paper_number, draft.adopted_by) == (
        "Hauptausschuss",
        date(2026, 11, 18),
        "77/2026",
        actor,
    )


def test_adopted_draft_supersedes_the_edition_before(former, draft):
    adopted(draft)
    assert [edition.state.value for edition in former.concept.editions] == ["superseded", "adopted"]


def test_recommended_measures_are_adopted_with_the_edition_and_drafts_are_not(former, draft):
    recommended, idea = a_measure(draft, state=MeasureState.RECOMMENDED), a_measure(draft, state=MeasureState.DRAFT)
    adopted(draft)
    assert [recommended.state, idea.state] == [MeasureState.ADOPTED, MeasureState.DRAFT]


def test_ended_measure_leaves_with_the_adoption_and_stays_in_the_former_edition(former, draft):
    with transaction():
        decide(draft, [measure_called(draft, "Beratung").lineage], Choice.END, "Erledigt", None)
    adopted(draft)
    titles = [
        set(db.session.scalars(select(Measure.title).where(Measure.edition_id == each.id))) for each in (former, draft)
    ]
    assert titles == [{"Beratung", ""}, {""}]


def test_open_decisions_keep_a_draft_from_adoption(former, draft):
    lineage = measure_called(draft, "Beratung").lineage
    with transaction():
        mark_for_decision(draft, [lineage], None)
    with transaction(), pytest.raises(DecisionsOpen) as refusal:
        adopt_edition(draft, RESOLUTION, None)
    assert refusal.value.number == 1
    assert [entry.measure.title for entry in readiness_of(draft).open] == ["Beratung"]


def test_decision_left_open_with_a_reason_lets_the_draft_be_adopted_and_comes_back(former, draft):
    with transaction():
        decide(draft, [measure_called(draft, "Beratung").lineage], Choice.LEAVE, "Der Träger fehlt noch", None)
    after = begun(adopted(draft), "2035")
    assert [entry.measure.title for entry in list_pending(after) if entry.is_open] == ["Beratung"]


def test_adoption_of_a_day_to_come_is_refused(draft):
    tomorrow = now().date() + timedelta(days=2)
    with transaction(), pytest.raises(AdoptionAhead):
        adopt_edition(draft, replace(RESOLUTION, on=tomorrow), None)


@pytest.mark.parametrize("missing", ["committee", "paper_number"])
def test_adoption_names_committee_and_paper(draft, missing):
    with transaction(), pytest.raises(AdoptionIncomplete):
        adopt_edition(draft, replace(RESOLUTION, **{missing: " "}), None)


def test_adopted_edition_is_not_adopted_again(former):
    with transaction(), pytest.raises(EditionNotDraft):
        adopt_edition(former, RESOLUTION, None)


def test_values_that_came_in_meanwhile_are_in_the_new_edition(former, draft):
    indicator = db.session.scalars(select(Indicator).order_by(Indicator.id)).first()
    db.session.add(IndicatorValue(indicator_id=indicator.id, at=date(2026, 7, 1), value=130.0))
    db.session.commit()
    adopted(draft)
    of_draft = select(IndicatorValue.at).join(Indicator).join(Goal).where(Goal.edition_id == draft.id)
    assert list(db.session.scalars(of_draft.order_by(IndicatorValue.at))) == [date(2026, 1, 1), date(2026, 7, 1)]


def test_every_move_is_in_the_log(former, draft):
    adopted(draft)
    actions = db.session.scalars(select(LogEntry.action).where(LogEntry.subject_id == draft.id).order_by(LogEntry.id))
    assert list(actions) == ["begin_edition", "adopt_edition"]


# Numbers


def gapped(tree=TREE):
    """The concept with a hole in its numbers."""
    theme, other = tree.goals
    first, second = theme.children
    return replace(tree, goals=(replace(theme, children=(first, replace(second, number="1.4"))), other))


@pytest.fixture
def uneven(database):
    return taken_over(gapped())


def numbers(edition):
    return [(line.before, line.after) for line in list_new_numbers(edition) if line.changes]


def test_table_shows_old_and_new_before_anything_is_done(uneven):
    assert numbers(uneven) == [("1.4", "1.2"), (None, "2.1")]


def test_numbers_are_given_in_one_move_and_recorded(uneven):
    with transaction():
        done = renumber(uneven, fingerprint(list_new_numbers(uneven)), None)
        recorded = [(line["old"], line["new"]) for line in done.lines]
    assert recorded == [("1.4", "1.2"), (None, "2.1")]
    assert numbers(uneven) == []


def test_numbers_are_taken_back(uneven):
    before = tree_of(uneven)
    with transaction():
        renumber(uneven, fingerprint(list_new_numbers(uneven)), None)
    with transaction():
        undo_renumbering(uneven, None)
    assert tree_of(uneven) == before


def test_table_that_has_changed_since_it_was_shown_is_not_written(uneven):
    seen = fingerprint(list_new_numbers(uneven))
    db.session.scalars(select(Goal).where(Goal.number == "1.1")).one().number = "1.9"
    db.session.commit()
    with transaction(), pytest.raises(NumbersMoved):
        renumber(uneven, seen, None)


def test_number_that_somebody_changed_after_the_move_stays(uneven):
    with transaction():
        renumber(uneven, fingerprint(list_new_numbers(uneven)), None)
    db.session.scalars(select(Goal).where(Goal.number == "1.2")).one().number = "1.2a"
    db.session.commit()
    with transaction():
        undo_renumbering(uneven, None)
    of_level = select(Goal.number).where(Goal.level == 1).order_by(Goal.position)
    assert list(db.session.scalars(of_level)) == ["1.1", "1.2a", None]


def test_adopted_edition_keeps_its_numbers(uneven):
    seen = fingerprint(list_new_numbers(uneven))
    edition = adopted(uneven)
    with transaction(), pytest.raises(EditionNotDraft):
        renumber(edition, seen, None)


def test_nothing_renumbered_is_not_undone(draft):
    with transaction(), pytest.raises(NothingRenumbered):
        undo_renumbering(draft, None)


def test_measure_that_ends_gets_no_number(database):
    theme, other = TREE.goals
    first, second = theme.children
    numbered = replace(second, measures=(replace(SHARED, number="1"), replace(DRAFT, number="2")))
    tree = replace(TREE, goals=(replace(theme, children=(first, numbered)), other))
    draft = begun(an_adopted_edition(tree))
    with transaction():
        decide(draft, [measure_called(draft, "Beratung").lineage], Choice.END, "Erledigt", None)
    assert ("2", "1") in numbers(draft)
