"""A workshop leaves as a bundle and comes back the same, or not at all."""

import copy
import json
import shutil

import pytest
from sqlalchemy import func, insert, select, update

from participation.access.models import LogEntry, Participant
from participation.app import create_app
from participation.concept.models import Concept, Goal, Measure, measure_goal
from participation.concept.queries import goals_tree
from participation.concept.translations.models import TextTranslation
from participation.concept.tree.errors import NewerVersion
from participation.config import Settings
from participation.contributions.models import Card
from participation.export.bundle import check_bundle, export_bundle, import_bundle, parse_bundle
from participation.export.bundle.errors import (
    BundleKeyMissing,
    BundleKeyUnknown,
    BundleReferenceBroken,
    BundleTooNew,
    BundleUnreadable,
    BundleValueTwice,
    BundleValueUnfit,
    NotABundle,
)
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.models import Plan
from participation.measures.queries import get_plan, outcome_of_card, trace_of_measure
from participation.measures.services import edit_measure, fill_field
from participation.prioritisation.models import Ballot, PaperCount, RoundState
from participation.prioritisation.queries import list_rounds, results
from participation.workshop.models import Process, StepKind, Workshop
from tests.export.integration.lived import a_lived_workshop, reread
from tests.factories import a_round, a_workshop, an_office_user


@pytest.fixture(scope="module")
def file_of_a_workshop(empty_database, tmp_path_factory):
    """A lived workshop as its file, made once in a database of its own."""
    folder = tmp_path_factory.mktemp("origin")
    path = shutil.copy(empty_database, folder / "origin.sqlite")
    settings = Settings(database_url=f"sqlite:///{path}", secret_key="tests", instance=folder)
    with create_app(settings, TESTING=True).app_context():
        content = json.dumps(export_bundle(reread(a_lived_workshop()))).encode()
        db.engine.dispose()
    return content


@pytest.fixture
def bundle(file_of_a_workshop, database):
    """The data of that file, beside an empty database."""
    return parse_bundle(file_of_a_workshop)


def take_over(bundle):
    """Import the bundle and return the workshop as another request would read it."""
    with transaction():
        imported = import_bundle(bundle, None).id
    db.session.expunge_all()
    return db.session.get(Workshop, imported)


def exported(workshop):
    """Return the bundle as a file holds it."""
    return json.loads(json.dumps(export_bundle(workshop)))


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_bundle_imported_into_an_empty_database_gives_the_same_bundle(bundle):
    assert exported(take_over(bundle)) == bundle


def test_bundle_beside_the_original_differs_only_in_its_code(bundle):
    take_over(bundle)
    again = exported(take_over(bundle))
    assert again["workshop"].pop("code") != bundle["workshop"].pop("code")
    assert again == bundle


def test_workshop_joins_the_concept_and_process_that_are_here(bundle):
    take_over(bundle)
    before = [count(model) for model in (Concept, Process, Measure)]
    take_over(bundle)
    assert [count(model) for model in (Concept, Process, Measure)] == before


def test_tables_with_questions_hosts_and_every_text_of_a_canvas_come_back(lived):
    table = lived.tables[0]
    table.questions = {"de": "Was fehlt?"}
    plan = get_plan(lived.workshop.id, db.session.scalars(select(Plan.id)).first())
    field = fill_field(plan, "obstacles", "Erst dies", language="de")
    fill_field(plan, "obstacles", "Dann das", language="de")
    host = db.session.scalars(select(Participant)).first()
    host.table_id, host.hosts_table = table.id, True
    db.session.commit()
    bundle = export_bundle(reread(lived))
    written = next(each for each in bundle["plans"][0]["fields"] if each["name"] == field.name)
    assert bundle["tables"][0]["questions"] == {"de": "Was fehlt?"}
    assert [version["text"] for version in written["history"]][-2:] == ["Erst dies", "Dann das"]
    assert bundle["participants"][0]["hosts_table"] is True
    again = export_bundle(import_bundle(parse_bundle(json.dumps(bundle).encode()), None))
    assert [again[part] for part in ("tables", "participants", "plans")] == [
        bundle[part] for part in ("tables", "participants", "plans")
    ]


def test_bundle_holds_every_part(bundle):
    counts = {name: len(part) for name, part in bundle.items() if isinstance(part, list)}
    assert counts == {
        "steps": 15,
        "tables": 2,
        "participants": 11,
        "clusters": 6,
        "marks": 1,
        "inversions": 2,
        "cards": 15,
        "moves": 10,
        "plans": 2,
        "rounds": 5,
        "measures": 1,
    }


