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
from participation.workshop.models import StepKind
from tests.export.integration.lived import a_lived_workshop, reread
from tests.export.unit.trees import trees
from tests.factories import a_workshop

DOCS = Path(__file__).parents[3] / "docs" / "schemas"


def validator(name):
    return Draft202012Validator(SCHEMAS[name](), format_checker=FormatChecker())


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
    ("path", "value"),
    [
        (("format",), "another"),
        (("version",), 99),
        (("surplus",), 1),
        (("workshop", "state"), "over"),
        (("workshop", "title"), " "),
        (("workshop", "title"), "x" * 301),
        (("workshop", "languages"), []),
        (("workshop", "languages"), ["de", "de"]),
        (("workshop", "surplus"), 1),
        (("cards", 0, "text"), None),
        (("cards", 0, "created_at"), "yesterday"),
        (("cards", 0, "step"), -1),
        (("cards", 0, "translations"), {}),
        (("steps", 0, "prompts", 0, "language"), "xx"),
        (("rounds", 0, "dots"), 0),
        (("rounds", 0, "by_cards"), 1),
        (("concept", "tree", "levels"), []),
        (("concept", "tree", "goals", 0, "surplus"), 1),
        (("measures", 0, "state"), "adopted!"),
        (("rooms",), {}),
    ],
)
def test_a_changed_field_is_not_valid(file, path, value):
    assert not validator(WORKSHOP_SCHEMA).is_valid(change(file, path, value))


def test_every_key_of_a_workshop_is_needed(file):
    check = validator(WORKSHOP_SCHEMA)
    for key in file.keys() - {"$schema"}:
        assert not check.is_valid({name: part for name, part in file.items() if name != key}), key
    assert StepKind.COLLECT.value in json.dumps(SCHEMAS[WORKSHOP_SCHEMA]())


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
    ("path", "value"),
    [
        (("format",), "another"),
        (("goals", 0, "measures", 0, "state"), "over"),
        (("goals", 0, "indicators", 0, "direction"), "sideways"),
        (("goals", 0, "indicators", 0, "values", 0, "at"), "2026"),
        (("goals", 0, "indicators", 0, "values", 0, "value"), "3,5"),
        (("vocabulary", 0, "kind"), "colour"),
        (("vocabulary", 0, "name"), ""),
        (("goals", 0, "text"), None),
        (("surplus",), 1),
    ],
)
def test_a_changed_field_of_a_concept_is_not_valid(path, value):
    data = to_json(TREE)
    assert validator(CONCEPT_SCHEMA).is_valid(data)
    assert not validator(CONCEPT_SCHEMA).is_valid(change(data, path, value))


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
