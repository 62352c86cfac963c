"""Lightning marks and reports from phones, without script."""

import re
import uuid

import pytest

from participation.contributions.models import CardReport, CardState, Mark
from participation.contributions.queries import get_card, list_board_cards
from participation.contributions.services import hide_card
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.live.extension import live_room
from participation.workshop.models import Phase, StepKind
from tests.factories import a_card, a_cluster


@pytest.fixture
def sorting(hall):
    """A hall that sorts, with one topic of one card."""
    hall.run(StepKind.CLUSTER)
    with hall.app.app_context():
        card = a_card(hall.row(), text="Kein Bus am Abend")
        hall.card = card.id
        hall.cluster = a_cluster(hall.row(), title="Abends kommt niemand hin.", cards=[card]).id
    return hall


def put(device, hall, text, **fields):
    data = {"csrf_token": device.token(), "key": str(uuid.uuid4()), "language": "de", "text": text} | fields
    return device.client.post(f"/{hall.code}/topics/{hall.cluster}/marks", data=data)


def test_mark_is_put_from_the_page_and_taken_back(sorting, device):
    page = device.look().text
    assert ("Das sehe ich anders" in page, f'action="/{sorting.code}/topics/{sorting.cluster}/marks"' in page) == (
        True,
        True,
    )
    assert put(device, sorting, "Bei uns schon").status_code == 303
    page = device.look().text
    assert ("Bei uns schon" in page, "1 Person sieht es anders" in page, "Das sehe ich anders" in page) == (
        True,
        True,
        False,
    )
    back = re.search(r'action="(/\w+/marks/\d+/withdraw)"', page).group(1)
    device.client.post(back, data={"csrf_token": device.token()})
    with sorting.app.app_context():
        assert db.session.query(Mark).one().state is CardState.WITHDRAWN


def test_empty_mark_is_refused_with_the_form_open(sorting, device):
    answer = put(device, sorting, "  ")
    assert (answer.status_code, 'class="dissent" open' in answer.text) == (422, True)


def test_too_long_mark_keeps_its_words(sorting, device):
    answer = put(device, sorting, "x" * 150)
    assert (answer.status_code, f'value="{"x" * 150}"' in answer.text) == (422, True)


def test_another_person_reads_the_mark_and_cannot_take_it_back(sorting, device, another_device):
    put(device, sorting, "Bei uns schon")
    page = another_device.look().text
    assert ("Bei uns schon" in page, "/withdraw" in page) == (True, False)


def test_mark_shows_on_the_projector_and_in_the_results(sorting, device):
    put(device, sorting, "Bei uns schon")
    board = device.client.get(f"/{sorting.code}/board").text
    results = device.client.get(f"/{sorting.code}/results").text
    assert ("island__dissent" in board, "Bei uns schon" in results) == (True, True)


def test_card_is_reported_from_the_page(sorting, device):
    page = device.look().text
    address = f"/{sorting.code}/cards/{sorting.card}/report"
    assert f'href="{address}"' in page
    form = device.client.get(address).text
    assert ("Kein Bus am Abend" in form, form.count('name="kind"')) == (True, 3)
    answer = device.client.post(address, data={"csrf_token": device.token(), "kind": "person"})
    assert answer.status_code == 200
    with sorting.app.app_context():
        assert [report.card_id for report in db.session.query(CardReport)] == [sorting.card]


def test_report_without_a_reason_is_refused_in_words(sorting, device):
    address = f"/{sorting.code}/cards/{sorting.card}/report"
    answer = device.client.post(address, data={"csrf_token": device.token()})
    assert (answer.status_code, "Bitte wählen Sie aus" in answer.text) == (422, True)


def test_card_that_is_hidden_cannot_be_looked_at_through_its_report(sorting, device):
    with sorting.app.app_context(), transaction():
        hide_card(get_card(sorting.row().id, sorting.card), None, "Nennt eine Person")
    assert device.client.get(f"/{sorting.code}/cards/{sorting.card}/report").status_code == 404


def test_phones_that_show_a_hidden_card_are_told_at_once(sorting):
    def stage():
        return sorting.row().stage_revision

    with sorting.app.app_context():
        before = stage()
        with transaction():
            hide_card(get_card(sorting.row().id, sorting.card), None, "Nennt eine Person")
        db.session.expire_all()
        assert stage() == before + 1


def test_author_alone_is_told_that_the_own_card_was_hidden(collecting, device, another_device):
    for each in (device, another_device):
        each.look()
    device.write("Frau Muster ist schuld")
    with collecting.app.app_context():
        workshop = collecting.row()
        (card,) = list_board_cards(workshop.id, phase=Phase.CRITIQUE)
        streams = {}
        for person in (card.participant_id, card.participant_id + 1):
            channel = f"device:{workshop.code}:{person}"
            streams[person] = live_room(collecting.app).hub.subscribe([channel])
        before = workshop.stage_revision
        with transaction():
            hide_card(card, None, "Nennt eine Person")
        heard = {person: stream.take(0.1) for person, stream in streams.items()}
        for stream in streams.values():
            stream.close()
        db.session.expire_all()
        assert heard[card.participant_id] is not None
        assert (heard[card.participant_id + 1], collecting.row().stage_revision) == (None, before)
