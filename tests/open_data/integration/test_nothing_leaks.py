"""What was not published is not there: neither itself, nor a trace of it in what is."""

import pytest

from participation.concept.models import EditionState, MeasureState
from participation.kernel.database import db
from participation.measures.models import MeasureChange
from participation.workshop.models import Room, WorkshopState
from tests.factories import a_concept, a_goal, a_measure, a_process, a_workshop, an_edition, saved
from tests.open_data.integration.conftest import a_public_workshop

SECRETS = (
    "A secret draft",
    "Hidden words",
    "Withdrawn words",
    "Waiting words",
    "Hidden dissent",
    "names somebody",
    "Open option",
    "Not adopted yet",
    "Hidden translation",
)
LISTS_OF_A_CONCEPT = ("", "/fields", "/goals", "/indicators", "/measures", "/translations")
LISTS_OF_A_WORKSHOP = ("", "/cards", "/clusters", "/votes", "/plans", "/measures")


def everything(client):
    """Return the text of all that can be walked to from the start."""
    seen = [client.get("/api/v1/").text]
    for concept in client.get("/api/v1/concepts?limit=200").get_json()["items"]:
        seen += [client.get(f"/api/v1/concepts/{concept['id']}{part}").text for part in LISTS_OF_A_CONCEPT]
    for process in client.get("/api/v1/processes?limit=200").get_json()["items"]:
        seen += [client.get(f"/api/v1/processes/{process['id']}{part}").text for part in ("", "/dates")]
    for workshop in client.get("/api/v1/workshops?limit=200").get_json()["items"]:
        seen += [client.get(f"/api/v1/workshops/{workshop['code']}{part}").text for part in LISTS_OF_A_WORKSHOP]
    return "\n".join(seen)


def statuses(client, code):
    return {client.get(f"/api/v1/workshops/{code}{part}").status_code for part in LISTS_OF_A_WORKSHOP}


def test_what_is_hidden_open_or_a_draft_stands_nowhere(client, city):
    told = everything(client)
    assert [secret for secret in SECRETS if secret in told] == []
    assert "No bus at night" in told


@pytest.mark.parametrize(
    "state", sorted(set(MeasureState) - {"adopted", "in_progress", "done", "postponed", "rejected"})
)
def test_a_measure_is_told_from_its_adoption_on(client, city, state):
    measure = city.measures[0]
    measure.state = state
    db.session.commit()
    assert measure.lineage not in everything(client)
    answer = client.get(f"/api/v1/concepts/{city.edition.concept_id}/measures/{measure.lineage}")
    assert answer.status_code == 404


@pytest.mark.parametrize("state", [EditionState.DRAFT, EditionState.SUPERSEDED])
def test_an_edition_that_is_not_adopted_is_not_there(client, city, state):
    city.edition.state = state
    db.session.commit()
    assert client.get("/api/v1/concepts").get_json()["items"] == []
    parts = {client.get(f"/api/v1/concepts/{city.edition.concept_id}{part}").status_code for part in LISTS_OF_A_CONCEPT}
    assert parts == {404}
    assert client.get(f"/api/v1/workshops/{city.workshop.code}/measures").get_json()["items"] == []
    assert client.get(f"/api/v1/processes/{city.process.id}").get_json()["concept"] is None


def test_the_draft_beside_the_adopted_edition_is_not_told(client, city):
    draft = an_edition(city.edition.concept, state=EditionState.DRAFT, title="Secret edition")
    goal = a_goal(draft, text="A secret goal")
    twin = a_measure(draft, goals=[goal], lineage=city.measures[1].lineage, state=MeasureState.REJECTED)
    saved(MeasureChange(measure_id=twin.id, before={}, after={"state": "rejected"}, reason="A secret reason"))
    told = everything(client)
    assert [secret for secret in ("Secret edition", "A secret goal", "A secret reason") if secret in told] == []
    assert "Too dear." in told


def test_a_process_is_told_once_it_was_published(client, city):
    city.process.published_at = None
    db.session.commit()
    assert client.get(f"/api/v1/processes/{city.process.id}").status_code == 404
    assert client.get(f"/api/v1/processes/{city.process.id}/dates").status_code == 404
    assert statuses(client, city.workshop.code) == {404}
    assert client.get("/api/v1/workshops").get_json()["total"] == 0


@pytest.mark.parametrize("state", [WorkshopState.PLANNED, WorkshopState.OPEN, WorkshopState.RUNNING])
def test_a_workshop_is_told_when_it_is_over(client, city, state):
    city.workshop.state = state
    city.workshop.planned_for = city.workshop.closed_at
    db.session.commit()
    assert statuses(client, city.workshop.code) == {404}
    assert city.workshop.code not in everything(client)


def test_a_workshop_for_invited_people_is_not_told(client, city):
    city.workshop.invited_only = True
    city.workshop.planned_for = city.workshop.closed_at
    db.session.commit()
    assert statuses(client, city.workshop.code) == {404}
    assert city.workshop.code not in everything(client)


def test_a_room_is_as_public_as_its_workshop(client, city, database):
    plenum, *rooms = (a_public_workshop(city.process) for _ in range(3))
    for place, room in enumerate(rooms):
        saved(Room(plenum_id=plenum.id, workshop_id=room.id, position=place, name=f"Room {place}"))
    codes = [room.code for room in rooms]
    db.session.expire_all()
    told = client.get(f"/api/v1/workshops/{plenum.code}").get_json()
    assert [room["code"] for room in told["rooms"]] == codes
    assert client.get(f"/api/v1/workshops/{codes[0]}").get_json()["plenum"] == plenum.code
    assert [each["code"] for each in client.get("/api/v1/workshops").get_json()["items"]] == [
        city.workshop.code,
        plenum.code,
    ]
    plenum.invited_only = True
    db.session.commit()
    assert statuses(client, codes[0]) == {404}


def test_people_stand_nowhere(client, city):
    a_workshop(process=a_process(a_concept(title="Elsewhere")))
    told = everything(client)
    assert [word for word in ("participant", "token", "actor", "moderator", "lead_by") if word in told] == []
