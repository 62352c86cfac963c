"""The office gives the concept its shape: goals, their places, levels, fields of action, words, indicators."""

import gc
import re
from datetime import date

import pytest
from sqlalchemy import select

from participation.access.models import LogEntry
from participation.concept.models import Concept, EditionState, FieldOfAction, Goal, Indicator, Measure
from participation.concept.queries import counts, goals_tree, tree_of
from participation.concept.reading import Reading
from participation.concept.services import prepare_import, stored_mapping
from participation.concept.tree import GoalEntry, WordEntry
from participation.kernel.database import db
from tests.concept.integration.steps import CELL, SHARED, TREE, imported, taken_over
from tests.factories import a_goal, a_workshop

BASE = "/office/concepts"


@pytest.fixture
def edition(database):
    return taken_over(TREE)


@pytest.fixture
def at(edition):
    """The address of a page of the concept."""
    concept_id = edition.concept_id
    return lambda path="": f"{BASE}/{concept_id}{path}"


def goal(text: str) -> Goal:
    return db.session.scalars(select(Goal).where(Goal.text == text).execution_options(populate_existing=True)).one()


def printed(edition) -> list:
    """What the tree prints, a line a place: number and text, those below in a list."""
    db.session.rollback()
    db.session.expire_all()

    def lines(nodes):
        return [(f"{node.number or ''} {node.goal.text}".strip(), lines(node.children)) for node in nodes]

    return lines(goals_tree(edition))


def moves() -> list[tuple[str, object, object]]:
    db.session.rollback()
    entries = db.session.scalars(select(LogEntry).order_by(LogEntry.id))
    return [
        (entry.action, entry.details.get("before"), entry.details.get("after"))
        for entry in entries
        if entry.action != "import_concept"
    ]


BEFORE = [
    ("1 Alle kommen an.", [("1.1 Alle finden Rat.", []), ("1.2 Der Sport ist offen.", [])]),
    ("2 Niemand bleibt allein.", [("Nachbarn kennen sich.", [])]),
]


# --- goals


def test_goal_is_added_as_the_last_below_another_one(post, edition, at):
    above = goal("Niemand bleibt allein.")
    answer = post(at(f"/goals/new?under={above.id}"), number=" 2.2. ", text="  Alle   treffen sich. ")
    assert answer.status_code == 303
    assert printed(edition)[1] == (
        "2 Niemand bleibt allein.",
        [("Nachbarn kennen sich.", []), ("2.2 Alle treffen sich.", [])],
    )
    assert moves() == [("add_goal", None, "2.2 Alle treffen sich.")]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": ""}, "Please fill in this field."),
        ({"text": "Neu", "number": "1.2"}, "“Der Sport ist offen.” has the number 1.2 already."),
        ({"text": "Neu", "number": "x" * 41}, "Please use at most 40 characters."),
    ],
)
def test_goal_that_cannot_be_saved_comes_back_with_what_was_typed(post, edition, at, values, sentence):
    above = goal("Alle kommen an.")
    answer = post(at(f"/goals/new?under={above.id}"), **values)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert values.get("number", "") in answer.text
    assert printed(edition) == BEFORE


def test_goal_cannot_be_added_below_the_lowest_level(post, at):
    lowest = goal("Alle finden Rat.")
    assert post(at(f"/goals/new?under={lowest.id}"), text="Zu tief").status_code == 422


def test_text_number_and_fields_of_a_goal_are_changed_and_logged(post, edition, at):
    changed = goal("Alle finden Rat.")
    sport = edition.concept.fields[1].id
    answer = post(
        at(f"/goals/{changed.id}"), seen_version="1", number="1.3", text="Rat ist da.", fields_of_action=str(sport)
    )
    assert answer.status_code == 303
    changed = goal("Rat ist da.")
    assert (changed.number, changed.version, [entry.name for entry in changed.fields]) == ("1.3", 2, ["Sport"])
    assert moves() == [("edit_goal", "1.1 Alle finden Rat.", "1.3 Rat ist da.")]