def test_thread_from_measure_to_first_card_is_whole_after_the_import(bundle):
    take_over(bundle)
    measure = db.session.scalar(select(Measure).where(Measure.origin_workshop != ""))
    cards = [db.session.get(Card, card_id).text for card_id in sorted(trace_of_measure(measure).card_ids)]
    assert len(cards) == 6
    first = db.session.scalar(select(Card).order_by(Card.id))
    assert [measure.label.text for measure in outcome_of_card(first).measures] == ["Kinderbetreuung im Kurshaus"]


def told(workshop):
    return [
        [(result.option.titles, result.phone, result.paper, result.rank, result.tied) for result in results(round_)]
        for round_ in list_rounds(workshop.id)
    ]


def test_measure_comes_back_between_the_others_under_its_goals(lived):
    goal = next(goal for goal in lived.edition.goals if goal.number == "1.1")
    links = (measure_goal.c.goal_id == goal.id, measure_goal.c.position == 1)
    db.session.execute(update(measure_goal).where(*links).values(position=2))
    place = {"measure_id": lived.measure.id, "goal_id": goal.id, "position": 1, "number": "1a"}
    db.session.execute(insert(measure_goal).values(place))
    db.session.commit()
    bundle = exported(reread(lived))
    lived.edition.concept.title = "A concept of the same goals under another title"
    db.session.commit()
    imported = take_over(bundle)
    printed = goals_tree(imported.process.edition)[0].children[0].measures
    assert [(placed.measure.label, placed.number) for placed in printed] == [
        ("Kurse am Abend.", "1"),
        ("Kinderbetreuung im Kurshaus", "1a"),
        ("Kurse am Morgen.", "2"),
    ]
    bundle["workshop"]["code"] = imported.code
    assert exported(imported) == bundle


def test_measure_without_a_goal_and_its_history_come_back(lived):
    with transaction():
        edit_measure(lived.measure, lived.office, {"lead": "VHS"}, goal_ids=[], field_ids=[], seen_version=1)
    bundle = exported(reread(lived))
    lived.edition.concept.title = "A concept of the same goals under another title"
    db.session.commit()
    imported = take_over(bundle)
    bundle["workshop"]["code"] = imported.code
    assert exported(imported) == bundle
    assert (bundle["measures"][0]["goals"], len(bundle["measures"][0]["history"])) == ([], 2)


def test_concept_of_the_same_title_with_other_goals_is_another_one(bundle):
    take_over(bundle)
    other = changed(bundle, ("concept", "tree", "goals", 1, "text"), "Sport und Spiel")
    assert take_over(other).process.concept_id != db.session.scalar(select(func.min(Concept.id)))


def test_results_count_the_same_after_the_import(lived):
    workshop = reread(lived)
    before = told(workshop)
    assert told(take_over(exported(workshop))) == before


def test_bundle_names_no_token_and_no_account(lived):
    bundle = export_bundle(reread(lived))
    written = json.dumps(bundle)
    hashes = db.session.scalars(select(Participant.token_hash)).all()
    assert [secret for secret in (*hashes, lived.office.name, lived.office.password_hash) if secret in written] == []
    assert set(bundle["participants"][0]) == {"id", "language", "table", "hosts_table", "left"}


def test_ballots_are_lists_of_dots_in_no_order_of_casting(bundle):
    critique = bundle["rounds"][1]
    assert critique["ballots"] == [[0, 0, 1], [0, 0, 2], [0, 1], [0, 1, 2], [0, 2, 2], [1, 1, 2]]


def test_open_vote_leaves_without_ballots_paper_and_points(database):
    workshop = a_workshop()
    step = next(step for step in workshop.steps if step.kind is StepKind.VOTE)
    round_ = a_round(step, {1: "eins", 2: "zwei"}, subject="scale")
    paper = PaperCount(option_id=round_.options[0].id, dots=77)
    db.session.add_all([Ballot(round_id=round_.id, key="k"), paper])
    db.session.commit()
    told = export_bundle(workshop)["rounds"][0]
    assert (told["state"], told["ballots"]) == (RoundState.OPEN, [])
    assert [(option["points"], option["paper"]) for option in told["options"]] == [(None, None)] * 2


def test_workshop_without_concept_comes_back_the_same(database):
    bundle = export_bundle(a_workshop())
    imported = take_over({**bundle, "workshop": {**bundle["workshop"], "code": "K7M2QX"}})
    bundle["workshop"]["code"] = "K7M2QX"
    assert (export_bundle(imported), imported.process.concept) == (bundle, None)


