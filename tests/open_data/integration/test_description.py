"""The description (OpenAPI 3.1) says of every address what it answers, and the answers are so."""

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from participation.open_data.views.answering import answer_of

UNDESCRIBED = {"/api/v1/openapi.json", "/api/v1/schemas/<name>.json", "/api/v1/<path:rest>"}
"""Descriptions themselves, and what is not there."""


@pytest.fixture
def description(client):
    return client.get("/api/v1/openapi.json").get_json()


def rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("open_data.")]


def test_every_route_is_described(app):
    without = {rule.rule for rule in rules(app) if answer_of(app.view_functions[rule.endpoint]) is None}
    assert without == UNDESCRIBED


def test_every_described_address_is_a_route(app, description):
    described = {path.replace("{", "<").replace("}", ">") for path in description["paths"]}
    assert described == {rule.rule.replace("<number:", "<") for rule in rules(app)} - UNDESCRIBED


def test_every_operation_names_the_parts_of_its_address(description):
    for path, operations in description["paths"].items():
        named = {each["name"] for each in operations["get"]["parameters"] if each["in"] == "path"}
        assert named == {part.strip("{}") for part in path.split("/") if part.startswith("{")}


def test_the_schemas_are_schemas(description):
    for schema in description["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_reference_leads_somewhere(description):
    def references(value):
        if isinstance(value, dict):
            yield from ([value["$ref"]] if "$ref" in value else [])
            for part in value.values():
                yield from references(part)
        elif isinstance(value, list):
            for part in value:
                yield from references(part)

    known = {f"#/components/schemas/{name}" for name in description["components"]["schemas"]}
    assert set(references(description["paths"])) | {"#/components/schemas/Problem"} <= known


def validator(description, schema):
    whole = {**schema, "components": description["components"]}
    return Draft202012Validator(whole, format_checker=FormatChecker())


def addresses(city):
    concept, code = city.edition.concept_id, city.workshop.code
    goal = city.goals[1]
    return {
        "/": {},
        "/concepts": {},
        "/concepts/{concept}": {"concept": concept},
        "/concepts/{concept}/fields": {"concept": concept},
        "/concepts/{concept}/translations": {"concept": concept},
        "/concepts/{concept}/goals": {"concept": concept},
        "/concepts/{concept}/goals/{goal}": {"concept": concept, "goal": goal.lineage},
        "/concepts/{concept}/indicators": {"concept": concept},
        "/concepts/{concept}/indicators/{indicator}": {"concept": concept, "indicator": goal.indicators[0].lineage},
        "/concepts/{concept}/measures": {"concept": concept},
        "/concepts/{concept}/measures/{measure}": {"concept": concept, "measure": city.measures[0].lineage},
        "/processes": {},
        "/processes/{process}": {"process": city.process.id},
        "/processes/{process}/dates": {"process": city.process.id},
        "/workshops": {},
        "/workshops/{code}": {"code": code},
        "/workshops/{code}/cards": {"code": code},
        "/workshops/{code}/clusters": {"code": code},
        "/workshops/{code}/votes": {"code": code},
        "/workshops/{code}/plans": {"code": code},
        "/workshops/{code}/measures": {"code": code},
    }


def test_every_answer_is_as_described(client, city, description):
    asked = addresses(city)
    assert {f"/api/v1{path}" for path in asked} == set(description["paths"])
    for path, values in asked.items():
        answer = client.get(f"/api/v1{path.format(**values)}")
        operation = description["paths"][f"/api/v1{path}"]["get"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        validator(description, schema).validate(answer.get_json())
        assert answer.get_json().get("total") != 0 or path.endswith("/dates")


def test_an_answer_with_another_field_is_not_as_described(client, city, description):
    schema = {"$ref": "#/components/schemas/Measure"}
    measure = client.get(f"/api/v1/concepts/{city.edition.concept_id}/measures").get_json()["items"][0]
    check = validator(description, schema)
    assert check.is_valid(measure)
    assert not check.is_valid({**measure, "secret": 1})
    assert not check.is_valid({key: value for key, value in measure.items() if key != "lead"})
    assert not check.is_valid({**measure, "state": "draft"})
    assert not check.is_valid({**measure, "due_on": "soon"})
    assert not check.is_valid({**measure, "changed_at": "yesterday"})


@pytest.mark.parametrize("path", ["/api/v1/concepts?limit=0", "/api/v1/nothing"])
def test_problems_are_as_described(client, city, description, path):
    validator(description, {"$ref": "#/components/schemas/Problem"}).validate(client.get(path).get_json())