def test_second_person_sees_both_versions_of_a_goal_and_chooses(post, at):
    changed = goal("Alle finden Rat.")
    address = at(f"/goals/{changed.id}")
    post(address, seen_version="1", number="1.1", text="Rat ist überall.")
    second = post(address, seen_version="1", number="1.1", text="Beratung gibt es.")
    assert second.status_code == 409
    assert ("Rat ist überall." in second.text, "Beratung gibt es." in second.text) == (True, True)
    assert goal("Rat ist überall.").version == 2
    seen = re.search(r'name="seen_version"[^>]*value="(\d+)"', second.text)[1]
    assert post(address, seen_version=seen, number="1.1", text="Beratung gibt es.").status_code == 303
    assert goal("Beratung gibt es.").version == 3


def test_wording_that_is_not_reached_yet_is_pointed_out_and_saved_all_the_same(office, post, at):
    changed = goal("Alle finden Rat.")
    post(at(f"/goals/{changed.id}"), seen_version="1", number="1.1", text="Alle sollen Rat finden.")
    page = office.get(at(f"/goals/{changed.id}")).text
    assert re.findall(r"<q[^>]*>([^<]+)</q>", page) == ["sollen"]
    other = goal("Der Sport ist offen.")
    assert "wording-hint" not in office.get(at(f"/goals/{other.id}")).text


def test_goal_steps_up_among_its_siblings(post, edition, at):
    moved = goal("Der Sport ist offen.")
    assert post(at(f"/goals/{moved.id}/step"), steps="-1").status_code == 303
    assert printed(edition)[0][1] == [("1.2 Der Sport ist offen.", []), ("1.1 Alle finden Rat.", [])]
    assert post(at(f"/goals/{moved.id}/step"), steps="-1").status_code == 303
    assert moves() == [("order_goal", 2, 1)]


def test_goal_moves_under_another_one_with_its_measures(post, edition, at):
    moved, parent = goal("Der Sport ist offen."), goal("Niemand bleibt allein.")
    post(at(f"/goals/{moved.id}/move"), parent=str(parent.id))
    assert printed(edition) == [
        ("1 Alle kommen an.", [("1.1 Alle finden Rat.", [])]),
        ("2 Niemand bleibt allein.", [("Nachbarn kennen sich.", []), ("1.2 Der Sport ist offen.", [])]),
    ]
    assert len(goal("Der Sport ist offen.").measures) == 2
    assert moves() == [("move_goal", "1 Alle kommen an.", "2 Niemand bleibt allein.")]


def test_goal_with_goals_below_it_cannot_move_deeper_than_the_levels_or_under_itself(post, edition, at):
    moved, parent = goal("Alle kommen an."), goal("Niemand bleibt allein.")
    for target in (parent, goal("Alle finden Rat.")):
        post(at(f"/goals/{moved.id}/move"), parent=str(target.id))
    assert printed(edition) == BEFORE


# --- further places


@pytest.fixture
def again(post, edition, at):
    """A goal that is printed under a second one with a number of its own."""
    moved, parent = goal("Alle finden Rat."), goal("Niemand bleibt allein.")
    assert post(at(f"/goals/{moved.id}/places"), parent=str(parent.id), number="2.1").status_code == 303
    return moved.id


def test_goal_is_printed_at_each_place_and_counted_once(office, edition, at, again):
    assert printed(edition)[1][1] == [("Nachbarn kennen sich.", []), ("2.1 Alle finden Rat.", [])]
    assert counts([edition])[edition.id].goals == {"Thema": 2, "Ziel": 3}
    page = office.get(at()).text
    assert re.findall(r'class="goal__number"[^>]*>([^<]+)<', page) == ["1", "1.1", "1.2", "2", "•", "2.1"]
    assert f'href="#goal-{again}">Ausführlich unter 1.1' in " ".join(page.split())


def test_goal_is_changed_at_all_its_places(post, edition, at, again):
    post(at(f"/goals/{again}"), seen_version="1", number="1.1", text="Rat ist da.")
    assert [below[-1][0] for _, below in printed(edition)] == ["1.2 Der Sport ist offen.", "2.1 Rat ist da."]


def test_goal_gets_no_second_place_under_one_goal_and_none_at_another_level(post, edition, at, again):
    for parent in ("Niemand bleibt allein.", "Alle kommen an.", "Der Sport ist offen."):
        post(at(f"/goals/{again}/places"), parent=str(goal(parent).id), number="9")
    assert len(tree_of(edition).goals[1].children) == 2