def changed(bundle, path, value):
    *steps, last = path
    copied = copy.deepcopy(bundle)
    part = copied
    for step in steps:
        part = part[step]
    part[last] = value
    return copied


@pytest.mark.parametrize(
    ("path", "value", "error", "where"),
    [
        (("version",), 7, BundleTooNew, None),
        (("format",), "participation.concept", NotABundle, None),
        (("version",), True, BundleValueUnfit, "version"),
        (("concept", "tree", "version"), 4, NewerVersion, None),
        (("measures", 0, "due_on"), "soon", BundleValueUnfit, "measures[0].due_on"),
        (("cards", 0, "step"), 99, BundleReferenceBroken, "cards[0].step"),
        (("cards", 3, "participant"), 99, BundleReferenceBroken, "cards[3].participant"),
        (("cards", 0, "text"), None, BundleValueUnfit, "cards[0].text"),
        (("cards", 0, "text"), "\x00", BundleValueUnfit, "cards[0].text"),
        (("cards", 0, "language"), "xx", BundleValueUnfit, "cards[0].language"),
        (("cards", 0, "created_at"), "yesterday", BundleValueUnfit, "cards[0].created_at"),
        (("cards", 1, "id"), 1, BundleValueTwice, "cards[1].id"),
        (("cards", 0, "colour"), "red", BundleKeyUnknown, "cards[0].colour"),
        (("clusters", 0, "merged_into"), 99, BundleReferenceBroken, "clusters[0].merged_into"),
        (("clusters", 0, "cards"), [{"card": 99, "position": 0}], BundleReferenceBroken, "clusters[0].cards[0].card"),
        (("rounds", 1, "options", 0, "cluster"), None, BundleReferenceBroken, "rounds[1].options[0].cluster"),
        (("rounds", 1, "ballots", 0), [7], BundleReferenceBroken, "rounds[1].ballots[0]"),
        (("rounds", 1, "options", 0, "titles"), {}, BundleValueUnfit, "rounds[1].options[0].titles"),
        (("rounds", 1, "step"), 1, BundleValueTwice, "rounds[1]"),
        (("plans", 0, "wishes"), [99], BundleReferenceBroken, "plans[0].wishes[0]"),
        (("plans", 0, "fields", 0, "name"), "colour", BundleValueUnfit, "plans[0].fields[0].name"),
        (("measures", 0, "goals", 0, "goal"), [0, 9], BundleReferenceBroken, "measures[0].goals[0].goal"),
        (("measures", 0, "fields"), ["Mars"], BundleReferenceBroken, "measures[0].fields[0]"),
        (("concept",), None, BundleReferenceBroken, "workshop.fields[0]"),
        (("workshop", "goals"), [[7]], BundleReferenceBroken, "workshop.goals[0]"),
        (("workshop", "template"), "endless", BundleValueUnfit, "workshop.template"),
        (("workshop", "languages"), [], BundleValueUnfit, "workshop.languages"),
        (("workshop", "title"), "x" * 301, BundleValueUnfit, "workshop.title"),
        (("steps", 0, "position"), 40, BundleValueUnfit, "steps[0].position"),
        (("workshop",), "here", BundleValueUnfit, "workshop"),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_bundle_that_is_not_sound_is_refused_by_name_and_stores_nothing(bundle, path, value, error, where):
    before = [count(model) for model in (Workshop, Card, Concept, Process)]
    with pytest.raises(error) as refusal:
        take_over(changed(bundle, path, value))
    assert getattr(refusal.value, "where", None) == where
    assert [count(model) for model in (Workshop, Card, Concept, Process)] == before


def test_missing_part_is_named(bundle):
    del bundle["workshop"]["title"]
    with pytest.raises(BundleKeyMissing) as refusal:
        check_bundle(bundle)
    assert refusal.value.where == "workshop.title"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"NaN"])
def test_file_that_is_no_json_is_refused(content):
    with pytest.raises(BundleUnreadable):
        parse_bundle(content)


def test_bundle_nested_without_end_is_refused(bundle):
    deep = []
    for _ in range(5000):
        deep = [deep]
    bundle["steps"][0]["settings"] = {"deep": deep}
    with pytest.raises(BundleUnreadable):
        check_bundle(bundle)


def test_field_of_action_that_the_concept_does_not_list_is_left_out(bundle):
    foreign = changed(bundle, ("concept", "tree", "goals", 0, "children", 0, "fields"), ["Mars"])
    assert exported(take_over(foreign))["concept"]["tree"]["goals"][0]["children"][0]["fields"] == []


