"""What goes on now: JSON with an ETag, a stream that begins with the current revisions, health."""

from unittest.mock import Mock

import pytest
from sqlalchemy.exc import OperationalError

from participation.hall.views import health
from participation.live.extension import live_room
from participation.live.turns import Turns
from participation.workshop.models import Phase, StepKind
from tests.factories import a_workshop, run_step


def test_stage_before_the_first_step(hall, client):
    assert client.get(f"/{hall.code}/stage").json == {
        "revision": 1,
        "phase": "preparation",
        "kind": "welcome",
        "step": None,
        "prompt": None,
        "ends_at": None,
        "round": None,
    }


def test_stage_tells_step_prompt_and_end(collecting, client):
    stage = client.get(f"/{collecting.code}/stage").json
    assert (stage["phase"], stage["kind"], stage["step"], stage["prompt"]) == ("critique", "collect", 2, "Was?")
    assert stage["ends_at"].endswith("+00:00")


def test_page_that_knows_the_stage_gets_nothing_again(hall, client):
    first = client.get(f"/{hall.code}/stage")
    again = client.get(f"/{hall.code}/stage", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])


def test_page_that_asks_is_told_when_to_ask_again(app, hall, client):
    live_room(app).hub.turns = Turns(each_second=1, least=4, clock=lambda: 1000.0)
    first = client.get(f"/{hall.code}/stage")
    again = client.get(f"/{hall.code}/stage", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.headers["Retry-After"], again.headers["Retry-After"], again.status_code) == ("4", "5", 304)


def test_other_language_is_another_stage(hall, client):
    first = client.get(f"/{hall.code}/stage")
    other = client.get(f"/{hall.code}/stage?lang=ar", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


@pytest.mark.parametrize(("query", "events"), [("", {"stage"}), ("?board=1", {"stage", "board"})])
def test_stream_begins_with_the_current_revisions(hall, client, query, events):
    with client.get(f"/{hall.code}/live{query}") as answer:
        parts = iter(answer.response)
        begun = [next(parts).decode() for _ in range(1 + len(events))]
    heard = {line.removeprefix("event: ") for part in begun for line in part.splitlines() if line.startswith("event")}
    assert (answer.mimetype, heard) == ("text/event-stream", events)


def test_stream_without_a_free_seat_says_when_to_come_back(app, hall, client):
    live_room(app).hub.limit = 0
    answer = client.get(f"/{hall.code}/live")
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (503, True)


def test_process_is_up_and_ready(client):
    assert client.get("/healthz").json == {"status": "up"}
    assert client.get("/readyz").json == {"database": True, "live": True}


def test_process_without_its_database_is_not_ready(client, monkeypatch):
    gone = OperationalError("SELECT 1", {}, ConnectionError())
    monkeypatch.setattr(health.db.session, "execute", Mock(side_effect=gone))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"database": False, "live": True})


def test_address_of_health_is_never_taken_for_a_code(app, client):
    with app.app_context():
        a_workshop(code="READYZ")
    assert client.get("/readyz").json == {"database": True, "live": True}


@pytest.mark.parametrize("kind", list(StepKind))
@pytest.mark.parametrize("phase", list(Phase))
def test_every_step_is_drawn_on_phone_and_screen_in_every_phase(hall, device, kind, phase):
    with hall.app.app_context():
        step = hall.row().steps[0]
        step.kind, step.phase = kind, phase
        run_step(hall.row(), kind, phase)
    pages = [device.look(), device.client.get(f"/{hall.code}/screen"), device.client.get(f"/{hall.code}/board?since=1")]
    assert [page.status_code for page in pages] == [200, 200, 200]