def test_further_place_is_ordered_and_removed_without_the_goal(post, edition, at, again):
    place = goal("Alle finden Rat.").places[0].id
    post(at(f"/goals/{again}/step"), steps="-1", place=str(place))
    assert printed(edition)[1][1] == [("2.1 Alle finden Rat.", []), ("Nachbarn kennen sich.", [])]
    post(at(f"/goals/{again}/places/{place}/remove"))
    assert printed(edition) == BEFORE


def test_concept_with_further_places_words_and_values_is_the_same_after_export_and_import(
    office, post, edition, at, again
):
    measured = goal("Der Sport ist offen.").indicators[0].id
    post(at(f"/indicators/{measured}/values"), at="2026-12-31", figure="12,5")
    post(at("/words/actor"), key="", place="1", name="Turnverein")
    db.session.rollback()
    db.session.expire_all()
    before = tree_of(edition)
    for ending in ("docx", "xlsx", "json"):
        content = office.get(at(f"/export/{ending}")).data
        db.session.rollback()
        assert tree_of(imported(content, name=f"again.{ending}")) == before, ending


def test_document_that_prints_the_goal_once_takes_the_further_place_away_and_says_so(edition, again):
    plan = prepare_import(Reading(TREE), edition.concept)
    assert [(change.what, change.before) for change in plan.changes.removed] == [("goal", "2.1 Alle finden Rat.")]
    taken_over(TREE, edition.concept)
    assert tree_of(edition).goals == TREE.goals


# --- removing


def test_goal_on_which_nothing_hangs_is_removed(office, post, edition, at):
    gone = goal("Nachbarn kennen sich.")
    assert "Nothing hangs on it." in office.get(at(f"/goals/{gone.id}/remove")).text
    assert post(at(f"/goals/{gone.id}/remove")).status_code == 303
    assert printed(edition)[1] == ("2 Niemand bleibt allein.", [])


def test_goal_with_what_hangs_on_it_is_not_removed_before_somebody_says_where_it_goes(office, post, edition, at):
    gone = goal("Der Sport ist offen.")
    page = office.get(at(f"/goals/{gone.id}/remove")).text
    assert [name in page for name in (CELL.text, SHARED.title, "Mitglieder")] == [True, True, True]
    assert post(at(f"/goals/{gone.id}/remove")).status_code == 422
    assert printed(edition) == BEFORE


def test_what_hangs_on_a_removed_goal_goes_to_its_successor_also_workshops(post, at):
    gone, kept = goal("Der Sport ist offen."), goal("Alle finden Rat.")
    workshop = a_workshop(goals=[gone])
    ids = gone.id, kept.id, workshop.id
    post(at(f"/goals/{ids[0]}/remove"), successor=str(ids[1]))
    kept = goal("Alle finden Rat.")
    assert sorted(measure.label for measure in kept.measures) == sorted([SHARED.title, CELL.text])
    assert [indicator.name for indicator in kept.indicators] == ["Mitglieder"]
    assert [entry.id for entry in db.session.get(type(workshop), ids[2]).goals] == [ids[1]]
    (move,) = db.session.scalars(select(LogEntry).where(LogEntry.action == "remove_goal"))
    assert (move.details["before"], move.details["indicators"]) == ("1.2 Der Sport ist offen.", ["Mitglieder"])


def test_goals_below_a_removed_goal_go_to_one_of_its_level(post, edition, at):
    gone, kept = goal("Alle kommen an."), goal("Niemand bleibt allein.")
    post(at(f"/goals/{gone.id}/remove"), successor=str(goal("Nachbarn kennen sich.").id))
    assert printed(edition) == BEFORE
    post(at(f"/goals/{gone.id}/remove"), successor=str(kept.id))
    assert printed(edition) == [
        (
            "2 Niemand bleibt allein.",
            [("Nachbarn kennen sich.", []), ("1.1 Alle finden Rat.", []), ("1.2 Der Sport ist offen.", [])],
        )
    ]


