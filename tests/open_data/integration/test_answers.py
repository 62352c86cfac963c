"""How the open data answer: parts of lists, tags, languages, other sites, problems, limits, constant effort."""

import sys

import pytest

from participation.app import create_app
from participation.config import Settings
from participation.kernel.database import db
from participation.licences import LICENCES
from tests.factories import a_card, a_cluster, a_plan, a_process
from tests.open_data.integration.conftest import a_public_edition, a_public_workshop


def links(answer):
    return {
        said.split("; ")[1].removeprefix('rel="').rstrip('"'): said.split("; ")[0].strip("<>")
        for said in answer.headers.getlist("Link")
    }


def test_a_list_is_walked_by_its_links(client, database):
    edition = a_public_edition(number=5)
    seen, address = [], f"/api/v1/concepts/{edition.concept_id}/measures?limit=2&state=adopted"
    while address:
        answer = client.get(address)
        seen += [measure["id"] for measure in answer.get_json()["items"]]
        assert answer.get_json()["total"] == 5
        address = links(answer).get("next")
    assert seen == [measure.lineage for measure in edition.measures]


def test_the_middle_of_a_list_leads_to_all_other_parts(client, database):
    edition = a_public_edition(number=5)
    measures = f"/api/v1/concepts/{edition.concept_id}/measures"
    assert links(client.get(f"{measures}?limit=2&offset=2&lang=en")) == {
        "first": f"{measures}?limit=2&offset=0&lang=en",
        "prev": f"{measures}?limit=2&offset=0&lang=en",
        "next": f"{measures}?limit=2&offset=4&lang=en",
        "last": f"{measures}?limit=2&offset=4&lang=en",
    }


def test_what_has_not_changed_is_not_sent_again(client, city):
    address = f"/api/v1/concepts/{city.edition.concept_id}/measures"
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["Access-Control-Allow-Origin"]) == (304, b"", "*")
    city.measures[0].title = "Another title"
    db.session.commit()
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_answers_are_readable_from_any_site_and_set_no_cookie(client, city):
    answer = client.get("/api/v1/concepts?lang=ar", headers={"Origin": "https://elsewhere.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Link" in answer.headers["Access-Control-Expose-Headers"]
    assert answer.headers.getlist("Set-Cookie") == []
    asked = client.options("/api/v1/concepts", headers={"Access-Control-Request-Headers": "If-None-Match"})
    assert (asked.status_code, asked.headers["Access-Control-Allow-Methods"]) == (200, "GET, HEAD, OPTIONS")
    assert "If-None-Match" in asked.headers["Access-Control-Allow-Headers"]


def test_the_language_is_that_of_the_request_and_not_of_a_cookie(client, city):
    client.get("/?lang=ar")
    answer = client.get("/api/v1/nothing", headers={"Accept-Language": "en"})
    assert (answer.headers["Content-Language"], answer.get_json()["title"]) == (
        "en",
        "There is nothing at this address",
    )


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=many", "limit"),
        ("offset=-1", "offset"),
        ("offset=99999999999999999999", "offset"),
        ("field=sport", "field"),
        ("state=draft", "state"),
        ("stat=adopted", "stat"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(client, city, query, parameter):
    answer = client.get(f"/api/v1/concepts/{city.edition.concept_id}/measures?{query}")
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert answer.get_json()["parameter"] == parameter


@pytest.mark.parametrize(
    "path",
    [
        "/concepts/999",
        "/concepts/99999999999999999999",
        "/concepts/99999999999999999999/measures",
        "/processes/99999999999999999999",
        "/workshops/NOSUCH",
        "/workshops/x",
        "/nothing/here",
        "/concepts/one",
    ],
)
def test_what_is_not_there_is_a_problem_and_no_page(client, city, path):
    answer = client.get(f"/api/v1{path}")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert {"type", "title", "status", "detail"} == set(answer.get_json())


def test_unknown_things_in_a_concept_are_problems_too(client, city):
    concept = f"/api/v1/concepts/{city.edition.concept_id}"
    found = {client.get(f"{concept}/{kind}/nothing").status_code for kind in ("goals", "indicators", "measures")}
    assert found == {404}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(client, city, method):
    answer = client.open("/api/v1/concepts", method=method)
    assert (answer.status_code, answer.get_json()["status"]) == (405, 405)
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_who_asks_too_often_waits(settings, database_url, monkeypatch):
    monkeypatch.setattr(sys.modules["participation.open_data.views.blueprint"], "A_MINUTE", 2)
    app = create_app(settings, TESTING=True)
    client = app.test_client()
    answers = [client.get("/api/v1/concepts") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].content_type == "application/problem+json"
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60


def test_the_licence_that_the_city_chose_is_named(settings, database_url):
    chosen = Settings(
        database_url=settings.database_url,
        secret_key="tests",
        instance=settings.instance,
        data_licence=LICENCES["DL-DE-BY-2.0"],
    )
    client = create_app(chosen, TESTING=True, RATELIMIT_ENABLED=False).test_client()
    answer = client.get("/api/v1/")
    assert answer.get_json()["licence"]["name"] == "DL-DE-BY-2.0"
    assert links(answer)["license"] == "https://www.govdata.de/dl-de/by-2-0"
    assert (
        client.get("/api/v1/openapi.json").get_json()["info"]["license"]["url"] == "https://www.govdata.de/dl-de/by-2-0"
    )


def count_of(client, statements, address):
    db.session.expire_all()
    statements.clear()
    assert client.get(f"/api/v1{address}").status_code == 200
    return len(statements)


@pytest.mark.parametrize("part", ["goals", "fields", "indicators", "measures", "translations"])
def test_a_concept_of_three_goals_costs_as_much_as_one_of_one(client, statements, part):
    one = a_public_edition(number=1).concept_id
    three = a_public_edition(number=3).concept_id
    counts = [count_of(client, statements, f"/concepts/{concept}/{part}") for concept in (one, three)]
    assert counts[0] == counts[1]


@pytest.mark.parametrize("part", ["cards", "clusters", "plans", "measures"])
def test_a_workshop_with_three_of_each_costs_as_much_as_with_one(client, statements, city, part):
    codes = []
    for number in (1, 3):
        workshop = a_public_workshop(city.process)
        codes.append(workshop.code)
        for _ in range(number):
            cluster = a_cluster(workshop, cards=[a_card(workshop)])
            plan = a_plan(workshop, wishes=[cluster])
            plan.measures.append(city.measures[0])
        db.session.commit()
    counts = [count_of(client, statements, f"/workshops/{code}/{part}") for code in codes]
    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", ["concepts", "processes", "workshops"])
def test_lists_of_three_cost_as_much_as_of_one(client, statements, city, kind):
    first = count_of(client, statements, f"/{kind}")
    for _ in range(2):
        edition = a_public_edition()
        process = a_process(edition.concept, published_at=city.process.published_at)
        a_public_workshop(process)
    assert count_of(client, statements, f"/{kind}") == first
    assert client.get(f"/api/v1/{kind}").get_json()["total"] == 3
