"""The table's canvas on the phone: field by field, many scribes, no word overwritten unseen."""

import pytest

from participation.hall.services import walk
from participation.kernel.transaction import transaction
from participation.measures.queries import get_plan, list_plans
from participation.workshop.models import Phase, StepKind
from tests.factories import a_card, a_cluster, a_plan, a_table, step_of
from tests.hall.integration.conftest import JSON


@pytest.fixture
def planning(hall):
    """A plan that everybody may write in; returns hall and plan id."""
    with hall.app.app_context():
        workshop = hall.row()
        wish = a_cluster(workshop, phase=Phase.FANTASY, title="Die Halle ist offen", cards=[a_card(workshop)])
        plan_id = a_plan(workshop, wishes=[wish], title="Offene Halle").id
    hall.run(StepKind.PLAN, Phase.REALISATION)
    return hall, plan_id


def save(device, plan_id, name, text, **fields):
    return device.client.post(
        f"/{device.code}/plans/{plan_id}/{name}",
        data={"csrf_token": device.token(), "text": text, **fields},
        headers=fields.pop("headers", None),
    )


def text_of(hall, plan_id, name):
    with hall.app.app_context():
        return get_plan(hall.row().id, plan_id).text_of(name)


def test_saved_field_leads_to_the_next_empty_one(planning, device):
    hall, plan_id = planning
    answer = save(device, plan_id, "what", "Ein Schlüssel am Kiosk", version="0")
    assert (answer.status_code, answer.location) == (303, f"/{hall.code}?plan={plan_id}")
    assert f"/plans/{plan_id}/why" in device.client.get(answer.location).text
    assert text_of(hall, plan_id, "what") == "Ein Schlüssel am Kiosk"


def test_second_scribe_sees_both_texts_and_then_decides(planning, device, another_device):
    hall, plan_id = planning
    save(device, plan_id, "what", "Vom einen", version="0")
    refused = save(another_device, plan_id, "what", "Vom anderen", version="0")
    assert refused.status_code == 409
    assert ("Vom einen" in refused.text, ">Vom anderen</textarea>" in refused.text) == (True, True)
    assert 'name="version" value="1"' in refused.text
    decided = save(another_device, plan_id, "what", "Von beiden", version="1")
    assert (decided.status_code, text_of(hall, plan_id, "what")) == (303, "Von beiden")


def test_text_that_is_too_long_comes_back_whole(planning, device):
    _hall, plan_id = planning
    answer = save(device, plan_id, "what", "w" * 1001, version="0")
    assert (answer.status_code, f">{'w' * 1001}</textarea>" in answer.text) == (413, True)


def test_unknown_field_and_foreign_plan_are_named(planning, device):
    hall, plan_id = planning
    token = device.token()
    errors = [
        device.client.post(
            f"/{hall.code}/plans/{plan}/{name}", data={"csrf_token": token, "text": "x"}, headers=JSON
        ).json["error"]
        for plan, name in ((plan_id, "colour"), (999_999, "what"))
    ]
    assert errors == ["PlanFieldUnknown", "PlanUnknown"]


def test_nobody_writes_when_the_step_is_over_and_the_text_is_kept(planning, device):
    hall, plan_id = planning
    token = device.token()
    hall.run(StepKind.CHECK, Phase.REALISATION)
    answer = device.client.post(f"/{hall.code}/plans/{plan_id}/what", data={"csrf_token": token, "text": "Zu spät"})
    assert (answer.status_code, ">Zu spät</textarea>" in answer.text) == (409, True)


def test_device_chooses_its_table_before_it_writes(planning, device):
    hall, _plan_id = planning
    with hall.app.app_context():
        a_table(hall.row(), name="Am Fenster")
    assert ("Am Fenster" in device.look().text, 'id="text"' in device.look().text) == (True, False)


def test_step_lays_a_plan_on_each_table(hall):
    with hall.app.app_context():
        workshop = hall.row()
        tables = [a_table(workshop).id for _ in range(2)]
        for number in range(3):
            a_cluster(workshop, phase=Phase.FANTASY, title=f"Wunsch {number}")
        with transaction():
            walk(hall.row(), step_of(hall.row(), StepKind.PLAN, Phase.REALISATION).position, None)
        assert [(plan.title, plan.table_id) for plan in list_plans(hall.row().id)] == [
            ("Wunsch 0", tables[0]),
            ("Wunsch 1", tables[1]),
        ]