def test_number_that_the_successor_has_below_it_already_is_left_out(post, edition, at):
    gone, kept = goal("Alle kommen an."), goal("Niemand bleibt allein.")
    post(at(f"/goals/new?under={kept.id}"), text="Alle feiern.", number="1.1")
    post(at(f"/goals/{gone.id}/remove"), successor=str(kept.id))
    assert [said for said, _ in printed(edition)[0][1]] == [
        "Nachbarn kennen sich.",
        "1.1 Alle feiern.",
        "Alle finden Rat.",
        "1.2 Der Sport ist offen.",
    ]


def test_place_under_a_removed_goal_that_its_successor_prints_already_is_not_doubled(post, edition, at, again):
    gone, kept = goal("Niemand bleibt allein."), goal("Alle kommen an.")
    post(at(f"/goals/{gone.id}/remove"), successor=str(kept.id))
    assert printed(edition)[0][1] == [
        ("1.1 Alle finden Rat.", []),
        ("1.2 Der Sport ist offen.", []),
        ("Nachbarn kennen sich.", []),
    ]


# --- levels, fields, words


def test_levels_are_renamed_and_added_and_the_names_are_kept_for_documents(post, edition, at):
    answer = post(at("/levels"), shown=["Thema", "Ziel"], name=["Leitziel", "Teilziel", "Schritt", ""])
    assert answer.status_code == 303
    concept = db.session.get(Concept, edition.concept_id, populate_existing=True)
    assert concept.levels == ["Leitziel", "Teilziel", "Schritt"]
    assert moves() == [("save_levels", ["Thema", "Ziel"], ["Leitziel", "Teilziel", "Schritt"])]


@pytest.mark.parametrize(
    ("shown", "names", "status"),
    [
        (["Thema", "Ziel"], ["Thema"], 422),
        (["Thema", "Ziel"], ["Thema", "", "Ziel"], 422),
        (["Thema", "Ziel"], ["Ziel", "ziel"], 422),
        (["Thema", "Ziel"], ["x" * 101, "Ziel"], 422),
        (["Thema", "Altes Ziel"], ["Thema", "Neues Ziel"], 409),
    ],
    ids=["level with goals", "empty name", "name twice", "too long", "changed meanwhile"],
)
def test_levels_that_cannot_be_saved_come_back_as_typed(post, at, shown, names, status):
    answer = post(at("/levels"), shown=shown, name=names)
    assert answer.status_code == status
    assert [f'value="{name}"' in answer.text for name in names if name] == [True] * len(
        [name for name in names if name]
    )
    assert db.session.scalars(select(Concept)).one().levels == ["Thema", "Ziel"]


def fields_of(edition) -> list[FieldOfAction]:
    concept = db.session.get(Concept, edition.concept_id, populate_existing=True)
    db.session.expire_all()
    return list(concept.fields)


def test_fields_of_action_are_renamed_ordered_and_added(post, edition, at):
    speech, sport = fields_of(edition)
    answer = post(
        at("/fields"),
        shown=["Sprache", "Sport"],
        key=[str(speech.id), str(sport.id), ""],
        name=["Sport", "Sprache", "Wohnen"],
        place=["2", "1", "3"],
    )
    assert answer.status_code == 303
    assert [(entry.id, entry.name) for entry in fields_of(edition)[:2]] == [
        (sport.id, "Sprache"),
        (speech.id, "Sport"),
    ]
    assert moves() == [("save_fields", ["Sprache", "Sport"], ["Sprache", "Sport", "Wohnen"])]


def test_old_name_of_a_field_is_understood_in_documents(post, edition, at):
    speech, sport = (str(entry.id) for entry in fields_of(edition))
    post(at("/fields"), shown=["Sprache", "Sport"], key=[speech, sport], name=["Bildung", "Sport"], place=["1", "2"])
    concept = db.session.get(Concept, edition.concept_id, populate_existing=True)
    assert stored_mapping(concept).field_spellings["Sprache"] == "Bildung"


def test_field_in_use_does_not_go_by_emptying_its_name(post, edition, at):
    speech, sport = (str(entry.id) for entry in fields_of(edition))
    answer = post(at("/fields"), shown=["Sprache", "Sport"], key=[speech, sport], name=["", "Sport"], place=["1", "2"])
    assert (answer.status_code, "“Sprache” is in use" in answer.text) == (422, True)
    assert [entry.name for entry in fields_of(edition)] == ["Sprache", "Sport"]


