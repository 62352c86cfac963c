"""Every route declares its policy, and each role gets exactly the doors that its policy opens."""

import pytest
from flask import url_for

from participation.access.policies import everyone, office, policy_of, reviewers, signed_in, steering
from participation.workshop.policies import interprets_workshop, leads_workshop
from tests.factories import a_moderator, a_reviewer, a_steering_member, a_workshop, an_interpreter, an_office_user

OPEN = {everyone.name}
FOR_ROLES = {
    "stranger": OPEN,
    "other moderator": OPEN | {signed_in.name},
    "other interpreter": OPEN | {signed_in.name},
    "interpreter": OPEN | {signed_in.name, interprets_workshop.name},
    "moderator": OPEN | {signed_in.name, interprets_workshop.name, leads_workshop.name},
    "reviewer": OPEN | {signed_in.name, reviewers.name},
    "steering group": OPEN | {signed_in.name, steering.name},
    "office": OPEN
    | {
        signed_in.name,
        interprets_workshop.name,
        leads_workshop.name,
        reviewers.name,
        steering.name,
        office.name,
    },
}


def rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_route_declares_a_policy(app):
    without = [rule.rule for rule in rules(app) if policy_of(app.view_functions[rule.endpoint]) is None]
    assert without == []


def test_policies_are_the_known_ones(app):
    names = {policy_of(app.view_functions[rule.endpoint]).name for rule in rules(app)}
    assert names <= FOR_ROLES["office"]


@pytest.fixture
def people(app):
    with app.app_context():
        workshop = a_workshop()
        people = {
            "stranger": None,
            "other moderator": a_moderator().id,
            "other interpreter": an_interpreter().id,
            "interpreter": an_interpreter(workshop).id,
            "moderator": a_moderator(workshop).id,
            "reviewer": a_reviewer().id,
            "steering group": a_steering_member().id,
            "office": an_office_user().id,
        }
        return workshop.code, people


def client_of(app, user_id):
    client = app.test_client()
    if user_id is not None:
        with client.session_transaction() as session:
            session["_user_id"] = str(user_id)
            session["_fresh"] = True
    return client


def address_of(app, rule, code):
    values = {name: code if name == "code" else 999_999 for name in rule.arguments}
    with app.test_request_context():
        return url_for(rule.endpoint, **values)


@pytest.mark.parametrize("role", list(FOR_ROLES))
def test_role_gets_in_where_its_policy_says_and_nowhere_else(app, people, role):
    code, members = people
    wrong = []
    for rule in rules(app):
        if rule.endpoint.endswith((".live", ".logout")):
            continue
        client = client_of(app, members[role])
        method = "GET" if "GET" in rule.methods else "POST"
        answer = client.open(address_of(app, rule, code), method=method)
        allowed = policy_of(app.view_functions[rule.endpoint]).name in FOR_ROLES[role]
        refused = answer.status_code == 403 or (answer.location or "").startswith("/login?next=")
        answer.close()
        if allowed == refused:
            wrong.append((rule.rule, method, answer.status_code))
    assert wrong == []


OPEN_TO_EVERYONE = {
    "/",
    "/accessibility",
    "/api/v1/",
    "/api/v1/<path:rest>",
    "/api/v1/concepts",
    "/api/v1/concepts/<number:concept>",
    "/api/v1/concepts/<number:concept>/fields",
    "/api/v1/concepts/<number:concept>/goals",
    "/api/v1/concepts/<number:concept>/goals/<goal>",
    "/api/v1/concepts/<number:concept>/indicators",
    "/api/v1/concepts/<number:concept>/indicators/<indicator>",
    "/api/v1/concepts/<number:concept>/measures",
    "/api/v1/concepts/<number:concept>/translations",
    "/api/v1/concepts/<number:concept>/measures/<measure>",
    "/api/v1/openapi.json",
    "/api/v1/processes",
    "/api/v1/processes/<number:process>",
    "/api/v1/processes/<number:process>/dates",
    "/api/v1/schemas/<name>.json",
    "/api/v1/workshops",
    "/api/v1/workshops/<code>",
    "/api/v1/workshops/<code>/cards",
    "/api/v1/workshops/<code>/clusters",
    "/api/v1/workshops/<code>/measures",
    "/api/v1/workshops/<code>/plans",
    "/api/v1/workshops/<code>/votes",
    "/healthz",
    "/login",
    "/logout",
    "/phone-worker.js",
    "/phone.css",
    "/phone.js",
    "/privacy",
    "/readyz",
    "/t",
    "/calendar/<secret>.ics",
    "/report/<secret>",
    "/<code:code>",
    "/<code:code>/ballots",
    "/<code:code>/board",
    "/<code:code>/cards",
    "/<code:code>/cards/<int:card_id>/language",
    "/<code:code>/cards/<int:card_id>/report",
    "/<code:code>/cards/<int:card_id>/withdraw",
    "/<code:code>/host",
    "/<code:code>/live",
    "/<code:code>/marks/<int:mark_id>/withdraw",
    "/<code:code>/mine",
    "/<code:code>/next",
    "/<code:code>/plans/<int:plan_id>/<name>",
    "/<code:code>/qr.svg",
    "/<code:code>/questions",
    "/<code:code>/results",
    "/<code:code>/room",
    "/<code:code>/rooms",
    "/<code:code>/screen",
    "/<code:code>/seat",
    "/<code:code>/seat/<secret>",
    "/<code:code>/stage",
    "/<code:code>/table",
    "/<code:code>/tablet/<given>",
    "/<code:code>/thanks",
    "/<code:code>/topics/<int:cluster_id>/marks",
    "/<code:code>/v",
    "/<code:code>/v/<secret>",
    "/concept",
    "/concept/<int:concept_id>",
    "/concept/<int:concept_id>/goals/<int:goal_id>",
    "/concept/<int:concept_id>/measures/<int:measure_id>",
    "/concept/<int:concept_id>/news.atom",
    "/concept/<int:concept_id>/search",
    "/process/<int:process_id>",
    "/process/<int:process_id>/timeline.ics",
}
"""What anybody may ask for. A new line here is a decision, not a formality."""


def test_only_these_addresses_are_open_to_everyone(app):
    found = {rule.rule for rule in rules(app) if policy_of(app.view_functions[rule.endpoint]) is everyone}
    assert found == OPEN_TO_EVERYONE
