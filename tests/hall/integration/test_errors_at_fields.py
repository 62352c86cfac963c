"""A refused field says so to a screen reader: it is invalid, and the reason is its description (WCAG 3.3.1)."""

import re
import uuid
from html import unescape

from participation.kernel.transaction import transaction
from participation.prioritisation.card_stock import make_cards
from participation.prioritisation.models import Subject, VotingRules
from participation.prioritisation.queries import cluster_options
from participation.prioritisation.services import open_round
from participation.workshop.models import Phase, StepKind
from tests.factories import a_card, a_cluster, a_plan, step_of

FIELD = re.compile(r"<(?:textarea|input)\b[^>]*aria-invalid=\"true\"[^>]*>")


def field_and_reason(answer):
    """The attributes of the only invalid field, and the text of the first thing that describes it."""
    (field,) = FIELD.findall(answer.text)
    described = re.search(r'aria-describedby="([^"]+)"', field).group(1).split()
    reason = re.search(rf'id="{described[0]}"[^>]*>([^<]*)<', answer.text).group(1)
    missing = [each for each in described if f'id="{each}"' not in answer.text]
    return field, unescape(reason).strip(), missing


def assert_tied(answer, name, reason):
    field, said, missing = field_and_reason(answer)
    assert f'name="{name}"' in field
    assert "autofocus" in field
    assert (bool(said), reason in said, missing) == (True, True, [])


def test_wrong_code(client):
    assert_tied(client.get("/?code=ZZZZZZ&lang=en"), "code", "ZZZZZZ")


def test_card_that_is_too_long(collecting, device):
    device.look("?lang=en")
    assert_tied(device.write("x" * 600), "text", "600")


def test_field_of_a_plan_that_is_too_long(hall, device):
    with hall.app.app_context():
        wish = a_cluster(hall.row(), phase=Phase.FANTASY, title="Die Halle ist offen", cards=[a_card(hall.row())])
        plan = a_plan(hall.row(), wishes=[wish], title="Offene Halle").id
    hall.run(StepKind.PLAN, Phase.REALISATION)
    answer = device.client.post(f"/{hall.code}/plans/{plan}/what", data=device.hidden() | {"text": "x" * 1001})
    assert_tied(answer, "text", "1000")


def test_lightning_mark_that_is_too_long(hall, device):
    hall.run(StepKind.CLUSTER)
    with hall.app.app_context():
        topic = a_cluster(hall.row(), title="Abends kommt niemand hin.", cards=[a_card(hall.row())]).id
    data = {"csrf_token": device.token(), "key": str(uuid.uuid4()), "language": "de", "text": "x" * 400}
    assert_tied(device.client.post(f"/{hall.code}/topics/{topic}/marks", data=data), "text", "")


def test_letters_of_no_voting_card(hall, device):
    hall.run(StepKind.VOTE)
    with hall.app.app_context(), transaction():
        step = step_of(hall.row(), StepKind.VOTE, Phase.CRITIQUE)
        options = cluster_options([a_cluster(hall.row(), title=title) for title in ("Kein Bus.", "Bad zu.")])
        make_cards(hall.row(), 1, None)
        rules = VotingRules(by_cards=True, counted_twice=False)
        open_round(step, None, subject=Subject.CLUSTER, subjects=options, rules=rules)
    assert_tied(device.client.get(f"/{hall.code}/v/ABCDEFGHJKMNPQRS"), "card", "")


def test_page_without_a_refusal_has_no_invalid_field(collecting, device):
    assert FIELD.findall(device.look().text) == []
