"""The published JSON Schemas say what the files are: of every exported file, and of nothing else."""

import copy
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from jsonschema import Draft202012Validator, FormatChecker

from participation.app import create_app
from participation.concept.tree import (
    ConceptTree,
    GoalEntry,
    IndicatorEntry,
    MeasureEntry,
    ValueEntry,
    WordEntry,
    from_json,
    to_json,
)
from participation.config import Settings
from participation.export.bundle import export_bundle, import_bundle, parse_bundle
from participation.export.documentation import prepare_documentation
from participation.export.schemas import CONCEPT_SCHEMA, SCHEMAS, WORKSHOP_SCHEMA
from participation.export.services import ConceptFormat, export_concept
from participation.kernel import clock
from participation.kernel.database import db
from tests.export.integration.lived import a_lived_workshop, reread
from tests.export.unit.trees import trees
from tests.factories import a_workshop

DOCS = Path(__file__).parents[3] / "docs" / "schemas"


def validator(name):
    return Draft202012Validator(SCHEMAS[name](), format_checker=FormatChecker())


def faults(name, data):
    """Return where a file is not as its schema says, and by which rule; of what may also be nothing, by the first."""

    def innermost(fault):
        within = [each for each in fault.context if each.relative_schema_path[0] == 0]
        return [leaf for each in within for leaf in innermost(each)] or [(tuple(fault.absolute_path), fault.validator)]

    return [leaf for fault in validator(name).iter_errors(data) for leaf in innermost(fault)]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_published_schema_is_that_of_the_code(name):
    published = json.loads((DOCS / f"{name}.json").read_text("utf-8"))
    assert published == SCHEMAS[name](), "run tools/schemas.py"
    Draft202012Validator.check_schema(published)


@pytest.fixture(scope="module")
def written(empty_database, tmp_path_factory):
    """The files of a workshop in which everything has happened and of its concept, made once."""
    folder = tmp_path_factory.mktemp("origin")
    path = shutil.copy(empty_database, folder / "origin.sqlite")
    settings = Settings(database_url=f"sqlite:///{path}", secret_key="tests", instance=folder)
    with create_app(settings, TESTING=True).app_context():
        lived = a_lived_workshop()
        workshop = prepare_documentation(reread(lived), "json", folder, clock.now()).write()
        concept = export_concept(lived.edition, ConceptFormat.JSON).content
        db.engine.dispose()
    return workshop, concept


@pytest.fixture
def file(written):
    return json.loads(written[0])


def test_a_workshop_in_which_everything_happened_is_valid(file):
    validator(WORKSHOP_SCHEMA).validate(file)
    assert file["$schema"] == f"http://127.0.0.1:8000/api/v1/schemas/{WORKSHOP_SCHEMA}.json"


def test_an_empty_workshop_is_valid(database):
    validator(WORKSHOP_SCHEMA).validate(json.loads(json.dumps(export_bundle(a_workshop()))))


def test_a_file_that_names_its_schema_is_imported(file, database):
    imported = import_bundle(parse_bundle(json.dumps(file).encode()), None)
    again = export_bundle(imported)
    assert again["cards"] == file["cards"]


def change(data, path, value):
    changed = copy.deepcopy(data)
    place = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        (("format",), "another", "enum"),
        (("version",), 99, "const"),
        (("workshop", "state"), "over", "enum"),
        (("workshop", "title"), " ", "pattern"),
        (("workshop", "title"), "x" * 301, "maxLength"),
        (("workshop", "languages"), [], "minItems"),
        (("workshop", "languages"), ["de", "de"], "uniqueItems"),
        (("cards", 0, "text"), None, "type"),
        (("cards", 0, "created_at"), "yesterday", "pattern"),
        (("cards", 0, "step"), -1, "minimum"),
        (("cards", 0, "step"), 2**31, "maximum"),
        (("cards", 0, "translations"), {}, "type"),
        (("steps", 0, "prompts", 0, "language"), "xx", "enum"),
        (("rounds", 0, "dots"), 0, "minimum"),
        (("rounds", 0, "by_cards"), 1, "type"),
        (("concept", "tree", "levels"), [], "minItems"),
        (("measures", 0, "state"), "adopted!", "enum"),
        (("rooms",), {}, "required"),
    ],
)
def test_a_changed_field_breaks_one_rule_at_its_place(file, path, value, rule):
    found = faults(WORKSHOP_SCHEMA, change(file, path, value))
    assert list(dict.fromkeys(found)) == [(path, rule)]


@pytest.mark.parametrize("path", [(), ("workshop",), ("cards", 0), ("concept", "tree", "goals", 0)])
def test_a_field_that_no_workshop_has_is_not_valid(file, path):
    assert faults(WORKSHOP_SCHEMA, change(file, (*path, "surplus"), 1)) == [(path, "additionalProperties")]


def test_every_key_of_a_workshop_is_needed(file):
    found = {key: faults(WORKSHOP_SCHEMA, {name: part for name, part in file.items() if name != key}) for key in file}
    assert found == {key: [] if key == "$schema" else [((), "required")] for key in file}


@effort(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tree=trees)
def test_every_concept_is_valid(tree):
    validator(CONCEPT_SCHEMA).validate(to_json(tree))


TREE = ConceptTree(
    title="Together",
    language="de",
    levels=("Theme",),
    fields_of_action=("Sport",),
    goals=(
        GoalEntry(
            "1",
            "Sport",
            measures=(MeasureEntry("A hall."),),
            indicators=(IndicatorEntry("Halls", values=(ValueEntry("2026-01-01", 3.5),)),),
        ),
    ),
    vocabulary=(WordEntry("actor", "city", "The city"),),
)


@pytest.mark.parametrize(
    ("path", "value", "rules"),
    [
        (("format",), "another", ["const"]),
        (("goals", 0, "measures", 0, "state"), "over", ["enum"]),
        (("goals", 0, "indicators", 0, "direction"), "sideways", ["enum"]),
        (("goals", 0, "indicators", 0, "values", 0, "at"), "2026", ["format", "pattern"]),
        (("goals", 0, "indicators", 0, "values", 0, "value"), "3,5", ["type"]),
        (("vocabulary", 0, "kind"), "colour", ["enum"]),
        (("vocabulary", 0, "name"), "", ["minLength"]),
        (("goals", 0, "text"), None, ["type"]),
    ],
)
def test_a_changed_field_of_a_concept_breaks_its_rules_at_its_place(path, value, rules):
    assert faults(CONCEPT_SCHEMA, change(to_json(TREE), path, value)) == [(path, rule) for rule in rules]


def test_a_concept_is_valid_as_it_is_and_not_with_a_field_more_or_less():
    data = to_json(TREE)
    assert faults(CONCEPT_SCHEMA, data) == []
    assert faults(CONCEPT_SCHEMA, data | {"surplus": 1}) == [((), "additionalProperties")]
    del data["title"]
    assert faults(CONCEPT_SCHEMA, data) == [((), "required")]


def test_a_concept_names_its_schema_and_is_read_with_it(written):
    data = json.loads(written[1])
    assert data["$schema"] == f"http://127.0.0.1:8000/api/v1/schemas/{CONCEPT_SCHEMA}.json"
    assert from_json(data).title == "Zusammen in Lindenfurt"


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_schema_is_served_where_files_say(client, name):
    answer = client.get(f"/api/v1/schemas/{name}.json")
    assert (answer.status_code, answer.content_type) == (200, "application/schema+json")
    assert json.loads(answer.data) == SCHEMAS[name]()
    assert client.get("/api/v1/schemas/workshop-0.json").status_code == 404