def test_merged_field_leads_everything_that_named_it_to_the_other_one(post, edition, at):
    speech, sport = fields_of(edition)
    workshop = a_workshop(fields=[speech])
    ids = speech.id, sport.id, workshop.id
    post(at("/fields/merge"), field=str(ids[0]), into=str(ids[1]))
    assert [entry.name for entry in fields_of(edition)] == ["Sport"]
    tree = tree_of(edition)
    assert [child.fields for child in tree.goals[0].children] == [("Sport",), ("Sport",)]
    assert tree.goals[0].children[0].measures[0].fields == ("Sport",)
    assert [entry.id for entry in db.session.get(type(workshop), ids[2]).fields] == [ids[1]]
    assert moves() == [("merge_fields", "Sprache", "Sport")]


def test_words_of_every_concept_become_the_offices_own_when_it_writes_them(office, post, edition, at):
    measure = db.session.scalars(select(Measure)).first()
    measure.spatial_reference = "district"
    db.session.commit()
    names = ["One place", "A district", "The whole city", "The region"]
    keys = ["place", "district", "city", "region"]
    changed = ["", "Quartier", "Ganze Stadt", "", "Gemarkung"]
    answer = post(
        at("/words/spatial_reference"), shown=names, key=[*keys, ""], name=changed, place=["1", "2", "3", "4", "5"]
    )
    assert answer.status_code == 303
    db.session.rollback()
    db.session.expire_all()
    assert tree_of(edition).vocabulary == (
        WordEntry("spatial_reference", "district", "Quartier"),
        WordEntry("spatial_reference", "city", "Ganze Stadt"),
        WordEntry("spatial_reference", "gemarkung", "Gemarkung"),
    )
    page = office.get(f"/office/measures/{measure.id}").text
    assert "Quartier" in page


def test_word_that_a_measure_has_does_not_go(post, at):
    db.session.scalars(select(Measure)).first().integration_phase = "cohesion"
    db.session.commit()
    names = ["Before immigration", "First integration", "Incorporation", "Growing together", "Cohesion"]
    keys = ["before_immigration", "first_integration", "incorporation", "growing_together", "cohesion"]
    answer = post(
        at("/words/integration_phase"), shown=names, key=keys, name=[*names[:4], ""], place=["1", "2", "3", "4", "5"]
    )
    assert (answer.status_code, "“Cohesion” is in use" in answer.text) == (422, True)


def test_words_are_suggested_in_the_form_of_a_measure(office, post, at):
    post(at("/words/actor"), key="", place="1", name="Turnverein")
    post(at("/words/target_group"), key="", place="1", name="Eltern")
    measure = db.session.scalars(select(Measure)).first()
    page = office.get(f"/office/measures/{measure.id}/edit").text
    lists = {
        name: re.findall(r'<option value="([^"]*)"></option>', options)
        for name, options in re.findall(r'<datalist id="(\w+)-list">(.*?)</datalist>', page, re.DOTALL)
    }
    assert lists == {"lead": ["Turnverein"], "partners": ["Turnverein"], "target_groups": ["Eltern"]}


def test_unknown_vocabulary_is_not_found(post, at):
    assert post(at("/words/colours"), name="x").status_code == 404


# --- indicators


def test_indicator_is_added_with_all_that_is_known(post, at):
    measured = goal("Nachbarn kennen sich.")
    values = {
        "name": "Feste",
        "unit": "Feste im Jahr",
        "direction": "up",
        "source": "Quartiersbüro",
        "baseline": "2",
        "target": "6",
    }
    assert post(at(f"/goals/{measured.id}/indicators/new"), **values).status_code == 303
    indicator = goal("Nachbarn kennen sich.").indicators[0]
    assert {name: getattr(indicator, name) for name in values} == values
    assert moves() == [("add_indicator", None, "Feste")]


def test_second_person_sees_both_versions_of_an_indicator(post, at):
    indicator_id = goal("Der Sport ist offen.").indicators[0].id
    address = at(f"/indicators/{indicator_id}")
    assert post(address, seen_version="1", direction="up", name="Mitglieder", unit="Menschen").status_code == 303
    second = post(address, seen_version="1", direction="up", name="Mitglieder", unit="Köpfe")
    assert second.status_code == 409
    assert ("Menschen" in second.text, "Köpfe" in second.text) == (True, True)
    assert db.session.get(Indicator, indicator_id, populate_existing=True).unit == "Menschen"