@pytest.mark.parametrize("content", [b"[]", b"1", b'"text"'])
def test_json_that_is_no_object_is_no_bundle(content):
    with pytest.raises(NotABundle):
        parse_bundle(content)


def test_import_is_logged_with_who_did_it(bundle):
    office = an_office_user()
    with transaction():
        imported = import_bundle(bundle, office)
    entry = db.session.scalars(select(LogEntry).where(LogEntry.action == "import_workshop")).one()
    assert (entry.workshop_id, entry.actor_id) == (imported.id, office.id)


def with_translations(bundle):
    """Return the bundle of a concept with a goal, a measure's part and words that it says no more in English."""
    told = [
        {"original": "Alle lernen Deutsch.", "language": "en", "text": "All learn German.", "state": "human"},
        {"original": "Das war einmal.", "language": "en", "text": "That was once.", "state": "approved"},
        {"original": "Sprache und Bildung", "language": "ar", "text": "اللغة والتعليم", "state": "machine"},
    ]
    return copy.deepcopy(bundle) | {"concept": bundle["concept"] | {"translations": told}}


def test_translations_of_the_concept_come_back_and_know_their_places(bundle):
    told = with_translations(bundle)
    assert exported(take_over(told)) == told
    (goal,) = db.session.scalars(select(Goal).where(Goal.text == "Alle lernen Deutsch."))
    places = db.session.scalars(select(TextTranslation.place).order_by(TextTranslation.original))
    assert list(places)[:2] == [f"goal/{goal.lineage}/text", ""]


def test_translations_do_not_touch_a_concept_that_is_here(bundle):
    take_over(bundle)
    take_over(with_translations(bundle))
    assert count(TextTranslation) == 0


@pytest.mark.parametrize(
    ("changed", "error", "where"),
    [
        ({"language": "de"}, BundleValueUnfit, "concept.translations[0].language"),
        ({"language": "xx"}, BundleValueUnfit, "concept.translations[0].language"),
        ({"text": ""}, BundleValueUnfit, "concept.translations[0].text"),
        ({"state": "good"}, BundleValueUnfit, "concept.translations[0].state"),
        ({"original": "Das  war einmal."}, BundleValueTwice, "concept.translations[1]"),
    ],
)
def test_translation_that_is_not_sound_is_refused_by_name(bundle, changed, error, where):
    told = with_translations(bundle)
    told["concept"]["translations"][0] |= changed
    with pytest.raises(error) as refused:
        take_over(told)
    assert (refused.value.where, count(Concept)) == (where, 0)


def test_bundle_of_version_5_is_read_as_a_concept_that_is_not_translated(bundle):
    older = copy.deepcopy(bundle) | {"version": 5}
    del older["concept"]["translations"]
    assert exported(take_over(older)) == bundle


def test_bundle_of_version_4_is_read_as_measures_without_status_reports(bundle):
    older = copy.deepcopy(bundle) | {"version": 4}
    del older["measures"][0]["status_reports"]
    assert exported(take_over(older)) == bundle


def test_bundle_of_version_3_is_read_as_open_to_all_and_without_days_and_reviews(bundle):
    older = copy.deepcopy(bundle) | {"version": 3}
    for name in ("invited_only", "adjourned_until"):
        del older["workshop"][name]
    for name in ("due_on", "funded_until", "reviews", "status_reports"):
        del older["measures"][0][name]
    assert exported(take_over(older)) == bundle


def test_bundle_of_version_2_is_read_as_a_concept_without_words_of_its_own(bundle):
    older = copy.deepcopy(bundle) | {"version": 2}
    tree = older["concept"]["tree"]
    tree["version"] = 1
    del tree["vocabulary"]

    def as_it_was(goal):
        del goal["repeated"]
        for indicator in goal["indicators"]:
            del indicator["values"]
        for child in goal["children"]:
            as_it_was(child)

    for goal in tree["goals"]:
        as_it_was(goal)
    assert exported(take_over(older))["concept"] == bundle["concept"]


def test_further_place_of_a_goal_cannot_be_pointed_at(bundle):
    again = {"number": "9", "text": "Nirgends", "repeated": True}
    original = {"number": "1", "text": "Nirgends"}
    bundle["concept"]["tree"]["goals"] += [
        {"number": "8", "text": "Hier", "children": [original]},
        {"number": "9", "text": "Dort", "children": [again]},
    ]
    last = len(bundle["concept"]["tree"]["goals"]) - 1
    bundle["workshop"]["goals"] = [[last, 0]]
    with pytest.raises(BundleReferenceBroken) as refusal:
        check_bundle(bundle)
    assert refusal.value.where == "workshop.goals[0]"