def test_value_of_a_day_takes_the_place_of_the_one_before(post, at):
    indicator_id = goal("Der Sport ist offen.").indicators[0].id
    for figure in ("120", "1.234,5"):
        assert post(at(f"/indicators/{indicator_id}/values"), at="2026-12-31", figure=figure).status_code == 303
    indicator = db.session.get(Indicator, indicator_id, populate_existing=True)
    assert [(reading.at, reading.value) for reading in indicator.values] == [(date(2026, 12, 31), 1234.5)]
    assert moves() == [("record_value", None, 120.0), ("record_value", 120.0, 1234.5)]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"at": "2026-12-31", "figure": "viele"}, "“viele” is not a figure."),
        ({"at": "31. Dezember", "figure": "5"}, "Please give a day, for example 2026-12-31."),
    ],
)
def test_value_that_is_none_comes_back_as_typed(post, edition, at, values, sentence):
    indicator_id = goal("Der Sport ist offen.").indicators[0].id
    answer = post(at(f"/indicators/{indicator_id}/values"), **values)
    assert (answer.status_code, sentence in answer.text, f'value="{values["figure"]}"' in answer.text) == (
        422,
        True,
        True,
    )
    assert tree_of(edition).goals[0].children[1].indicators[0].values == ()


def test_indicator_goes_with_its_values_and_the_log_keeps_them(post, at):
    indicator_id = goal("Der Sport ist offen.").indicators[0].id
    post(at(f"/indicators/{indicator_id}/values"), at="2026-12-31", figure="12")
    assert post(at(f"/indicators/{indicator_id}/remove")).status_code == 303
    db.session.rollback()
    assert db.session.get(Indicator, indicator_id) is None
    (move,) = db.session.scalars(select(LogEntry).where(LogEntry.action == "remove_indicator"))
    assert move.details["values"] == {"2026-12-31": 12.0}


# --- what stays as it is


def test_adopted_edition_is_not_changed(office, post, edition, at):
    changed = goal("Alle finden Rat.")
    address = at(f"/goals/{changed.id}")
    edition.state = EditionState.ADOPTED
    db.session.commit()
    assert office.get(address).status_code == 409
    assert post(address, seen_version="1", text="Anders").status_code == 409
    assert post(f"{address}/remove").status_code == 409
    assert printed(edition) == BEFORE


def test_goal_of_another_concept_is_not_found(office, post, at):
    other = a_goal()
    assert office.get(at(f"/goals/{other.id}")).status_code == 404
    assert post(at(f"/goals/{other.id}/move"), parent="").status_code == 404


@pytest.mark.parametrize("path", ["", "/goals/{goal}", "/goals/{goal}/remove", "/shape"])
def test_page_takes_the_same_number_of_statements_for_one_entry_and_for_three(office, post, at, path, statements):
    above = goal("Niemand bleibt allein.").id
    sent = []
    for number in range(3):
        names, keys = [f"Verein {n}" for n in range(number)], [f"verein_{n}" for n in range(number)]
        post(at(f"/goals/new?under={above}"), text=f"Ziel {number}", number=f"7.{number}")
        added = {"key": [*keys, ""], "name": [*names, f"Verein {number}"], "place": [""] * (number + 1)}
        assert post(at("/words/actor"), shown=names, **added).status_code == 303
        gc.collect()  # the session forgets rows that nobody holds
        statements.clear()
        assert office.get(at(path.format(goal=above))).status_code == 200
        sent.append(len(statements))
    assert sent[0] == sent[1] == sent[2]


def test_reading_page_offers_the_pencil_only_where_it_was_asked_for(office, at):
    assert ("goal__tools" in office.get(at()).text, "goal__tools" in office.get(at("?edit=1")).text) == (False, True)


def test_goal_entry_of_a_further_place_says_number_and_text_only(edition, again):
    assert tree_of(edition).goals[1].children[-1] == GoalEntry("2.1", "Alle finden Rat.", repeated=True)
